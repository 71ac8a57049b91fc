"""A fan of futures: the gap of the coming years with the cards on the table, and without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Points = tuple[float, float, float]
"""10, 50 and 90 of a hundred futures, in metres."""


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


def widest(points: Sequence[Points]) -> tuple[float, float]:
    """Return the least and the largest distance of a fan."""
    flat = [value for triple in points for value in triple]
    return min(flat), max(flat)
