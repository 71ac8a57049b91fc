"""The folder of a batch: who may write in it, and what it keeps beside the shards.

One runner at a time: it holds the file `lock` with flock, which the system lets go when the process
ends, however it ends. Slices hold it together, each with a lock of its own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from race.base.arguments import no_file
from race.base.errors import InputError, RunError
from race.batch.store.arrow import number_column, whole_column
from race.batch.store.cells import Points
from race.batch.store.manifest import NAME, Manifest, as_json, hash_of
from race.batch.store.sealed import read_sealed, sealed, told, write_whole
from race.batch.store.shards import BROKEN, DRAFTS, SHARDS, read_parquet

ARMS, LOCK, POINTS, SLICES, SUMMARY = "arms", "lock", "points", "slices", "summary.json"
_OURS = {ARMS, SLICES, BROKEN, DRAFTS, LOCK, SHARDS, f"{POINTS}.parquet", NAME, SUMMARY}


@contextmanager
def held(folder: Path, *, shared: bool = False, name: str = LOCK) -> Iterator[None]:
    """Hold the folder while working in it.

    Raises:
        RunError: another runner works in it, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / name).open("a+")
    except OSError as error:
        raise told(error, folder) from error
    with file:
        _lock(file, folder, shared=shared)
        yield


def is_batch(folder: Path) -> bool:
    """Tell whether a folder has the manifest of a batch."""
    return (folder / NAME).is_file()


def refuse_others(folder: Path) -> None:
    """Refuse a folder that holds what is not of a batch.

    Raises:
        InputError: it does, or it is a file.
    """
    no_file(folder)
    strange = {one.name for one in folder.iterdir()} - _OURS if folder.is_dir() else set()
    if strange and not is_batch(folder):
        raise InputError(f"--out: {folder} holds other files, such as {min(strange)}; give another")


def begin(folder: Path, manifest: Manifest, points: Points, scenarios: Mapping[str, str]) -> None:
    """Write what a batch keeps, its manifest last.

    Args:
        folder: held, and without a manifest.
        manifest: what the batch is.
        points: of its sweep.
        scenarios: the merged scenario of each arm, as JSON text.

    Raises:
        RunError: the folder cannot be written.
    """
    try:
        for name in (ARMS, SHARDS, DRAFTS):
            shutil.rmtree(folder / name, ignore_errors=True)
            (folder / name).mkdir()
        for arm, text in scenarios.items():
            write_whole(folder / ARMS / f"{arm}.json", text.encode())
        write_whole(folder / f"{POINTS}.parquet", _packed(points))
        keep_manifest(folder, manifest)
    except OSError as error:
        raise told(error, folder) from error


def keep_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a folder anew.

    Raises:
        OSError: the folder cannot be written.
    """
    write_whole(folder / NAME, sealed(as_json(manifest)))


def read_points(folder: Path, manifest: Manifest) -> Points:
    """Read the points of the sweep.

    Raises:
        InputError: they are damaged.
    """
    path = folder / f"{POINTS}.parquet"
    try:
        table = read_parquet(path, path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    names = tuple(table.column_names[1:])
    units = tuple(table.schema.field(name).metadata[b"unit"].decode() for name in names)
    columns = [np.array(table.column(name).to_pylist(), dtype=np.float64) for name in names]
    values = np.stack(columns, axis=1) if columns else np.zeros((table.num_rows, 0))
    points = Points(names, units, values)
    if hash_of(points) != manifest.points_sha256:
        raise InputError(f"{folder / POINTS}.parquet: damaged: not the points of the manifest")
    return points


def read_scenario(folder: Path, arm: str) -> str:
    """Read the merged scenario of an arm, as JSON text.

    Raises:
        InputError: it cannot be read.
    """
    path = folder / ARMS / f"{arm}.json"
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: damaged: not UTF-8") from error


def keep_summary(folder: Path, summary: Mapping[str, object]) -> None:
    """Write what a batch came to.

    Raises:
        OSError: the folder cannot be written.
    """
    write_whole(folder / SUMMARY, sealed(summary))


def read_summary(folder: Path) -> dict[str, object] | None:
    """Read what a batch came to, None where it is not finished."""
    return read_sealed(folder / SUMMARY) if (folder / SUMMARY).is_file() else None


def _lock(file: IO[str], folder: Path, *, shared: bool) -> None:
    way = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(file, way | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        other = file.read(20).strip()
        who = f" (process {other})" if other.isdecimal() else ""
        raise RunError(
            f"{folder}: another runner{who} is at work there; wait for it, or give another --out"
        ) from None
    except OSError as error:
        raise told(error, folder) from error
    if not shared:
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()


def _packed(points: Points) -> bytes:
    columns = [whole_column(np.arange(len(points))), *map(number_column, points.values.T)]
    fields = [pa.field("point", pa.int32(), metadata={"unit": "", "doc": "number of the point"})]
    fields += [
        pa.field(name, pa.float64(), metadata={"unit": unit, "doc": "set in each future"})
        for name, unit in zip(points.names, points.units, strict=True)
    ]
    table = pa.Table.from_arrays(columns, schema=pa.schema(fields))
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, write_page_checksum=True)
    return bytes(sink.getvalue())
