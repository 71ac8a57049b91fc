"""Published figures beside the model's: ranges, errors, baselines, the score."""

import math

import numpy as np
import pytest

from race.batch.hindcast.baselines import carried_forward, extrapolated
from race.batch.hindcast.comparing import compare, score, widest
from race.scenario.experiments.targets import BEFORE, GIVEN, Target


def target(year: int, value: float, unit: str = "H100e", role: str = GIVEN) -> Target:
    return Target(
        f"T{year}", "stock", "m", "US", year, value, value * 0.9, value * 1.1, unit, role,
        True, "E2", "CONFIRMED", "",
    )  # fmt: skip


def test_a_range_is_at_least_a_quarter_or_six_points_or_four_months_wide() -> None:
    assert widest(target(2023, 100.0)) == (75.0, 125.0)
    assert widest(target(2023, 10.0, "points")) == (4.0, 16.0)
    assert widest(target(2023, 10.0, "months")) == (6.0, 14.0)


def test_the_last_value_is_carried_forward_from_before_the_figure_alone() -> None:
    published = [target(2021, 1.0), target(2022, 3.0), target(2023, 9.0)]
    assert carried_forward(published[2], published) == 3.0
    assert math.isnan(carried_forward(published[0], published))


def test_growth_is_that_since_2021() -> None:
    published = [target(2020, 0.001), target(2021, 1.0), target(2023, 9.0), target(2024, 99.0)]
    assert extrapolated(published[3], published) == pytest.approx(27.0)
    assert math.isnan(extrapolated(published[2], published))


def test_a_row_knows_whether_it_is_inside_and_covered() -> None:
    futures = {2024.0: {("m", "US"): np.linspace(50.0, 150.0, 101)}}
    (row,) = compare([target(2023, 100.0), target(2022, 50.0, role=BEFORE)], futures)
    assert row.inside
    assert row.covered
    assert row.p50 == 100.0
    assert row.error == 0.0
    (far,) = compare([target(2023, 30.0)], futures)
    assert not far.inside
    assert not far.covered
    assert far.error == pytest.approx(math.log10(100 / 30))


def test_infinite_futures_count_as_far_above() -> None:
    futures = {2024.0: {("m", "US"): np.array([1.0, 2.0, np.inf, np.inf, np.inf])}}
    (row,) = compare([target(2023, 2.0)], futures)
    assert row.p50 == np.inf
    assert not row.inside


def test_baselines_are_scored_where_they_say_something() -> None:
    futures = {
        2024.0: {("m", "US"): np.full(3, 10.0)},
        2025.0: {("m", "US"): np.full(3, 10.0)},
    }
    found = score(compare([target(2023, 10.0), target(2024, 100.0)], futures))
    assert found.rows == 2
    assert found.inside == 0.5
    assert found.error == pytest.approx(0.5)
    assert found.carried_error == pytest.approx(1.0)
    assert found.error_beside_carried == pytest.approx(1.0)
    assert math.isnan(found.extrapolated_error)
