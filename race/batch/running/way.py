"""How a batch is run: by whom, shown how, and whether fewer futures may be enough."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from race.batch.running.pool import Answer, Death, Give, Task
from race.batch.running.target import Target
from race.batch.store.manifest import Manifest


class Crew(Protocol):
    """Whoever runs tasks: processes of this machine, or a cluster."""

    def work(self, give: Give) -> Iterator[tuple[Task, Answer | Death]]:
        """Give the answer, or the death, of every task, until there is none."""


class Shown(Protocol):
    """What is shown while a batch runs."""

    def advance(self, cells: int, now: str) -> None:
        """Count cells and show the current estimate."""


class Starter(Protocol):
    """Makes a crew for a folder."""

    def __call__(self, folder: Path, target: Target, /) -> AbstractContextManager[Crew]:
        """Return a crew to be used as a context."""


class Bars(Protocol):
    """Makes what is shown, from the number of all cells and of those that are done."""

    def __call__(self, total: int, done: int, /) -> AbstractContextManager[Shown]:
        """Return what is shown, to be used as a context."""


class Stopping(Protocol):
    """A rule that may end a batch before its last replicate."""

    def following(self, folder: Path, manifest: Manifest, done: int) -> int | None:
        """Return how many replicates to run before it is asked again; None to stop.

        Args:
            folder: of the batch; its first `done` replicates are whole in every arm.
            manifest: of the batch; at most its `runs` may be asked for.
            done: replicates so far, 0 at first.
        """


class AllRuns:
    """Runs all that were asked for."""

    def following(self, folder: Path, manifest: Manifest, done: int) -> int | None:  # noqa: ARG002  # a rule's form
        """Return all of them, then stop."""
        return manifest.runs if done < manifest.runs else None


@dataclass(frozen=True)
class Way:
    """How a batch is run; nothing of it changes what comes out.

    Attributes:
        start: makes the crew.
        resume: carry on a batch that stands in the folder; begin one where none does.
        retry_failed: with resume, run failed cells again.
        bars: makes what is shown; nothing is when None.
        stopping: whether fewer replicates may be enough.
    """

    start: Starter
    resume: bool = False
    retry_failed: bool = False
    bars: Bars | None = None
    stopping: Stopping = field(default_factory=AllRuns)

    def shown(self, total: int, done: int) -> AbstractContextManager[Shown]:
        """Return what is shown of so many cells, of which some are done, to be used as a context."""
        return self.bars(total, done) if self.bars else nullcontext(_Nothing())


class _Nothing:
    def advance(self, cells: int, now: str) -> None:
        """Show nothing."""
