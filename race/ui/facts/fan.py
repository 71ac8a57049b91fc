"""A fan of futures: the gap of the coming years with the cards on the table, and without one."""

from __future__ import annotations

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
