"""An outcome becomes one JSON object and one tidy table, with the same figures in both."""

import csv
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from race.app import prepare, simulate
from race.batch.showing.results import as_json, dump, leader_of, write_csv
from race.engine.figures import FIGURES
from race.engine.outcome import Outcome

WANTED = {
    "compute_h100e",
    "largest_cluster_h100e",
    "training_gap_years",
    "kilometres",
    "behind_years",
    "catch_up_years",
}


@pytest.fixture(scope="module")
def one() -> Outcome:
    return simulate(prepare("tiny"), until=2025)


@pytest.fixture(scope="module")
def several() -> Outcome:
    return simulate(prepare("tiny"), until=2025, replicates=5)


def read(outcome: Outcome) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(dump(as_json(outcome, {"scenario": "tiny"})))
    return answer


def table(outcome: Outcome, folder: Path) -> list[dict[str, str]]:
    write_csv(outcome, folder / "results.csv")
    with (folder / "results.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_object_has_years_with_all_actors(one: Outcome) -> None:
    answer = read(one)
    assert answer["scenario"] == "tiny"
    assert answer["digest"] == one.digest
    assert [year["year"] for year in answer["years"]] == [2022, 2023, 2024, 2025]
    for year in answer["years"]:
        assert list(year["actors"]) == list(one.actors)
        assert year["largest_run_flop"] > 0.0
        assert year["leader"] == "US"
        assert year["leader_company"] == "MSFT"
        for row in year["actors"].values():
            assert set(row) >= WANTED
            assert set(row["causes"]) == {"chips", "peak", "utilisation", "availability"}


def test_figures_are_those_of_the_outcome_and_infinite_ones_are_null(one: Outcome) -> None:
    for at, year in enumerate(read(one)["years"]):
        for place, actor in enumerate(one.actors):
            for name in WANTED:
                value = float(one.figures[name][at, place, 0])
                shown = year["actors"][actor][name]
                assert shown == (value if math.isfinite(value) else None)


def test_one_future_has_no_spread(one: Outcome) -> None:
    assert "p10" not in dump(as_json(one, {}))


def test_several_futures_have_median_and_spread(several: Outcome) -> None:
    row = read(several)["years"][-1]["actors"]["RU"]
    values = several.figures["training_gap_years"][-1, several.actors.index("RU")]
    assert row["training_gap_years"] == pytest.approx(float(np.median(values)))
    assert row["training_gap_years_p10"] == pytest.approx(float(np.quantile(values, 0.1)))
    assert row["training_gap_years_p90"] == pytest.approx(float(np.quantile(values, 0.9)))


def test_the_object_is_one_of_plain_json(several: Outcome) -> None:
    text = dump(as_json(several, {"scenario": "tiny"}))
    assert "Infinity" not in text
    assert "NaN" not in text
    assert json.loads(text) == as_json(several, {"scenario": "tiny"})


def test_every_figure_has_a_unit(one: Outcome) -> None:
    units = read(one)["units"]
    assert units["compute_h100e"] == "H100e"
    assert units["kilometres"] == "km"
    assert all(units.values())


def test_the_table_is_tidy_and_complete(one: Outcome, tmp_path: Path) -> None:
    rows = table(one, tmp_path)
    assert list(rows[0]) == ["year", "actor", "measure", "unit", "value"]
    keys = [(row["year"], row["actor"], row["measure"]) for row in rows]
    assert len(set(keys)) == len(keys)
    sizes = {"actors": len(one.actors), "countries": len(one.countries), "world": 1}
    names = {"leader", "leader_company", "record_company"}
    each_year = sum(sizes[figure.axis] for figure in FIGURES if figure.name not in names)
    assert len(rows) == each_year * len(one.years)


def test_the_table_has_the_figures_of_the_object(one: Outcome, tmp_path: Path) -> None:
    found = {
        (row["year"], row["actor"], row["measure"]): float(row["value"])
        for row in table(one, tmp_path)
    }
    for year in read(one)["years"]:
        for actor, figures in year["actors"].items():
            for name in WANTED:
                shown = math.inf if figures[name] is None else figures[name]
                assert found[str(year["year"]), actor, name] == shown
        assert found[str(year["year"]), "world", "largest_run_flop"] == year["largest_run_flop"]


def test_the_table_of_several_futures_has_their_spread(several: Outcome, tmp_path: Path) -> None:
    rows = table(several, tmp_path)
    assert list(rows[0])[-2:] == ["p10", "p90"]
    for row in rows:
        assert float(row["p10"]) <= float(row["value"]) <= float(row["p90"])


def test_the_leader_is_a_country_and_a_company(one: Outcome) -> None:
    assert leader_of(one, 0) == ("US", "MSFT")
