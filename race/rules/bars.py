"""Bars: who may order what for as long as a run lasts, and what the others are told.

Two tables, one of companies and one of states; each bar names an order, whom it spares, and why
nobody else may give it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from race.base.arrays import Flags
from race.world.world import World


class Bar(NamedTuple):
    """A bar to one order: who is spared, and what the others are told."""

    order: str
    spares: Callable[[World], Flags]
    reason: str


def _buys(world: World) -> Flags:
    return _kinds(world, [row.buys for row in world.scenario.companies.values()])


def _buys_or_brokers(world: World) -> Flags:
    return _buys(world) | _kinds(world, [kind == "broker" for kind in world.company_kind])


def _trains(world: World) -> Flags:
    return world.company_trains


def _embargoed_home(world: World) -> Flags:
    return np.asarray(world.denied[world.company_country] > 0.0)


def _has_provider(world: World) -> Flags:
    return np.asarray(world.company_provider >= 0)


def _has_open_pool(world: World) -> Flags:
    found = any(kind == "open_collective" for kind in world.company_kind)
    return np.full(len(world.companies), found)


def _kinds(world: World, flags: list[bool]) -> Flags:
    return np.array(flags, dtype=bool).reshape(len(world.companies))


def _controller(world: World) -> Flags:
    return _only(world, [world.controller])


def _hub(world: World) -> Flags:
    return _only(world, world.route_hub.tolist())


def _has_builders(world: World) -> Flags:
    return _only(world, world.company_country[_buys(world)].tolist())


def _has_foundry(world: World) -> Flags:
    return _only(world, world.foundry_country.tolist())


def _two_builders(world: World) -> Flags:
    count = np.bincount(world.company_country[_buys(world)], minlength=len(world.countries))
    return np.asarray(count >= 2)


def _rents_out(world: World) -> Flags:
    providers = world.company_provider[world.company_provider >= 0]
    return _only(world, world.company_country[providers].tolist())


def _embargoed(world: World) -> Flags:
    return np.asarray(world.denied > 0.0)


def _not_embargoed(world: World) -> Flags:
    return np.asarray(world.denied <= 0.0)


def _only(world: World, countries: list[int]) -> Flags:
    flags = np.zeros(len(world.countries), dtype=bool)
    flags[countries] = True
    return flags


COMPANY_BARS = (
    Bar("bid", _buys_or_brokers, "it buys no chips"),
    Bar("stockpile", _buys, "it buys no chips"),
    Bar("home_chips", _buys, "it buys no chips"),
    Bar("grey", _buys, "it buys no chips"),
    Bar("grey", _embargoed_home, "its home is under no embargo, so it buys in the open market"),
    Bar("rent", _has_provider, "it has no provider to rent from"),
    Bar("power", _buys, "it builds no halls"),
    Bar("run_days", _trains, "it trains no models"),
    Bar("research", _trains, "it trains no models"),
    Bar("merge", _buys, "it has no sites to merge"),
    Bar("join_pool", _buys, "it has no chips to lend"),
    Bar("join_pool", _has_open_pool, "there is no open collective to join"),
    Bar("release", _trains, "it trains no models"),
)
COUNTRY_BARS = (
    Bar("tighten_tpp", _controller, "its vendors make no leading chips, so its rules bind nobody"),
    Bar("relax", _controller, "it has issued no rule of its own"),
    Bar("hub_enforcement", _hub, "no grey route passes through it"),
    Bar("subsidy", _has_builders, "no company at home builds computing"),
    Bar("fab", _has_foundry, "it has no foundry that makes accelerators"),
    Bar("tools", _has_foundry, "it has no foundry to equip"),
    Bar("merge_national", _two_builders, "fewer than two companies at home have sites"),
    Bar("close_remote_access", _rents_out, "no company at home rents out computing"),
    Bar("follow", _not_embargoed, "the rules are aimed at it"),
    Bar("retaliate", _embargoed, "no embargo is aimed at it"),
)
