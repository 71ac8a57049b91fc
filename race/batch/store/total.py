"""What a batch came to: how many rows, how many failed, and one hash of them all."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from race.base.errors import RunError
from race.batch.store.layout import FAILED
from race.batch.store.shards import SHARDS, Shard, read_table

_COLUMNS = ("point", "replicate", "status", "row_sha256")


@dataclass(frozen=True)
class Total:
    """The cells of a batch.

    Attributes:
        rows: cells that are there, failed ones included.
        failed: of them.
        data_sha256: over all of them in their order; the same however the batch was run.
    """

    rows: int
    failed: int
    data_sha256: str


class _Row(NamedTuple):
    number: int
    point: int
    replicate: int
    status: str
    row_sha256: str


def total(folder: Path, shards: Iterable[Shard], arms: Sequence[str], points: int) -> Total:
    """Go over all cells in order: by arm, replicate and point; memory does not grow with them.

    Raises:
        InputError: a shard is damaged.
        RunError: a cell is there twice.
    """
    shards = list(shards)
    sum_, rows, failed = hashlib.sha256(), 0, 0
    for arm in arms:
        last = -1
        for row in _in_order(folder, [one for one in shards if one.arm == arm], points):
            if row.number <= last:
                raise RunError(
                    f"{folder}: arm {arm}, point {row.point}, replicate {row.replicate} is there "
                    "twice; run it again with --resume"
                )
            last = row.number
            rows += 1
            failed += row.status == FAILED
            line = f"{arm} {row.point} {row.replicate} {row.status} {row.row_sha256}\n"
            sum_.update(line.encode())
    return Total(rows, failed, sum_.hexdigest())


def _in_order(folder: Path, shards: list[Shard], points: int) -> Iterator[_Row]:
    """Merge the rows of shards whose ranges may interleave; few are open at once."""
    waiting: list[tuple[int, int, _Row, Iterator[_Row]]] = []
    for place, shard in enumerate(sorted(shards, key=lambda one: one.ranges)):
        while waiting and waiting[0][0] < shard.ranges[0][0]:
            yield _next(waiting)
        _push(waiting, place, _rows(folder, shard, points))
    while waiting:
        yield _next(waiting)


def _next(waiting: list[tuple[int, int, _Row, Iterator[_Row]]]) -> _Row:
    _, place, row, rest = heapq.heappop(waiting)
    _push(waiting, place, rest)
    return row


def _push(
    waiting: list[tuple[int, int, _Row, Iterator[_Row]]], place: int, rows: Iterator[_Row]
) -> None:
    row = next(rows, None)
    if row is not None:
        heapq.heappush(waiting, (row.number, place, row, rows))


def _rows(folder: Path, shard: Shard, points: int) -> Iterator[_Row]:
    table = read_table(folder / SHARDS / shard.name, "replicates", _COLUMNS)
    columns = (table.column(name).to_pylist() for name in _COLUMNS)
    for point, replicate, status, row_sha256 in zip(*columns, strict=True):
        yield _Row(replicate * points + point, point, replicate, status, row_sha256)
