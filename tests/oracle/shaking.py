"""Random states of a world: every figure that a stage reads, anywhere within its bounds."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from race.base.arrays import Flags, Floats
from race.engine.start import initial_state
from race.engine.step import neutral_orders
from race.rules.block import Block
from race.rules.orders import Orders
from race.world.state import NO_ONE, State
from tests.worlds import random_orders

SEEDS = st.integers(0, 2**32 - 1)
"""Seeds of random worlds and states."""
WIDTHS = st.integers(2, 5)
"""Replicates of a block."""
GOODS = ("backlog", "transit", "stock", "route_transit", "vendor_stock")
SHARES = ("team", "rented", "route_heat")


def shaken(block: Block, seed: int) -> tuple[State, Orders]:
    """Return a random state of a world at a random step, and random orders."""
    generator = np.random.default_rng(seed)
    state = initial_state(block)
    step = int(generator.integers(0, block.world.calendar.steps))
    state = state.evolve(step=step, time=block.world.calendar.time(step))
    orders = random_orders(seed)(state, neutral_orders(block), block)
    for shake in (_goods, _prices, _money, _sites, _routes, _runs, _rules, _scores):
        state = state.evolve(**shake(state, block, generator))
    return state, orders


def _spread(shape: tuple[int, ...], middle: float, generator: np.random.Generator) -> Floats:
    """Return amounts over four decades around a middle, half of them 0."""
    amounts = middle * 10.0 ** generator.uniform(-2.0, 2.0, shape)
    return np.where(_half(shape, generator), amounts, 0.0)


def _half(shape: tuple[int, ...], generator: np.random.Generator, share: float = 0.5) -> Flags:
    return generator.random(shape) < share


def _factor(shape: tuple[int, ...], generator: np.random.Generator) -> Floats:
    return np.asarray(2.0 ** generator.uniform(-1.0, 1.0, shape))


def _goods(state: State, block: Block, generator: np.random.Generator) -> dict[str, Any]:
    changes = {name: _spread(getattr(state, name).shape, 1000.0, generator) for name in GOODS}
    offers, goods = block.world.offers, block.world.grey_goods
    few = _half(state.spending.shape, generator, 0.2)[offers.buyer]
    loads = (goods.load < len(goods.held))[..., None]
    changes["route_transit"] = changes["route_transit"] * loads
    some = generator.uniform(0.0, 2.0, state.stock.shape) * _half(state.stock.shape, generator, 0.1)
    changes["stock"] = np.where(few, some, changes["stock"])
    for name in ("power_mw", "power_ordered", "power_building"):
        changes[name] = _spread(getattr(state, name).shape, 30.0, generator)
    return changes


def _prices(state: State, block: Block, generator: np.random.Generator) -> dict[str, Any]:
    shape = state.scarcity.shape
    launches = state.time + generator.uniform(-5.0, 1.0, shape)
    return {
        "scarcity": generator.uniform(0.8, 2.5, shape),
        "chip_price": state.chip_price * _factor(shape, generator),
        "chip_peak16": state.chip_peak16 * _factor(shape, generator),
        "chip_kw": state.chip_kw * _factor(shape, generator),
        "chip_launch": np.where(_half(shape, generator), launches, state.chip_launch),
        "chip_metrics": state.chip_metrics
        * np.where(np.arange(6) < 5, 1.0, 0.0)[:, None, None]
        * _factor(state.chip_metrics.shape, generator)
        + state.chip_metrics * (np.arange(6) == 5)[:, None, None],
    }


def _money(state: State, block: Block, generator: np.random.Generator) -> dict[str, Any]:
    return {
        "balance": _spread(state.balance.shape, 1.0, generator),
        "ai_spending": _spread(state.ai_spending.shape, 1.0, generator),
    }


def _sites(state: State, block: Block, generator: np.random.Generator) -> dict[str, Any]:
    """Fill sites with chips of any type; a few hold less than one, others none.

    At a third of buyers all sites are in use, so that new chips have to take the place of old ones.
    """
    shape = state.site_chips.shape
    kinds = generator.integers(NO_ONE, len(block.world.chips), shape)
    chips = _spread(shape, 1000.0, generator)
    chips = np.where(_half(shape, generator, 0.1), generator.uniform(0.0, 1.0, shape), chips)
    full = _half((shape[0], 1, shape[2]), generator, 0.33)
    kinds = np.where(full, np.maximum(kinds, 0), kinds)
    chips = np.where(full, 10.0 ** generator.uniform(0.0, 4.0, shape), chips)
    return {"site_chip": kinds, "site_chips": np.where(kinds == NO_ONE, 0.0, chips)}


def _routes(state: State, block: Block, generator: np.random.Generator) -> dict[str, Any]:
    countries = state.enforcement.shape
    return {
        "route_capacity": 64.0 + _spread(state.route_capacity.shape, 3000.0, generator),
        "route_premium": generator.uniform(1.0, 3.0, state.route_premium.shape),
        "route_demand": _spread(state.route_demand.shape, 0.1, generator),
        "grey_wanted": _spread(state.grey_wanted.shape, 0.1, generator),
        "enforcement": _spread(countries, 50.0, generator),
        "hub_enforcement": _spread(countries, 50.0, generator),
    }


def _runs(state: State, block: Block, generator: np.random.Generator) -> dict[str, Any]:
    """Put companies anywhere in a run, in a pause, or before the publication of a model."""
    shape = state.team.shape
    changes: dict[str, Any] = {
        name: generator.random(getattr(state, name).shape) for name in SHARES
    }
    target = _spread(shape, 1e24, generator)
    unpublished = _spread(shape, 1e24, generator)
    return {
        **changes,
        "run_target": target,
        "run_done": target * generator.random(shape),
        "run_pause": np.where(target > 0.0, 0.0, generator.uniform(0.0, 0.3, shape)),
        "best_flop": _spread(shape, 1e24, generator),
        "unpublished_flop": unpublished,
        "unpublished_until": np.where(
            unpublished > 0.0, state.time + generator.uniform(0.0, 1.0, shape), 0.0
        ),
        "published_flop": _spread(shape, 1e24, generator),
        "record_flop": 1e24 * 10.0 ** generator.uniform(-2.0, 2.0, block.width),
        "company_speed": _spread(shape, 1e17, generator),
        "company_own": _spread(shape, 1e17, generator),
    }


def _rules(state: State, block: Block, generator: np.random.Generator) -> dict[str, Any]:
    """Move dates and thresholds of measures, in each replicate its own way; write drafts."""
    shape = state.measure_effective.shape
    near = _half(shape, generator, 0.3)
    begin = state.time + generator.uniform(-1.0, 1.0, shape)
    lower = state.clause_lower
    moved = lower * np.where(np.isfinite(lower), _factor(lower.shape, generator), 1.0)
    moved = np.where(_half(lower.shape[:1] + lower.shape[2:], generator)[:, None], moved, lower)
    drafted = np.isposinf(moved) & _half(moved.shape, generator)
    moved = np.where(drafted, generator.uniform(500.0, 20_000.0, moved.shape), moved)
    return {
        "measure_effective": np.where(near, begin, state.measure_effective),
        "measure_announced": np.where(near, begin - 0.3, state.measure_announced),
        "measure_until": np.where(
            near, begin + generator.uniform(0.2, 3.0, shape), state.measure_until
        ),
        "clause_lower": moved,
    }


def _scores(state: State, block: Block, generator: np.random.Generator) -> dict[str, Any]:
    shape = state.team.shape
    known = _half((block.width,), generator, 0.3)
    return {
        "company_terms": generator.uniform(0.1, 1e5, state.company_terms.shape),
        "algorithm": np.where(
            state.algorithm > 0.0, state.time - generator.uniform(0.0, 3.0, shape), 0.0
        ),
        "threshold": 1e24 * 10.0 ** generator.uniform(-2.0, 6.0, block.width),
        "first_past": np.where(known, 0, NO_ONE),
        "first_past_time": np.where(known, state.time, np.inf),
    }
