"""Stage 16, shocks: chance events with yearly probabilities, drawn whether or not they can strike.

Precedents and sizes are in the parameters: earthquake (Hualien 2024-04-03), fab accident (Renesas
Naka 2021-03-19), busts of smuggling rings, leaked weights (LLaMA 2023-03), tension in the Taiwan
Strait (drills of 2022-08).
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats, pick, share_of_lag
from race.rules.orders import Orders
from race.world.state import State
from race.rules.block import Block

HIGHEST_TENSION = 5.0


def shocks(state: State, orders: Orders, block: Block) -> State:
    """Draw every hazard once and apply those that strike."""
    state = _tension(state, block)
    state = _foundries(state, block)
    state = _busts(state, block)
    return _leaks(state, block)


def _strikes(name: str, rate: Floats, state: State, block: Block, count: int) -> Flags:
    """Tell which of `count` hazards of a yearly rate strike in this step, (count, R)."""
    drawn = block.chance.uniform(name, state.step, count)
    return np.asarray(drawn < -np.expm1(-rate * block.world.calendar.step_years))


def _tension(state: State, block: Block) -> State:
    """Move the level of the Taiwan Strait up or down by at most one."""
    level = state.tension.astype(np.int64)
    up_rate = pick(block.inputs["tension.up"], level)
    down_rate = pick(block.inputs["tension.down"], level)
    up = _strikes("shocks.tension.up", up_rate, state, block, 1)[0]
    down = _strikes("shocks.tension.down", down_rate, state, block, 1)[0]
    moved = state.tension + up * 1.0 - (down & ~up) * 1.0
    return state.evolve(tension=np.clip(moved, 0.0, HIGHEST_TENSION))


def _foundries(state: State, block: Block) -> State:
    """Let accidents and quakes cut output, which then recovers."""
    world, p = block.world, block.parameters
    step = world.calendar.step_years
    count = len(world.foundries)
    accident = _strikes("shocks.fab", p["shocks.fab.rate"], state, block, count)
    size = block.chance.uniform("shocks.fab.size", state.step, count)
    loss = accident * p["shocks.fab.size"] * (0.5 + size)
    healed = state.output_factor + (1.0 - state.output_factor) * share_of_lag(
        step, p["shocks.fab.recovery"]
    )
    factor = np.clip(healed * (1.0 - np.minimum(loss, 0.95)), 0.0, 1.0)
    on_island = block.inputs["foundry.on_taiwan"]
    leaves = pick(block.inputs["tension.output"], state.tension.astype(np.int64))
    factor = np.where(on_island > 0.0, np.minimum(factor, leaves), factor)
    return state.evolve(output_factor=factor)


def _busts(state: State, block: Block) -> State:
    """Break up routes: the hotter, the likelier."""
    world, p = block.world, block.parameters
    rate = p["shocks.bust.base"] + p["shocks.bust.heat"] * state.route_heat
    struck = _strikes("shocks.bust", rate, state, block, len(world.routes))
    capacity = np.where(struck, state.route_capacity * p["shocks.bust.left"], state.route_capacity)
    return state.evolve(route_capacity=np.maximum(capacity, 64.0))


def _leaks(state: State, block: Block) -> State:
    """Leak weights or methods of the leader: everybody's algorithms come closer."""
    p = block.parameters
    struck = _strikes("shocks.leak", p["shocks.leak.rate"], state, block, 1)[0]
    frontier = state.algorithm.max(axis=0)
    gain = np.maximum(frontier - state.algorithm, 0.0) * p["shocks.leak.share"] * struck
    return state.evolve(algorithm=state.algorithm + gain * (state.algorithm > 0.0))
