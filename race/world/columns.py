"""The column table: what every array of a record means, its axes, unit and type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Column:
    """One array of a record; the replicate axis comes last in every one and is not named."""

    name: str
    dtype: str
    axes: tuple[str, ...]
    unit: str
    doc: str
    low: float = float("-inf")
    high: float = float("inf")


def column(
    axes: str,
    unit: str,
    doc: str,
    *,
    dtype: str = "float64",
    low: float = float("-inf"),
    high: float = float("inf"),
) -> Any:
    """Declare a column as a dataclass field; `low` and `high` bound every legal value."""
    meaning = {"axes": tuple(axes.split()), "unit": unit, "doc": doc, "dtype": dtype}
    return field(metadata={**meaning, "low": low, "high": high})


def table(record: type[Any]) -> tuple[Column, ...]:
    """Return the column table of a record type, in the order of declaration."""
    return tuple(_columns(fields(record)))


def _columns(declared: tuple[Field[Any], ...]) -> Iterator[Column]:
    for entry in declared:
        if "axes" in entry.metadata:
            yield Column(name=entry.name, **entry.metadata)
