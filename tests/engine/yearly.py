"""Figures of an arm year by year, and effects as paired differences between arms."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from race.base.arrays import Floats
from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import Decide, states
from race.rules.block import Block
from race.rules.orders import Orders
from race.world.state import State
from tests.worlds import compiled, usual

REPLICATES = 48
SEED = 1
NORMAL_95 = 1.96


@dataclass(frozen=True)
class Yearly:
    """Figures of an arm at the start and at the end of each year: (years, R) or (years, n, R)."""

    ends: tuple[int, ...]
    """Years that ended; the first stands for the start."""
    gap: Mapping[str, Floats]
    fleet: Mapping[str, Floats]
    all_fleet: Floats
    smuggled: Mapping[str, Floats]
    sold: Floats
    countries: tuple[str, ...]

    def at(self, year: int) -> int:
        """Return the place of the end of a year."""
        return self.ends.index(year)


def yearly_of(block: Block, decide: Decide, until: float | None = None) -> Yearly:
    """Return the figures of a run of a block."""
    world = block.world
    kept = [
        (state, world.companies_by_country.total(state.company_h100e))
        for state in states(initial_state(block), block, decide, until)
        if world.calendar.turn_begins(state.step)
    ]

    def by_country(values: list[Floats]) -> dict[str, Floats]:
        return dict(zip(world.countries, np.stack(values, axis=1), strict=True))

    fleets = [fleet for _, fleet in kept]
    return Yearly(
        ends=tuple(round(state.time) - 1 for state, _ in kept),
        gap=by_country([state.country_gap for state, _ in kept]),
        fleet=by_country(fleets),
        all_fleet=np.stack([fleet.sum(axis=0) for fleet in fleets]),
        smuggled=by_country([state.smuggled for state, _ in kept]),
        sold=np.stack([state.sold.sum(axis=0) for state, _ in kept]),
        countries=world.countries,
    )


@cache
def flagship_under(**assignment: str) -> Yearly:
    """Return the flagship, some actors under other policies."""
    world, book = compiled()
    return yearly_of(make_block(world, book, SEED, 0, REPLICATES), usual(world, **assignment))


@cache
def with_grey(share: float) -> Yearly:
    """Return the flagship with a share of what denied companies may not buy sent to grey routes."""
    world, book = compiled()
    block = make_block(world, book, SEED, 0, REPLICATES)
    return yearly_of(
        block, laid_over(usual(world), grey=share * world.denied[world.company_country])
    )


def laid_over(decide: Decide, **orders: Floats | float) -> Decide:
    """Return a decision with some orders of it replaced: (actors,) or a number."""

    def over(state: State, standing: Orders, block: Block) -> Orders:
        given = decide(state, standing, block)
        return given.evolve(
            **{
                name: np.broadcast_to(np.asarray(value), getattr(given, name).T.shape).T.copy()
                for name, value in orders.items()
            }
        )

    return over


def paired_effect(one: Floats, other: Floats) -> tuple[float, float]:
    """Return the mean of the paired log10 ratio of one to other, and half its 95 % interval."""
    logs = np.log10(one) - np.log10(other)
    return float(logs.mean()), float(NORMAL_95 * logs.std(ddof=1) / np.sqrt(len(logs)))


def smuggled_into(yearly: Yearly, name: str, first: int, last: int) -> Floats:
    """Return chips that came by grey routes in the years from first to last, (R,)."""
    smuggled = yearly.smuggled[name]
    return np.asarray(smuggled[yearly.at(last)] - smuggled[yearly.at(first - 1)])


def sold_in(yearly: Yearly, first: int, last: int) -> Floats:
    """Return chips that vendors sold in the years from first to last, (R,)."""
    return np.asarray(yearly.sold[yearly.at(last)] - yearly.sold[yearly.at(first - 1)])
