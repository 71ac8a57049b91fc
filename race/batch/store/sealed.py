"""Small JSON files with a seal, and files that are there whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from race.base.errors import InputError, RunError

SEAL = "seal"
_FULL = {28: "no space left", 122: "the quota is used up"}
"""ENOSPC and EDQUOT."""
_CLOSED = {1: "not permitted", 13: "permission denied", 30: "the file system is read-only"}
"""EPERM, EACCES and EROFS."""


def sealed(about: Mapping[str, Any]) -> bytes:
    """Return JSON text with the SHA-256 of all else in it."""
    return (json.dumps({**about, SEAL: _seal(about)}, allow_nan=False, indent=1) + "\n").encode()


def opened(content: bytes, name: str | Path) -> dict[str, Any]:
    """Return what sealed JSON says, without the seal.

    Raises:
        InputError: it is damaged or no such file.
    """
    try:
        about = json.loads(content)
        seal = about.pop(SEAL)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise InputError(f"{name}: damaged: not a sealed JSON file") from error
    if seal != _seal(about):
        raise InputError(f"{name}: damaged: its seal is broken")
    return dict(about)


def read_sealed(path: Path) -> dict[str, Any]:
    """Read a sealed JSON file.

    Raises:
        InputError: it cannot be read or is damaged.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    return opened(content, path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, to the disk, and rename it.

    Raises:
        OSError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write_through(draft, content)
        draft.replace(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def write_through(path: Path, content: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names of a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def told(error: OSError, folder: Path) -> RunError:
    """Say what hinders writing into the folder of a batch, and what to do."""
    if error.errno in _FULL:
        reason = f"{_FULL[error.errno]}; make room, then run the same command with --resume"
        return RunError(f"{folder}: {reason}; all finished blocks are safe")
    if error.errno in _CLOSED:
        return RunError(f"{folder}: cannot be written: {_CLOSED[error.errno]}; give another --out")
    return RunError(f"{error.filename or folder}: {error.strerror or error}")


def _seal(about: Mapping[str, Any]) -> str:
    canonical = json.dumps(about, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
