"""What a worker without the folder needs to run cells of a batch, and what it sends back."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from race.base.errors import RaceError
from race.batch.running.pool import Answer, Task
from race.batch.running.target import Target
from race.batch.running.work import Work
from race.batch.running.worker import DONE, FATAL
from race.batch.store.cells import Points
from race.batch.store.manifest import Manifest, from_json, refuse_other_version
from race.batch.store.sealed import opened
from race.engine.outcome import Seen


@dataclass(frozen=True, eq=False)
class Parcel:
    """A batch and one of its arms.

    Attributes:
        manifest: sealed JSON.
        points: of the sweep.
        arm: id.
        scenario: its merged scenario, compressed JSON text.
        folder: as it is named in commands that replay a cell.
    """

    manifest: bytes
    points: Points
    arm: str
    scenario: bytes
    folder: str

    @classmethod
    def packed(
        cls, manifest: bytes, points: Points, arm: str, scenario: str, folder: str
    ) -> Parcel:
        """Compress the scenario, which is the bulk."""
        return cls(manifest, points, arm, zlib.compress(scenario.encode()), folder)


_known: dict[bytes, Work] = {}
"""The work of the batches that this process has seen; its worlds are dear to build."""


def run_parcel(parcel: Parcel, task: Task, target: Target, seen: Seen) -> Answer:
    """Run cells and return the answer with the shards in it."""
    try:
        work = _work_of(parcel)
        result = work.run(task.arm, task.cells, target, seen)
    except RaceError as error:
        return {"what": FATAL, "error": str(error)}
    return {
        "what": DONE,
        "values": result.values,
        "failed": result.failed,
        "shards": result.shards,
    }


def _work_of(parcel: Parcel) -> Work:
    key = parcel.manifest + parcel.arm.encode()
    if key not in _known:
        manifest: Manifest = from_json(opened(parcel.manifest, "manifest"), "manifest")
        refuse_other_version(manifest)
        text = zlib.decompress(parcel.scenario).decode()
        _known[key] = Work(manifest, parcel.points, lambda _: text, parcel.folder)
    return _known[key]
