"""A short game in which everything that must hold is looked at after every stage."""

from __future__ import annotations

from collections import deque

from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import Decide, states
from race.engine.watch import watch_invariants
from race.rules.rulebook import Rulebook
from race.world.state import State
from race.world.world import World


def play_watched(
    world: World, book: Rulebook, decide: Decide, *, seed: int, replicates: int, until: float
) -> State:
    """Play some futures to a decimal year with all invariants on; return the last state.

    Raises:
        RunError: a stage broke what must always hold.
    """
    block = make_block(world, book, seed, 0, replicates)
    watch = watch_invariants(block)
    path = states(initial_state(block), block, decide, until, watch)
    return deque(path, maxlen=1).pop()
