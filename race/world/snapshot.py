"""The digest of a state, and states kept in sealed files.

A snapshot is a zip of plain .npy columns beside a manifest; its last 64 bytes are the SHA-256 of
all that stands before them. Nothing in it is ever unpickled, and nothing is parsed before the seal
is found right. The seal shows damage, not who wrote the file.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import os
import struct
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from race.base.errors import Fault, InputError, RunError
from race.world.axes import REPLICATES, axis_sizes
from race.world.columns import Column
from race.world.state import COLUMNS, State

About = Mapping[str, str | int]

FORMAT: Final = "three-kilometres state"
VERSION: Final = 1
LARGEST_BYTES: Final = 2**30
_MANIFEST: Final = "manifest.json"
_LONGEST_MANIFEST: Final = 2**20
_SEAL: Final = 64
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNREADABLE: Final = (
    zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, OverflowError, RecursionError,
    RuntimeError, TypeError, ValueError, struct.error,
)  # fmt: skip


class Snapshot(NamedTuple):
    """A state and what its writer said about it, such as the scenario's hash and the seed."""

    state: State
    about: About


def digest(state: State, replicate: int) -> str:
    """Return the SHA-256 of one replicate of a state, as hexadecimal digits.

    It covers step, time and every column in the order of the column table; `replicate` counts from
    0 within the block. `licence_basis` is left out: it only saves work and changes no result.
    """
    total = hashlib.sha256(f"{FORMAT} {VERSION} {state.step} {state.time.hex()}".encode())
    for column in COLUMNS:
        values = _plain(getattr(state, column.name)[..., replicate], column)
        total.update(f"{column.name}{values.shape}".encode())
        total.update(values.tobytes())
    return total.hexdigest()


def save(path: Path, state: State, about: About | None = None) -> None:
    """Write a snapshot; a file of that name is replaced only once the new one can be read.

    Raises:
        RunError: the file cannot be written.
    """
    content = _sealed(_packed(state, dict(about or {})))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise RunError(_fault(path, f"cannot be written: {error.strerror}")) from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if draft.read_bytes() != content:
            raise RunError(_fault(path, "what was written reads back differently"))
        draft.replace(path)
    except OSError as error:
        raise RunError(_fault(path, f"cannot be written: {error.strerror}")) from error
    finally:
        draft.unlink(missing_ok=True)


def load(path: Path, *, largest: int = LARGEST_BYTES) -> Snapshot:
    """Read a snapshot.

    Args:
        path: the file.
        largest: bytes; a longer file is refused before it is read.

    Raises:
        InputError: there is no such file, its seal is broken, or it is not such a snapshot.
    """
    content = _opened(path, largest)
    try:
        return _unpacked(content)
    except _UNREADABLE as error:
        fault = _fault(
            path, f"not a snapshot of this version: {error}", f"allowed: {FORMAT} {VERSION}"
        )
        raise InputError(fault) from error


def _plain(values: NDArray[Any], column: Column) -> NDArray[Any]:
    """Return values in C order and little-endian, with one zero instead of two."""
    kind = np.dtype(column.dtype).newbyteorder("<")
    return np.asarray(np.ascontiguousarray(values, dtype=kind) + kind.type(0))


def _packed(state: State, about: dict[str, str | int]) -> bytes:
    """Return the zip of a state; its comment keeps the place of the seal."""
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "about": about,
        "step": state.step,
        "time": state.time,
        "sizes": axis_sizes(state, COLUMNS),
        "columns": _table(),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(_MANIFEST, _EPOCH), json.dumps(manifest, allow_nan=False))
        for column in COLUMNS:
            entry = io.BytesIO()
            values = _plain(getattr(state, column.name), column)
            npy.write_array(entry, values, version=(1, 0), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{column.name}.npy", _EPOCH), entry.getvalue())
        archive.comment = b"0" * _SEAL
    return buffer.getvalue()


def _table() -> list[list[str]]:
    return [[column.name, column.dtype, " ".join(column.axes)] for column in COLUMNS]


def _sealed(content: bytes) -> bytes:
    body = content[:-_SEAL]
    return body + hashlib.sha256(body).hexdigest().encode()


def _opened(path: Path, largest: int) -> bytes:
    """Return the content of a file whose seal is right."""
    try:
        size = path.stat().st_size
        if size > largest:
            raise InputError(_fault(path, f"given {size} bytes", f"allowed: at most {largest}"))
        content = path.read_bytes()
    except OSError as error:
        raise InputError(_fault(path, f"cannot be read: {error.strerror}")) from error
    if content != _sealed(content):
        fault = _fault(path, "the seal is broken: damaged, cut short, or not a snapshot")
        raise InputError(fault)
    return content


def _unpacked(content: bytes) -> Snapshot:
    """Return what a sealed file holds; any of `_UNREADABLE` where it is not a snapshot."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = _manifest(archive)
        sizes = dict(manifest["sizes"])
        columns = dict(_columns(archive, sizes))
    step, time = int(manifest["step"]), float(manifest["time"])
    if not math.isfinite(time):
        raise ValueError(f"time: given {time}")
    state = State(step=step, time=time, licence_basis=None, **columns)
    return Snapshot(state, dict(manifest["about"]))


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    expected = [_MANIFEST, *(f"{column.name}.npy" for column in COLUMNS)]
    members = archive.infolist()
    strange = {member.filename for member in members} ^ set(expected)
    if strange or len(members) != len(expected):
        raise ValueError(f"members missing, unknown or twice: {sorted(strange)}")
    if any(member.compress_type != zipfile.ZIP_STORED for member in members):
        raise ValueError("compressed members")
    if archive.getinfo(_MANIFEST).file_size > _LONGEST_MANIFEST:
        raise ValueError("the manifest is too long")
    manifest: dict[str, Any] = json.loads(archive.read(_MANIFEST))
    named = (manifest["format"], manifest["version"])
    if named != (FORMAT, VERSION):
        raise ValueError(f"given {named}")
    if manifest["columns"] != _table():
        raise ValueError("other columns than this version has")
    return manifest


def _columns(
    archive: zipfile.ZipFile, sizes: Mapping[str, int]
) -> Iterator[tuple[str, NDArray[Any]]]:
    for column in COLUMNS:
        shape = tuple(sizes[axis] for axis in (*column.axes, REPLICATES))
        yield column.name, _array(archive.read(f"{column.name}.npy"), column, shape)


def _array(entry: bytes, column: Column, shape: tuple[int, ...]) -> NDArray[Any]:
    """Return the values of a .npy entry; its header only confirms what the manifest says."""
    file = io.BytesIO(entry)
    if npy.read_magic(file) != (1, 0):
        raise ValueError(f"{column.name}: not a .npy of version 1.0")
    given, fortran, kind = npy.read_array_header_1_0(file)
    expected = np.dtype(column.dtype).newbyteorder("<")
    if given != shape or fortran or kind != expected:
        raise ValueError(f"{column.name}: given {kind} {given}, allowed: {expected} {shape}")
    values = np.frombuffer(entry, dtype=expected, offset=file.tell())
    if values.size != math.prod(shape):
        raise ValueError(f"{column.name}: given {values.size} values, allowed: {math.prod(shape)}")
    return values.reshape(shape).astype(column.dtype)


def _fault(path: Path, given: str, allowed: str = "") -> str:
    return str(Fault(path, given=given, allowed=allowed))
