"""Research and diffusion: algorithms, and the capabilities index they carry.

Index = 121.4 + 7.52 (log10 C - 25) + 10.86 (a - 2024), a fit of Epoch's Capabilities Index on
training compute and date (n = 56, R2 = 0.84; sources E8, E1); here `a` is the actor's own
algorithmic level, written as the date at which the frontier stood there. Published weights teach
everybody, some months later.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, most
from race.rules.block import Block
from race.rules.orders import Orders
from race.world.state import State


def research(state: State, orders: Orders, block: Block) -> State:
    """Advance the frontier by its leaders' effort, and let the others learn from it."""
    p, step = block.each["companies"], block.world.calendar.step_years
    active = state.algorithm > 0.0
    lag = block.inputs["company.algorithm_lag"]
    frontier = most(state.algorithm)
    leading = state.algorithm >= frontier - p["research.leading"]
    effort = most(np.where(leading & active, orders.research, 0.0))
    pace = effort ** block.parameters["research.returns"]
    new_frontier = frontier + pace * step
    behind = lag / np.maximum(orders.research, 0.25) ** p["research.returns"]
    releases = orders.release > 0.5
    released = most(np.where(releases, state.algorithm, 0.0))
    taught = released - block.parameters["research.open_lag"]
    # What an actor lacks of what it can reach shrinks; what it can reach moves on with the frontier.
    missing = np.maximum(np.maximum(frontier - behind, taught) - state.algorithm, 0.0)
    kept = 1.0 - block.pace.learning
    followed = np.maximum(new_frontier - behind, taught) - missing * kept
    own = state.algorithm + pace * step * leading
    learned = np.maximum(np.maximum(followed, own), state.algorithm)
    algorithm = np.where(active, np.minimum(learned, new_frontier), 0.0)
    public = most(np.where(releases, state.capability, 0.0))
    return state.evolve(
        algorithm=algorithm, open_capability=np.maximum(state.open_capability, public)
    )


def belief(state: State, block: Block) -> Floats:
    """Return how far scaling is taken for proven, (R,), 0 to 1: a logistic curve of the best index.

    Sales of accelerators were level through 2022 and rose fourfold in the year after the first
    large public success (quarterly data-centre revenue 3.6 BUSD to the end of 2022, 18.4 a year
    later, source N3).
    """
    p = block.parameters
    # In the middle of the step, by which the frontier moves on, so that the length of steps counts
    # little.
    moved = p["capability.per_year"] * (0.5 * block.world.calendar.step_years)
    missing = p["research.belief.midpoint"] - (most(state.capability) + moved)
    return np.asarray(1.0 / (1.0 + np.exp(missing / p["research.belief.scale"])))


def capability_of(flop: Floats, algorithm: Floats, block: Block) -> Floats:
    """Return index points of a model: `flop` and `algorithm` (companies, R)."""
    p = block.parameters
    decades = np.log10(np.maximum(flop, 1.0)) - 25.0
    points = p["capability.base"] + p["capability.per_decade"] * decades
    return np.asarray(points + p["capability.per_year"] * (algorithm - 2024.0))
