"""Calendar: what a new year resets, and which measures are in force.

Dates come from the record (Federal Register notices cited in the scenario's measures).
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats
from race.rules.block import Block
from race.rules.orders import Orders
from race.world.state import State

MOMENT = 1.0 / 365.25
"""A day, in years, within which moments count as the same."""


def calendar_events(state: State, orders: Orders, block: Block) -> State:
    """Start the year's counts anew with the calendar year, and set trust to its dated values."""
    calendar = block.world.calendar
    state = _trust_steps(state, block)
    if not calendar.year_begins(state.step):
        return state
    return state.evolve(
        quota_used=np.zeros_like(state.quota_used),
        year_flop=np.zeros_like(state.year_flop),
    )


def _trust_steps(state: State, block: Block) -> State:
    """Set the trust in a country to a dated value of the record (Russia 2022-02-24)."""
    now = middle(state, block) + MOMENT
    before = now - block.world.calendar.step_years
    due = [step for step in block.world.trust_steps if before < step[0] <= now]
    if not due:
        return state
    trust = state.trust.copy()
    for _, country, points in due:
        trust[country] = points
    return state.evolve(trust=trust)


def middle(state: State, block: Block) -> float:
    """Return the middle of the step: what begins before it counts for the step."""
    return state.time + 0.5 * block.world.calendar.step_years


def in_force(state: State, moment: float) -> Flags:
    """Tell which measures bind at a moment, (measures, R)."""
    begun = state.measure_effective <= moment + MOMENT
    return begun & (state.measure_until > moment + MOMENT)


def announced(state: State, moment: float | Floats) -> Flags:
    """Tell which measures bind or are known to be coming, (measures, R)."""
    known = state.measure_announced <= moment + MOMENT
    return known & (state.measure_until > moment + MOMENT)
