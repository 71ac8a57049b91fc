"""Cells: where each effect lands, and how cells of single things and of groups become figures.

Every handle has a cell for each thing of its axis, and for each group of them: all companies at home
in a country, all routes to it, everybody. An effect moves one cell; a figure is moved by its own cell
and those of its groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats, Whole
from race.play.state.seats import Seats
from race.scenario.game.handles import HANDLES
from race.world.world import World

HANDLE_IDS: tuple[str, ...] = tuple(HANDLES)


@dataclass(frozen=True, eq=False)
class Axis:
    """One axis: its things, and the groups that each of them is in, as places of cells.

    Attributes:
        things: how many.
        cells: things and groups together.
        groups: (things, most): cells of the groups of each thing; past the last the cell `cells`.
    """

    things: int
    cells: int
    groups: Whole

    def plus(self, cells: Floats) -> Floats:
        """Return what is added to each thing, (things, R), from (cells, R)."""
        total = cells[: self.things].copy()
        if self.groups.shape[1]:
            none = np.zeros((1, cells.shape[1]))
            padded = np.concatenate([cells, none])
            for column in self.groups.T:
                total += padded[column]
        return total


@dataclass(frozen=True, eq=False)
class Layout:
    """The cells of all handles: `first` of each, and `handle` of each cell."""

    axes: dict[str, Axis]
    first: dict[str, int]
    total: int
    handle: Whole

    def part(self, handle: str) -> slice:
        """Return where the cells of a handle stand."""
        begin = self.first[handle]
        return slice(begin, begin + self.axes[HANDLES[handle].axis].cells)


NO_GROUP = -1


def make_layout(world: World, seats: Seats) -> Layout:
    """Return the cells of a world with its seats."""
    axes = _axes(world, seats)
    first, total = {}, 0
    for name, handle in HANDLES.items():
        first[name] = total
        total += axes[handle.axis].cells
    owner = np.zeros(total, dtype=np.int64)
    for number, (name, handle) in enumerate(HANDLES.items()):
        owner[first[name] : first[name] + axes[handle.axis].cells] = number
    return Layout(axes, first, total, owner)


def _axes(world: World, seats: Seats) -> dict[str, Axis]:
    """Return the axes of all handles, each with the groups that its things are in."""
    countries, companies = len(world.countries), len(world.companies)
    routes, chips = len(world.routes), len(world.chips)
    denied_country = world.denied > 0.0
    home = world.company_country
    return {
        "companies": _axis(
            companies,
            home,
            np.where(denied_country[home], countries, NO_GROUP),
            np.full(companies, countries + 1),
            groups=countries + 2,
        ),
        "countries": _axis(
            countries, np.where(denied_country, 0, 1), np.full(countries, 2), groups=3
        ),
        "routes": _axis(
            routes,
            world.route_destination,
            countries + world.route_hub,
            np.full(routes, 2 * countries),
            groups=2 * countries + 1,
        ),
        "foundries": _axis(
            len(world.foundries),
            world.foundry_country,
            np.full(len(world.foundries), countries),
            groups=countries + 1,
        ),
        "chips": _axis(
            chips,
            np.where(world.chip_designer >= 0, world.chip_designer, NO_GROUP),
            np.full(chips, companies),
            groups=companies + 1,
        ),
        "seats": _axis(
            len(seats),
            np.where(seats.roles["denied"], 0, 1),
            np.where(seats.is_country, 2, 3),
            np.full(len(seats), 4),
            groups=5,
        ),
        "pairs": _axis(countries * countries, groups=0),
        "world": _axis(1, groups=0),
    }


def _axis(things: int, *memberships: Whole, groups: int) -> Axis:
    """Return an axis whose things are in some groups, numbered from 0; NO_GROUP for none."""
    columns = [
        np.where(group == NO_GROUP, things + groups, things + group) for group in memberships
    ]
    table = np.stack(columns, axis=1) if columns else np.zeros((things, 0), dtype=np.int64)
    return Axis(things, things + groups, table.astype(np.int64))
