"""A fan: what many futures say of the coming years, better with each part that comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from typing import NamedTuple

import numpy as np

from race.play.foresight.imagined import BLOCKS, imagined
from race.play.playing.course import Course, Position
from race.play.records.record import Turn

QUARTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True)
class Fan:
    """A seat's gap over the next years: 10, 25, 50, 75 and 90 % points of the futures.

    Attributes:
        years: ends of calendar years, decimal; the first is the next one.
        kilometres: for each year the five points; below 0 is a lead over the second.
        futures: how many there are.
    """

    years: tuple[float, ...]
    kilometres: tuple[tuple[float, ...], ...]
    futures: int


class Part(NamedTuple):
    """What a block of futures says of one coming year.

    Attributes:
        block: its number in `BLOCKS`.
        year: 0 for the next one; `end` is its end, a decimal year.
        kilometres: the gap in each future, below 0 a lead.
    """

    block: int
    year: int
    end: float
    kilometres: Sequence[float]


class Gathered:
    """Futures of one question as they come, put together in the order of their blocks."""

    def __init__(self) -> None:
        """Begin with none."""
        self._ends: dict[int, float] = {}
        self._gaps: dict[int, dict[int, Sequence[float]]] = {}

    def add(self, part: Part) -> None:
        """Take in what a block says of a year."""
        self._ends[part.year] = part.end
        self._gaps.setdefault(part.year, {})[part.block] = part.kilometres

    def fan(self) -> Fan | None:
        """Return the years that are known, the nearest first; None without the next one."""
        years = list(takewhile(lambda year: year in self._gaps, count()))
        if not years:
            return None
        whole = [
            np.concatenate([gaps for _, gaps in sorted(self._gaps[year].items())]) for year in years
        ]
        points = tuple(tuple(float(one) for one in np.quantile(gap, QUARTILES)) for gap in whole)
        return Fan(tuple(self._ends[year] for year in years), points, len(whole[-1]))


def parts(
    course: Course,
    position: Position,
    turn: Turn,
    seat: str,
    years: int,
    futures: int,
    blocks: Sequence[int] = range(len(BLOCKS)),
) -> Iterator[Part]:
    """Yield what blocks say of the coming years, of so many futures at most.

    A block at a time, the first of the fewest futures, and in each the nearest year first.
    """
    for block in blocks:
        most = futures - sum(BLOCKS[:block])
        if most <= 0:
            continue
        believed = imagined(course, position, seat, block)
        for year, (end, gap) in enumerate(believed.gaps(turn, years)):
            yield Part(block, year, end, gap[:most].tolist())


def fans(found: Iterable[Part]) -> Iterator[Fan]:
    """Yield the gap of the coming years, better with each part."""
    gathered = Gathered()
    for part in found:
        gathered.add(part)
        fan = gathered.fan()
        if fan is not None:
            yield fan
