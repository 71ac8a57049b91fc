"""From an effect of the data to rows of effects under way: whose, how much, from when, how long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from race.base.arrays import Flags, Floats, Whole
from race.play.layout import Layout
from race.play.names import Names
from race.play.rules import Table, drawn
from race.play.running import STANDING, Running
from race.play.seats import NONE, Seats
from race.play.terms import holds, value
from race.scenario.game import Effect
from race.scenario.game_names import HANDLES
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
    """Return rows for effects; draws are made for all seats, whoever is struck."""
    if not effects or not cause.on.any():
        return []
    seats, width, step = len(table.seats), table.width, names.state.step
    chances = table.block.chance.uniform(cause.stream, step, 2 * seats * len(effects))
    chances = chances.reshape(len(effects), 2, seats, width)
    known = {**cause.own}
    rows = []
    for number, effect in enumerate(effects):
        row = _row(effect, chances[number], cause, _Both(names, known), table)
        if row is not None:
            rows.append(row)
    return rows


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


def _row(
    effect: Effect, chances: Floats, cause: Cause, names: _Both, table: Table
) -> Running | None:
    own = tuple(cause.own)
    on = cause.on
    if effect.when is not None:
        on = on & holds(effect.when, names, own)
    certain = not table.difficulty.drawn
    if effect.chance is not None:
        on = on & (chances[1] < effect.chance.value)
    everybodys = effect.of not in _OWN_SCOPES or HANDLES[effect.handle].axis == "world"
    if cause.common and everybodys:
        on = on & (np.cumsum(on, axis=0) == 1)
    cell = where(effect, cause.aim, names.names, table)
    on = on & (cell >= 0)
    struck = np.flatnonzero(on.any(axis=1))
    if not len(struck):
        return None
    per = np.broadcast_to(np.asarray(value(effect.per, names, own), dtype=float), on.shape)
    size = effect.plus if effect.plus is not None else effect.times
    if size is None:
        return None
    amount = drawn(size, chances[0], certain=certain)
    plus = amount * per if effect.times is None else np.zeros_like(amount)
    log = np.log(amount) * per if effect.times is not None else np.zeros_like(amount)
    quarters = STANDING if effect.standing else max(effect.quarters, 1)
    taken = on[struck]
    return Running(
        cell=np.where(taken, cell[struck], 0),
        plus=np.where(taken, plus[struck], 0.0),
        log=np.where(taken, log[struck], 0.0),
        delay=np.where(taken, cause.delay[struck] + effect.after, 0),
        left=np.where(taken, quarters, 0),
        source=np.where(taken, cause.source, 0),
        seat=np.where(taken, struck[:, None], 0),
    )


_OWN_SCOPES = frozenset({"self", "home", "to_here", "through_here", "own_chips"})
"""Scopes that differ from seat to seat."""


def where(effect: Effect, aim: Aim, names: Names, table: Table) -> Whole:
    """Return the cell that an effect moves for each seat, (seats, R), NONE where there is none."""
    handle = HANDLES[effect.handle]
    layout, seats, world = table.layout, table.seats, table.block.world
    first, things = layout.first[effect.handle], layout.axes[handle.axis].things
    found = _FIND[handle.axis](effect.of, things, aim, names, seats, world)
    cell = np.broadcast_to(np.asarray(found, dtype=np.int64), aim.country.shape)
    return np.where(cell == NONE, NONE, cell + first)


Found = Whole | int


def _companies(of: str, things: int, aim: Aim, names: Names, seats: Seats, world: World) -> Found:
    countries = len(world.countries)
    fixed: Mapping[str, Found] = {
        "self": seats.company[:, None],
        "home": things + seats.country[:, None],
        "target": aim.company,
        "target_home": np.where(aim.country == NONE, NONE, things + aim.country),
        "denied": things + countries,
        "all": things + countries + 1,
        "controller": things + world.controller,
    }
    if of == "leader":
        return np.asarray(names.state.company_speed.argmax(axis=0)[None])
    return fixed[of]


def _countries(of: str, things: int, aim: Aim, names: Names, seats: Seats, world: World) -> Found:
    fixed: Mapping[str, Found] = {
        "self": seats.country[:, None],
        "target": aim.country,
        "denied": things,
        "others": things + 1,
        "all": things + 2,
        "controller": world.controller,
    }
    return fixed[of]


def _routes(of: str, things: int, aim: Aim, names: Names, seats: Seats, world: World) -> Found:
    countries = len(world.countries)
    fixed: Mapping[str, Found] = {
        "to_here": things + seats.country[:, None],
        "through_here": things + countries + seats.country[:, None],
        "route": aim.route,
        "all": things + 2 * countries,
    }
    return fixed[of]


def _foundries(of: str, things: int, aim: Aim, names: Names, seats: Seats, world: World) -> Found:
    fixed: Mapping[str, Found] = {
        "home": things + seats.country[:, None],
        "target_home": np.where(aim.country == NONE, NONE, things + aim.country),
        "first": 0,
        "all": things + len(world.countries),
    }
    return fixed[of]


def _chips(of: str, things: int, aim: Aim, names: Names, seats: Seats, world: World) -> Found:
    fixed: Mapping[str, Found] = {
        "chip": aim.chip,
        "own_chips": things + seats.company[:, None],
        "all": things + len(world.companies),
    }
    return fixed[of]


def _seats(of: str, things: int, aim: Aim, names: Names, seats: Seats, world: World) -> Found:
    fixed: Mapping[str, Found] = {
        "self": np.arange(len(seats))[:, None],
        "target": aim.seat,
        "denied": things,
        "others": things + 1,
        "states": things + 2,
        "firms": things + 3,
        "all": things + 4,
    }
    if of == "leader":
        leader = names.state.company_speed.argmax(axis=0)
        return np.asarray(_seat_of_company(seats, len(world.companies))[leader][None])
    return fixed[of]


def _pairs(of: str, things: int, aim: Aim, names: Names, seats: Seats, world: World) -> Found:
    row = seats.country[:, None] * len(world.countries)
    if of == "controller":
        return row + world.controller
    if of == "denied":
        return row + int(np.flatnonzero(world.denied > 0.0)[0]) if world.denied.any() else NONE
    return np.where(aim.country == NONE, NONE, row + aim.country)


def _world(of: str, things: int, aim: Aim, names: Names, seats: Seats, world: World) -> Found:
    return 0


_FIND: Mapping[str, Callable[[str, int, Aim, Names, Seats, World], Found]] = {
    "companies": _companies,
    "countries": _countries,
    "routes": _routes,
    "foundries": _foundries,
    "chips": _chips,
    "seats": _seats,
    "pairs": _pairs,
    "world": _world,
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
