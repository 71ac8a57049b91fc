"""The mask of legal orders: what each actor may ask for, how much of it, and why not more.

Every order of every actor has a low and a high end; an order that is not open to an actor has its
high end at its low end, which does nothing. Who may order what stands in `race.rules.bars`, so that
the reason can be told in the words of the bar. A state besides pays its programmes and its
inspectors from one treasury. The engine applies this after all policies, whoever gave the orders.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from race.base.arrays import Flags, Floats, over_first
from race.base.errors import InputError
from race.rules.bars import COMPANY_BARS, COUNTRY_BARS, Bar
from race.rules.block import Block
from race.rules.cloud import open_door
from race.rules.ledger import state_cash
from race.rules.orders import COMPANY_ORDERS, COUNTRY_ORDERS, Orders
from race.world.columns import Column
from race.world.state import State
from race.world.world import World

COMPANY_ROWS: Mapping[str, int] = {column.name: i for i, column in enumerate(COMPANY_ORDERS)}
COUNTRY_ROWS: Mapping[str, int] = {column.name: i for i, column in enumerate(COUNTRY_ORDERS)}
PROGRAMMES = ("subsidy", "fab", "tools")
INSPECTORS = ("enforcement", "hub_enforcement")
"""These and the programmes are paid from one treasury."""

_PAID = [COUNTRY_ROWS[name] for name in (*PROGRAMMES, *INSPECTORS)]
_BUSD = np.array([1.0] * len(PROGRAMMES) + [1e-3] * len(INSPECTORS))[:, None, None]
"""Units of these orders in BUSD: programmes are given in BUSD, inspectors in MUSD."""
_NOTHING = 1e-12


@dataclass(frozen=True, eq=False)
class Limits:
    """The ends of every order at one moment.

    Attributes:
        company_low, country_low: (orders, 1, 1).
        company_high: (orders, companies, R).
        country_high: (orders, countries, R).
        funds: BUSD that each state can pay out this year, (countries, R).
    """

    company_low: Floats
    company_high: Floats
    country_low: Floats
    country_high: Floats
    funds: Floats


NOT_FOUNDED = "it is founded only later"
DOOR_CLOSED = "the provider's home has closed remote access to embargoed renters"
DRAFTS_USED = "all its places for rules of its own are taken"
NO_RULE = "no rule of its own is in force"
TREASURY_EMPTY = "its treasury is empty"


def legal(orders: Orders, state: State, block: Block) -> Orders:
    """Return the orders within their limits; what an actor may not do is neutralised.

    Raises:
        InputError: an order is not a number or infinite; it names actor and order.
    """
    companies = np.array([getattr(orders, name) for name in COMPANY_ROWS])
    countries = np.array([getattr(orders, name) for name in COUNTRY_ROWS])
    clip(companies, countries, limits(state, block), block.world)
    return orders.evolve(
        **dict(zip(COMPANY_ROWS, companies, strict=True)),
        **dict(zip(COUNTRY_ROWS, countries, strict=True)),
    )


def clip(companies: Floats, countries: Floats, bounds: Limits, world: World) -> None:
    """Bring orders within limits in place: (orders, companies, R) and (orders, countries, R).

    Raises:
        InputError: an order is not a number or infinite; it names actor and order.
    """
    _refuse_unreal(companies, COMPANY_ORDERS, world.companies)
    _refuse_unreal(countries, COUNTRY_ORDERS, world.countries)
    np.maximum(companies, bounds.company_low, out=companies)
    np.minimum(companies, bounds.company_high, out=companies)
    np.maximum(countries, bounds.country_low, out=countries)
    np.minimum(countries, bounds.country_high, out=countries)
    _pay_from_treasury(countries, bounds.funds)


def limits(state: State, block: Block) -> Limits:
    """Return the ends of every order at the moment of a state."""
    world = block.world
    fixed = _fixed(world)
    company_high = _founded(world, (world.company_since > state.time).tobytes(), block.width).copy()
    company_high[COMPANY_ROWS["rent"]] *= open_door(state, block)
    country_high = fixed.country_high.repeat(block.width, axis=2)
    free, live = _own_rules(state, block)
    fastest = (state.chip_metrics[0] * (state.chip_launch <= state.time)).max(axis=0)
    top = country_high[COUNTRY_ROWS["tighten_tpp"]]
    np.minimum(top, fastest * free, out=top)
    country_high[COUNTRY_ROWS["relax"]] *= live
    funds = np.maximum(state_cash(state.balance, world), 0.0)
    funds += block.inputs["country.programme_busd"]
    return Limits(fixed.company_low, company_high, fixed.country_low, country_high, funds)


def reasons(state: State, block: Block, replicate: int = 0) -> dict[str, dict[str, str]]:
    """Return why an order is not open: actor -> order -> reason, in one replicate.

    Actors and orders without an entry are free to be used within the limits.
    """
    world = block.world
    told: dict[str, dict[str, str]] = {name: {} for name in (*world.countries, *world.companies)}
    for actor, since in zip(world.companies, world.company_since.tolist(), strict=True):
        if since > state.time:
            told[actor] = dict.fromkeys(COMPANY_ROWS, NOT_FOUNDED)
    _tell(told, COMPANY_BARS, world.companies, world)
    _tell(told, COUNTRY_BARS, world.countries, world)
    for actor, door in zip(world.companies, open_door(state, block)[:, replicate], strict=True):
        if door <= 0.0:
            told[actor].setdefault("rent", DOOR_CLOSED)
    free, live = _own_rules(state, block)
    controller = told[world.countries[world.controller]]
    if not free[replicate]:
        controller.setdefault("tighten_tpp", DRAFTS_USED)
    if not live[replicate]:
        controller.setdefault("relax", NO_RULE)
    funds = limits(state, block).funds[:, replicate]
    for actor, money in zip(world.countries, funds.tolist(), strict=True):
        for order in (*PROGRAMMES, *INSPECTORS) if money <= 0.0 else ():
            told[actor].setdefault(order, TREASURY_EMPTY)
    return told


class _Fixed(NamedTuple):
    """Ends that hold for a whole run: low (orders, 1, 1), high (orders, actors, 1)."""

    company_low: Floats
    company_high: Floats
    country_low: Floats
    country_high: Floats


@lru_cache(maxsize=8)
def _fixed(world: World) -> _Fixed:
    return _Fixed(
        *_ends(COMPANY_ORDERS, COMPANY_BARS, len(world.companies), world),
        *_ends(COUNTRY_ORDERS, COUNTRY_BARS, len(world.countries), world),
    )


@lru_cache(maxsize=64)
def _founded(world: World, later: bytes, width: int) -> Floats:
    """Return the high ends of companies, (orders, companies, R), when some are founded later."""
    fixed = _fixed(world)
    high = fixed.company_high.repeat(width, axis=2)
    none_yet = np.frombuffer(later, dtype=bool)
    high[:, none_yet] = fixed.company_low
    return high


def _ends(
    columns: tuple[Column, ...], bars: tuple[Bar, ...], actors: int, world: World
) -> tuple[Floats, Floats]:
    """Return low and high ends; an order without a high end gets one that depends on the moment."""
    low = np.array([column.low for column in columns], dtype=float)[:, None, None]
    ends = [min(column.high, np.finfo(float).max) for column in columns]
    most = np.array(ends, dtype=float)[:, None, None]
    high = np.repeat(most, actors, axis=1)
    for bar in bars:
        row = [column.name for column in columns].index(bar.order)
        high[row, ~bar.spares(world)] = low[row]
    return low, high


def _own_rules(state: State, block: Block) -> tuple[Flags, Flags]:
    """Tell whether the controller has a place for a rule, and a rule to lift, each (R,)."""
    drafts = np.asarray(block.rulebook.draft_measures, dtype=np.int64)
    announced = state.measure_announced.take(drafts, axis=0)
    ends = state.measure_until.take(drafts, axis=0)
    written = np.isfinite(announced)
    live = written & (ends > state.time)
    return np.asarray(~written.all(axis=0)), np.asarray(live.any(axis=0))


def _refuse_unreal(values: Floats, columns: tuple[Column, ...], actors: tuple[str, ...]) -> None:
    if np.isfinite(values).all():
        return
    column, actor, replicate = np.argwhere(~np.isfinite(values))[0].tolist()
    order = columns[column]
    raise InputError(
        f"order {order.name} of {actors[actor]}: given {values[column, actor, replicate]}; "
        f"allowed: a number from {order.low:g} to {order.high:g} {order.unit}; "
        "look at what its policy divides by"
    )


def _pay_from_treasury(countries: Floats, funds: Floats) -> None:
    """Scale what each state pays, programmes and inspectors alike, down to its funds."""
    paid = countries[_PAID]
    asked = over_first(paid * _BUSD)
    countries[_PAID] = paid * np.minimum(funds / np.maximum(asked, _NOTHING), 1.0)


def _tell(
    told: dict[str, dict[str, str]], bars: tuple[Bar, ...], actors: tuple[str, ...], world: World
) -> None:
    for bar in bars:
        for actor, spared in zip(actors, bar.spares(world).tolist(), strict=True):
            if not spared:
                told[actor].setdefault(bar.order, bar.reason)
