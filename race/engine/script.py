"""The script of a scenario at work: its events each step, its orders once a year.

An entry holds in a step that begins from its date on, or in the replicates in which its condition
holds. Nothing is remembered: a condition that no longer holds ends what it brought. An event sets a
figure of the state at the beginning of a step, and the stages then go on from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from race.base.arrays import Flags, Floats
from race.engine.gauges import Scene, holds
from race.engine.view import View
from race.rules.block import Block
from race.scenario.models.condition import Condition
from race.scenario.models.events import EVENTS
from race.scenario.models.orders import ORDERS
from race.scenario.models.script import Entry
from race.world.state import State
from race.world.world import World

COLUMNS: Mapping[str, str] = {
    "tension": "tension",
    "materials": "materials",
    "output": "output_factor",
    "route_capacity": "route_capacity",
    "trust": "trust",
    "tool_access": "tool_access",
}
"""Event to the column of the state that it holds."""

_DAY = 1.0 / 365.25


class Scripted(NamedTuple):
    """An entry of an event, its column of the state, and the place in it; None for the world's."""

    entry: Entry
    column: str
    place: int | None


def in_force(entry: Entry, scene: Scene) -> Flags:
    """Tell in which replicates an entry holds, (R,)."""
    time = scene.state.time
    if entry.until is not None and time >= entry.until.end - _DAY:
        return np.zeros(scene.block.width, dtype=bool)
    if isinstance(entry.when, Condition):
        return holds(entry.when.test, scene)
    return np.full(scene.block.width, time >= entry.when.year - _DAY)


def happen(state: State, block: Block) -> State:
    """Bring about the events that hold at the beginning of a step."""
    scene = Scene(state, block)
    changed: dict[str, Any] = {}
    for entry, name, place in _events(block.world):
        now = in_force(entry, scene)
        if now.any():
            column: Floats = changed.setdefault(name, getattr(state, name).copy())
            figure = column if place is None else column[place]
            figure[now] = entry.value
    return state.evolve(**changed) if changed else state


def script_orders(view: View, scene: Scene) -> dict[str, Floats]:
    """Return the script's orders for the actors of a view over what stands, each (actors, R)."""
    given: dict[str, Floats] = {}
    for entry in scene.world.scenario.script.values():
        places = [
            view.actors.index(one) for one in ordered(entry, scene.world) if one in view.actors
        ]
        if entry.order is not None and places:
            now = in_force(entry, scene)
            column = given.setdefault(entry.order, view.standing(entry.order))
            for place in places:
                column[place][now] = entry.value
    return given


def ordered(entry: Entry, world: World) -> tuple[str, ...]:
    """Name who gives the order of an entry, each once; nobody for an event."""
    if entry.order is None:
        return ()
    names = [entry.actor] if entry.actor is not None else list(entry.actors)
    if ORDERS[entry.order].side == "companies":
        homes = dict(zip(world.companies, world.company_country.tolist(), strict=True))
        names = [
            company
            for name in names
            for company in (
                [one for one, home in homes.items() if world.countries[home] == name]
                if name in world.countries
                else [name]
            )
        ]
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=8)
def actors_with_orders(world: World) -> frozenset[str]:
    """Name the actors that the world's script has orders for."""
    entries = world.scenario.script.values()
    return frozenset(actor for entry in entries for actor in ordered(entry, world))


@lru_cache(maxsize=8)
def _events(world: World) -> tuple[Scripted, ...]:
    axes = {
        "countries": world.countries,
        "foundries": world.foundries,
        "routes": world.routes,
    }
    found = []
    for entry in world.scenario.script.values():
        if entry.event is not None:
            place = axes[EVENTS[entry.event].target].index(entry.of) if entry.of else None
            found.append(Scripted(entry, COLUMNS[entry.event], place))
    return tuple(found)
