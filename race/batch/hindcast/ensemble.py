"""Runs the futures of a hindcast and keeps their measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats
from race.batch.hindcast.recorder import Key, Recorder
from race.engine.setup import Futures, gather_block
from race.engine.start import initial_state
from race.engine.step import Decide, states
from race.rules.rulebook import Rulebook
from race.world.world import World

BLOCK = 32
MOMENTS = (2023.0, 2024.0, 2025.0, 2026.0, 2026.5, 2027.0)
"""The year ends from 2022 to 2026, and the middle of 2026, as decimal years."""
LAST_PUBLISHED = 2025.0
"""The end of 2024, to which published figures reach."""

Series = Mapping[float, Mapping[Key, Floats]]
"""By moment, then by measure and actor: (R,)."""


@dataclass(frozen=True, eq=False)
class Subject:
    """What is hindcast: a world, its rules, and who decides in it."""

    world: World
    book: Rulebook
    decide: Decide


def run_futures(
    subject: Subject,
    seed: int,
    numbers: Sequence[int],
    *,
    until: float = MOMENTS[-1],
    held: Mapping[str, Floats] | None = None,
) -> Series:
    """Run futures by their numbers and return the measures at each moment up to `until`.

    `held` figures, by the name of their draw, are set in place of being drawn, each (futures,).
    """
    moments = tuple(moment for moment in MOMENTS if moment <= until)
    parts = []
    for first in range(0, len(numbers), BLOCK):
        here = slice(first, first + BLOCK)
        figures = {name: values[here] for name, values in (held or {}).items()}
        futures = Futures(tuple(numbers[here]), figures)
        parts.append(_run(subject, seed, futures, moments))
    return {
        moment: {
            key: np.concatenate([part[moment][key] for part in parts]) for key in parts[0][moment]
        }
        for moment in moments
    }


def _run(subject: Subject, seed: int, futures: Futures, moments: tuple[float, ...]) -> Series:
    block = gather_block(subject.world, subject.book, seed, futures)
    recorder = Recorder(block, moments)
    path = states(initial_state(block), block, subject.decide, moments[-1], recorder.watch)
    for state in path:
        recorder.see(state)
    count = len(futures.replicates)
    return {
        moment: {key: values[:count] for key, values in found.items()}
        for moment, found in recorder.found.items()
    }
