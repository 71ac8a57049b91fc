import math

import pytest

from race.play.choosing.offered import Effect, Option, Parameter
from race.ui.charts.crowd import PUSHED, SHOULDER, apart
from race.ui.widgets.dials import Track, dial_text, moved, rounded
from race.ui.widgets.orders import effect_text
from race.ui.widgets.topbar import figure
from race.ui.words import Words

WORDS = Words("en")
CHIPS = Parameter("chips", "how many", "number", "chips", 64.0, 50_000.0, 100.0, 1000.0, log=True)
LEAD = Parameter("lead", "lead", "number", "months", 0.0, 12.0, 1.0, 1.0)
ROUTE = Parameter(
    "route", "route", "choice", "1", 0, 0, 1, "AE", (Option("AE", "UAE"), Option("MY", "Malaysia"))
)


@pytest.mark.parametrize(
    ("metres", "text"),
    [
        (0.075, "7.5 cm"),
        (1.25, "1.25 m"),
        (250.0, "250 m"),
        (1250.0, "1,250 m"),
        (2000.0, "2 km"),
        (15_000.0, "15 km"),
    ],
)
def test_a_mark_of_the_ruler_is_not_rounded(metres: float, text: str) -> None:
    assert Words("en").exact(metres).replace("\u00a0", " ") == text


def test_walkers_in_a_crowd_stand_shoulder_to_shoulder_and_you_where_you_are() -> None:
    walks = apart([500.0, 1212.0, 505.0, 490.0], fixed=2)
    assert walks[0] == 500.0
    assert walks[3] <= walks[0] - SHOULDER + 1.0
    assert walks[2] >= walks[0] + SHOULDER - 1.0


def test_a_walker_for_whom_there_is_no_room_is_left_out_and_none_is_pushed_far() -> None:
    places = [500.0, 1212.0, *[501.0] * 9]
    walks = apart(places, fixed=2)
    assert 2 < len(walks) < len(places)
    assert all(abs(x - places[n]) <= PUSHED for n, x in walks.items())


def test_a_slider_gives_back_the_value_of_its_place() -> None:
    for dial in (CHIPS, LEAD):
        track = Track(100.0, 200.0, dial)
        for value in (dial.low, dial.high):
            assert track.value(track.place(value)) == pytest.approx(value)
    assert Track(100.0, 200.0, CHIPS).value(200.0) == pytest.approx(
        math.sqrt(64 * 50_000), rel=0.01
    )


def test_a_dial_stays_within_its_bounds_and_on_its_steps() -> None:
    assert rounded(LEAD, 3.4) == 3.0
    assert rounded(LEAD, 99.0) == 12.0
    assert rounded(CHIPS, 1234.0) == 1230.0
    assert moved(LEAD, 12.0, 1) == 12.0
    assert moved(LEAD, 1.0, -5) == 0.0


def test_a_choice_goes_round() -> None:
    assert moved(ROUTE, "AE", 1) == "MY"
    assert moved(ROUTE, "MY", 1) == "AE"
    assert dial_text(ROUTE, "MY", WORDS) == "Malaysia"


@pytest.mark.parametrize(
    ("effect", "text"),
    [
        (Effect("kilometres", "gap", "km", 0.218, 0.177, 0.15, 0.2), "−41\u00a0m"),
        (Effect("pool", "pool", "FLOP/s", 2e18, 3e18, 1e18, 4e18), "×1.5"),
        (Effect("money", "money", "BUSD", 2.0, 1.5, 1.5, 1.5), "−$500\u00a0M"),
        (Effect("odd", "odd", "widgets", 1.0, 3.5, 1.0, 4.0), "+2.5"),
    ],
)
def test_an_effect_is_told_in_its_unit(effect: Effect, text: str) -> None:
    assert effect_text(effect, WORDS) == text


def test_a_figure_of_an_unknown_unit_is_a_bare_number() -> None:
    assert figure(1234.5, "widgets", WORDS) == "1,234"
