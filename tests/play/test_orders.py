"""Each order of play moves what it says, against the same future without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from race.base.arrays import Floats
from race.play.game import Game
from race.play.orders.parameters import places
from race.play.state.game_state import GameState
from race.play.state.placed import with_cards
from race.rules.cloud import open_door
from race.world.state import AT_HOME
from tests.play.games import game_data, game_of

WIDTH = 6
Read = Callable[[Game, GameState, int], Floats]


class Case(NamedTuple):
    """An order of a seat, what it moves, up (1) or down (-1), and after how many years."""

    order: str
    seat: str
    given: Mapping[str, float | str]
    reads: Read
    sign: int
    years: int = 1
    before: tuple[str, ...] = ()
    """Orders that are given in the year before, in both futures."""


def name(which: str) -> Read:
    """Read a name of the seat, or of the world."""

    def read(game: Game, now: GameState, seat: int) -> Floats:
        values = game.names(now)[which]
        return values[seat] if values.ndim == 2 else values

    return read


def company(column: str, of: str = "") -> Read:
    """Read a column of the core for the seat's company, or for another."""

    def read(game: Game, now: GameState, seat: int) -> Floats:
        world = game.block.world
        row = world.companies.index(of) if of else game.table.seats.company[seat]
        return np.asarray(getattr(now.state, column)[row])

    return read


def country(column: str, of: str = "") -> Read:
    """Read a column of the core for the seat's country, or for another."""

    def read(game: Game, now: GameState, seat: int) -> Floats:
        world = game.block.world
        row = world.countries.index(of) if of else game.table.seats.country[seat]
        return np.asarray(getattr(now.state, column)[row])

    return read


def play(column: str) -> Read:
    """Read a column of play for the seat, or of the world."""

    def read(game: Game, now: GameState, seat: int) -> Floats:
        values = getattr(now.play, column)
        return np.asarray(values[seat] if values.ndim == 2 else values)

    return read


def standing(of: str) -> Read:
    """Read what the seat's country and another think of each other."""

    def read(game: Game, now: GameState, seat: int) -> Floats:
        there = game.block.world.countries.index(of)
        return np.asarray(now.play.standing[game.table.seats.country[seat], there])

    return read


def core(column: str, row: int | None = None) -> Read:
    """Read a column of the core: one row, or of the world."""

    def read(game: Game, now: GameState, seat: int) -> Floats:
        values = getattr(now.state, column)
        return np.asarray(values if row is None else values[row])

    return read


def branch_power(game: Game, now: GameState, seat: int) -> Floats:
    """Read the power that is coming at the seat's branch."""
    buyer = game.table.seats.branch[seat]
    return np.asarray(now.state.power_ordered[buyer] + now.state.power_building[buyer])


def on_order(game: Game, now: GameState, seat: int) -> Floats:
    """Read the chips that the seat's buyer has ordered, on the way, in stock or in use."""
    offers, buyer = game.block.world.offers, game.table.seats.buyer[seat]
    goods = offers.by_buyer.total(now.state.backlog + now.state.transit + now.state.stock)
    return np.asarray(goods[buyer] + now.state.site_chips[buyer].sum(axis=0))


def drafts(game: Game, now: GameState, seat: int) -> Floats:
    """Count the rules that the issuer has written."""
    rows = list(game.block.rulebook.draft_measures)
    return np.asarray(np.isfinite(now.state.measure_announced[rows]).sum(axis=0).astype(float))


def live_rules(game: Game, now: GameState, seat: int) -> Floats:
    """Count the rules of its own that are in force or coming."""
    rows = list(game.block.rulebook.draft_measures)
    live = now.state.measure_until[rows] > now.state.time
    return np.asarray(
        (live & np.isfinite(now.state.measure_announced[rows])).sum(axis=0).astype(float)
    )


def ordered(column: str, of: str) -> Read:
    """Read an order of the core as it stood in the last quarter, of a country or a company."""

    def read(game: Game, now: GameState, seat: int) -> Floats:
        world = game.block.world
        axis = world.countries if of in world.countries else world.companies
        return np.asarray(getattr(now.state, column)[axis.index(of)])

    return read


def coming_chips(game: Game, now: GameState, seat: int) -> Floats:
    """Read the mean date of the designer's chips that have one."""
    family = game.block.world.chip_designer == game.table.seats.company[seat]
    launch = now.state.chip_launch[family]
    return np.asarray(np.where(np.isfinite(launch), launch, 0.0).mean(axis=0))


def list_price(game: Game, now: GameState, seat: int) -> Floats:
    """Read the mean list price of the designer's chips."""
    family = game.block.world.chip_designer == game.table.seats.company[seat]
    return np.asarray(now.state.chip_price[family].mean(axis=0))


def read_of(target: str, by: str) -> Read:
    """Read what a seat believes of the pool of another actor."""

    def read(game: Game, now: GameState, seat: int) -> Floats:
        return game.view(now, by).belief("pool", target)[0]

    return read


def spread_of(target: str) -> Read:
    """Read how wide the seat's belief of another's pool is."""

    def read(game: Game, now: GameState, seat: int) -> Floats:
        return game.view(now, game.seats[seat]).belief("pool", target)[1]

    return read


CASES = (
    Case("buy_licensed", "IN", {"chips": 3000, "bid": 1.5}, on_order, 1),
    Case("buy_grey", "RU", {"chips": 3000}, name("grey_here"), 1, 2, before=("talent",)),
    Case("rent_abroad", "AE", {"h100e": 3000, "quarters": 4}, company("rented_h100e"), 1),
    Case("site_abroad", "IN", {"mw": 6, "chips": 64}, branch_power, 1),
    Case("stockpile", "CN", {"what": "chips", "amount": 2}, on_order, 1),
    Case("merge_pools", "RU", {"link": 100}, name("gap_years"), -1),
    Case("found_pool", "IN", {"share": 50}, company("pool_join"), 1),
    Case("join_pool", "IN", {"share": 50}, company("pool_join"), 1),
    Case("build_power", "CN", {"kind": "gas", "mw": 500}, name("secured_mw"), 1, 2),
    Case("build_site", "CN", {"mw": 50}, name("power_coming"), 1),
    Case("ration_power", "CN", {"share": 2}, name("secured_mw"), 1),
    Case("start_run", "OPENAI", {"days": 90}, company("best_flop"), 1, 2),
    Case("set_release", "OPENAI", {"how": "hold"}, company("sells"), -1),
    Case("fund_research", "RU", {"field": "pool_methods", "money_spent": 0.3}, company("pool_method"), 1, 2),
    Case("talent", "RU", {"how": "retain", "money_spent": 0.2}, name("talent"), 1),
    Case("fund_fab", "CN", {"amount": 8}, name("packages_home"), 1, 3),
    Case("fund_tools", "CN", {"amount": 5}, name("tool_access"), 1, 3),
    Case("domestic_mandate", "CN", {"share": 90}, name("own_share"), 1, 2),
    Case("tighten_rule", "US", {"tpp": 2000}, drafts, 1),
    Case("relax_rule", "US", {}, live_rules, -1, 2, before=("tighten_rule",)),
    Case("grant_quota", "US", {"to": "CN", "share": 60}, company("eased", "BABA"), 1),
    Case("list_entity", "US", {"firm": "BABA"}, company("listed", "BABA"), 1),
    Case("enforcement", "US", {"amount": 300, "where": "home"}, country("enforcement"), 1),
    Case("ask_ally", "US", {"ally": "AE", "what": "follow", "offer": 5}, standing("AE"), 1),
    Case("retaliate", "CN", {"with": "rare_earths"}, standing("US"), -1, 2, before=("talent",)),
    Case("hub_policy", "AE", {"policy": "report"}, country("hub_enforcement"), 1),
    Case("treaty", "EU", {"cap": 26, "verification": 1}, name("treaty"), 1),
    Case("safety_rules", "EU", {"liability": 3}, name("world_risk"), -1, 2),
    Case("intelligence", "RU", {"source": "satellites"}, spread_of("US"), -1),
    Case("deceive", "US", {"how": "hide", "amount": 200}, read_of("US", "CN"), -1),
    Case("secure", "OPENAI", {"level": 4}, company("security"), 1, 2),
    Case("cyber_operation", "CN", {"firm": "OPENAI", "what": "designs", "amount": 1}, standing("US"), -1),
    Case("subsidise", "CN", {"whom": "clouds", "amount": 3}, company("ai_spending", "BABA"), 1),
    Case("deter", "TW", {"how": "arms", "amount": 1}, country("deterrence"), -1, 2),
    Case("split_compute", "MSFT", {"train": 40}, company("withheld"), 1),
    Case("bid_supply", "MSFT", {"bid": 1.5, "more": 50}, company("ai_spending"), 1),
    Case("prepay_capacity", "NVDA", {"packages": 200000}, core("packaging", 0), 1, 3),
    Case("allocate_supply", "NVDA", {"place": "IN", "weight": 3}, country("served", "IN"), 1),
    Case("next_generation", "NVDA", {"years": 0.25}, coming_chips, -1),
    Case("set_price", "NVDA", {"steps": 2}, list_price, 1),
    Case("lobby", "NVDA", {"for": "relax", "amount": 200}, name("lobby"), -1),
    Case("compliance", "NVDA", {"level": 3}, core("route_open", 0), -1),
    Case("offer_cloud", "MSFT", {"share": 150}, company("rents_out"), 1),
    Case("custom_chip", "MSFT", {"amount": 5}, play("rebate"), 1, 3),
    Case("own_power", "MSFT", {"kind": "gas", "mw": 500}, name("secured_mw"), 1, 2),
    Case("raise_capital", "OPENAI", {"amount": 1}, name("money"), 1),
    Case("alliance", "OPENAI", {"partner": "MSFT", "amount": 0.5}, company("rent_money"), 1),
    Case("hire", "DSK", {"from": "OPENAI", "amount": 50}, company("team"), 1),
    Case("move_seat", "YNDX", {"to": "AE"}, company("eased"), 1, 2),
    Case("recruit_members", "TOGR", {"from": "universities", "nodes": 50}, name("pool_members"), 1),
    Case("upgrade_protocol", "TOGR", {"amount": 5}, name("pool_method"), 1),
    Case("admit_policy", "TOGR", {"whom": "vetted"}, name("admits"), 1),
    Case("sell_stake_state", "TOGR", {"state": "AE", "amount": 0.5}, name("money"), 1, 2, before=("lobby",)),
)  # fmt: skip
ELSEWHERE = frozenset({"steer_run", "design_variant"})
"""Orders whose moment comes seldom: tested by themselves below."""


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
    rules = [(number, [threshold, 1.0, 0.0]) for threshold in (3000.0, 2000.0)]

    def told(cards: list[tuple[int, list[float]]]) -> tuple[GameState, list[str]]:
        now, happened = game.quarter(game.start(), with_cards(game.nothing(), seat, cards, 2))
        return now, [one.kind for one in happened if one.ids[:1] == ("tighten_rule",)]

    (both, kinds), (one, _) = told(rules), told(rules[:1])
    assert kinds == ["order", "lapsed"]
    assert game.digest(both, 0) == game.digest(one, 0)
