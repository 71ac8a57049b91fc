"""Runs the tasks of a batch in this process: for few futures, and to look into them with a debugger.

A future that hangs or kills takes the runner with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from race.batch.running.pool import Answer, Death, Give, Task
from race.batch.running.target import Target
from race.batch.running.work import Work
from race.batch.running.worker import carry_out
from race.batch.store.shards import write
from race.rules.block import Block
from race.world.state import State


class Inline:
    """A crew of nobody but this process."""

    def __init__(self, work: Work, folder: Path, target: Target) -> None:
        """Keep what to run and where its shards go."""
        self._work = work
        self._folder = folder
        self._target = target

    def work(self, give: Give) -> Iterator[tuple[Task, Answer | Death]]:
        """Give the answer of every task, until there is none."""
        keep = partial(write, self._folder)
        while (task := give()) is not None:
            yield task, carry_out(self._work, keep, task.arm, task.cells, self._target, _see)


def _see(_state: State, _block: Block) -> None:
    """Look away."""
