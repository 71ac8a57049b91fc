"""Shards: one block of cells each, a folder with one Parquet file of each table and a seal.

A shard is written beside the others, to the disk, and renamed when it is whole. Its name tells the
first and the last of its cells; the seal tells exactly which ones, and the hash of each file.
"""

from __future__ import annotations

import bisect
import hashlib
import io
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from race.base.errors import InputError
from race.batch.store.layout import NUMBER, TABLES, TEXT
from race.batch.store.sealed import read_sealed, sealed, sync_folder, write_through

SHARDS, DRAFTS, BROKEN = "shards", "drafts", "broken"
SEAL_FILE = "seal.json"
_DAMAGED = "{}: damaged: its hash is another than the seal says"
_DRAFT = count()

Ranges = tuple[tuple[int, int], ...]
"""First and one past the last of consecutive cells, in their order."""


@dataclass(frozen=True, order=True)
class Shard:
    """A shard as its seal tells of it.

    Attributes:
        name: of its folder.
        arm: whose cells it has.
        ranges: which cells.
        status: of all of them, done or failed.
    """

    name: str
    arm: str
    ranges: Ranges
    status: str

    @property
    def cells(self) -> int:
        """Count its cells."""
        return sum(stop - first for first, stop in self.ranges)


@dataclass(frozen=True, eq=False)
class Packed:
    """A shard as files in memory, ready to be written by whoever has the folder."""

    shard: Shard
    files: Mapping[str, bytes]


def pack(arm: str, ranges: Ranges, status: str, tables: Mapping[str, pa.Table]) -> Packed:
    """Return the files of a shard, its seal last."""
    files = {f"{name}.parquet": _parquet(tables[name], name) for name in TABLES}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    about = {"arm": arm, "ranges": ranges, "status": status, "files": hashes}
    seal = sealed(about)
    mark = hashlib.sha256(seal).hexdigest()[:8]
    name = f"{arm}.{ranges[0][0]:010d}-{ranges[-1][1] - 1:010d}.{status}.{mark}"
    return Packed(Shard(name, arm, ranges, status), {**files, SEAL_FILE: seal})


def write(folder: Path, packed: Packed) -> None:
    """Write a shard whole or not at all; one of that name that stands is the same and is kept.

    Raises:
        OSError: it cannot be written.
    """
    place = folder / SHARDS / packed.shard.name
    draft = folder / DRAFTS / f"{packed.shard.name}.{os.getpid()}.{next(_DRAFT)}"
    try:
        draft.mkdir()
        for name, content in packed.files.items():
            write_through(draft / name, content)
        sync_folder(draft)
        if not place.exists():
            draft.rename(place)
            sync_folder(place.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def read_shard(place: Path, *, fully: bool = True) -> Shard:
    """Return what the seal of a shard says.

    Args:
        place: its folder.
        fully: hold every file against its hash, not only see that it is there.

    Raises:
        InputError: the shard is damaged.
    """
    about = read_sealed(place / SEAL_FILE)
    try:
        ranges = tuple((int(first), int(stop)) for first, stop in about["ranges"])
        shard = Shard(place.name, str(about["arm"]), ranges, str(about["status"]))
        hashes = {f"{name}.parquet": about["files"][f"{name}.parquet"] for name in TABLES}
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{place}: damaged: not the seal of a shard") from error
    for name, expected in hashes.items():
        if not (place / name).is_file():
            raise InputError(f"{place / name}: missing")
        if fully and _hash_of(place / name) != expected:
            raise InputError(_DAMAGED.format(place / name))
    return shard


def find(folder: Path) -> Iterator[Path]:
    """Give the folders of all shards, sorted."""
    place = folder / SHARDS
    if place.is_dir():
        yield from sorted(one for one in place.iterdir() if one.is_dir())


def sound_shards(folder: Path, *, drop: str = "") -> list[Shard]:
    """Read every shard; set damaged ones aside, and those that repeat cells of others.

    Args:
        folder: of the batch.
        drop: shards of this status are set aside too.

    Raises:
        OSError: a shard cannot be moved.
    """
    sound: list[Shard] = []
    for place in find(folder):
        try:
            sound.append(read_shard(place))
        except InputError:
            set_aside(place)
    for shard in [one for one in sound if one.status == drop]:
        set_aside(folder / SHARDS / shard.name)
        sound.remove(shard)
    return without_repeats(folder, sound)


def without_repeats(folder: Path, shards: Sequence[Shard]) -> list[Shard]:
    """Set aside shards some of whose cells another one has too, and return the others.

    Raises:
        OSError: a shard cannot be moved.
    """
    twice = repeated(shards)
    for shard in twice:
        set_aside(folder / SHARDS / shard.name)
    return [shard for shard in shards if shard not in twice]


def set_aside(place: Path) -> None:
    """Move a shard to the folder of broken ones."""
    broken = place.parent.parent / BROKEN
    broken.mkdir(exist_ok=True)
    names = (broken / f"{place.name}.{number}" for number in count())
    place.rename(next(name for name in names if not name.exists()))


def clear_drafts(folder: Path) -> None:
    """Remove what a killed runner had begun to write."""
    for draft in (folder / DRAFTS).iterdir():
        shutil.rmtree(draft, ignore_errors=True)


def written(folder: Path, arm: str, cells: range) -> list[Shard]:
    """Return the shards that begin within some cells of an arm, such as those of a block."""
    found = []
    for place in find(folder):
        its, _, numbers = place.name.partition(".")
        if its == arm and int(numbers[:10]) in cells:
            found.append(read_shard(place, fully=False))
    return found


def missing(shards: Iterable[Shard], arm: str, cells: int) -> list[range]:
    """Return the cells of an arm that no shard has, as ranges in their order."""
    gaps, at = [], 0
    for first, stop in sorted(one for shard in shards if shard.arm == arm for one in shard.ranges):
        if at < min(first, cells):
            gaps.append(range(at, min(first, cells)))
        at = max(at, stop)
    return [*gaps, range(at, cells)] if at < cells else gaps


def joined(numbers: Iterable[int]) -> Ranges:
    """Return sorted numbers as ranges."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return tuple(ranges)


def read_table(place: Path, table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Read a table of a shard whose file is as the seal says.

    Page checksums alone would not do: they leave out the headers of pages and the footer.

    Raises:
        InputError: it is damaged.
    """
    path = place / f"{table}.parquet"
    expected = read_sealed(place / SEAL_FILE).get("files", {}).get(path.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise InputError(_DAMAGED.format(path))
    return read_parquet(path, content, columns)


def read_parquet(path: Path, content: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    """Read a Parquet file from its content, page checksums verified.

    Raises:
        InputError: it is damaged.
    """
    try:
        with pq.ParquetFile(pa.BufferReader(content), page_checksum_verification=True) as file:
            return file.read(columns=None if columns is None else list(columns))
    except (OSError, ValueError, pa.ArrowException) as error:
        raise InputError(f"{path}: damaged: {str(error).splitlines()[0]}") from error


def repeated(shards: Iterable[Shard]) -> list[Shard]:
    """Find shards some of whose cells another one has too; of those, the largest is kept."""
    kept: dict[str, list[tuple[int, int]]] = {}
    found = []
    for shard in sorted(shards, key=lambda one: (-one.cells, one)):
        taken = kept.setdefault(shard.arm, [])
        if any(_overlaps(taken, one) for one in shard.ranges):
            found.append(shard)
        else:
            for one in shard.ranges:
                bisect.insort(taken, one)
    return found


def _overlaps(taken: list[tuple[int, int]], one: tuple[int, int]) -> bool:
    """Tell whether a range overlaps one of sorted ranges that do not overlap one another."""
    at = bisect.bisect(taken, one)
    before = at > 0 and taken[at - 1][1] > one[0]
    return before or (at < len(taken) and taken[at][0] < one[1])


def _parquet(table: pa.Table, name: str) -> bytes:
    numbers = [column.name for column in TABLES[name] if column.kind == NUMBER]
    words = [column.name for column in TABLES[name] if column.kind == TEXT]
    buffer = io.BytesIO()
    pq.write_table(
        table,
        buffer,
        compression="zstd",
        use_dictionary=words,
        use_byte_stream_split=numbers,
        write_page_checksum=True,
    )
    return buffer.getvalue()


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
