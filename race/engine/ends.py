"""The end conditions of a scenario: when each of them first held."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats
from race.engine.gauges import Scene, holds
from race.rules.block import Block
from race.world.state import State

_HALF_DAY = 0.5 / 365.25


def never(block: Block) -> dict[str, Floats]:
    """Return the moments of ends that have not come: infinite, (R,) by id."""
    return {name: np.full(block.width, np.inf) for name in block.world.scenario.ends}


def note_ends(ends: dict[str, Floats], state: State, block: Block) -> None:
    """Note the moment of the ends that hold at the end of a year and did not hold before.

    The end of a year is that of its last day: with `since: 2030` the end of 2029 does not count.
    """
    for name, end in block.world.scenario.ends.items():
        early = end.since is not None and state.time < end.since.year + _HALF_DAY
        late = end.until is not None and state.time > end.until.end + _HALF_DAY
        if early or late:
            continue
        now = holds(end.when.test, Scene(state, block))
        ends[name] = np.where(now & np.isinf(ends[name]), state.time, ends[name])
