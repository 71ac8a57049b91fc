"""What is left to do of a batch, block by block, and what becomes of a block that kills workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from race.batch.running.pool import Task
from race.batch.store.shards import Shard, missing

TRIES = 3
"""Workers that may die of one cell before it counts as failed; a stray kill is no fault of it."""


@dataclass(eq=False)
class Agenda:
    """Tasks in their order: halves of blocks that killed a worker come last, each cell by itself.

    Attributes:
        blocks: the blocks that are left.
    """

    blocks: Iterator[Task]
    _again: deque[Task] = field(default_factory=deque)

    def give(self) -> Task | None:
        """Return the next task, None where there is none at the moment."""
        task = next(self.blocks, None)
        if task is None and self._again:
            task = self._again.popleft()
        return task

    def died(self, task: Task, left: Sequence[range]) -> bool:
        """Take back a task whose worker died; tell whether its one cell has to count as failed.

        Args:
            task: that was being run.
            left: its cells that were not written before the worker died.
        """
        if len(task.cells) == 1 and left:
            if task.tries + 1 >= TRIES:
                return True
            self._again.append(task._replace(tries=task.tries + 1))
        for gap in left if len(task.cells) > 1 else ():
            middle = (gap.start + gap.stop + 1) // 2
            halves = (range(gap.start, middle), range(middle, gap.stop))
            self._again += [Task(task.arm, half.start, half.stop) for half in halves if half]
        return False


def blocks(shards: Iterable[Shard], arms: Sequence[str], cells: range, size: int) -> Iterator[Task]:
    """Give the blocks that no shard has, the arms in turn.

    Args:
        shards: those that stand.
        arms: in their order.
        cells: of every arm.
        size: cells of a block.
    """
    shards = list(shards)
    waiting = deque(_left(arm, missing(shards, arm, cells.stop), cells, size) for arm in arms)
    while waiting:
        tasks = waiting.popleft()
        task = next(tasks, None)
        if task is not None:
            yield task
            waiting.append(tasks)


def of_slice(tasks: Iterable[Task], number: int, slices: int, size: int) -> Iterator[Task]:
    """Keep the tasks of a slice: blocks belong to slices in turn, by their place in the arm."""
    for task in tasks:
        if (task.first // size) % slices == number:
            yield task


def _left(arm: str, gaps: Iterable[range], cells: range, size: int) -> Iterator[Task]:
    """Cut the gaps of an arm into blocks that begin at multiples of the size."""
    for gap in gaps:
        at = max(gap.start, cells.start)
        while at < gap.stop:
            stop = min((at // size + 1) * size, gap.stop)
            yield Task(arm, at, stop)
            at = stop
