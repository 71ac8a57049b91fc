"""The design of a batch: arms, the points of a sweep, and the numbering of cells.

A cell is one future of one arm at one point. Within an arm cells are numbered by replicate, then by
point, so that every point has as many futures wherever a batch stops. Chance depends on the seed
and the replicate alone: neither arm nor point enters an address (common random numbers).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.stats import qmc

from race.base.arrays import Floats
from race.base.errors import InputError
from race.engine.setup import Futures
from race.scenario.experiment import (
    AS_IT_IS,
    GRID,
    LATIN_HYPERCUBE,
    LIST,
    SALTELLI,
    Arm,
    Arms,
    Factor,
    Sweep,
)
from race.scenario.values import Quantity
from race.scenario.wording import suggestion
from race.world.draws import quantile

MOST_POINTS = 1_000_000


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


@dataclass(frozen=True, eq=False)
class Experiment:
    """What a batch is to run.

    Attributes:
        scenario: a shipped name or the path of a file.
        seed: of all random numbers.
        runs: futures of each arm at each point.
        arms: at least one; effects are told against the first.
        sweep: None for one point, the scenario as it is.
        companies: companies whose figures are kept beside those of the countries; `all` keeps all.
        until: the last year to simulate; that of the scenario's end when None.
    """

    scenario: str
    seed: int
    runs: int
    arms: Arms = AS_IT_IS
    sweep: Sweep | None = None
    companies: tuple[str, ...] = ()
    until: int | None = None


def points_of(sweep: Sweep | None, drawn: Mapping[str, Quantity]) -> Points:
    """Return the points of a sweep.

    Args:
        sweep: the design and its factors; None for one point without factors.
        drawn: every figure that can be set, by name; see `race.engine.setup.drawn_figures`.

    Raises:
        InputError: a factor that is not drawn, one without a distribution, too many points.
    """
    if sweep is None:
        return NO_SWEEP
    refuse_strangers((factor.name for factor in sweep.factors), drawn)
    names = tuple(factor.name for factor in sweep.factors)
    units = tuple(drawn[name].unit for name in names)
    _refuse_too_many(sweep)
    if sweep.design == GRID:
        values = np.array(list(itertools.product(*(factor.values for factor in sweep.factors))))
    elif sweep.design == LIST:
        values = np.array([factor.values for factor in sweep.factors]).T
    else:
        shares = unit_points(sweep)
        columns = [
            _spread(factor, drawn[factor.name], shares[:, place])
            for place, factor in enumerate(sweep.factors)
        ]
        values = np.stack(columns, axis=1)
    return Points(names, units, np.asarray(values, dtype=np.float64))


def _refuse_too_many(sweep: Sweep) -> None:
    count = sweep.points * (len(sweep.factors) + 2 if sweep.design == SALTELLI else 1)
    if sweep.design == GRID:
        count = math.prod(len(factor.values) for factor in sweep.factors)
    if count > MOST_POINTS:
        raise InputError(f"the sweep has {count:,} points; allowed: at most {MOST_POINTS:,}")


def unit_points(sweep: Sweep) -> Floats:
    """Return the points of a sampled design in the open unit cube, (points, factors)."""
    factors = len(sweep.factors)
    if sweep.design == LATIN_HYPERCUBE:
        shares = qmc.LatinHypercube(factors, rng=sweep.seed).random(sweep.points)
    elif sweep.design == SALTELLI:
        shares = _crossed(_sobol(2 * factors, sweep), factors)
    else:
        shares = _sobol(factors, sweep)
    tiny = np.finfo(np.float64).tiny
    return np.asarray(np.clip(shares, tiny, 1.0 - np.finfo(np.float64).epsneg))


def _sobol(columns: int, sweep: Sweep) -> Floats:
    return np.asarray(qmc.Sobol(columns, scramble=True, rng=sweep.seed).random(sweep.points))


def _crossed(both: Floats, factors: int) -> Floats:
    """Lay out A, A with one column of B for each factor, and B, base point by base point.

    Saltelli (2010), "Variance based sensitivity analysis of model output", table 2; the layout is
    that of SALib without second-order indices.
    """
    a, b = both[:, :factors], both[:, factors:]
    rows = np.repeat(a[:, None, :], factors + 2, axis=1)
    for factor in range(factors):
        rows[:, factor + 1, factor] = b[:, factor]
    rows[:, -1] = b
    return rows.reshape(-1, factors)


def _spread(factor: Factor, quantity: Quantity, shares: Floats) -> Floats:
    distribution = factor.distribution or quantity.distribution
    if distribution is None:
        raise InputError(
            f"factor {factor.name}: the scenario has no distribution of it; "
            "allowed: {low: ..., high: ...} or {distribution: ...}"
        )
    return quantile(distribution, shares)


def refuse_strangers(names: Iterable[str], drawn: Mapping[str, Quantity]) -> None:
    """Refuse figures that no draw has.

    Raises:
        InputError: with the nearest name that there is.
    """
    for name in names:
        if name not in drawn:
            advice = suggestion(name, drawn) or "docs/batch.md tells how figures are named"
            raise InputError(f"no figure '{name}' is drawn in this scenario; {advice}")


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
