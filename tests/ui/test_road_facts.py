import math
from itertools import pairwise

import pytest

from race.ui.charts.axis import LEADER_X, NEAR_X, Axis, axis_of
from race.ui.facts.road import THREE_KILOMETRES_M, steps
from race.ui.words import Words
from tests.ui.bench import a_game

WORDS = Words("en")


def test_the_two_steps_of_a_year_give_the_change_of_the_gap_exactly() -> None:
    own, leader = steps(218.0, 62.0, 1.3)
    assert own is not None
    assert leader is not None
    assert 62.0 * leader / own == pytest.approx(218.0)


def test_without_a_year_before_there_are_no_steps() -> None:
    assert steps(218.0, None, 1.3) == (None, None)
    assert steps(218.0, 62.0, 0.0) == (None, None)


def test_a_decade_is_170_wide_and_a_centimetre_stands_at_1090() -> None:
    axis = Axis(0.01, 170.0)
    assert axis.x(0.01) == NEAR_X
    assert axis.x(10.0) == NEAR_X - 3 * 170.0
    assert axis.x(0.0) == LEADER_X


def test_the_three_kilometre_plate_is_always_on_the_road() -> None:
    for years in (0, 3):
        road = a_game(years=years).road(WORDS)
        axis = axis_of(road)
        assert THREE_KILOMETRES_M in axis.plates()
        assert 20.0 < axis.x(THREE_KILOMETRES_M) < NEAR_X


def test_a_gap_without_end_stands_at_the_edge() -> None:
    assert Axis(0.01, 170.0).x(math.inf) == 22.0


def test_the_road_tells_the_gap_of_the_seat_exactly_and_of_others_with_a_band() -> None:
    game = a_game(years=2)
    road = game.road(WORDS)
    own = road.runner("RU")
    assert own is not None
    assert own.gap_m.is_exact
    assert own.gap_m.value == pytest.approx(road.gap_years / 5.0 * 0.75, rel=1e-9)
    other = next(r for r in road.runners if r.actor in {"AE", "FR"} and r.gap_m.value > 0.0)
    assert other.gap_m.low < other.gap_m.value < other.gap_m.high


def test_who_leads_is_told_the_lead_over_the_second() -> None:
    road = a_game("US").road(WORDS)
    assert road.leads
    assert road.gap_m > 0.0
    assert road.rival != "US"


def test_a_bloc_does_not_run_against_its_own_members() -> None:
    road = a_game("EU", 2).road(WORDS)
    assert {"EU", "US", "CN"} <= {one.actor for one in road.runners}
    assert "FR" not in {one.actor for one in road.runners}
    assert "FR" in {one.actor for one in a_game("RU", 2).road(WORDS).runners}


def test_nothing_is_hidden_from_who_only_watches() -> None:
    road = a_game(years=1, watched=True).road(WORDS)
    assert all(runner.gap_m.is_exact for runner in road.runners)


def test_who_set_the_record_of_the_year_is_named_and_nobody_where_there_is_none() -> None:
    game = a_game("RU", 4)
    named = [game.past_road(end, WORDS).record_by for end in range(1, 6)]
    grown = [
        float(now.state.record_flop[0]) > 1.01 * float(before.state.record_flop[0])
        for before, now in pairwise(game.chronicle.years)
    ]
    assert [bool(name) for name in named] == [False, *grown]
    assert any(grown)
