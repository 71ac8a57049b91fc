"""From an effect of the data to rows of effects under way: whose, how much, from when, how long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from race.base.arrays import Flags, Floats, Whole, some
from race.play.names import Names
from race.play.names.terms import filled, holds
from race.play.state.layout import Layout
from race.play.state.running import STANDING, Running
from race.play.state.seats import NONE, Seats
from race.play.state.table import Table, drawn
from race.scenario.game.handles import HANDLES
from race.scenario.game.parts import Effect
from race.world.world import World


@dataclass(frozen=True, eq=False)
class Aim:
    """What an order is aimed at, each (seats, R), NONE without such a target."""

    country: Whole
    company: Whole
    seat: Whole
    route: Whole
    chip: Whole


@dataclass(frozen=True, eq=False)
class Cause:
    """Where effects come from: their source, whom they strike, and the numbers they may use.

    Attributes:
        source: number of the order, or orders + number of the event.
        stream: name of the stream of random numbers.
        on: (seats, R), where it strikes.
        delay: quarters, (seats, R).
        aim: its targets.
        own: names that parameters add, with their values.
        common: it struck once for all seats, so that what is nobody's own is moved once.
    """

    source: int
    stream: str
    on: Flags
    delay: Whole
    aim: Aim
    own: Mapping[str, Floats]
    common: bool = False


def no_aim(seats: int, width: int) -> Aim:
    """Return an aim at nothing."""
    none = np.full((seats, width), NONE, dtype=np.int64)
    return Aim(none, none, none, none, none)


def rows_of(effects: tuple[Effect, ...], cause: Cause, names: Names, table: Table) -> list[Running]:
    """Return rows for effects; each has two draws for every seat: of its size and of its chance."""
    if not effects or not some(cause.on):
        return []
    known = _Both(names, cause.own)
    found = (_row(one, number, cause, known, table) for number, one in enumerate(effects))
    return [row for row in found if row is not None]


def _luck(cause: Cause, draw: int, seats: Whole, names: _Both, table: Table) -> Floats:
    """Return one of the draws of a cause for some seats, (seats, R); every seat has its own."""
    places = draw * len(table.seats) + seats
    return table.block.chance.uniform_at(cause.stream, names.names.state.step, places)


class _Both(dict[str, Floats]):
    """Names of the game, and before them those of an order's parameters."""

    def __init__(self, names: Names, own: Mapping[str, Floats]) -> None:
        super().__init__(own)
        self.names = names

    def __missing__(self, name: str) -> Floats:
        return self.names[name]


def with_own(names: Names, own: Mapping[str, Floats]) -> Mapping[str, Floats]:
    """Return the names of the game with those that parameters add."""
    return _Both(names, own)


def _row(effect: Effect, number: int, cause: Cause, names: _Both, table: Table) -> Running | None:
    on = cause.on
    if effect.when is not None:
        on = on & holds(effect.when, names)
    everybodys = effect.of not in _OWN_SCOPES or HANDLES[effect.handle].axis == "world"
    if cause.common and everybodys:
        on = on & (np.cumsum(on, axis=0) == 1)
    if effect.chance is not None:
        asked = np.flatnonzero(on.any(axis=1))
        on = on.copy()
        on[asked] &= _luck(cause, 2 * number + 1, asked, names, table) < effect.chance.value
    cell = where(effect, cause.aim, names.names, table)
    on = on & (cell >= 0)
    struck = np.flatnonzero(on.any(axis=1))
    size = effect.plus if effect.plus is not None else effect.times
    if not len(struck) or size is None:
        return None
    per = filled(effect.per, names, on.shape)[struck]
    certain = size.certain or not table.difficulty.drawn
    amount = size.value if certain else drawn(size, _luck(cause, 2 * number, struck, names, table))
    taken, none = on[struck], np.zeros(per.shape)
    quarters = STANDING if effect.standing else max(effect.quarters, 1)
    return Running(
        cell=np.where(on, cell, 0)[struck],
        plus=np.where(taken, amount * per, 0.0) if effect.times is None else none,
        log=np.where(taken, np.log(amount) * per, 0.0) if effect.times is not None else none,
        delay=(cause.delay[struck] + effect.after) * taken,
        left=taken * quarters,
        source=taken * cause.source,
        seat=struck[:, None] * taken,
    )


_OWN_SCOPES = frozenset({"self", "home", "to_here", "through_here", "own_chips"})
"""Scopes that differ from seat to seat."""


def where(effect: Effect, aim: Aim, names: Names, table: Table) -> Whole:
    """Return the cell that an effect moves for each seat, NONE where there is none.

    (seats, R), or what broadcasts to it.
    """
    handle = HANDLES[effect.handle]
    layout, world = table.layout, table.block.world
    things = layout.axes[handle.axis].things
    spot = _Spot(things, aim, names, table.seats, world, len(world.countries))
    found = np.asarray(_FIND[handle.axis][effect.of](spot), dtype=np.int64)
    return np.where(found == NONE, NONE, found + layout.first[effect.handle])


Found = Whole | int


class _Spot(NamedTuple):
    """What a scope is worked out from: things of the axis, and whose effect it is."""

    things: int
    aim: Aim
    names: Names
    seats: Seats
    world: World
    countries: int


def _home_of_target(spot: _Spot) -> Found:
    return np.where(spot.aim.country == NONE, NONE, spot.things + spot.aim.country)


def _leading_seat(spot: _Spot) -> Found:
    leader = spot.names.state.company_speed.argmax(axis=0)
    return np.asarray(_seat_of_company(spot.seats, len(spot.world.companies))[leader][None])


def _denied_pair(spot: _Spot) -> Found:
    denied = np.flatnonzero(spot.world.denied > 0.0)
    if not len(denied):
        return NONE
    return spot.seats.country[:, None] * spot.countries + int(denied[0])


def _target_pair(spot: _Spot) -> Found:
    row = spot.seats.country[:, None] * spot.countries
    return np.where(spot.aim.country == NONE, NONE, row + spot.aim.country)


_FIND: Mapping[str, Mapping[str, Callable[[_Spot], Found]]] = {
    "companies": {
        "self": lambda at: at.seats.company[:, None],
        "home": lambda at: at.things + at.seats.country[:, None],
        "target": lambda at: at.aim.company,
        "target_home": _home_of_target,
        "denied": lambda at: at.things + at.countries,
        "all": lambda at: at.things + at.countries + 1,
        "controller": lambda at: at.things + at.world.controller,
        "leader": lambda at: at.names.state.company_speed.argmax(axis=0)[None],
    },
    "countries": {
        "self": lambda at: at.seats.country[:, None],
        "target": lambda at: at.aim.country,
        "denied": lambda at: at.things,
        "others": lambda at: at.things + 1,
        "all": lambda at: at.things + 2,
        "controller": lambda at: at.world.controller,
    },
    "routes": {
        "to_here": lambda at: at.things + at.seats.country[:, None],
        "through_here": lambda at: at.things + at.countries + at.seats.country[:, None],
        "route": lambda at: at.aim.route,
        "all": lambda at: at.things + 2 * at.countries,
    },
    "foundries": {
        "home": lambda at: at.things + at.seats.country[:, None],
        "target_home": _home_of_target,
        "first": lambda _: 0,
        "all": lambda at: at.things + at.countries,
    },
    "chips": {
        "chip": lambda at: at.aim.chip,
        "own_chips": lambda at: at.things + at.seats.company[:, None],
        "all": lambda at: at.things + len(at.world.companies),
    },
    "seats": {
        "self": lambda at: np.arange(len(at.seats))[:, None],
        "target": lambda at: at.aim.seat,
        "denied": lambda at: at.things,
        "others": lambda at: at.things + 1,
        "states": lambda at: at.things + 2,
        "firms": lambda at: at.things + 3,
        "all": lambda at: at.things + 4,
        "leader": _leading_seat,
    },
    "pairs": {
        "target": _target_pair,
        "controller": lambda at: at.seats.country[:, None] * at.countries + at.world.controller,
        "denied": _denied_pair,
    },
    "world": {"self": lambda _: 0},
}


@lru_cache(maxsize=8)
def _seat_of_company(seats: Seats, companies: int) -> Whole:
    found = np.full(companies, NONE, dtype=np.int64)
    found[seats.company] = np.arange(len(seats))
    return found


def seat_of_company(seats: Seats, companies: int) -> Whole:
    """Return the seat of each company, NONE without one, (companies,)."""
    return _seat_of_company(seats, companies)


@lru_cache(maxsize=8)
def seat_of_country(seats: Seats, countries: int) -> Whole:
    """Return the seat of each state, NONE without one, (countries,)."""
    found = np.full(countries, NONE, dtype=np.int64)
    found[seats.country[seats.is_country]] = np.flatnonzero(seats.is_country)
    return found


__all__ = ["Aim", "Cause", "Layout", "no_aim", "rows_of", "where"]
