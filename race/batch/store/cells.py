"""Cells: one future of one arm at one point of a sweep, and how they are numbered.

Within an arm cells are numbered by replicate, then by point, so that every point has as many
futures wherever a batch stops. Chance depends on the seed and the replicate alone: neither arm nor
point enters an address (common random numbers).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from race.base.arrays import Floats
from race.engine.setup import Futures
from race.scenario.experiments.experiment import Arm


class Cell(NamedTuple):
    """One future of an arm at a point of the sweep."""

    arm: str
    point: int
    replicate: int


@dataclass(frozen=True, eq=False)
class Points:
    """The points of a sweep.

    Attributes:
        names: of the factors.
        units: of the factors.
        values: (points, factors); (1, 0) without a sweep.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    values: Floats

    def __len__(self) -> int:
        """Count the points."""
        return len(self.values)

    def at(self, point: int) -> dict[str, float]:
        """Return the value of each factor at a point."""
        return dict(zip(self.names, self.values[point].tolist(), strict=True))


NO_SWEEP = Points((), (), np.zeros((1, 0)))


def cell_of(arm: str, number: int, points: int) -> Cell:
    """Return the cell of a number within its arm."""
    return Cell(arm, number % points, number // points)


def futures_of(arm: Arm, points: Points, numbers: range) -> Futures:
    """Return the futures of consecutive cells of an arm, with what arm and point set.

    A factor of the sweep wins over a figure of the arm.
    """
    cells = np.arange(numbers.start, numbers.stop)
    held = {name: np.full(len(cells), value) for name, value in arm.figures.items()}
    at = points.values[cells % len(points)]
    held |= {name: at[:, place].copy() for place, name in enumerate(points.names)}
    return Futures((cells // len(points)).tolist(), held)


def figures_at(arm: Arm, points: Points, point: int) -> dict[str, float]:
    """Return the figures that an arm and a point of the sweep set."""
    return {**arm.figures, **points.at(point)}
