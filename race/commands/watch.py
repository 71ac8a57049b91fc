"""Follows the files of a scenario, for `race run --watch`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from race.app import Setting, prepare
from race.base.errors import InputError
from race.scenario.editor.difference import Difference, differences
from race.scenario.files.chain import collect

POLL_S = 0.2
MOST_SHOWN = 12

Stamps: TypeAlias = dict[Path, tuple[int, int] | None]
"""File to time of change and size; None for one that is gone."""


def watch(name: str, overlays: Sequence[str], show: Callable[[Setting], None]) -> None:
    """Show a scenario, and again whenever one of its files has changed, until interrupted.

    While the files have faults these are printed, and what was shown last stands.

    Args:
        name: of the scenario, or its path.
        overlays: to lay over it.
        show: simulates a setting and prints it.

    Raises:
        InputError: the files have faults at the beginning, or `show` refuses what it was given.
    """
    stamps = stamps_of(name)
    setting = prepare(name, overlays)
    show(setting)
    while True:
        _say("Watching. Ctrl-C ends it.")
        stamps = wait(name, stamps)
        try:
            new = prepare(name, overlays)
            changes = list(differences(setting.scenario, new.scenario))
            _say("\n".join(_told(changes)))
            if any(not one.is_text for one in changes):
                show(new)
            setting = new
        except InputError as error:
            _say(f"{error}\nNothing was taken over; what was shown last stands.")


def wait(name: str, stamps: Stamps) -> Stamps:
    """Return when a file has changed, with the new stamps."""
    while True:
        new = {path: _stamp(path) for path in stamps}
        if new != stamps:
            return stamps_of(name, stamps)
        time.sleep(POLL_S)


def stamps_of(name: str, known: Iterable[Path] = ()) -> Stamps:
    """Take the stamps of all files of a scenario, and of those known before."""
    try:
        files = [Path(document.file).resolve() for document in collect(name).documents]
    except InputError:
        files = []
    return {path: _stamp(path) for path in dict.fromkeys((*known, *files))}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _told(changes: Sequence[Difference]) -> list[str]:
    """Tell what has changed in meaning."""
    told = [one for one in changes if not one.is_text]
    if not told:
        return ["A file was changed; the run is the same."]
    lines = [f"Changed: {_line(one)}" for one in told[:MOST_SHOWN]]
    if len(told) > MOST_SHOWN:
        lines.append(f"and {len(told) - MOST_SHOWN} more")
    return lines


def _line(one: Difference) -> str:
    if one.kind == "changed":
        return f"{one.key}: {one.first} -> {one.second}"
    what = {"only in the first": "taken out", "only in the second": "new"}
    return f"{one.key}: {what.get(one.kind, 'another order')}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
