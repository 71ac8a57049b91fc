"""Batches from Python: the runner joined with the actors.

    from race.experiments import Experiment, batch, read_arms

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
from race.base.arguments import within
from race.base.errors import InputError
from race.batch.running.design import Experiment
from race.batch.running.inline import Inline
from race.batch.running.parcel import Parcel, run_parcel
from race.batch.running.pool import STALL_SECONDS, Answer, Pool, Task
from race.batch.running.prepare import BLOCK, Prepared, prepare_batch
from race.batch.running.runner import run_batch
from race.batch.running.summary import Summary
from race.batch.running.target import Target, usual_target
from race.batch.running.watchdog import Watchdog
from race.batch.running.way import Crew, Starter, Way
from race.batch.running.work import Simulate, Work, simulate
from race.batch.store.folder import read_points, read_scenario
from race.batch.store.manifest import read_manifest
from race.scenario.experiments.arms_file import read_arms
from race.scenario.experiments.sweep_file import read_sweep

MOST_WORKERS = 1024
WORKER = ("-m", "race.commands.batch_worker")
LOOPBACK = "127.0.0.1"


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
    return run_batch(
        folder, prepared, usual_target(prepared.scenario, prepared.manifest.until), way
    )


def local(
    workers: int | None = None,
    stall_seconds: float = STALL_SECONDS,
    command: Sequence[str] | None = None,
) -> Start:
    """Return what starts workers on this machine.

    Raises:
        InputError: a number of workers or seconds that is not allowed.
    """
    _refuse_timeout(stall_seconds)
    return Start(workers_of(workers), stall_seconds, tuple(command or (sys.executable, *WORKER)))


def workers_of(given: int | None) -> int:
    """Return how many workers to start: one for each core if that was not said.

    Raises:
        InputError: a number that is not allowed.
    """
    count = _cores() if given is None else given
    within("--workers", count, 0, MOST_WORKERS)
    return count


def _refuse_timeout(seconds: float) -> None:
    if not seconds > 0.0:
        raise InputError(f"--timeout: given {seconds:g}; allowed: a number of seconds above 0")


def _cores() -> int:
    """Count the cores that this process may use; not every system tells which those are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def on_cluster(
    address: str, workers: int | None = None, stall_seconds: float = STALL_SECONDS
) -> Starter:
    """Return what hands blocks to the workers of a Dask scheduler.

    Args:
        address: such as `tcp://127.0.0.1:8786`; a port alone is one of this machine; `local` starts
            a cluster of this machine alone.
        workers: of a local cluster.
        stall_seconds: without a finished step after which a worker ends itself.

    Raises:
        InputError: the extra `[cluster]` is not installed, or a number is not allowed.
    """
    try:
        from race.batch.running.cluster import Cluster  # noqa: PLC0415  # needs an extra
    except ModuleNotFoundError as error:
        raise InputError(
            f"--scheduler: needs the package {error.name}; "
            "do: pip install 'three-kilometres[cluster]'"
        ) from error
    _refuse_timeout(stall_seconds)
    count = workers_of(workers)
    port = address.removeprefix(":")
    whole = f"tcp://{LOOPBACK}:{port}" if port.isdecimal() else address

    def start(folder: Path, target: Target, /) -> AbstractContextManager[Crew]:
        return Cluster(whole, folder, target, run_on_cluster, count, stall_seconds)

    return start


def run_on_cluster(parcel: Parcel, task: Task, target: Target, stall_seconds: float) -> Answer:
    """Run a task on a worker of a cluster."""
    known_policies()
    with Watchdog(stall_seconds) as dog:
        return run_parcel(parcel, task, target, dog.seen)


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


__all__ = ["Experiment", "batch", "local", "open_work", "prepare", "read_arms", "read_sweep"]
