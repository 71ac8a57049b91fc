"""Which uncertain figures go with a measure, from the futures of a batch as they are.

Every future draws its own figures, so a batch is a sample of them and needs no runs of its own
for this. What is told is how the measure differs between futures in which a figure is low and
high; the draws are independent of each other, so that is the figure's doing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from scipy import special

from race.base.arrays import Floats
from race.base.errors import InputError
from race.batch.stats.interval import CONFIDENCE, Interval, of_median
from race.batch.stats.refusal import refuse_nan

PART = 0.2
"""Low and high are the lowest and highest fifth of a figure's draws."""
FEWEST = 50
"""Futures that a fifth needs for its median to have an interval at all."""


class Bar(NamedTuple):
    """One figure of a tornado.

    Attributes:
        name: of the drawn figure.
        low, high: median of the measure where the figure is low and where it is high.
        least, most: the figure itself at the bounds of those fifths.
        correlation: of ranks, -1 to 1 (Spearman).
        told: whether the correlation is told from chance, all figures together at the confidence.
    """

    name: str
    low: Interval
    high: Interval
    least: float
    most: float
    correlation: float
    told: bool


def tornado(
    draws: Mapping[str, Floats],
    values: Floats,
    measure: str = "values",
    confidence: float = CONFIDENCE,
) -> list[Bar]:
    """Return a bar for each figure that varies, that of the strongest correlation first.

    Ranks and medians are used throughout, so infinite values are largest or smallest like others.

    Args:
        draws: drawn figures by name, (R,) each.
        values: the measure, (R,).
        measure: what it is, for messages.
        confidence: of the intervals of the medians, and that no figure is told by chance.

    Raises:
        InputError: a value is NaN, there are fewer than 50 futures, or draws of other futures.
    """
    refuse_nan(values, measure)
    replicates = len(values)
    if replicates < FEWEST:
        raise InputError(f"{measure}: {replicates} futures; a tornado needs {FEWEST} or more")
    for name, drawn in draws.items():
        if drawn.shape != values.shape:
            raise InputError(f"{name}: {drawn.size} draws for {replicates} futures")
        refuse_nan(drawn, name)
    varying = {name: drawn for name, drawn in draws.items() if np.ptp(drawn) > 0.0}
    # normal under no correlation, each figure at its part of the risk (Bonferroni)
    risk = (1.0 - confidence) / max(len(varying), 1)
    bound = float(special.ndtri(1.0 - risk / 2.0)) / np.sqrt(replicates - 1)
    ranks = _ranks(values)
    bars = [_bar(name, drawn, values, ranks, bound, confidence) for name, drawn in varying.items()]
    return sorted(bars, key=lambda bar: -abs(bar.correlation))


def _bar(
    name: str, drawn: Floats, values: Floats, ranks: Floats, bound: float, confidence: float
) -> Bar:
    order = np.argsort(drawn, kind="stable")
    part = max(round(PART * len(values)), 1)
    low, high = order[:part], order[-part:]
    correlation = _correlation(_ranks(drawn), ranks)
    return Bar(
        name=name,
        low=of_median(values[low], name, confidence),
        high=of_median(values[high], name, confidence),
        least=float(drawn[low[-1]]),
        most=float(drawn[high[0]]),
        correlation=correlation,
        told=bool(abs(correlation) > bound),
    )


def _ranks(values: Floats) -> Floats:
    """Return ranks from 0; equals share the middle of their ranks."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts + 1) / 2.0)[place])


def _correlation(first: Floats, second: Floats) -> float:
    """Return the correlation of two rows of ranks; 0 where one of them does not vary."""
    a, b = first - first.mean(), second - second.mean()
    size = np.sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / size if size > 0.0 else 0.0
