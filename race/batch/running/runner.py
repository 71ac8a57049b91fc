"""Runs a batch: begins or resumes a folder, hands out blocks, and adds up what came."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from race.base.errors import InputError, RunError
from race.batch.running.estimate import Estimate
from race.batch.running.plan import Agenda, blocks
from race.batch.running.pool import Answer, Death, Task
from race.batch.running.prepare import Prepared
from race.batch.running.summary import Estimates, Summary, sum_up
from race.batch.running.target import Target
from race.batch.running.way import Crew, Shown, Way
from race.batch.running.work import Work
from race.batch.running.worker import FATAL, NO_ROOM
from race.batch.store.folder import (
    begin,
    held,
    is_batch,
    keep_manifest,
    read_points,
    read_scenario,
    refuse_others,
)
from race.batch.store.layout import FAILED
from race.batch.store.manifest import Manifest, differences, read_manifest
from race.batch.store.sealed import told
from race.batch.store.shards import Shard, clear_drafts, missing, sound_shards, write, written


def run_batch(folder: Path, prepared: Prepared, target: Target, way: Way) -> Summary:
    """Run what a folder lacks of a batch, and say what it came to.

    Raises:
        InputError: the folder holds another batch, or one and `resume` was not said.
        RunError: another runner is at work there, the folder cannot be written, or no worker runs.
    """
    began = time.monotonic()
    refuse_others(folder)
    _refuse_standing(folder, way)
    with held(folder):
        manifest = _opened(folder, prepared, way)
        shards = sound(folder, retry_failed=way.retry_failed)
        runner = Runner(folder, manifest, target)
        manifest = replace(manifest, runs=runner.run(shards, way))
        return sum_up(folder, manifest, runner.estimates, began, runner.ran)


def sound(folder: Path, *, retry_failed: bool = False) -> list[Shard]:
    """Return the shards that stand, with damaged ones set aside and drafts cleared away.

    Raises:
        RunError: the folder cannot be written.
    """
    try:
        clear_drafts(folder)
        return sound_shards(folder, drop=FAILED if retry_failed else "")
    except OSError as error:
        raise told(error, folder) from error


@dataclass(eq=False)
class Runner:
    """Hands out the blocks of a folder that is held.

    Attributes:
        ran: cells that were run.
        estimates: of the target in them, and in those that were counted in.
    """

    folder: Path
    manifest: Manifest
    target: Target
    ran: int = 0
    estimates: Estimates = field(init=False)
    _work: Work = field(init=False)

    def __post_init__(self) -> None:
        points = read_points(self.folder, self.manifest)
        self._work = Work(self.manifest, points, self._read, str(self.folder))
        by_arm = {arm.id: Estimate() for arm in self.manifest.arms}
        self.estimates = Estimates(self.target, by_arm)

    def run(self, shards: list[Shard], way: Way) -> int:
        """Run what is missing; return how many replicates there are in the end."""
        manifest = self.manifest
        arms = [arm.id for arm in manifest.arms]
        standing = sum(shard.cells for shard in shards)
        self.estimates.add_shards(self.folder, shards)
        bar = way.shown(manifest.cells * len(arms), standing)
        done, present = 0, _replicates(shards, manifest.points)
        with way.start(self.folder, self.target) as crew, bar as shown:
            while (runs := self._following(way, done, present)) is not None:
                cells = range(done * manifest.points, runs * manifest.points)
                self.do(crew, blocks(shards, arms, cells, manifest.block), shown)
                done = runs
        return done

    def _following(self, way: Way, done: int, present: int) -> int | None:
        """Return what the rule asks for; where it stops, what stands beyond is made whole.

        The rule sees the same looks whether or not the batch was killed in between.
        """
        runs = way.stopping.following(self.folder, self.manifest, done)
        beyond = min(present, self.manifest.runs)
        return beyond if runs is None and beyond > done else runs

    def do(self, crew: Crew, tasks: Iterable[Task], shown: Shown) -> None:
        """Run tasks; a cell that workers die of becomes a failed row."""
        agenda = Agenda(iter(tasks))
        for task, answer in crew.work(agenda.give):
            cells = len(task.cells)
            if isinstance(answer, Death):
                cells = self._died(agenda, task, answer)
            else:
                self._answered(task, answer)
            self.ran += cells
            shown.advance(cells, str(self.estimates))

    def _read(self, arm: str) -> str:
        return read_scenario(self.folder, arm)

    def _died(self, agenda: Agenda, task: Task, death: Death) -> int:
        """Hand out again what a worker died of, or write it down; return the cells written.

        It may have died after it wrote its shard and before it said so.
        """
        stood = written(self.folder, task.arm, task.cells)
        gaps = missing(stood, task.arm, task.stop)
        left = [range(max(gap.start, task.first), gap.stop) for gap in gaps]
        left = [gap for gap in left if gap]
        done = len(task.cells) - sum(map(len, left))
        self.estimates.add_shards(self.folder, stood)
        if not agenda.died(task, left):
            return done
        failure = self._work.fail(task.arm, task.first, death.reason)
        try:
            write(self.folder, self._work.pack_failures([failure]))
        except OSError as error:
            raise told(error, self.folder) from error
        return 1

    def _answered(self, task: Task, answer: Answer) -> None:
        if answer["what"] == NO_ROOM:
            raise told(OSError(answer["errno"], answer["error"], answer["file"]), self.folder)
        if answer["what"] == FATAL:
            raise RunError(f"{self.folder}: {answer['error']}")
        self.estimates.by_arm[task.arm].add(answer["values"])


def _refuse_standing(folder: Path, way: Way) -> None:
    if is_batch(folder) and not way.resume:
        raise InputError(
            f"--out: {folder} holds a batch already; add --resume to carry it on, or give another"
        )


def _opened(folder: Path, prepared: Prepared, way: Way) -> Manifest:
    """Begin a batch in the folder that is held, or carry on the one that stands there."""
    _refuse_standing(folder, way)
    asked = prepared.manifest
    if not is_batch(folder):
        begin(folder, asked, prepared.points, prepared.scenarios)
        return asked
    standing = read_manifest(folder)
    refuse_differences(folder, standing, asked)
    manifest = replace(standing, runs=max(standing.runs, asked.runs), block=asked.block)
    try:
        keep_manifest(folder, manifest)
    except OSError as error:
        raise told(error, folder) from error
    return manifest


def refuse_differences(folder: Path, standing: Manifest, asked: Manifest) -> None:
    """Refuse to carry on a batch as another one.

    Raises:
        InputError: it tells in what they differ.
    """
    found = differences(standing, asked)
    if found:
        raise InputError(f"{folder}: another batch stands there: {'; '.join(found)}")


def _replicates(shards: Iterable[Shard], points: int) -> int:
    """Return how many replicates have at least one cell, up to the last one that has."""
    last = max((shard.ranges[-1][1] for shard in shards), default=0)
    return -(-last // points)
