"""Published figures of the past that a run can be held to: `scenarios/data/hindcast.csv`."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from race.base.errors import Fault, InputError
from race.paths import scenarios_folder
from race.scenario.models.values import STATUSES

FILE = "data/hindcast.csv"
COLUMNS = (
    "id", "group", "measure", "actor", "when", "value", "low", "high", "unit", "role", "fit",
    "source", "status", "note",
)  # fmt: skip
GIVEN, OWN, BEFORE = "given", "own", "before"
ROLES = (GIVEN, OWN, BEFORE)
LAST_YEAR = 2024
"""What happened later is the test of the model, and no part of its data."""

_WHEN = re.compile(r"(20[0-9]{2})-12", re.ASCII)


@dataclass(frozen=True, slots=True)
class Target:
    """A published figure.

    Attributes:
        measure, actor: what it is a figure of.
        year: the year at whose end it holds, or in which it was counted.
        low, high: the range that the source gives, or 5 to 95 %.
        role: `given` for the figures that the model answers for, `own` for further ones, `before`
            for earlier ones that simple extrapolations start from.
        fit: whether a calibration may use it.
    """

    id: str
    group: str
    measure: str
    actor: str
    year: int
    value: float
    low: float
    high: float
    unit: str
    role: str
    fit: bool
    source: str
    status: str
    note: str


def read_targets(path: Path | None = None) -> tuple[Target, ...]:
    """Read the published figures, those of the project when no file is named.

    Raises:
        InputError: the file is missing or no such table, or a cell holds what may not stand there;
            the place is file:line and the column's name.
    """
    file = scenarios_folder() / FILE if path is None else path
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(file, None, "", f"not readable: {error}", "give a CSV file") from None
    rows = csv.DictReader(text.splitlines(), strict=True)
    if tuple(rows.fieldnames or ()) != COLUMNS:
        given = ", ".join(rows.fieldnames or ()) or "nothing"
        raise _wrong(file, 1, "header", given, ", ".join(COLUMNS))
    targets = tuple(_target(file, line, row) for line, row in enumerate(rows, start=2))
    for one in _repeated(targets):
        raise _wrong(file, None, "id", one, "each id once")
    return targets


def _target(file: Path, line: int, row: dict[str, str]) -> Target:
    when = _WHEN.fullmatch(row["when"] or "")
    year = int(when.group(1)) if when else LAST_YEAR + 1
    if year > LAST_YEAR:
        raise _wrong(file, line, "when", row["when"], f"the end of a year to {LAST_YEAR}-12")
    value, low, high = (_number(file, line, row, name) for name in ("value", "low", "high"))
    if not 0.0 < low <= value <= high:
        raise _wrong(file, line, "value", row["value"], "0 < low <= value <= high")
    for name, allowed in (("role", ROLES), ("fit", ("yes", "no")), ("status", STATUSES)):
        if row[name] not in allowed:
            raise _wrong(file, line, name, row[name], ", ".join(allowed))
    return Target(
        row["id"], row["group"], row["measure"], row["actor"], year, value, low, high,
        row["unit"], row["role"], row["fit"] == "yes", row["source"], row["status"], row["note"],
    )  # fmt: skip


def _number(file: Path, line: int, row: dict[str, str], name: str) -> float:
    try:
        value = float(row[name])
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise _wrong(file, line, name, row[name], "a finite number")
    return value


def _repeated(targets: tuple[Target, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for target in targets:
        if target.id in seen:
            yield target.id
        seen.add(target.id)


def _wrong(file: Path, line: int | None, column: str, given: object, allowed: str) -> InputError:
    fault = Fault(file, line, None, column, f"given {given!r}"[:200], f"allowed: {allowed}")
    return InputError(str(fault))
