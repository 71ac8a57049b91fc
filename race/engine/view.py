"""The view: all that a policy may know of the world, and what it may order, for its own actors.

A view is made for all actors of one policy at once. Arrays have the actors first and the replicates
last. A policy asks for figures by name (the tables are in `race.engine.readable`) and gets copies: it
cannot reach the state, and what it writes into an array changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from race.base.arrays import Flags, Floats, Whole
from race.base.errors import InputError
from race.engine.readable import OWN, PUBLIC, READINGS
from race.engine.sight import Sight, actors_of, part_of
from race.rules.legal import COMPANY_ROWS, COUNTRY_ROWS, Limits
from race.world.world import World

COUNTRIES, COMPANIES = "countries", "companies"
ORDER_ROWS: Mapping[str, Mapping[str, int]] = {COUNTRIES: COUNTRY_ROWS, COMPANIES: COMPANY_ROWS}
EVER = float("-inf")
Given: TypeAlias = Mapping[str, Floats | Flags | float]
"""Orders by name: a number for all actors, or (actors, R), or anything that broadcasts to it."""


@dataclass(frozen=True, eq=False)
class Cast:
    """The actors of one policy.

    Attributes:
        side: `countries` or `companies`.
        rows: their places on the side's axis.
        names: their ids.
        place: where their orders stand in the table of the year's orders.
    """

    side: str
    rows: Whole
    names: tuple[str, ...]
    place: slice | Whole


@dataclass(eq=False)
class OrderTable:
    """The orders of a year while policies write them: (orders, actors, R) for each side.

    Actors stand in the order of their policies, so that a policy writes into a slice: four times
    as fast as by a list of places, of which a year would need a hundred.
    """

    values: Mapping[str, Floats]

    def write(self, cast: Cast, policy: str, given: Given) -> None:
        """Take what a policy gave for its actors.

        Raises:
            InputError: there is no such order, or its shape is wrong.
        """
        rows = ORDER_ROWS[cast.side]
        table = self.values[cast.side]
        for name, value in given.items():
            if name not in rows:
                raise InputError(
                    f"policy {policy}: unknown order '{name}'; "
                    f"allowed for {cast.side}: {', '.join(rows)}"
                )
            try:
                table[rows[name]][cast.place] = value
            except ValueError:
                wanted = (len(cast.rows), table.shape[2])
                raise InputError(
                    f"policy {policy}: order {name}: given {_shape(value)}; "
                    f"allowed: a number, or an array of (actors, replicates) {wanted}"
                ) from None


class View:
    """What the actors of one policy see at the start of a year.

    Attributes:
        time: the moment, a decimal year.
        side: `countries` or `companies`.
        actors: ids of the actors, in the order of the first axis.
        places: where they stand on the axis of all countries, or of all companies.
        countries, companies: ids along the second axis of readings.
        embargoed: places of the countries that an embargo is aimed at.
        record_until: end of the record that history follows; -inf if the scenario has none.
    """

    def __init__(self, sight: Sight, cast: Cast, bounds: Limits, table: OrderTable) -> None:
        world = sight.world
        self.time = sight.state.time
        self.side = cast.side
        self.actors = cast.names
        self.countries = world.countries
        self.companies = world.companies
        self.embargoed = _embargoed(world)
        self.record_until = record_until(world)
        self._sight = sight
        self.places = cast.rows
        self._rows = cast.rows
        self._place = cast.place
        self._bounds = bounds
        self._table = table

    @property
    def shape(self) -> tuple[int, int]:
        """Give (actors, replicates)."""
        return len(self._rows), self._sight.block.width

    def own(self, name: str) -> Floats:
        """Return an own figure of the actors, exact, (actors, R).

        Raises:
            InputError: there is no such figure of this side.
        """
        if name not in OWN[self.side]:
            raise _unknown(f"own figure of {self.side}", name, tuple(OWN[self.side]))
        return self._sight.own(self.side, name).take(self._rows, axis=0)

    def seen(self, name: str, of: Whole | None = None) -> Floats:
        """Return what the actors know of others, with errors, (actors, targets, R).

        Targets are the places `of` on the axis of countries or companies, as the name tells, or all
        of them. The actor itself among them is exact, but for what nobody knows of himself.

        Raises:
            InputError: there is no such reading.
        """
        if name not in READINGS:
            raise _unknown("reading", name, tuple(READINGS))
        if of is None:
            of = np.arange(len(actors_of(self._sight.world, READINGS[name].side)))
        return self._sight.seen(name, self.side, self._rows, of)

    def best_seen(self, name: str) -> Floats:
        """Return the largest of the readings of others, (actors, R).

        Raises:
            InputError: there is no such reading.
        """
        if name not in READINGS:
            raise _unknown("reading", name, tuple(READINGS))
        return self._sight.best_seen(name, self.side, self._rows)

    def public(self, name: str) -> Floats:
        """Return a figure that is known to all, (R,).

        Raises:
            InputError: there is no such figure.
        """
        if name not in PUBLIC:
            raise _unknown("public figure", name, tuple(PUBLIC))
        return self._sight.public(name).copy()

    def parameter(self, name: str) -> Floats:
        """Return a parameter of the information available, `view.NAME`, (R,).

        Raises:
            InputError: there is no such parameter.
        """
        key = f"view.{name}"
        parameters = self._sight.block.parameters
        if key not in parameters:
            names = [one.removeprefix("view.") for one in parameters if one.startswith("view.")]
            raise _unknown("parameter of the view", name, tuple(names))
        return parameters[key].copy()

    def limits(self, order: str) -> tuple[Floats, Floats]:
        """Return the least and the most that the actors may order, each (actors, R)."""
        row = self._order_row(order)
        bounds = self._bounds
        low, high = (
            (bounds.country_low, bounds.country_high)
            if self.side == COUNTRIES
            else (bounds.company_low, bounds.company_high)
        )
        least = np.broadcast_to(low[row], self.shape).copy()
        return least, high[row].take(self._rows, axis=0)

    def standing(self, order: str) -> Floats:
        """Return what stands for the actors so far, (actors, R).

        Last year's order, or what this year's policy gave before another is laid over it.
        """
        values = self._table.values[self.side][self._order_row(order)]
        return np.array(values[self._place])

    @property
    def orders(self) -> tuple[str, ...]:
        """Name the orders that the side has."""
        return tuple(ORDER_ROWS[self.side])

    @property
    def mood(self) -> Floats:
        """Give one even number in (0, 1) for each actor and year, (actors, R).

        For choices that a good observer could not foretell. Drawn whether used or not.
        """
        part = part_of(self._sight.world, self.side)
        return self._sight.chance[part].take(self._rows, axis=0)

    def uniform(self, stream: str, count: int) -> Floats:
        """Return even numbers in (0, 1) from a stream of this name, (count, actors, R).

        Every actor has its own address in the stream, whoever else plays the policy. Sixteen bits.
        """
        sight = self._sight
        total = len(actors_of(sight.world, self.side))
        drawn = sight.block.chance.chances(
            f"policy.{stream}.{self.side}", sight.state.step, total * count
        )
        drawn = drawn.reshape(total, count, sight.block.width)[self._rows]
        return np.ascontiguousarray(drawn.swapaxes(0, 1))

    def _order_row(self, order: str) -> int:
        rows = ORDER_ROWS[self.side]
        if order not in rows:
            raise _unknown(f"order of {self.side}", order, tuple(rows))
        return rows[order]


@lru_cache(maxsize=8)
def _embargoed(world: World) -> Whole:
    return np.flatnonzero(world.denied > 0.0)


@lru_cache(maxsize=8)
def record_until(world: World) -> float:
    """Return the moment at which the record of states' acts ends."""
    history = world.scenario.history
    return EVER if history is None else history.until.end


def _unknown(what: str, name: str, names: tuple[str, ...]) -> InputError:
    return InputError(f"unknown {what} '{name}'; allowed: {', '.join(names)}")


def _shape(value: Floats | Flags | float) -> str:
    shape = np.shape(value)
    return f"an array of {shape}" if shape else repr(value)
