"""Saved games on disk: a ring of automatic saves for each game, and saves with a name.

A file is written beside its place, flushed to the disk, read again and only then renamed into its
place, so that whatever happens there is always a whole save: the new one or the one before. A file
that cannot be read is named in one line, and the one before it can be taken instead.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import platformdirs

from race.base.errors import Fault, InputError, RunError
from race.play.records.container import LARGEST_BYTES, seal, unseal
from race.play.records.plain import as_plain, from_plain, parse
from race.play.records.record import Opening, Record

VERSION: Final = 1
RING: Final = 5
SUFFIX: Final = ".3km"
_AUTOMATIC: Final = re.compile(r"auto-([0-9a-f]{12})-(\d{6})")
_NAME: Final = re.compile(r"[\w][\w .-]{0,39}")
MIGRATIONS: Mapping[int, Callable[[Any], Any]] = {}
"""Format version to what makes its payload one of the next version."""


@dataclass(frozen=True)
class Save:
    """A save that was read."""

    path: Path
    record: Record


@dataclass(frozen=True)
class Refused:
    """A save that could not be read, and why, in one line."""

    path: Path
    reason: str


class Shelf:
    """A folder of saved games."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or platformdirs.user_data_path("three-kilometres") / "saves"

    def keep(self, record: Record) -> Path:
        """Write an automatic save, and let go of the oldest of this game beyond the ring.

        Raises:
            RunError: it cannot be written; what was saved before still stands.
        """
        game = game_key(record.opening)
        ring = self._ring(game)
        number = ring[-1][0] + 1 if ring else 1
        path = self.folder / f"auto-{game}-{number:06d}{SUFFIX}"
        write_save(path, record)
        for _, old in ring[: max(len(ring) + 1 - RING, 0)]:
            old.unlink(missing_ok=True)
        return path

    def keep_as(self, name: str, record: Record) -> Path:
        """Write a save with a name; one of that name is replaced.

        Raises:
            InputError: the name cannot be that of a file.
            RunError: it cannot be written; what was saved before still stands.
        """
        if not _NAME.fullmatch(name) or _AUTOMATIC.fullmatch(name):
            raise InputError(
                f"name of a save: given {name[:60]!r}; allowed: 1 to 40 letters, digits, spaces, "
                "dots and dashes, the first a letter or digit"
            )
        path = self.folder / f"{name}{SUFFIX}"
        write_save(path, record)
        return path

    def paths(self) -> list[Path]:
        """List all saves, the newest first."""
        found = [path for path in self.folder.glob(f"*{SUFFIX}") if not path.name.startswith(".")]
        return sorted(found, key=_age, reverse=True)

    def saves(self) -> Iterator[Save | Refused]:
        """Give every save, read or refused, the newest first."""
        for path in self.paths():
            try:
                yield Save(path, read_save(path))
            except InputError as error:
                yield Refused(path, str(error))

    def newest(self) -> tuple[Save | None, tuple[Refused, ...]]:
        """Return the newest save that can be read, and the newer ones that cannot."""
        refused: list[Refused] = []
        for found in self.saves():
            if isinstance(found, Save):
                return found, tuple(refused)
            refused.append(found)
        return None, tuple(refused)

    def before(self, path: Path) -> Save | None:
        """Return the newest readable save that is older than a file, of its game where it has a ring."""
        older = self.paths()
        if path in older:
            older = older[older.index(path) + 1 :]
        match = _AUTOMATIC.fullmatch(path.stem)
        if match:
            same = f"auto-{match[1]}-"
            older.sort(key=lambda one: not one.name.startswith(same))
        for one in older:
            try:
                return Save(one, read_save(one))
            except InputError:
                continue
        return None

    def _ring(self, game: str) -> list[tuple[int, Path]]:
        found = []
        for path in self.folder.glob(f"auto-{game}-*{SUFFIX}"):
            match = _AUTOMATIC.fullmatch(path.stem)
            if match:
                found.append((int(match[2]), path))
        return sorted(found)


def game_key(opening: Opening) -> str:
    """Return twelve digits that tell games apart by their opening."""
    text = json.dumps(as_plain(Record(opening, "-"))["opening"], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def write_save(path: Path, record: Record) -> None:
    """Write a save; a file of that name is replaced only once the new one can be read.

    Raises:
        RunError: it cannot be written.
    """
    text = json.dumps(as_plain(record), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        content = seal(text.encode(), VERSION)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    except (OSError, ValueError) as error:
        raise RunError(str(Fault(path, given=f"cannot be written: {error}"))) from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if read_save(draft) != record:
            raise RunError(str(Fault(path, given="what was written reads back differently")))
        draft.replace(path)
        _flush_folder(path.parent)
    except (OSError, InputError) as error:
        raise RunError(str(Fault(path, given=f"cannot be written: {error}"))) from error
    finally:
        draft.unlink(missing_ok=True)


def read_save(path: Path) -> Record:
    """Read a save.

    Raises:
        InputError: there is no such file, or it is damaged, forged or of a newer version.
    """
    try:
        version, payload = unseal(_content(path))
        return from_plain(_migrated(version, parse(payload)))
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(path, str(error)) from error


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise ValueError(f"{size} bytes are too many")
    return path.read_bytes()


def _migrated(version: int, value: object) -> object:
    """Bring a payload to the present version, one version at a time."""
    if version > VERSION:
        raise ValueError(f"made by a newer version of the game (format {version})")
    for one in range(version, VERSION):
        if one not in MIGRATIONS:
            raise ValueError(f"format {version} is not known")
        value = MIGRATIONS[one](value)
    return value


def _unreadable(path: Path, why: str) -> InputError:
    return InputError(str(Fault(path, given=f"this save cannot be read: {why}"[:300])))


def _age(path: Path) -> tuple[int, str]:
    try:
        return path.stat().st_mtime_ns, path.name
    except OSError:
        return 0, path.name


def _flush_folder(folder: Path) -> None:
    """Write the renaming itself to the disk, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
