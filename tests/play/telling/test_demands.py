"""What an objective asks for stands beside what is so now."""

from collections.abc import Iterator
from functools import cache

import pytest

from race.ground_app import ground
from race.play.names.terms import read_test
from race.play.session import Session
from race.play.words import Words
from race.scenario.models.expression import Comparison, Joined, Reading, Test
from tests.play.games import game_data


@cache
def a_session(seat: str) -> Session:
    return Session.new(ground("2022"), seat, scenario="2022", seed=1)


def readings(test: Test) -> Iterator[str]:
    if isinstance(test, Joined):
        yield from readings(test.left)
        yield from readings(test.right)
    elif isinstance(test, Comparison) and isinstance(test.left, Reading):
        yield test.left.gauge


@pytest.mark.parametrize("seat", sorted(game_data().seats))
def test_every_thing_that_an_objective_asks_for_has_a_name(seat: str) -> None:
    row = game_data().seats[seat]
    for text in (row.win, row.partial):
        for name in readings(read_test(text)):
            assert Words("ru").has(f"measure.{name}")


@pytest.mark.parametrize("seat", ["US", "RU", "NVDA", "OPENAI"])
def test_a_goal_holds_where_all_that_it_asks_for_holds(seat: str) -> None:
    for goal in a_session(seat).verdict.goals:
        if goal.kind != "loss":
            assert goal.demands
            assert goal.holds == all(demand.holds for demand in goal.demands)


def test_a_demand_tells_what_is_so_now_and_what_is_asked() -> None:
    win = a_session("RU").verdict.goals[0]
    assert [demand.holds for demand in win.demands] == [True, True, False]
    assert win.demands[-1].text == "team skill: 0.2, 0.9 or more needed"
