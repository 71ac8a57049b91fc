"""Published figures beside those of the model: inside or not, errors, and a score."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from race.base.arrays import Floats
from race.batch.hindcast.baselines import carried_forward, extrapolated
from race.batch.hindcast.ensemble import Series
from race.scenario.experiments.targets import BEFORE, GIVEN, Target

NARROWEST = 0.25
"""A range counts as at least this share of the value to each side."""
NARROWEST_POINTS = {"points": 6.0, "months": 4.0}
"""The same in the unit's own terms: the error of the capability formula, and of a lag."""
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
LEAST = 1e-12
"""Stands for nothing in a logarithm."""


@dataclass(frozen=True, slots=True)
class Row:
    """A published figure, what the model says of it, and what simple continuations say."""

    target: Target
    low: float
    high: float
    p10: float
    p50: float
    p90: float
    carried: float
    extrapolated: float

    @property
    def inside(self) -> bool:
        """Tell whether the median lies in the wider of the published range and the narrowest."""
        return self.low <= self.p50 <= self.high

    @property
    def covered(self) -> bool:
        """Tell whether the 80 % band holds the published value."""
        return self.p10 <= self.target.value <= self.p90

    @property
    def error(self) -> float:
        """Return log10 of the median over the published value."""
        return log_error(self.p50, self.target.value)


@dataclass(frozen=True, slots=True)
class Score:
    """How a set of rows comes out; the baselines over those rows that they can say something of."""

    rows: int
    inside: float
    covered: float
    error: float
    carried_error: float
    error_beside_carried: float
    extrapolated_error: float
    error_beside_extrapolated: float


def log_error(found: float, published: float) -> float:
    """Return log10 of found over published."""
    return math.log10(max(found, LEAST) / published)


def compare(targets: Sequence[Target], futures: Series, banded: Series | None = None) -> list[Row]:
    """Set every published figure but the earlier ones beside the model's.

    The median is that of the futures, the band that of `banded` or else of the futures too.
    """
    rows = []
    for target in targets:
        if target.role == BEFORE:
            continue
        key, moment = (target.measure, target.actor), target.year + 1.0
        p50 = middle(futures[moment][key])
        p10, p90 = ends((banded or futures)[moment][key])
        low, high = widest(target)
        carried = carried_forward(target, targets)
        rows.append(Row(target, low, high, p10, p50, p90, carried, extrapolated(target, targets)))
    return rows


def middle(values: Floats) -> float:
    """Return the median, of values whose larger ones may be infinite."""
    return float(np.quantile(values, MIDDLE, method="lower"))


def ends(values: Floats) -> tuple[float, float]:
    """Return the ends of the 80 % band."""
    low, high = np.quantile(values, (LOW, HIGH), method="nearest")
    return float(low), float(high)


def widest(target: Target) -> tuple[float, float]:
    """Return the wider of the published range and the narrowest that counts."""
    margin = NARROWEST_POINTS.get(target.unit, NARROWEST * target.value)
    return min(target.low, target.value - margin), max(target.high, target.value + margin)


def score(rows: Iterable[Row], role: str = GIVEN) -> Score:
    """Sum up the rows of one role."""
    kept = [row for row in rows if row.target.role == role]
    carried = [row for row in kept if not math.isnan(row.carried)]
    grown = [row for row in kept if not math.isnan(row.extrapolated)]
    return Score(
        rows=len(kept),
        inside=_share(row.inside for row in kept),
        covered=_share(row.covered for row in kept),
        error=_middle(row.error for row in kept),
        carried_error=_middle(log_error(row.carried, row.target.value) for row in carried),
        error_beside_carried=_middle(row.error for row in carried),
        extrapolated_error=_middle(log_error(row.extrapolated, row.target.value) for row in grown),
        error_beside_extrapolated=_middle(row.error for row in grown),
    )


def _share(flags: Iterable[bool]) -> float:
    listed = list(flags)
    return sum(listed) / len(listed) if listed else math.nan


def _middle(errors: Iterable[float]) -> float:
    listed = [abs(error) for error in errors]
    return median(listed) if listed else math.nan
