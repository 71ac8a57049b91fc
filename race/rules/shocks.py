"""Shocks: chance events with yearly probabilities, drawn whether or not they can strike.

Precedents and sizes are in the parameters: earthquake (Hualien 2024-04-03), fab accident (Renesas
Naka 2021-03-19), busts of smuggling rings, leaked weights (LLaMA 2023-03), tension in the Taiwan
Strait (drills of 2022-08).
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats, at, most, pick, some
from race.rules.block import Block
from race.rules.grey_market import LOT_CHIPS
from race.rules.orders import Orders
from race.world.state import USUAL_SECURITY, State

HIGHEST_TENSION = 5.0


def shocks(state: State, orders: Orders, block: Block) -> State:
    """Draw every hazard once and apply those that strike."""
    up, down, leak = block.chance.uniform("shocks.world", state.step, 3)
    tension = _tension(state, up, down, block)
    return state.evolve(
        tension=tension,
        output_factor=_output(state, tension, block),
        route_capacity=_busts(state, block),
        algorithm=_leaks(state, leak, block),
    )


def _strikes(drawn: Floats, rate: Floats, block: Block) -> Flags:
    """Tell where a hazard of a yearly rate strikes in this step."""
    return np.asarray(drawn < -np.expm1(-rate * block.world.calendar.step_years))


def _tension(state: State, up: Floats, down: Floats, block: Block) -> Floats:
    """Return the level of the Taiwan Strait, (R,), which moves by at most one."""
    level = state.tension.astype(np.int64)
    rate = pick(block.inputs["tension.up"], level) * np.multiply.reduce(state.deterrence, axis=0)
    rises = _strikes(up, rate, block)
    falls = _strikes(down, pick(block.inputs["tension.down"], level), block) & ~rises
    moved = state.tension + rises * 1.0 - falls * 1.0
    return np.asarray(np.minimum(np.maximum(moved, 0.0), HIGHEST_TENSION))


def _output(state: State, tension: Floats, block: Block) -> Floats:
    """Return the output left, (foundries, R): accidents and quakes cut it, then it recovers."""
    world, p = block.world, block.each["foundries"]
    drawn = block.chance.uniform("shocks.fab", state.step, 2 * len(world.foundries))
    loss = _strikes(drawn[0::2], p["shocks.fab.rate"], block) * p["shocks.fab.size"]
    loss = np.minimum(loss * (0.5 + drawn[1::2]), 0.95)
    recovered = block.leaving["foundries"]["shocks.fab.recovery"]
    factor = (state.output_factor + (1.0 - state.output_factor) * recovered) * (1.0 - loss)
    leaves = pick(block.inputs["tension.output"], tension.astype(np.int64))
    leaves = leaves + (1.0 - leaves) * at(state.dispersed, world.foundry_country)
    on_island = block.inputs["foundry.on_taiwan"] > 0.0
    return np.where(on_island, np.minimum(factor, leaves), factor)


def _busts(state: State, block: Block) -> Floats:
    """Return the capacity of routes, (routes, R): some are broken up, the hotter, the likelier."""
    p = block.each["routes"]
    rate = p["shocks.bust.base"] + p["shocks.bust.heat"] * state.route_heat
    struck = _strikes(
        block.chance.uniform("shocks.bust", state.step, len(block.world.routes)), rate, block
    )
    left = np.where(struck, p["shocks.bust.left"], 1.0)
    return np.maximum(state.route_capacity * left, LOT_CHIPS)


def _leaks(state: State, leak: Floats, block: Block) -> Floats:
    """Return algorithms, (companies, R): where the leader's weights leak, all come closer."""
    strikes = leak_strikes(leak, state, block)
    if not some(strikes):
        return state.algorithm
    share = strikes * block.parameters["shocks.leak.share"]
    distance = np.maximum(most(state.algorithm) - state.algorithm, 0.0)
    gain = distance * share * (state.algorithm > 0.0)
    return state.algorithm + gain


def leak_strikes(leak: Floats, state: State, block: Block) -> Flags:
    """Tell where the leader's weights leak in this step, (R,): the rarer, the better the guard."""
    p = block.parameters
    guard = pick(state.security, state.algorithm.argmax(axis=0))
    rate = p["shocks.leak.rate"] * p["shocks.leak.guard"] ** (guard - USUAL_SECURITY)
    return _strikes(leak, rate, block)
