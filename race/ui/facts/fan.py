"""A fan of futures: the gap of the coming years with the cards on the table, and without one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

Points = tuple[float, ...]
"""10, 25, 50, 75 and 90 of a hundred futures, in metres; below 0 is a lead over the second."""
LOW, MIDDLE, HIGH = 0, 2, 4


@dataclass(frozen=True)
class Fan:
    """Futures as they have come in so far.

    Attributes:
        years: decimal years, each a year's end.
        points: of each year, with the order that is edited.
        without: the same without it; empty while it is not known.
        futures: how many there are; `wanted` how many there will be.
        milliseconds: what they took.
    """

    years: tuple[float, ...]
    points: tuple[Points, ...]
    without: tuple[Points, ...] = ()
    futures: int = 0
    wanted: int = 0
    milliseconds: float = 0.0


def led(fan: Fan) -> Fan:
    """Return the same futures as a leader counts them: its lead, and below 0 a gap."""
    points, without = (
        tuple(tuple(-value for value in reversed(row)) for row in rows)
        for rows in (fan.points, fan.without)
    )
    return replace(fan, points=points, without=without)


def widest(points: Sequence[Points]) -> tuple[float, float]:
    """Return the least and the largest distance of a fan."""
    flat = [value for row in points for value in row]
    return min(flat), max(flat)


def between(old: Fan, new: Fan, share: float) -> Fan:
    """Return a fan on its way from one to a newer one, along logarithms where both are distances.

    Years that the old one does not have are as in the new one.
    """
    return replace(
        new,
        points=_between(old, new, old.points, new.points, share),
        without=_between(old, new, old.without, new.without, share),
    )


def _between(
    old: Fan, new: Fan, before: Sequence[Points], after: Sequence[Points], share: float
) -> tuple[Points, ...]:
    known = dict(zip(old.years, before, strict=False))
    return tuple(
        tuple(_on_the_way(a, b, share) for a, b in zip(known.get(year, row), row, strict=True))
        for year, row in zip(new.years, after, strict=False)
    )


def _on_the_way(before: float, after: float, share: float) -> float:
    if before > 0.0 and after > 0.0 and math.isfinite(before) and math.isfinite(after):
        return float(before * (after / before) ** share)
    return after
