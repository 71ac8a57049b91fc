"""Cases of orders: who gives one, and what figure it moves which way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from race.base.arrays import Floats
from race.play.game import Game
from race.play.state.game_state import GameState

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
