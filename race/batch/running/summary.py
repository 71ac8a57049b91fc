"""What a batch came to, in numbers that stay with its folder."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from race.base.errors import RunError
from race.batch.running.estimate import Estimate, spread_of
from race.batch.running.target import Target, target_of
from race.batch.showing.wording import with_unit
from race.batch.store.folder import keep_manifest, keep_summary
from race.batch.store.layout import FAILED
from race.batch.store.manifest import Manifest
from race.batch.store.sealed import told
from race.batch.store.shards import SHARDS, Shard, find, read_shard, read_table, without_repeats
from race.batch.store.total import Total, total


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


@dataclass(eq=False)
class Estimates:
    """The middle of the target in each arm, as cells come in."""

    target: Target
    by_arm: Mapping[str, Estimate]

    def add_shards(self, folder: Path, shards: Iterable[Shard]) -> None:
        """Count in shards that stand."""
        for shard in shards:
            if shard.status != FAILED:
                self.by_arm[shard.arm].add(target_of(folder / SHARDS / shard.name, self.target))

    def __str__(self) -> str:
        """Write the medians so far."""
        unit = self.target.unit
        middles = (
            f"{arm} {with_unit(one.quantile(0.5), unit)}"
            for arm, one in self.by_arm.items()
            if one.count
        )
        return f"{self.target}: {', '.join(middles)}"


class Failed(NamedTuple):
    """Why a cell failed, and the command that replays it."""

    error: str
    command: str


def first_failures(folder: Path, most: int = 3) -> list[Failed]:
    """Return some cells that failed.

    Raises:
        InputError: a shard is damaged.
    """
    found: list[Failed] = []
    for place in find(folder):
        if len(found) < most and read_shard(place, fully=False).status == FAILED:
            rows = read_table(place, "replicates", Failed._fields).to_pylist()
            found += [Failed(**row) for row in rows]
    return found[:most]


def sum_up(
    folder: Path, manifest: Manifest, estimates: Estimates, began: float, ran: int
) -> Summary:
    """See that a batch is whole, keep what it came to, and return it.

    Args:
        folder: held.
        manifest: with the runs that there are in the end.
        estimates: of all cells.
        began: when this runner did, by `time.monotonic`.
        ran: cells that it ran.

    Raises:
        InputError: a shard is damaged.
        RunError: cells are missing or there twice, or the folder cannot be written.
    """
    seconds = time.monotonic() - began
    found = _add_up(folder, manifest, seconds, ran)
    return Summary(
        **asdict(found),
        seconds=seconds,
        ran=ran,
        runs=manifest.runs,
        target=str(estimates.target),
        unit=estimates.target.unit,
        estimates={arm: spread_of(one) for arm, one in estimates.by_arm.items()},
    )


def _add_up(folder: Path, manifest: Manifest, seconds: float, ran: int) -> Total:
    """Go over the whole folder, see that it is complete, and keep what it came to."""
    try:
        shards = [read_shard(place, fully=False) for place in find(folder)]
        shards = without_repeats(folder, shards)
    except OSError as error:
        raise told(error, folder) from error
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
