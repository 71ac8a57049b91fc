"""Each order of play moves what it says, against the same future without it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest

from race.play.game import Game
from race.play.orders.parameters import places
from race.play.state.game_state import GameState
from race.play.state.placed import with_cards
from race.rules.cloud import open_door
from race.world.state import AT_HOME
from tests.play.games import game_data, game_of
from tests.play.order_cases import (
    CASES,
    ELSEWHERE,
    Case,
)

WIDTH = 6


def card(
    game: Game, now: GameState, seat: str, order: str, given: Mapping[str, float | str]
) -> tuple[int, list[float]]:
    """Return a card with parameters by name, the usual ones where none is given."""
    number = game.number_of(order)
    usual = game.offers(now, seat).bounds[number, :, 2, 0]
    values = []
    for place, (key, parameter) in enumerate(game.table.data.orders[order].parameters.items()):
        value = given.get(key, float(usual[place]))
        if isinstance(value, str):
            value = float(places(parameter, game.table).index(value))
        values.append(value)
    return number, values


@cache
def futures(seat: str, before: tuple[str, ...], years: int) -> tuple[Game, GameState, GameState]:
    """Return a game, where the order is given, and the end without it."""
    game = game_of([seat, "CN"], seed=11, count=WIDTH, shown=WIDTH)
    here = game.start()
    for order in before:
        cards = with_cards(
            game.nothing(), game.seat(seat), [card(game, here, seat, order, {})], WIDTH
        )
        here, _ = game.year(here, cards)
    end = here
    for _ in range(years):
        end, _ = game.year(end, game.nothing())
    return game, here, end


def test_every_order_has_a_case() -> None:
    assert {case.order for case in CASES} | ELSEWHERE == set(game_data().orders)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.order)
def test_an_order_moves_what_it_says(case: Case) -> None:
    years = case.years - len(case.before)
    game, here, without = futures(case.seat, case.before, years)
    seat = game.seat(case.seat)
    cards = [card(game, here, case.seat, case.order, case.given)]
    now, told = game.year(here, with_cards(game.nothing(), seat, cards, WIDTH))
    for _ in range(years - 1):
        now, _ = game.year(now, game.nothing())
    done = {h.replicate for h in told if h.kind == "order" and h.ids[0] == case.order}
    assert done, [h for h in told if h.kind == "lapsed"]
    before, after = case.reads(game, without, seat), case.reads(game, now, seat)
    moved = (after - before) * case.sign
    assert (moved[sorted(done)] > 0.0).mean() > 0.4, (before, after)


def test_stopping_a_run_ends_it() -> None:
    game = game_of(["OPENAI"], seed=5, count=24)
    seat, now = game.seat("OPENAI"), game.start()
    run = [card(game, now, "OPENAI", "start_run", {"days": 180})]
    on = np.zeros(24, dtype=bool)
    for _ in range(3):
        if not on.any():
            now, _ = game.year(now, with_cards(game.nothing(), seat, run, 24))
            on = game.names(now)["run_on"][seat] > 0.0
    assert on.any()
    stop = [*run, card(game, now, "OPENAI", "steer_run", {"how": "stop"})]
    going, _ = game.quarter(now, with_cards(game.nothing(), seat, run, 24))
    stopped, _ = game.quarter(now, with_cards(game.nothing(), seat, stop, 24))
    row = game.block.world.companies.index("OPENAI")
    went, left = going.state, stopped.state
    assert (left.run_done[row][on] == 0.0).all()
    assert (left.best_flop[row] <= went.best_flop[row]).all()
    further = (left.best_flop[row] < went.best_flop[row]) | (went.run_done[row] > 0.0)
    assert further[on].any()


def test_a_variant_is_cut_to_order_where_a_rule_costs_sales() -> None:
    game = game_of(["NVDA"], seed=2, count=WIDTH)
    now = game.start()
    for _ in range(2):
        now, _ = game.year(now, game.nothing())
    cards = [card(game, now, "NVDA", "design_variant", {})]
    now, _ = game.quarter(now, with_cards(game.nothing(), game.seat("NVDA"), cards, WIDTH))
    row = game.block.world.companies.index("NVDA")
    assert (now.state.cut_wish[row] > 0.5).any()


def test_a_rule_signed_late_binds_on_its_recorded_day_and_a_dropped_one_never() -> None:
    game = game_of(["US"], count=2)
    start = game.start()
    assert (game.pending(start, "US") >= 0).all()
    book = game.block.rulebook
    first = (
        book.ids.index("OCT22")
        if "OCT22" in book.ids
        else int(np.flatnonzero(np.isfinite(start.play.drafts_due[:, 0]))[0])
    )
    choices = np.zeros_like(start.play.pending)
    signed, _ = game.choose(start, choices)
    choices[game.seat("US")] = 2
    dropped, _ = game.choose(start, choices)
    assert (signed.state.measure_effective[first] == book.effective[first]).all()
    assert np.isinf(dropped.state.measure_effective[first]).all()


def test_what_a_seat_cannot_pay_lapses_and_nothing_is_owed() -> None:
    game = game_of(["TOGR"], count=2, shown=2)
    now = game.start()
    cards = [card(game, now, "TOGR", "hire", {"from": "OPENAI", "amount": 500})] * 4
    after, told = game.quarter(now, with_cards(game.nothing(), game.seat("TOGR"), cards, 2))
    assert {h.kind for h in told if h.ids[0] == "hire"} == {"lapsed"}
    assert (after.state.balance[game.table.seats.account[game.seat("TOGR")]] >= 0.0).all()


def test_a_seat_has_four_slots_a_year() -> None:
    game = game_of(["US"], count=2, shown=2)
    now = game.start()
    cards = [card(game, now, "US", "talent", {"money_spent": 0.02})] * 6
    after, told = game.quarter(now, with_cards(game.nothing(), game.seat("US"), cards, 2))
    done = [h for h in told if h.kind == "order" and h.replicate == 0]
    assert len(done) + len([h for h in told if h.kind == "lapsed" and h.replicate == 0]) >= 6
    assert (after.play.slots_used[game.seat("US")] == 4.0).all()


def test_a_grey_purchase_goes_by_the_route_that_it_names() -> None:
    game = game_of(["RU"], seed=11, count=WIDTH)
    seat, world = game.seat("RU"), game.block.world
    now, _ = game.year(game.start(), game.nothing())
    routes = np.flatnonzero(world.route_destination == game.table.seats.country[seat])
    carried = {}
    for route in routes[:2].tolist():
        given = {"chips": 3000.0, "route": world.routes[route]}
        cards = [card(game, now, "RU", "buy_grey", given)]
        after, _ = game.year(now, with_cards(game.nothing(), seat, cards, WIDTH))
        carried[route] = after.state.route_carried
    one, other = carried
    assert (carried[one][one] > carried[other][one]).all()
    assert (carried[other][other] > carried[one][other]).all()


def test_a_secret_run_is_not_known_before_the_secrecy_ends() -> None:
    game = game_of(["OPENAI", "CN"], seed=5, count=WIDTH)
    seat, now = game.seat("OPENAI"), game.start()
    row = game.block.world.companies.index("OPENAI")

    def year(here: GameState, order: str, given: Mapping[str, float | str]) -> GameState:
        cards = [card(game, here, "OPENAI", order, given)]
        return game.year(here, with_cards(game.nothing(), seat, cards, WIDTH))[0]

    loud, hushed = now, now
    for _ in range(2):
        loud = year(loud, "start_run", {"days": 60.0, "open": "announced"})
        hushed = year(hushed, "start_run", {"days": 60.0, "open": "secret"})
    grew = hushed.state.best_flop[row] > now.state.published_flop[row]
    assert grew.any()
    assert (hushed.state.published_flop[row] == now.state.published_flop[row]).all()
    assert (loud.state.published_flop[row][grew] > now.state.published_flop[row][grew]).all()
    assert (hushed.play.shown_capability[row] == now.play.shown_capability[row]).all()
    assert (hushed.state.capability[row][grew] > hushed.play.shown_capability[row][grew]).any()
    shown = hushed
    for _ in range(2):
        shown, _ = game.year(shown, game.nothing())
    assert (shown.state.published_flop[row][grew] > now.state.published_flop[row][grew]).all()
    assert (shown.play.shown_capability[row] == shown.state.capability[row]).all()


def test_a_company_that_moved_has_the_law_of_its_new_home() -> None:
    """A headquarters rule reaches its branch no more, and remote access opens."""
    game = game_of(["YNDX", "US"], seed=5, count=2)
    world, seat = game.block.world, game.seat("YNDX")
    company, home = world.companies.index("YNDX"), world.countries.index("AE")
    now = game.start()
    move = [card(game, now, "YNDX", "move_seat", {"to": "AE"})]
    moved, _ = game.year(now, with_cards(game.nothing(), seat, move, 2))
    stayed, _ = game.year(now, game.nothing())
    for _ in range(3):
        stayed, _ = game.year(stayed, game.nothing())
        moved, _ = game.year(moved, game.nothing())
    assert (moved.state.seated_in[company] == home).all()
    assert (stayed.state.seated_in == AT_HOME).all()
    doors = [open_door(one.state, game.block)[company] for one in (stayed, moved)]
    assert (doors[0] <= doors[1]).all()
    assert (doors[1] == 1.0).all()
    offers = world.offers
    owner = world.buyer_company[offers.buyer]
    abroad = world.buyer_host[offers.buyer] != world.company_country[company]
    branch = np.flatnonzero((owner == company) & abroad & (offers.sold[:, 0] > 0.0))
    was, now_ = stayed.state.licence[branch], moved.state.licence[branch]
    assert (now_ <= was).all()
    assert not len(branch) or (now_ < was).any()


def test_a_second_rule_in_a_year_lapses_and_the_first_keeps_its_threshold() -> None:
    game = game_of(["US"], count=2, shown=1)
    seat, number = game.seat("US"), game.number_of("tighten_rule")
    rules = [(number, [threshold, 5.92, 1.0, 0.0]) for threshold in (3000.0, 2000.0)]

    def told(cards: list[tuple[int, list[float]]]) -> tuple[GameState, list[str]]:
        now, happened = game.quarter(game.start(), with_cards(game.nothing(), seat, cards, 2))
        return now, [one.kind for one in happened if one.ids[:1] == ("tighten_rule",)]

    (both, kinds), (one, _) = told(rules), told(rules[:1])
    assert kinds == ["order", "lapsed"]
    assert game.digest(both, 0) == game.digest(one, 0)
