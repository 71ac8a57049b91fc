"""A batch in parts for job arrays: each part works by itself, the folder is all that they share."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from race.base.arguments import within
from race.base.errors import InputError
from race.batch.running.plan import blocks, of_slice
from race.batch.running.pool import Task
from race.batch.running.prepare import Prepared
from race.batch.running.runner import Runner, refuse_differences, sound
from race.batch.running.summary import Summary, sum_up
from race.batch.running.target import Target
from race.batch.running.way import Way
from race.batch.store.folder import SLICES, begin, held, is_batch, refuse_others
from race.batch.store.layout import FAILED
from race.batch.store.manifest import Manifest, read_manifest, refuse_other_version
from race.batch.store.sealed import told
from race.batch.store.shards import Shard, find, read_shard, set_aside

MOST_SLICES = 100_000


@dataclass(frozen=True)
class Status:
    """How far a batch is.

    Attributes:
        cells: that it is to have, of all arms.
        done, failed: cells that shards have.
        damaged: names of shards whose seal or files are not right.
        left: cells that are missing, by slice from 1; only of slices that miss any.
    """

    cells: int
    done: int
    failed: int
    damaged: tuple[str, ...]
    left: dict[int, int]


def plan_slices(folder: Path, prepared: Prepared) -> None:
    """Begin a batch whose parts are to be run; do nothing where just this one was begun.

    Raises:
        InputError: a number of slices that is not allowed, or the folder holds something else.
        RunError: a runner is at work there, or the folder cannot be written.
    """
    manifest = prepared.manifest
    within("--slices", manifest.slices, 1, MOST_SLICES)
    refuse_others(folder)
    with held(folder):
        if is_batch(folder):
            standing = read_manifest(folder)
            refuse_differences(folder, standing, manifest)
            _refuse_other_parts(folder, standing, manifest)
            return
        begin(folder, manifest, prepared.points, prepared.scenarios)


def work_slice(folder: Path, number: int, slices: int, target: Target, way: Way) -> int:
    """Run what is missing of one slice; return how many cells were run.

    Args:
        folder: of a batch that was planned.
        number: of the slice, from 1.
        slices: how many there are.
        target: what is shown.
        way: how it is run; a slice always resumes.

    Raises:
        InputError: there is no such slice, or no batch, or it is that of another model.
        RunError: somebody works at the slice, or the folder cannot be written.
    """
    manifest = read_manifest(folder)
    if slices != manifest.slices or not 1 <= number <= slices:
        allowed = f"1/{manifest.slices} to {manifest.slices}/{manifest.slices}"
        raise InputError(f"--slice: given {number}/{slices}; allowed: {allowed}")
    refuse_other_version(manifest)
    with held(folder, shared=True), held(folder / SLICES, name=f"{number}.lock"):
        shards = _sound_of_slice(folder, manifest, number)
        runner = Runner(folder, manifest, target)
        mine = list(_tasks(manifest, shards, number))
        bar = way.shown(sum(len(task.cells) for task in mine), 0)
        with way.start(folder, target) as crew, bar as shown:
            runner.do(crew, mine, shown)
    return runner.ran


def status_of(folder: Path) -> Status:
    """Look how far a batch is; whoever works in the folder may go on.

    Raises:
        InputError: there is no batch.
    """
    manifest = read_manifest(folder)
    shards, damaged = [], []
    for place in find(folder):
        try:
            shards.append(read_shard(place, fully=False))
        except InputError:
            damaged.append(place.name)
    left: dict[int, int] = {}
    for task in _missing(manifest, shards):
        number = (task.first // manifest.block) % max(manifest.slices, 1) + 1
        left[number] = left.get(number, 0) + len(task.cells)
    failed = sum(shard.cells for shard in shards if shard.status == FAILED)
    done = sum(shard.cells for shard in shards) - failed
    whole = manifest.cells * len(manifest.arms)
    return Status(whole, done, failed, tuple(damaged), dict(sorted(left.items())))


def merge_slices(folder: Path, target: Target) -> Summary:
    """See that a batch is whole and sound, and say what it came to.

    Raises:
        InputError: there is no batch.
        RunError: cells are missing, or somebody is at work in the folder.
    """
    began = time.monotonic()
    manifest = read_manifest(folder)
    with held(folder):
        shards = sound(folder)
        runner = Runner(folder, manifest, target)
        runner.estimates.add_shards(folder, shards)
        return sum_up(folder, manifest, runner.estimates, began, 0)


def _tasks(manifest: Manifest, shards: Iterable[Shard], number: int) -> Iterable[Task]:
    tasks = _missing(manifest, shards)
    return of_slice(tasks, number - 1, manifest.slices, manifest.block)


def _missing(manifest: Manifest, shards: Iterable[Shard]) -> Iterable[Task]:
    arms = [arm.id for arm in manifest.arms]
    return blocks(shards, arms, range(manifest.cells), manifest.block)


def _sound_of_slice(folder: Path, manifest: Manifest, number: int) -> list[Shard]:
    """Read all shards; set damaged ones of the slice aside, and leave those of others alone.

    A shard lies in one slice: it has cells of one block.
    """
    sound_ones: list[Shard] = []
    for place in find(folder):
        first = int(place.name.split(".")[1].partition("-")[0])
        mine = (first // manifest.block) % manifest.slices == number - 1
        try:
            sound_ones.append(read_shard(place, fully=mine))
        except InputError:
            if mine:
                _set_aside(place)
    return sound_ones


def _set_aside(place: Path) -> None:
    try:
        set_aside(place)
    except OSError as error:
        raise told(error, place.parent.parent) from error


def _refuse_other_parts(folder: Path, standing: Manifest, asked: Manifest) -> None:
    for name in ("slices", "block", "runs"):
        old, new = getattr(standing, name), getattr(asked, name)
        if old != new:
            raise InputError(f"{folder}: it was planned with {name} {old}, not {new}")
