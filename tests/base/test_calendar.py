"""Dates become decimal years, and steps of any length meet at the turn of the year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from race.base.calendar import SECONDS_PER_YEAR, Calendar, decimal_year

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 30))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2022, 1, 1), 2022.0),
        (date(2022, 7, 2), 2022 + 182 / 365),
        (date(2024, 12, 31), 2024 + 365 / 366),
        (date(2023, 11, 17), 2023 + 320 / 365),
    ],
)
def test_a_day_is_its_share_of_its_year(day: date, year: float) -> None:
    assert decimal_year(day) == pytest.approx(year, abs=1e-12)


@given(DAYS)
def test_a_later_day_is_a_later_moment(day: date) -> None:
    assert decimal_year(day) < decimal_year(day + timedelta(days=1))


@pytest.mark.parametrize("steps_per_year", [1, 2, 4, 12])
def test_steps_of_any_length_meet_at_the_turn_of_the_year(steps_per_year: int) -> None:
    calendar = Calendar(2022.0, 2037.0, steps_per_year)
    assert calendar.steps == 15 * steps_per_year
    assert calendar.time(calendar.steps) == 2037.0
    turns = [calendar.time(n) for n in range(calendar.steps) if calendar.turn_begins(n)]
    assert turns == [float(year) for year in range(2022, 2037)]


@given(
    steps_per_year=st.sampled_from([1, 2, 4, 12]),
    start=st.integers(2019, 2030),
    step=st.integers(0, 500),
)
def test_the_step_at_the_moment_of_a_step_is_that_step(
    steps_per_year: int, start: int, step: int
) -> None:
    calendar = Calendar(float(start), start + 50.0, steps_per_year)
    assert calendar.step_at(calendar.time(step)) == step


def test_a_year_has_31_557_600_seconds() -> None:
    assert SECONDS_PER_YEAR == 31_557_600.0
