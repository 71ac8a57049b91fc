"""Runs a batch: begins or resumes a folder, hands out blocks, and adds up what came."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Protocol

from race.base.errors import InputError, RunError
from race.batch.estimate import Estimate, spread_of
from race.batch.folder import (
    begin,
    held,
    is_batch,
    keep_manifest,
    keep_summary,
    read_points,
    read_scenario,
    refuse_others,
)
from race.batch.layout import FAILED
from race.batch.manifest import Manifest, differences, read_manifest
from race.batch.plan import Agenda, blocks
from race.batch.pool import Answer, Death, Give, Task
from race.batch.prepare import Prepared
from race.batch.sealed import told
from race.batch.shards import (
    SHARDS,
    Shard,
    clear_drafts,
    find,
    read_shard,
    sound_shards,
    write,
)
from race.batch.target import Target, target_of
from race.batch.total import Total, total
from race.batch.work import Work
from race.batch.worker import FATAL, NO_ROOM


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


@dataclass(frozen=True)
class Summary:
    """What a batch came to.

    Attributes:
        rows: cells that the folder has, failed ones included.
        failed: of them.
        data_sha256: over all of them, however they were run.
        seconds: that this runner took.
        ran: cells that it ran.
        runs: replicates of each arm at each point; fewer than asked for where that was enough.
        target, unit: what the estimates are of.
        estimates: by arm, the median, 10 % and 90 % quantile of the target.
    """

    rows: int
    failed: int
    data_sha256: str
    seconds: float
    ran: int
    runs: int
    target: str
    unit: str
    estimates: Mapping[str, tuple[float, float, float]]


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
        runner = _Runner(folder, manifest, target)
        manifest = replace(manifest, runs=runner.run(shards, way))
        seconds = time.monotonic() - began
        found = add_up(folder, manifest, seconds, runner.ran)
        return Summary(
            **asdict(found),
            seconds=seconds,
            ran=runner.ran,
            runs=manifest.runs,
            target=str(target),
            unit=target.unit,
            estimates={arm: spread_of(one) for arm, one in runner.estimates.items()},
        )


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
class _Runner:
    folder: Path
    manifest: Manifest
    target: Target
    ran: int = 0
    estimates: dict[str, Estimate] = field(default_factory=dict)
    work: Work = field(init=False)

    def __post_init__(self) -> None:
        points = read_points(self.folder, self.manifest)
        self.work = Work(self.manifest, points, self._read, str(self.folder))
        self.estimates = {arm.id: Estimate() for arm in self.manifest.arms}

    def run(self, shards: list[Shard], way: Way) -> int:
        """Run what is missing; return how many replicates there are in the end."""
        manifest = self.manifest
        arms = [arm.id for arm in manifest.arms]
        standing = sum(shard.cells for shard in shards)
        add_shards(self.estimates, self.folder, shards, self.target)
        whole = manifest.cells * len(arms)
        bar = way.bars(whole, standing) if way.bars else nullcontext(_Nothing())
        done, present = 0, _replicates(shards, manifest.points)
        with way.start(self.folder, self.target) as crew, bar as shown:
            while (runs := way.stopping.following(self.folder, manifest, done)) is not None:
                runs = max(runs, min(present, manifest.runs))
                cells = range(done * manifest.points, runs * manifest.points)
                self.do(crew, blocks(shards, arms, cells, manifest.block), shown)
                done = runs
        return done

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
            shown.advance(cells, self._now())

    def _read(self, arm: str) -> str:
        return read_scenario(self.folder, arm)

    def _died(self, agenda: Agenda, task: Task, death: Death) -> int:
        """Hand out again what a worker died of, or write it down; return the cells written."""
        if not agenda.died(task):
            return 0
        failure = self.work.fail(task.arm, task.first, death.reason)
        try:
            write(self.folder, self.work.pack_failures([failure]))
        except OSError as error:
            raise told(error, self.folder) from error
        return 1

    def _answered(self, task: Task, answer: Answer) -> None:
        if answer["what"] == NO_ROOM:
            raise told(OSError(answer["errno"], answer["error"], answer["file"]), self.folder)
        if answer["what"] == FATAL:
            raise RunError(f"{self.folder}: {answer['error']}")
        self.estimates[task.arm].add(answer["values"])

    def _now(self) -> str:
        middles = (
            f"{arm} {one.quantile(0.5):.2g}" for arm, one in self.estimates.items() if one.count
        )
        return f"{self.target}: {', '.join(middles)} {self.target.unit}"


class _Nothing:
    def advance(self, cells: int, now: str) -> None:
        """Show nothing."""


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


def add_up(folder: Path, manifest: Manifest, seconds: float, ran: int) -> Total:
    """Go over the whole folder, see that it is complete, and keep what it came to.

    Raises:
        InputError: a shard is damaged.
        RunError: cells are missing or there twice, or the folder cannot be written.
    """
    shards = [read_shard(place, fully=False) for place in find(folder)]
    found = total(folder, shards, [arm.id for arm in manifest.arms], manifest.points)
    expected = manifest.cells * len(manifest.arms)
    if found.rows != expected:
        raise RunError(f"{folder}: {found.rows:,} rows of {expected:,}; run it with --resume")
    try:
        keep_manifest(folder, manifest)
        keep_summary(
            folder,
            {**asdict(found), "runs": manifest.runs, "seconds": round(seconds, 3), "ran": ran},
        )
    except OSError as error:
        raise told(error, folder) from error
    return found


def add_shards(
    estimates: Mapping[str, Estimate], folder: Path, shards: Iterable[Shard], target: Target
) -> None:
    """Count the target of shards that stand into the estimates of their arms."""
    for shard in shards:
        if shard.status != FAILED:
            estimates[shard.arm].add(target_of(folder / SHARDS / shard.name, target))


def _replicates(shards: Iterable[Shard], points: int) -> int:
    """Return how many replicates have at least one cell, up to the last one that has."""
    last = max((shard.ranges[-1][1] for shard in shards), default=0)
    return -(-last // points)
