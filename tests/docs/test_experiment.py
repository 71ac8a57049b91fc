"""The how-to for experiments is true: its queries run, and agree with the statistics."""

import re
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pytest

from race.batch.reading import Batch, read_batch
from race.batch.stats.pairs import median_difference
from race.scenario.experiments.arms_file import read_arms
from race.scenario.experiments.experiment import Arm, Arms
from tests.batch.small_batch import small_batch

PAGE = (Path(__file__).parents[2] / "docs/how-to/experiment.md").read_text(encoding="utf-8")
ARMS = Arms("", "", "", (Arm("none", "None", policies={"US": "bystander"}), Arm("controls", "All")))


def asked(query: str) -> list[tuple[Any, ...]]:
    return duckdb.execute(query).fetchall()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("how-to")
    small_batch(folder / "out" / "controls", 8, ARMS, until=2030, block=8)
    return folder


@pytest.fixture
def batch(here: Path, monkeypatch: pytest.MonkeyPatch) -> Batch:
    monkeypatch.chdir(here)
    return read_batch(Path("out/controls"))


def test_queries_agree_with_the_statistics(batch: Batch) -> None:
    gap_by_year, added, leaders, states = (
        query for text in blocks("sql") for query in text.split(";") if query.strip()
    )
    gap = batch.figure("kilometres", ["CN", "RU"])
    rows = asked(gap_by_year)
    assert len(rows) == 2 * len(batch.years)
    for arm, year, middle, _, _ in rows:
        expected = np.median(gap[arm][batch.years.index(year), 0])
        assert middle == pytest.approx(1000 * expected)
    last = batch.years.index(2030)
    by_actor = {actor: more for actor, *more in asked(added)}
    for place, actor in enumerate(["CN", "RU"]):
        arms = [gap[arm][last, place] for arm in ("controls", "none")]
        assert by_actor[actor][0] == pytest.approx(1000 * float(median_difference(*arms).estimate))
        assert by_actor[actor][1:] == [float((arms[0] > arms[1]).mean()), 8]
    assert sum(row[2] for row in asked(leaders)) == 16
    assert sorted(asked(states)) == [
        ("controls", "done", 8, ""),
        ("none", "done", 8, ""),
    ]


def test_python_runs_and_agrees(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    for code in blocks("python"):
        exec(code, names)  # noqa: S102  # the page's own examples
    effect = names["effect"]
    assert isinstance(effect, pl.DataFrame)
    last = batch.years.index(2030)
    gap = batch.figure("kilometres", ["RU"])
    expected = 1000 * np.median(gap["controls"][last, 0] - gap["none"][last, 0])
    assert effect.filter(pl.col("actor") == "RU")["added_m"][0] == pytest.approx(expected)
    told = capsys.readouterr().out
    assert "'kilometres': 'km'" in told
    assert "95 % interval" in told


def test_the_experiment_on_the_page_is_one(tmp_path: Path) -> None:
    file = tmp_path / "transit.yaml"
    file.write_text(blocks("yaml")[0], encoding="utf-8")
    assert [arm.id for arm in read_arms(file).arms] == ["usual", "little"]
