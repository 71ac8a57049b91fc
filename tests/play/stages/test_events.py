"""Events: every one strikes somewhere, every answer can be given, and each seat is asked once a year."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from race.engine.watch import watch_invariants
from race.play.game import Game
from race.play.state.game_state import GameState, Happening
from race.play.state.play_state import NO_EVENT
from tests.play.games import game_data, game_of, random_cards
from tests.play.order_cases import CASES

ANSWERS = [(name, option) for name, event in game_data().events.items() for option in event.options]
SELDOM = {"blockade", "partial_blockade", "ally_balks", "threshold_unsafe", "cheap_rival"}
"""Events that some short runs do not see; their answers are given below all the same."""
MOST_SELDOM = 4
"""Orders and choices whose moment random play may miss: those of test_orders take them."""


def chosen(one: Happening) -> set[str]:
    """Return what was chosen in an order that was carried out, as `order option`."""
    order = game_data().orders[one.ids[0]]
    return {
        f"{one.ids[0]} {list(parameter.options)[int(number)]}"
        for parameter, number in zip(order.parameters.values(), one.numbers, strict=False)
        if parameter.options
    }


@cache
def played() -> tuple[Game, GameState, dict[str, set[str]]]:
    """Return a game of all seats at its end under random cards and answers, and what it saw."""
    game = game_of(list(game_data().seats), seed=4, count=12, shown=12)
    now = game.start()
    seen: dict[str, set[str]] = {"order": set(), "event": set(), "choice": set()}
    draws = np.random.default_rng(1)
    while now.year < 2037:
        now, told = game.choose(now, draws.integers(0, 3, now.play.pending.shape))
        now, more = game.year(now, random_cards(game, now, 2))
        for one in (*told, *more):
            seen.setdefault(one.kind, set()).add(one.ids[0] if one.ids else "")
            if one.kind == "order":
                seen["choice"] |= chosen(one)
    return game, now, seen


def test_every_order_and_each_of_its_choices_is_carried_out() -> None:
    """In random legal play, or where a card of its own is laid in test_orders."""
    _, _, seen = played()
    of_cards = {case.order for case in CASES} | {
        f"{case.order} {option}" for case in CASES for option in case.given.values()
    }
    wanted = set(game_data().orders) | {
        f"{name} {option}"
        for name, order in game_data().orders.items()
        for parameter in order.parameters.values()
        for option in parameter.options
    }
    missing = wanted - seen["order"] - seen["choice"]
    assert missing <= of_cards, missing - of_cards
    assert len(missing) <= MOST_SELDOM, missing


def test_every_event_strikes_in_fifteen_years_of_random_play() -> None:
    _, _, seen = played()
    missing = set(game_data().events) - seen["event"] - SELDOM
    assert len(missing) <= 3, missing


@cache
def midway() -> tuple[Game, GameState]:
    """Return a game of all seats after a year."""
    game = game_of(list(game_data().seats), seed=9, count=2)
    game.watched(watch_invariants(game.block))
    now, _ = game.year(game.start(), game.nothing())
    return game, now


@pytest.mark.parametrize(("event", "option"), ANSWERS)
def test_every_answer_can_be_given_and_breaks_nothing(event: str, option: str) -> None:
    game, now = midway()
    number = list(game_data().events).index(event)
    choice = list(game_data().events[event].options).index(option)
    pending = np.full_like(now.play.pending, number)
    now = now.with_play(pending=pending)
    now, _ = game.choose(now, np.full_like(pending, choice))
    assert (now.play.pending == NO_EVENT).all()
    effects = game_data().events[event].options[option].effects
    assert len(now.running.cell) > 0 or not effects
    game.quarter(now, game.nothing())


def test_what_asks_in_any_quarter_waits_for_the_end_of_the_year() -> None:
    game, now = midway()
    now, _ = game.quarter(now, game.nothing())
    pending = np.full_like(now.play.pending, list(game_data().events).index("summit"))
    now = now.with_play(pending=pending)
    for _ in range(3):
        now, _ = game.quarter(now, game.nothing())
        np.testing.assert_array_equal(now.play.pending, pending)
    later, _ = game.quarter(now, game.nothing())
    first, _ = game.choose(now, np.zeros_like(pending))
    first, _ = game.quarter(first, game.nothing())
    assert [game.digest(later, r) for r in (0, 1)] == [game.digest(first, r) for r in (0, 1)]


def test_events_draw_the_same_whatever_is_ordered() -> None:
    game = game_of(["RU"], seed=3, count=4, shown=4)
    start = game.start()
    _, idle = game.quarter(start, game.nothing())
    _, busy = game.quarter(start, random_cards(game, start, 1))
    chosen = {"materials", "outage", "cable_cut", "open_near_frontier"}
    assert {h for h in idle if h.ids[0] in chosen} == {h for h in busy if h.ids[0] in chosen}


@pytest.mark.slow
def test_hundreds_of_games_of_random_legal_play_break_nothing() -> None:
    game = game_of(list(game_data().seats), seed=21, count=256)
    game.watched(watch_invariants(game.block))
    now = game.start()
    for _ in range(3):
        now, _ = game.year(now, random_cards(game, now, 6))
    assert not np.isnan(now.play.backing).any()
