"""How long each axis of a record is."""

from __future__ import annotations

from collections.abc import Iterable

from race.base.errors import RunError
from race.world.columns import Column

REPLICATES = "replicates"
"""The last axis of every column, which the column table does not name."""


def axis_sizes(record: object, columns: Iterable[Column]) -> dict[str, int]:
    """Return the length of every axis by name, the replicate axis among them.

    Raises:
        RunError: a column has not the axes it declares, or two columns differ on the same axis.
    """
    sizes: dict[str, int] = {}
    for column in columns:
        shape = getattr(record, column.name).shape
        axes = (*column.axes, REPLICATES)
        if len(shape) != len(axes):
            raise RunError(f"{column.name}: shape {shape}; allowed: one length for each of {axes}")
        for axis, length in zip(axes, shape, strict=True):
            if sizes.setdefault(axis, length) != length:
                raise RunError(f"{column.name}: {length} {axis}; other columns have {sizes[axis]}")
    return sizes
