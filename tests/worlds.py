"""Worlds for tests: the flagship, scenarios changed a little, and random legal orders."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import numpy as np

from race.api import decider
from race.base.arrays import Floats
from race.base.rng import Chance
from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import Decide, Watch, states
from race.rules.block import Block
from race.rules.legal import legal
from race.rules.orders import ORDER_COLUMNS, Orders
from race.rules.rulebook import Rulebook, rulebook
from race.scenario.load import load
from race.scenario.models.scenario import Scenario
from race.world.build import build_world
from race.world.columns import Column
from race.world.snapshot import digest
from race.world.state import State
from race.world.world import World
from race_agents.policies import register_all

HIGHEST_TPP = 40_000.0
"""Random thresholds end here, four times above the first rule with every chip of 2022."""


@cache
def flagship() -> Scenario:
    """Return the shipped scenario of 2022."""
    return load("2022")


@cache
def compiled(steps_per_year: int = 4) -> tuple[World, Rulebook]:
    """Return the flagship's world and rules."""
    return compile_scenario(with_steps(flagship(), steps_per_year))


def compile_scenario(scenario: Scenario) -> tuple[World, Rulebook]:
    """Return the world and the rules of a scenario."""
    world = build_world(scenario)
    return world, rulebook(world)


def with_steps(scenario: Scenario, steps_per_year: int) -> Scenario:
    """Return the scenario with steps of another length."""
    head = scenario.head.model_copy(update={"steps_per_year": steps_per_year})
    return scenario.model_copy(update={"head": head})


def without_controls(scenario: Scenario, issuers: Collection[str]) -> Scenario:
    """Return the scenario without the measures of some issuers."""
    kept = {name: row for name, row in scenario.measures.items() if row.issuer not in issuers}
    return scenario.model_copy(update={"measures": kept})


def with_values(scenario: Scenario, **tables: Mapping[str, Any]) -> Scenario:
    """Return the scenario with some rows of its tables added or replaced."""
    changed = {name: {**getattr(scenario, name), **rows} for name, rows in tables.items()}
    return scenario.model_copy(update=changed)


def flagship_block(
    replicates: int, seed: int = 1, first: int = 0, steps_per_year: int = 4
) -> Block:
    """Return a block of the flagship."""
    return make_block(*compiled(steps_per_year), seed, first, replicates)


def median(values: Floats) -> Floats:
    """Return medians over replicates, infinite ones counted."""
    return np.asarray(np.quantile(values, 0.5, axis=-1, method="lower"))


def last_state(
    block: Block,
    decide: Decide | None = None,
    until: float | None = None,
    watch: Watch | None = None,
) -> State:
    """Return the state at the end of a run, or at a moment."""
    *_, last = states(initial_state(block), block, decide, until, watch)
    return last


def run_digests(
    seed: int, first: int, replicates: int, until: float, orders_seed: int | None = None
) -> list[tuple[str, ...]]:
    """Return the digest of each replicate after each step of the flagship, steps first.

    Under random orders of a seed, or the flagship's own policies. A function of plain values, so
    that another process can call it.
    """
    block = flagship_block(replicates, seed, first)
    decide = usual(block.world) if orders_seed is None else random_orders(orders_seed)
    path = states(initial_state(block), block, decide, until)
    return [tuple(digest(state, r) for r in range(replicates)) for state in path]


def country(block: Block, name: str) -> int:
    """Return the index of a country."""
    return block.world.countries.index(name)


def chip(block: Block, name: str) -> int:
    """Return the index of a chip."""
    return block.world.chips.index(name)


# Random orders


def random_orders(seed: int) -> Decide:
    """Return a decision that draws every order anew each year within the bounds of its column.

    A third each are at the lowest value, at the highest, and anywhere between. Thresholds without
    an upper bound are spread evenly in the logarithm. Every replicate has its own draws, whatever
    block it runs in.
    """

    def decide(state: State, orders: Orders, block: Block) -> Orders:
        chance = Chance(seed, block.first, block.width)

        def values(column: Column) -> Floats:
            actors = len(getattr(orders, column.name))
            which, share = chance.uniform(f"orders.{column.name}", state.step, 2 * actors).reshape(
                2, actors, block.width
            )
            return _spread(column, which, share)

        return orders.evolve(**{column.name: values(column) for column in ORDER_COLUMNS})

    return decide


def _spread(column: Column, which: Floats, share: Floats) -> Floats:
    """Return values of a column from two even numbers each."""
    high = min(column.high, HIGHEST_TPP)
    between = column.low + (high - column.low) * share
    if not np.isfinite(column.high):
        between = 10.0 * (high / 10.0) ** share
    return np.where(which < 1 / 3, column.low, np.where(which < 2 / 3, high, between))


def only_legal(decide: Decide) -> Decide:
    """Return a decision whose orders are cut to what is legal at the moment."""

    def within(state: State, orders: Orders, block: Block) -> Orders:
        return legal(decide(state, orders, block), state, block)

    return within


def usual(world: World, **assignment: str) -> Decide:
    """Return the decision of the scenario's own policies, with other ones for some actors."""
    register_all()
    return decider(world, assignment)


def sending_abroad(share: float) -> Decide:
    """Return a decision by which denied companies send a share of what they may not buy abroad."""

    def decide(state: State, orders: Orders, block: Block) -> Orders:
        world = block.world
        denied = world.denied[world.company_country][:, None] > 0.0
        return orders.evolve(grey=np.where(denied, share, 0.0) * np.ones(block.width))

    return decide


# Random small worlds
