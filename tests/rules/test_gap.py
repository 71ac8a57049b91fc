"""The gap in years and kilometres, and the lags beside it, follow their definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from race.base.calendar import SECONDS_PER_YEAR
from race.rules.gap import (
    behind_years,
    catch_up_years,
    causes,
    kilometres,
    training_gap,
    years_since,
)

TIMES = np.array([2022.0, 2022.5, 2023.0])
SPEEDS = st.floats(min_value=1e10, max_value=1e24)


def both(*values: float) -> np.ndarray:
    """Return a column of values for two replicates that are alike."""
    return np.repeat(np.array(values)[:, None], 2, axis=1)


@pytest.mark.parametrize(
    ("years", "metres"), [(0.5, 0.075), (4.0, 0.6), (90.0, 13.5), (20_000.0, 3_000.0)]
)
def test_a_step_for_every_five_year_plan(years: float, metres: float) -> None:
    assert float(kilometres(np.array([years]), 5.0, 0.75)[0]) == pytest.approx(metres / 1000.0)


def test_gap_is_the_extra_time_for_the_record_run() -> None:
    record = np.full(2, 1e18 * SECONDS_PER_YEAR)
    gap = training_gap(record, both(1e18, 1e17, 0.0), np.full(2, 1e18))
    assert gap[:, 0] == pytest.approx([0.0, 9.0, np.inf])


@given(speed=SPEEDS, leader=SPEEDS, record=st.floats(min_value=1e20, max_value=1e30))
def test_no_gap_is_negative(speed: float, leader: float, record: float) -> None:
    gap = training_gap(np.full(2, record), both(speed), np.full(2, max(speed, leader)))
    assert (gap >= 0.0).all()


def test_the_leader_is_not_behind() -> None:
    assert behind_years(both(4.0), both(1.0, 2.0, 4.0), TIMES) == pytest.approx(both(0.0))


def test_behind_is_interpolated_in_the_logarithm() -> None:
    history = both(1.0, np.e, np.e**2)
    behind = behind_years(both(np.e, np.e**0.5, 1.0), history, TIMES)
    assert behind[:, 0] == pytest.approx([0.5, 0.75, 1.0])


def test_what_was_passed_before_the_start_is_dated_by_mean_growth() -> None:
    behind = behind_years(both(np.e**-2), both(1.0, np.e, np.e**2), TIMES)
    assert behind == pytest.approx(both(2.0))


def test_without_a_pool_or_growth_behind_is_infinite() -> None:
    assert np.isinf(behind_years(both(0.0), both(1.0, 2.0, 4.0), TIMES)).all()
    assert np.isinf(behind_years(both(0.5), both(2.0, 2.0, 2.0), TIMES)).all()


def test_a_leader_that_lost_ground_is_still_not_behind() -> None:
    assert behind_years(both(2.0), both(1.0, 4.0, 2.0), TIMES) == pytest.approx(both(0.0))


def test_at_the_first_moment_nobody_is_known_to_be_behind_but_by_level() -> None:
    behind = behind_years(both(2.0, 1.0), both(2.0), TIMES[:1])
    assert behind[:, 0] == pytest.approx([0.0, np.inf])


@given(
    st.lists(st.floats(min_value=-5.0, max_value=5.0), min_size=2, max_size=8),
    st.floats(min_value=-5.0, max_value=5.0),
)
def test_years_since_is_where_the_path_last_left_the_level(
    steps: list[float], level: float
) -> None:
    path = np.cumsum(np.array(steps))
    times = np.arange(2022.0, 2022.0 + len(path))
    years = float(years_since(both(level), np.stack([path, path], axis=1), times)[0, 0])
    below = np.flatnonzero(path <= level)
    if len(below):
        last = times[-1] - times[below[-1]]
        assert last - 1.0 - 1e-9 <= years <= last + 1e-9
    else:
        assert years >= times[-1] - times[0] - 1e-9


def test_replicates_do_not_mix() -> None:
    history = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
    alone = behind_years(both(1.5), np.repeat(history[:, :1], 2, axis=1), TIMES)
    beside = behind_years(np.array([[1.5, 15.0]]), history, TIMES)
    assert beside[0] == pytest.approx(alone[0])


def test_catch_up_at_the_growth_of_two_years() -> None:
    years = catch_up_years(both(4.0), both(1.0), np.full(2, 8.0), np.full(2, 8.0))
    assert years == pytest.approx(both(1.0))


@pytest.mark.parametrize(("now", "before"), [(4.0, 4.0), (4.0, 2.0), (4.0, 0.0), (0.0, 0.0)])
def test_who_grows_no_faster_never_catches_up(now: float, before: float) -> None:
    years = catch_up_years(both(now), both(before), np.full(2, 16.0), np.full(2, 8.0))
    assert np.isinf(years).all()


@given(own=st.tuples(*[SPEEDS] * 4), leader=st.tuples(*[SPEEDS] * 4))
def test_causes_add_up_to_the_logarithm_of_the_ratio(
    own: tuple[float, ...], leader: tuple[float, ...]
) -> None:
    mine, theirs = both(*own)[:, None], both(*leader)[:, None]
    split = causes(mine, theirs)
    total = np.log10(theirs).sum(axis=0) - np.log10(mine).sum(axis=0)
    assert split.sum(axis=0) == pytest.approx(total, abs=1e-6)
