"""Batches from Python: the runner joined with the actors.

    from race.batch.design import Experiment
    from race.experiments import batch, read_arms

    experiment = Experiment("2022", seed=1, runs=2000, arms=read_arms("controls"))
    summary = batch(experiment, Path("out/controls"))

What came out is read with `race.batch.reading.read_batch`, or with DuckDB or polars; see docs/batch.md.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from race.app import known_policies
from race.base.errors import InputError
from race.batch.design import Experiment
from race.batch.folder import read_points, read_scenario
from race.batch.inline import Inline
from race.batch.manifest import read_manifest
from race.batch.pool import STALL_SECONDS, Pool
from race.batch.prepare import BLOCK, Prepared, prepare_batch
from race.batch.runner import run_batch
from race.batch.summary import Summary
from race.batch.target import Target, read_target, usual_target
from race.batch.way import AllRuns, Bars, Crew, Stopping, Way
from race.batch.work import Simulate, Work, simulate
from race.scenario.experiment_file import read_arms, read_sweep

MOST_WORKERS = 1024
WORKER = ("-m", "race.commands.batch_worker")


def prepare(experiment: Experiment, *, block: int = BLOCK, slices: int = 0) -> Prepared:
    """Check an experiment and lay its arms over the scenario.

    Raises:
        InputError: something that it names does not exist or is not allowed.
        ScenarioError: files have faults; it carries all of them.
    """
    return prepare_batch(experiment, known_policies(), block=block, slices=slices)


def batch(
    experiment: Experiment,
    folder: Path,
    *,
    workers: int | None = None,
    block: int = BLOCK,
    resume: bool = False,
) -> Summary:
    """Run an experiment in a folder, with processes of this machine.

    Args:
        experiment: what to run.
        folder: where the results go.
        workers: processes; as many as there are cores for this one when None; 0 runs all in
            this process, where a future that hangs or kills takes it along.
        block: futures that are simulated at once; nothing of the results depends on it.
        resume: carry on a batch that stands in the folder; begin one where none does.

    Raises:
        InputError: something that is named does not exist or is not allowed, or the folder holds
            another batch, or one and `resume` was not said.
        RunError: another runner is at work there, or the folder cannot be written.
    """
    prepared = prepare(experiment, block=block)
    way = Way(start=local(workers), resume=resume)
    return run_batch(folder, prepared, usual_target(prepared.scenario), way)


def local(
    workers: int | None = None,
    stall_seconds: float = STALL_SECONDS,
    command: Sequence[str] | None = None,
) -> Start:
    """Return what starts workers on this machine.

    Raises:
        InputError: a number of workers that is not allowed.
    """
    count = len(os.sched_getaffinity(0)) if workers is None else workers
    if not 0 <= count <= MOST_WORKERS:
        raise InputError(f"--workers: given {count}; allowed: 0 to {MOST_WORKERS}")
    return Start(count, stall_seconds, tuple(command or (sys.executable, *WORKER)))


class Start:
    """Starts workers for a folder."""

    def __init__(self, workers: int, stall_seconds: float, command: Sequence[str]) -> None:
        """Keep how many, how long one may do nothing, and the command without the folder."""
        self._workers = workers
        self._stall_seconds = stall_seconds
        self._command = command

    def __call__(self, folder: Path, target: Target, /) -> AbstractContextManager[Crew]:
        """Return the crew, to be used as a context."""
        if self._workers == 0:
            return nullcontext(Inline(open_work(folder), folder, target))
        command = (*self._command, str(folder))
        return Pool(command, self._workers, target, self._stall_seconds)


def open_work(folder: Path, simulate: Simulate = simulate) -> Work:
    """Return the work of a batch that stands in a folder.

    Raises:
        InputError: there is none, or what it keeps is damaged.
    """
    known_policies()
    manifest = read_manifest(folder)
    points = read_points(folder, manifest)
    return Work(manifest, points, lambda arm: read_scenario(folder, arm), str(folder), simulate)


__all__ = [
    "AllRuns",
    "Bars",
    "Experiment",
    "Stopping",
    "Summary",
    "batch",
    "local",
    "open_work",
    "prepare",
    "read_arms",
    "read_sweep",
    "read_target",
]
