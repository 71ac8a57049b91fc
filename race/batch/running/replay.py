"""Runs one cell of a batch again, stage by stage, and holds it against what the batch has of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

from race.base.arguments import within
from race.batch.running.work import Work
from race.batch.store.cells import futures_of
from race.batch.store.layout import FAILED
from race.batch.store.shards import SHARDS, find, read_shard, read_table
from race.engine.outcome import run_block
from race.engine.plan import PLAN
from race.scenario.text.wording import unknown
from race.world.columns import Column
from race.world.snapshot import digest
from race.world.state import COLUMNS, State

STAGES = tuple(stage.name for stage in PLAN)


@dataclass(frozen=True)
class Change:
    """What a stage did to a column of the state.

    Attributes:
        entries: numbers that it changed, of so many that the column has.
        before, after: sums of the finite numbers.
    """

    column: Column
    entries: int
    of: int
    before: float
    after: float


@dataclass(frozen=True)
class Moment:
    """The state after a stage.

    Attributes:
        time: decimal year at which the step began.
        digest: SHA-256 of the whole state.
    """

    time: float
    step: int
    stage: str
    digest: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Stored:
    """What a batch has of a cell: its digest if it was done, its error if it failed."""

    status: str
    digest: str
    error: str


@dataclass(frozen=True)
class Again:
    """How a replay ended: with which digest, or by which error."""

    digest: str
    error: str


def replay(work: Work, arm: str, number: int, tell: Callable[[Moment], None]) -> Again:
    """Run a cell again.

    Args:
        work: of the batch.
        arm: whose cell.
        number: of the cell within the arm.
        tell: called after every stage of every step.
    """
    ready = work.ready(arm)
    futures = futures_of(ready.kept.arm, work.points, range(number, number + 1))

    def watch(stage: str, before: State, after: State) -> None:
        changes = tuple(_changes(before, after))
        tell(Moment(after.time, after.step, stage, digest(after, 0), changes))

    try:
        outcome = run_block(
            ready.world,
            ready.book,
            work.manifest.seed,
            futures,
            until=ready.stop,
            decide=ready.decide,
            watch=watch,
        )
    except Exception as error:  # noqa: BLE001  # whatever a future does is what is to be shown
        return Again("", f"{type(error).__name__}: {error}")
    return Again(outcome.digests[0], "")


def number_of(work: Work, replicate: int, point: int) -> int:
    """Return the number of a cell within its arm.

    Raises:
        InputError: the batch has no such replicate or point.
    """
    manifest = work.manifest
    within("--replicate", replicate, 0, manifest.runs - 1)
    within("--point", point, 0, manifest.points - 1)
    return replicate * manifest.points + point


def stage_named(name: str) -> str:
    """Return the name of a stage.

    Raises:
        InputError: there is none of that name.
    """
    if name not in STAGES:
        raise unknown(f"--stage: given '{name}'", name, STAGES)
    return name


def stored(folder: Path, arm: str, number: int, points: int) -> Stored | None:
    """Return what the batch has of a cell, None where it was not run yet.

    Raises:
        InputError: its shard is damaged.
    """
    for place in find(folder):
        shard = read_shard(place, fully=False)
        if shard.arm == arm and any(first <= number < stop for first, stop in shard.ranges):
            table = read_table(folder / SHARDS / shard.name, "replicates")
            here = pc.add(
                pc.multiply(table["replicate"].cast("int64"), points), table["point"].cast("int64")
            )
            row = table.filter(pc.equal(here, number)).to_pylist()[0]
            return Stored(row["status"], row["digest"], row["error"])
    return None


def agrees(again: Again, stood: Stored) -> bool:
    """Tell whether a replay came to what the batch has; a failed cell should fail again."""
    if stood.status == FAILED:
        return bool(again.error)
    return again.digest == stood.digest


def _changes(before: State, after: State) -> Iterator[Change]:
    """Give the columns that a stage changed in the first replicate."""
    for column in COLUMNS:
        old, new = getattr(before, column.name)[..., 0], getattr(after, column.name)[..., 0]
        entries = int(np.count_nonzero(old != new))
        if entries:
            yield Change(column, entries, int(np.size(new)), _sum(old), _sum(new))


def _sum(values: object) -> float:
    numbers = np.asarray(values, dtype=np.float64)
    return float(numbers[np.isfinite(numbers)].sum())
