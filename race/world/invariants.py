"""What must always hold of a state, whatever happens in it.

Every chip ever made is in one place, by type; money only moves; shares lie in their bounds; nothing
is negative, nothing is not a number. What must hold of a step (who may get which chip, quotas) is
in `race.engine.watch`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import numpy as np

from race.base.arrays import Flags, Floats, scatter
from race.base.errors import RunError
from race.world.axes import axis_sizes
from race.world.columns import Column
from race.world.state import COLUMNS, NO_ONE, State
from race.world.world import World

RELATIVE = 1e-9
"""Rounding that is allowed over the life of a run, of a total."""
ABSOLUTE_CHIPS = 1e-3
MAY_BE_INFINITE = frozenset(
    {
        "chip_launch", "measure_announced", "measure_effective", "measure_until", "clause_lower",
        "clause_upper", "company_gap", "country_gap", "first_past_time",
    }
)  # fmt: skip
"""Columns in which infinity means never or nowhere."""
_FIELDS = frozenset(entry.name for entry in fields(State))


def check(
    state: State, world: World, money: Floats, first: int = 0, before: State | None = None
) -> list[str]:
    """Return what does not hold, one line each: invariant, where, replicate; empty if all does.

    Args:
        state: the state.
        world: its world.
        money: the sum of all balances at the start, (R,), BUSD.
        first: number of the block's first replicate.
        before: a state that holds; columns that are the same arrays are not looked at again.
    """
    shape = shape_faults(state, world)
    if shape:
        return shape
    values = [
        fault
        for column in COLUMNS
        if before is None or getattr(state, column.name) is not getattr(before, column.name)
        for fault in value_faults(state, column, world, first)
    ]
    return [
        *values,
        *site_faults(state, world, first),
        *chip_faults(state, world, first),
        *money_faults(state, money, first),
    ]


def shape_faults(state: State, world: World) -> list[str]:
    """Return which columns are not of the axes and type that the column table declares."""
    strange = [f"columns: no such column {name!r}" for name in vars(state).keys() - _FIELDS]
    types = [
        f"types: {column.name} is {getattr(state, column.name).dtype}, declared {column.dtype}"
        for column in COLUMNS
        if getattr(state, column.name).dtype != column.dtype
    ]
    try:
        sizes = axis_sizes(state, COLUMNS)
    except RunError as error:
        return [*strange, *types, f"axes: {error}"]
    axes = [
        f"axes: {sizes[axis]} {axis} in the state, {length} in the world"
        for axis, length in world_sizes(world).items()
        if sizes[axis] != length
    ]
    return [*strange, *types, *axes]


def world_sizes(world: World) -> dict[str, int]:
    """Return the length of each axis that the world fixes."""
    return {
        "countries": len(world.countries),
        "companies": len(world.companies),
        "buyers": len(world.buyers),
        "offers": len(world.offers),
        "chips": len(world.chips),
        "routes": len(world.routes),
        "foundries": len(world.foundries),
        "memory": len(world.memory_makers),
        "slots": world.slots,
    }


def value_faults(state: State, column: Column, world: World, first: int) -> Iterator[str]:
    """Yield what is wrong with the values of a column: not a number, infinite, out of bounds."""
    values = getattr(state, column.name)
    inside = (values >= column.low) & (values <= column.high)
    if column.name not in MAY_BE_INFINITE and column.dtype == "float64":
        inside &= np.isfinite(values)
    if not inside.all():
        place = tuple(int(i) for i in np.argwhere(~inside)[0])
        yield (
            f"bounds: {_where(column, place, world, first)} is {values[place]:.15g}, "
            f"declared {column.low:g} to {column.high:g} {column.unit}"
        )


def site_faults(state: State, world: World, first: int) -> Iterator[str]:
    """Yield sites whose type does not exist, or that hold chips of no type."""
    wrong = (state.site_chip < NO_ONE) | (state.site_chip >= len(world.chips))
    wrong |= (state.site_chip == NO_ONE) & (state.site_chips > 0.0)
    if wrong.any():
        buyer, slot, replicate = (int(i) for i in np.argwhere(wrong)[0])
        yield (
            f"sites: slot {slot} of {world.buyers[buyer]}, replicate {first + replicate}, holds "
            f"{state.site_chips[buyer, slot, replicate]} of type {state.site_chip[buyer, slot, replicate]}"
        )


def chip_faults(state: State, world: World, first: int) -> Iterator[str]:
    """Yield types of chip whose number made is not that of all the places where they can be."""
    found = accounted(state, world)
    allowed = np.maximum(RELATIVE * np.maximum(state.made, found), ABSOLUTE_CHIPS)
    off = ~(np.abs(state.made - found) <= allowed)
    yield from _unequal("chips", off, state.made, found, world, first)


def accounted(state: State, world: World) -> Floats:
    """Return the chips of each type over all places where they can be, (chips, R)."""
    return np.asarray(
        state.vendor_stock
        + world.offers.by_chip.total(state.transit + state.stock)
        + state.route_transit.sum(axis=0)
        + installed(state, world).sum(axis=0)
        + state.seized
        + state.failed
        + state.retired
    )


def installed(state: State, world: World) -> Floats:
    """Return the chips at sites by buyer and type, (buyers, chips, R)."""
    buyers, chips = world.offers.place.shape
    width = state.site_chips.shape[-1]
    rows = np.arange(buyers)[:, None, None] * chips + np.maximum(state.site_chip, 0)
    return scatter(state.site_chips, rows, buyers * chips).reshape(buyers, chips, width)


def money_faults(state: State, money: Floats, first: int) -> Iterator[str]:
    """Yield replicates in which money came from nowhere or went there."""
    total = money_total(state)
    largest = np.abs(state.balance).max(axis=0)
    off = ~(np.abs(total - money) <= RELATIVE * np.maximum(largest, 1.0))
    if off.any():
        replicate = int(np.flatnonzero(off)[0])
        yield (
            f"money: replicate {first + replicate}: balances add up to {total[replicate]:.15g} BUSD, "
            f"at the start to {money[replicate]:.15g}"
        )


def money_total(state: State) -> Floats:
    """Return the sum of all balances, (R,), BUSD."""
    return np.asarray(state.balance.sum(axis=0))


def _unequal(
    what: str, off: Flags, made: Floats, found: Floats, world: World, first: int
) -> Iterator[str]:
    if off.any():
        chip, replicate = (int(i) for i in np.argwhere(off)[0])
        yield (
            f"{what}: {world.chips[chip]}, replicate {first + replicate}: made "
            f"{made[chip, replicate]:.15g}, accounted for {found[chip, replicate]:.15g}"
        )


def _where(column: Column, place: tuple[int, ...], world: World, first: int) -> str:
    """Return a place of a column in words: names along its axes, and the replicate."""
    names = {
        "countries": world.countries, "companies": world.companies, "buyers": world.buyers,
        "chips": world.chips, "routes": world.routes, "foundries": world.foundries,
        "memory": world.memory_makers,
    }  # fmt: skip
    words = [
        names[axis][index] if axis in names else f"{axis} {index}"
        for axis, index in zip(column.axes, place[:-1], strict=True)
    ]
    if column.axes == ("offers",):
        offer = place[0]
        words = [world.buyers[world.offers.buyer[offer]], world.chips[world.offers.chip[offer]]]
    return ", ".join([column.name, *words, f"replicate {first + place[-1]}"])
