"""Finding and checking small files that have no models: scripts, games, arms, sweeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from race.base.errors import InputError
from race.paths import scenarios_folder
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe, one_of, suggestion


def find_file(what: str, given: str | Path, shipped: Sequence[str], folder: str | Path) -> Path:
    """Return the path of a shipped file of a folder of the scenarios, or of a file by its path.

    Raises:
        InputError: there is neither; it names the shipped ones.
    """
    if str(given) in shipped:
        return scenarios_folder() / folder / f"{given}.yaml"
    path = Path(given)
    if path.is_file():
        return path
    if path.is_dir():
        raise InputError(f"'{given}' is a folder; give the path of a file of {what}s")
    if not shipped:
        raise InputError(f"no {what} '{given}'; give the path of a file")
    advice = suggestion(str(given), shipped) or "give one of these or the path of a file"
    raise InputError(f"no {what} '{given}'; shipped: {', '.join(shipped)}; {advice}")


def keys_of(
    path: KeyPath, row: Mapping[str, Value], allowed: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[Finding]:
    """Find keys that are unknown, and needed ones that are missing."""
    for key in row:
        if key not in allowed:
            yield Finding(
                (*path, key), "unknown key", one_of(allowed), suggestion(key, allowed), at_key=True
            )
    for key in needed:
        if key not in row:
            yield Finding((*path, key), "required key is missing", "", "add it")


def text_at(path: KeyPath, value: Value) -> Iterator[Finding]:
    """Find a value that is no text, or empty."""
    if not isinstance(value, str) or not value:
        yield Finding(path, f"given {describe(value)}", "allowed: text that is not empty")


def number_at(path: KeyPath, value: Value, low: float, high: float) -> Iterator[Finding]:
    """Find a value that is no number from `low` to `high`."""
    if not is_number(value) or not low <= float(str(value)) <= high:
        yield Finding(
            path, f"given {describe(value)}", f"allowed: a number from {low:g} to {high:g}"
        )


def is_number(value: object) -> bool:
    """Tell whether a value is a number, which a truth value is not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def rows_at(path: KeyPath, value: Value) -> Iterator[Finding]:
    """Find a value that is not a mapping with something in it."""
    if not isinstance(value, dict) or not value:
        yield Finding(path, f"given {describe(value)}", "allowed: keys and values")
