"""The decision that the engine asks for once a year: who plays which policy, and in which order.

Default policies decide first, side by side; then what is laid over them (see `race.engine.policy`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from race.base.arrays import Floats, Whole
from race.base.errors import InputError
from race.engine.policy import POLICIES, SCRIPTED, SIDES, Policy, Registry, what_is_allowed
from race.engine.scene import Scene
from race.engine.script import actors_with_orders, script_orders
from race.engine.sight import Sight, actors_of
from race.engine.step import neutral_orders
from race.engine.view import (
    COMPANIES,
    COUNTRIES,
    ORDER_ROWS,
    Cast,
    OrderTable,
    View,
    record_until,
)
from race.rules.block import Block
from race.rules.legal import Limits, clip, limits
from race.rules.orders import Orders
from race.world.state import State
from race.world.world import World

HISTORY = "history"
TURN_YEARS = 1.0
ACTS = ("tighten_tpp", "relax")
"""Orders that are done once: they do not stand for the next year."""


class _Seat(NamedTuple):
    """A policy and the actors that it decides for."""

    policy: Policy
    cast: Cast


class _Hall(NamedTuple):
    """All seats in the order in which they decide, and how actors stand in the table of orders.

    Attributes:
        seated: by side, which actor stands at each place of the table.
        places: by side, at which place each actor stands.
    """

    seats: tuple[_Seat, ...]
    seated: Mapping[str, Whole]
    places: Mapping[str, Whole]


def decider(
    world: World, assignment: Mapping[str, str] | None = None, registry: Registry = POLICIES
) -> Callable[[State, Orders, Block], Orders]:
    """Return the decision of all actors, for `race.engine.step`.

    Every actor plays its default policy of the scenario, states under `history` to the end of the
    record. `assignment` gives actors other policies, which then hold from the start.

    Raises:
        InputError: an actor or a policy is unknown, an actor has none, or it is of the wrong side.
    """
    hall = _hall(world, assignment or {}, registry)

    def decide(state: State, orders: Orders, block: Block) -> Orders:
        sight = Sight(state, block)
        bounds = limits(state, block)
        table = _open_table(_with_newcomers(orders, state, block), hall)
        for seat in hall.seats:
            view = View(sight, seat.cast, bounds, table)
            given = (
                script_orders(view, Scene(state, block))
                if seat.policy is SCRIPTED
                else seat.policy.decide(view)
            )
            table.write(seat.cast, seat.policy.name, given)
        return _closed(table, orders, hall, bounds, world)

    return decide


def _with_newcomers(orders: Orders, state: State, block: Block) -> Orders:
    """Return the standing orders; companies founded since the last turn begin with the usual ones.

    Until then their orders were none, which would stand for what a policy leaves out.
    """
    since = block.world.company_since
    founded = ((since > state.time - TURN_YEARS) & (since <= state.time))[:, None]
    if not founded.any():
        return orders
    usual = neutral_orders(block)
    return orders.evolve(
        **{
            name: np.where(founded, getattr(usual, name), getattr(orders, name))
            for name in ORDER_ROWS[COMPANIES]
        }
    )


def _open_table(orders: Orders, hall: _Hall) -> OrderTable:
    values = {
        side: np.array([getattr(orders, name) for name in rows]).take(hall.seated[side], axis=1)
        for side, rows in ORDER_ROWS.items()
    }
    for act in ACTS:
        values[COUNTRIES][ORDER_ROWS[COUNTRIES][act]] = 0.0
    return OrderTable(values)


def _closed(table: OrderTable, orders: Orders, hall: _Hall, bounds: Limits, world: World) -> Orders:
    """Return the orders of the table, brought within their limits."""
    values = {side: table.values[side].take(hall.places[side], axis=1) for side in SIDES}
    clip(values[COMPANIES], values[COUNTRIES], bounds, world)
    columns: dict[str, Floats] = {}
    for side in SIDES:
        columns.update(zip(ORDER_ROWS[side], values[side], strict=True))
    return orders.evolve(**columns)


def _hall(world: World, assignment: Mapping[str, str], registry: Registry) -> _Hall:
    """Seat all actors: default policies first, side by side, then what is laid over them."""
    _refuse_strangers(world, assignment)
    grouped = _grouped(world, assignment, registry)
    seated: dict[str, Whole] = {}
    places: dict[str, Whole] = {}
    for side in SIDES:
        rows = [
            row for (depth, _, its), found in grouped if its == side and not depth for row in found
        ]
        seated[side] = np.array(rows, dtype=np.int64)
        places[side] = np.argsort(seated[side])
    seats, taken = [], dict.fromkeys(SIDES, 0)
    for (depth, policy, side), found in grouped:
        members = np.array(found, dtype=np.int64)
        members.setflags(write=False)
        place: slice | Whole = places[side][members]
        if not depth:
            place = slice(taken[side], taken[side] + len(found))
            taken[side] += len(found)
        names = tuple(actors_of(world, side)[row] for row in found)
        seats.append(_Seat(policy, Cast(side, members, names, place)))
    return _Hall(tuple(seats), seated, places)


def _grouped(
    world: World, assignment: Mapping[str, str], registry: Registry
) -> list[tuple[tuple[int, Policy, str], list[int]]]:
    """Return who plays what: (depth, policy, side) with the actors' places, lowest depth first."""
    grouped: dict[tuple[int, Policy, str], set[int]] = {}
    for side in SIDES:
        for actor in actors_of(world, side):
            for depth, policy in enumerate(_chain(world, actor, side, assignment, registry)):
                for played, its in _played(world, actor, side, policy):
                    row = actors_of(world, its).index(played)
                    grouped.setdefault((depth, policy, its), set()).add(row)
    return [(key, sorted(rows)) for key, rows in sorted(grouped.items(), key=lambda one: one[0][0])]


def _chain(
    world: World, actor: str, side: str, assignment: Mapping[str, str], registry: Registry
) -> list[Policy]:
    """Return the policies of an actor: one that stands by itself, then those laid over it."""
    given = registry.find(assignment[actor]) if actor in assignment else ()
    chain = list(given)
    if not given or given[0].over:
        chain = [*_default(world, actor, side, registry), *given]
    for policy in chain:
        if side not in policy.plays:
            raise InputError(
                f"policy '{policy.name}' of {actor}: it plays {' and '.join(sorted(policy.plays))}"
            )
    if chain[0].over:
        raise InputError(
            f"policies: {actor}: '{chain[0].name}' is laid over another policy; "
            f"write that one first, as in 'bystander + {chain[0].name}'"
        )
    return chain


def _default(world: World, actor: str, side: str, registry: Registry) -> tuple[Policy, ...]:
    """Return what the scenario names for an actor; states begin under history, the script is last."""
    written = world.scenario.policies.get(actor)
    if written is None:
        raise InputError(
            f"policies: {actor} has no policy; {what_is_allowed('', registry.names)}; "
            f"add a line '{actor}: NAME' to the scenario"
        )
    chain = registry.find(written)
    scripted = (SCRIPTED,) if actor in actors_with_orders(world) else ()
    records = record_until(world) > world.calendar.start and HISTORY in registry.names
    if side != COUNTRIES or not records or any(one.name == HISTORY for one in chain):
        return (*chain, *scripted)
    return (chain[0], *registry.find(HISTORY), *chain[1:], *scripted)


def _played(world: World, actor: str, side: str, policy: Policy) -> Iterator[tuple[str, str]]:
    """Give whom a policy plays that is assigned to an actor, with their sides."""
    if policy.actors is None:
        yield actor, side
        return
    found = [(actor, side)] if actor in policy.actors else []
    if side == COUNTRIES:
        home = world.countries.index(actor)
        at_home = np.flatnonzero(world.company_country == home)
        companies = [world.companies[company] for company in at_home]
        found += [(company, COMPANIES) for company in companies if company in policy.actors]
    if not found:
        raise InputError(
            f"policy '{policy.name}' of {actor}: it has orders for {', '.join(sorted(policy.actors))}; "
            f"allowed: {actor} or a company at home there"
        )
    for played, its_side in found:
        for order in sorted(policy.actors[played] - set(ORDER_ROWS[its_side])):
            raise InputError(
                f"policy '{policy.name}': {played} has no order '{order}'; "
                f"allowed: {', '.join(ORDER_ROWS[its_side])}"
            )
    yield from found


def _refuse_strangers(world: World, assignment: Mapping[str, str]) -> None:
    actors = (*world.countries, *world.companies)
    for name in assignment:
        if name not in actors:
            raise InputError(f"unknown actor '{name}'; {what_is_allowed(name, actors)}")
