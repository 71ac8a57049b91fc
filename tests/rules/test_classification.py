"""Chips are classified by arithmetic: the published examples, and what holds for any figures."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from race.base.arrays import Codes, Floats
from race.paths import scenarios_folder
from race.rules.classification import (
    METRICS,
    Outcome,
    Range,
    amended,
    performance_density,
    possible_outcomes,
    settle,
    stack_metrics,
    strictest,
    total_processing_performance,
)
from race.rules.measures import Measures
from race.rules.rulings import by_text
from race.scenario.experiments.chip_file import read_chips
from race.scenario.load import load

EXAMPLES = Path(__file__).parents[1] / "data" / "classification_examples.csv"
RULES = ("us-2022-10", "us-2023-10", "press-2023-10", "us-2025-04", "us-2026-01")
NO_BOUND = (-math.inf, math.inf)


def examples(rule: str) -> dict[str, str]:
    """Give the outcome of each chip under a rule; an example that says nothing is left out."""
    with EXAMPLES.open(encoding="utf-8", newline="") as lines:
        return {row["name"]: row[rule] for row in csv.DictReader(lines) if row[rule]}


@pytest.fixture(scope="module")
def measures() -> Measures:
    catalogue = load(scenarios_folder() / "data" / "catalogue.yaml")
    return Measures(catalogue.measures, catalogue.groups)


def test_the_examples_are_25_chips() -> None:
    assert [len(examples(rule)) for rule in RULES] == [25, 25, 25, 6, 23]


@pytest.mark.parametrize("rule", RULES)
def test_published_examples_come_out_right(measures: Measures, rule: str) -> None:
    chips = read_chips(EXAMPLES, with_home=True)
    on = measures[rule].measure.effective.first_day
    found = {one.chip: one.outcome.word for one in by_text(measures, rule, chips, None, on)}
    expected = examples(rule)
    assert {name: found[name] for name in expected} == expected


def clauses(*rows: dict[str, tuple[float, float]]) -> tuple[Floats, Floats]:
    """Make bounds from rows of metric -> (at least, below)."""
    pairs = [[row.get(metric, NO_BOUND) for metric in METRICS] for row in rows]
    bounds = np.array(pairs, dtype=np.float64).reshape(len(rows), len(METRICS), 2)
    return bounds[..., 0], bounds[..., 1]


def figures(**known: float) -> Floats:
    """Make one chip, (metrics, 1), of which only some figures are known."""
    return np.array([[known.get(metric, math.nan)] for metric in METRICS])


def outcome(metrics: Floats, bounds: tuple[Floats, Floats], codes: Sequence[int]) -> Outcome:
    return Outcome(int(settle(possible_outcomes(metrics, *bounds, codes))[0]))


ACT = clauses(
    {"data_centre": (-math.inf, 0.5), "tpp": (-math.inf, 4800.0)},
    {"tpp": (4800.0, math.inf)},
    {"tpp": (1600.0, math.inf), "density": (5.92, math.inf)},
)
ACT_CODES = [Outcome.FREE, Outcome.DENIED, Outcome.NOTICE]


def test_tpp_is_the_largest_of_peak_times_bits() -> None:
    tpp = total_processing_performance(
        {16: [989.4, math.nan, math.nan], 8: [1979.0, 825.0, math.nan], 4: [math.nan] * 3}
    )
    assert tpp[:2].tolist() == [15832.0, 6600.0]
    assert np.isnan(tpp[2])


def test_density_is_tpp_per_area() -> None:
    assert performance_density(15832.0, 814.0) == pytest.approx(19.45, abs=0.005)


def test_metrics_stand_in_their_order() -> None:
    metrics = stack_metrics(4992.0, 826.0, 664.0, 2039.0, 1.0)
    assert dict(zip(METRICS, metrics.tolist(), strict=True)) == {
        "tpp": 4992.0,
        "density": 4992.0 / 826.0,
        "io": 664.0,
        "bandwidth": 2039.0,
        "io_plus_bandwidth": 2703.0,
        "data_centre": 1.0,
    }


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"tpp": 4800.0, "data_centre": 1.0}, Outcome.DENIED),
        ({"tpp": 4799.9, "data_centre": 1.0, "density": 5.92}, Outcome.NOTICE),
        ({"tpp": 4799.9, "data_centre": 1.0, "density": 5.91}, Outcome.FREE),
        ({"tpp": 4799.9, "data_centre": 0.0, "density": 9.0}, Outcome.FREE),
        ({"tpp": 1599.9, "data_centre": 1.0}, Outcome.FREE),
    ],
)
def test_a_threshold_belongs_to_what_it_begins(known: dict[str, float], expected: Outcome) -> None:
    assert outcome(figures(**known), ACT, ACT_CODES) is expected


def test_a_missing_figure_counts_only_where_it_decides() -> None:
    assert outcome(figures(tpp=5000.0), ACT, ACT_CODES) is Outcome.DENIED
    assert outcome(figures(tpp=1000.0), ACT, ACT_CODES) is Outcome.FREE
    assert outcome(figures(tpp=2000.0, data_centre=1.0), ACT, ACT_CODES) is Outcome.UNKNOWN
    assert outcome(figures(tpp=2000.0, data_centre=0.0), ACT, ACT_CODES) is Outcome.FREE
    assert outcome(figures(density=1.0), ACT, ACT_CODES) is Outcome.UNKNOWN


def test_clauses_of_one_outcome_need_not_be_told_apart() -> None:
    bounds = clauses({"density": (5.92, math.inf)}, {"tpp": (4800.0, math.inf)})
    codes = [Outcome.DENIED, Outcome.DENIED]
    assert outcome(figures(tpp=5000.0), bounds, codes) is Outcome.DENIED


def test_no_clause_frees_all() -> None:
    nothing = np.empty((0, len(METRICS)))
    assert outcome(figures(), (nothing, nothing), []) is Outcome.FREE


def test_several_tables_of_outcomes_at_once() -> None:
    metrics = figures(tpp=5000.0, density=6.0, data_centre=1.0)
    tables = np.array([ACT_CODES, [0, 2, 0]])
    codes = settle(possible_outcomes(metrics, *ACT, tables))
    assert codes.tolist() == [[Outcome.DENIED], [Outcome.CASE_BY_CASE]]


def test_strictest_measure_wins() -> None:
    free, open_, denied = Range(code(0), code(0)), Range(code(0), code(2)), Range(code(3), code(3))
    assert settle(strictest([free, open_])).tolist() == [Outcome.UNKNOWN]
    assert settle(strictest([open_, free, denied])).tolist() == [Outcome.DENIED]


def test_an_amendment_speaks_only_of_what_its_base_controls() -> None:
    amendment = Range(code(2), code(2))
    assert settle(amended(Range(code(0), code(0)), amendment)).tolist() == [Outcome.FREE]
    assert settle(amended(Range(code(3), code(3)), amendment)).tolist() == [Outcome.CASE_BY_CASE]
    assert settle(amended(Range(code(1), code(3)), amendment)).tolist() == [Outcome.CASE_BY_CASE]
    assert settle(amended(Range(code(0), code(3)), amendment)).tolist() == [Outcome.UNKNOWN]


def code(value: int) -> Codes:
    return np.array([value], dtype=np.int8)


def plainly(metrics: Floats, lower: Floats, upper: Floats, codes: list[int]) -> int:
    """Classify one chip whose figures are all known, (metrics,), one clause after the other."""
    for clause, answer in enumerate(codes):
        if all(
            low <= figure < high
            for figure, low, high in zip(metrics, lower[clause], upper[clause], strict=True)
        ):
            return answer
    return Outcome.FREE


numbers = st.sampled_from([0.0, 1.0, 2.0, 3.0])
bound = st.one_of(st.just(NO_BOUND), st.tuples(numbers, st.sampled_from([2.0, 3.0, math.inf])))
clause_rows = st.lists(st.tuples(*[bound] * len(METRICS)), max_size=5)
answers = st.lists(st.integers(0, 3), min_size=5, max_size=5)
known_chip = st.tuples(*[numbers] * len(METRICS))
chip_with_holes = st.tuples(*[st.one_of(st.just(math.nan), numbers)] * len(METRICS))


def as_bounds(rows: list[tuple[tuple[float, float], ...]]) -> tuple[Floats, Floats]:
    pairs = np.array(rows, dtype=np.float64).reshape(len(rows), len(METRICS), 2)
    return pairs[..., 0], pairs[..., 1]


@given(rows=clause_rows, codes=answers, chips=st.lists(known_chip, min_size=1, max_size=4))
def test_the_arrays_say_what_a_plain_walk_says(
    rows: list[tuple[tuple[float, float], ...]],
    codes: list[int],
    chips: list[tuple[float, ...]],
) -> None:
    lower, upper = as_bounds(rows)
    codes = codes[: len(rows)]
    metrics = np.array(chips).T
    expected = [plainly(np.array(chip), lower, upper, codes) for chip in chips]
    assert settle(possible_outcomes(metrics, lower, upper, codes)).tolist() == expected


@given(rows=clause_rows, codes=answers, chip=chip_with_holes, fill=known_chip)
def test_a_certain_outcome_stays_whatever_the_missing_figure_is(
    rows: list[tuple[tuple[float, float], ...]],
    codes: list[int],
    chip: tuple[float, ...],
    fill: tuple[float, ...],
) -> None:
    lower, upper = as_bounds(rows)
    codes = codes[: len(rows)]
    metrics = np.array(chip)
    filled = np.where(np.isnan(metrics), np.array(fill), metrics)
    least, most = possible_outcomes(metrics[:, None], lower, upper, codes)
    assert least[0] <= plainly(filled, lower, upper, codes) <= most[0]


@given(
    first=clause_rows.filter(lambda rows: len(rows) == 2),
    second=clause_rows.filter(lambda rows: len(rows) == 2),
    codes=answers,
    chip=chip_with_holes,
)
def test_thresholds_of_each_replicate_are_its_own(
    first: list[tuple[tuple[float, float], ...]],
    second: list[tuple[tuple[float, float], ...]],
    codes: list[int],
    chip: tuple[float, ...],
) -> None:
    each = [as_bounds(first), as_bounds(second)]
    lower = np.stack([bounds[0] for bounds in each], axis=-1)
    upper = np.stack([bounds[1] for bounds in each], axis=-1)
    metrics = np.array(chip)[:, None]
    apart = [possible_outcomes(metrics, *bounds, codes[:2]) for bounds in each]
    together = possible_outcomes(metrics, lower, upper, codes[:2])
    repeated = possible_outcomes(np.repeat(metrics[..., None], 2, axis=-1), lower, upper, codes[:2])
    for found in (together, repeated):
        assert found.least[0].tolist() == [one.least[0] for one in apart]
        assert found.most[0].tolist() == [one.most[0] for one in apart]
