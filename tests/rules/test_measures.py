"""Measures bind from their day, on whom they name, and together as law has it."""

from datetime import date

import numpy as np
import pytest

from race.paths import scenarios_folder
from race.rules.classification import Outcome, settle
from race.rules.measures import Buyer, Measures, together
from race.rules.reasons import metrics_of
from race.scenario.experiments.chip_figures import ChipFigures
from race.scenario.load import load
from race.scenario.models.scenario import Scenario

CHINA, RUSSIA = Buyer("CN", "CN"), Buyer("RU", "RU")
DENSE = ChipFigures("dense", "US", {8: 2000.0}, np.nan, 800.0, 900.0, 3000.0, 1.0)
SMALL = ChipFigures("small", "US", {8: 200.0}, np.nan, 800.0, 64.0, 300.0, 1.0)
WIDE = ChipFigures("wide memory", "US", {8: 200.0}, np.nan, 800.0, 64.0, 4000.0, 1.0)


@pytest.fixture(scope="module")
def catalogue() -> Scenario:
    return load(scenarios_folder() / "data" / "catalogue.yaml")


@pytest.fixture(scope="module")
def measures(catalogue: Scenario) -> Measures:
    return Measures(catalogue.measures, catalogue.groups)


def chosen(catalogue: Scenario, *left_out: str) -> Measures:
    rows = {name: row for name, row in catalogue.measures.items() if name not in left_out}
    return Measures(rows, catalogue.groups)


def outcome(measures: Measures, chip: ChipFigures, buyer: Buyer, on: date) -> Outcome:
    names = measures.in_force(on)
    verdicts = measures.verdicts(names, metrics_of([chip]), [chip.home], buyer, on)
    return Outcome(int(settle(together(verdicts, 1))[0]))


def chip_rules(measures: Measures, on: date) -> set[str]:
    return {name for name in measures.in_force(on) if measures[name].measure.kind == "chips"}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2022, 8, 25), set()),
        (date(2022, 8, 26), {"us-2022-08"}),
        (date(2022, 10, 7), {"us-2022-10"}),
        (date(2023, 10, 23), {"us-2022-10", "us-2023-10-letter"}),
        (date(2023, 11, 17), {"us-2023-10"}),
        (date(2025, 4, 9), {"us-2023-10", "us-2024-04", "us-2025-04"}),
        (date(2025, 7, 14), {"us-2023-10", "us-2024-04", "us-2025-07"}),
        (date(2026, 1, 15), {"us-2023-10", "us-2024-04", "us-2025-07", "us-2026-01"}),
    ],
)
def test_rules_bind_from_their_day_to_their_end(
    measures: Measures, on: date, expected: set[str]
) -> None:
    assert chip_rules(measures, on) == expected


def test_what_was_never_enforced_never_binds(measures: Measures) -> None:
    assert not {"us-2025-01-diffusion", "us-2026-bills"} & set(measures.in_force(date(2026, 9, 1)))


def test_the_press_version_binds_only_in_place_of_the_law(catalogue: Scenario) -> None:
    on = date(2023, 12, 1)
    assert chip_rules(chosen(catalogue, "us-2023-10"), on) == {"press-2023-10"}
    assert "press-2023-10" not in chip_rules(chosen(catalogue), on)


def test_amendments_follow_the_version_that_was_chosen(catalogue: Scenario) -> None:
    press = chosen(catalogue, "us-2023-10", "us-2024-04", "cn-2026-01", "us-2025-07")
    assert outcome(press, DENSE, CHINA, date(2025, 1, 1)) is Outcome.DENIED
    assert outcome(press, DENSE, CHINA, date(2026, 2, 1)) is Outcome.CASE_BY_CASE


def test_an_amendment_without_its_base_controls_nothing(catalogue: Scenario) -> None:
    alone = chosen(catalogue, "us-2023-10", "press-2023-10", "us-2025-07", "cn-2026-01")
    assert outcome(alone, DENSE, CHINA, date(2026, 2, 1)) is Outcome.FREE


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2022, 1, 1), Outcome.FREE),
        (date(2023, 1, 1), Outcome.DENIED),
        (date(2024, 1, 1), Outcome.DENIED),
        (date(2026, 2, 1), Outcome.CASE_BY_CASE),
    ],
)
def test_china_and_a_large_chip(measures: Measures, on: date, expected: Outcome) -> None:
    assert outcome(measures, DENSE, CHINA, on) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 4, 8), Outcome.FREE),
        (date(2025, 4, 9), Outcome.DENIED),
        (date(2025, 7, 14), Outcome.CASE_BY_CASE),
    ],
)
def test_china_and_fast_memory(measures: Measures, on: date, expected: Outcome) -> None:
    assert outcome(measures, WIDE, CHINA, on) is expected


def test_russia_is_denied_whatever_the_figures(measures: Measures) -> None:
    nothing_known = ChipFigures("?", "US", {})
    for chip in (DENSE, SMALL, nothing_known):
        assert outcome(measures, chip, RUSSIA, date(2022, 2, 23)) is Outcome.FREE
        assert outcome(measures, chip, RUSSIA, date(2022, 2, 24)) is Outcome.DENIED


def test_headquarters_bind_from_november_2023(measures: Measures) -> None:
    abroad = Buyer("SG", "CN")
    assert outcome(measures, DENSE, abroad, date(2023, 11, 16)) is Outcome.FREE
    assert outcome(measures, DENSE, abroad, date(2023, 11, 17)) is Outcome.DENIED
    assert outcome(measures, DENSE, abroad, date(2026, 2, 1)) is Outcome.DENIED


def test_the_emirates_change_groups(measures: Measures) -> None:
    emirates = Buyer("AE", "AE")
    assert outcome(measures, DENSE, emirates, date(2026, 7, 9)) is Outcome.CASE_BY_CASE
    assert outcome(measures, DENSE, emirates, date(2026, 7, 10)) is Outcome.FREE
    assert "AE" in measures.members(["A5"], date(2026, 7, 10))
    assert "AE" not in measures.members(["A5"], date(2026, 7, 9))


def test_friends_are_free(measures: Measures) -> None:
    for country in ("US", "JP", "NL", "TW", "MY"):
        buyer = Buyer(country, country)
        assert outcome(measures, DENSE, buyer, date(2026, 9, 1)) is Outcome.FREE


def test_a_listed_company_is_denied_before_any_threshold(measures: Measures) -> None:
    listed, neighbour = Buyer("CN", "CN", "HUAW"), Buyer("CN", "CN", "TCNT")
    assert outcome(measures, SMALL, listed, date(2022, 1, 1)) is Outcome.DENIED
    assert outcome(measures, SMALL, neighbour, date(2022, 1, 1)) is Outcome.FREE


def test_chinese_designs_are_not_items_of_export_rules(measures: Measures) -> None:
    own = ChipFigures("own", "CN", dict(DENSE.peaks), np.nan, 800.0, 900.0, 3000.0, 1.0)
    for buyer in (CHINA, RUSSIA):
        assert outcome(measures, own, buyer, date(2026, 9, 1)) is Outcome.FREE


def test_an_unknown_designer_leaves_the_outcome_open(measures: Measures) -> None:
    nowhere = ChipFigures("?", "", dict(DENSE.peaks), np.nan, 800.0, 900.0, 3000.0, 1.0)
    assert outcome(measures, nowhere, CHINA, date(2024, 1, 1)) is Outcome.UNKNOWN
    assert outcome(measures, nowhere, Buyer("JP", "JP"), date(2024, 1, 1)) is Outcome.FREE


def test_coverage_is_of_destinations_and_of_headquarters(measures: Measures) -> None:
    countries = ["US", "CN", "AE"]
    covered = measures.coverage("us-2023-10", countries, date(2024, 1, 1))
    assert covered.tolist() == [
        [False, True, False],
        [True, True, True],
        [True, True, True],
    ]


def test_quotas_and_strengths_have_their_units(catalogue: Scenario) -> None:
    cap = catalogue.measures["us-2025-01-diffusion"].quota["country_total"]
    assert (cap.value, cap.unit) == (790_000_000.0, "TPP")
    for name, measure in catalogue.measures.items():
        for effect, quantity in measure.strength.items():
            assert quantity.unit == "1", (name, effect)
            if quantity.status == "MODEL":
                assert quantity.low is not None, (name, effect)
                assert quantity.distribution is not None, (name, effect)


def test_clauses_of_controls_in_the_data_are_whole(measures: Measures) -> None:
    for name, compiled in measures.compiled.items():
        assert (compiled.lower < compiled.upper).all(), name
        assert compiled.outcomes.shape == (2, len(compiled.measure.clauses)), name
