"""The road of history before a game: plates do not touch, and the largest runs find room."""

import pytest

from race.ui.charts.history import PLOT_TOP, Past, past_of
from race.ui.facts.opening import Run

PLATE = 48.0
"""Wider than the plate of a year."""


@pytest.mark.parametrize("start", [2015.0, 2022.0, 2023.8, 2040.0, 2051.5])
def test_the_plates_of_years_do_not_touch(start: float) -> None:
    past = Past(start)
    assert past.x(past.first + 1) - past.x(past.first) > PLATE
    assert past.x(start) < 1172.0


def test_the_usual_start_shows_history_from_2012() -> None:
    assert Past(2022.0).first == 2012


def test_a_run_larger_than_usual_finds_room() -> None:
    runs = [
        Run("large", 2039.5, 1e27, "US", record=True),
        Run("later", 2041.0, 1e30, "US", record=True),
    ]
    past = past_of(runs, 2040.0)
    assert past.y(1e27) > PLOT_TOP
    assert past.shown(runs[0], 2040.0)
    assert not past.shown(runs[1], 2040.0)
