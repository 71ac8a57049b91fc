"""Bootstrap intervals, for what has no interval in closed form.

Futures are drawn again at fixed addresses of chance, so an interval is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from race.base.arrays import Floats, Whole
from race.base.rng import Chance
from race.batch.showing.spread import median, quantile
from race.batch.stats.interval import CONFIDENCE, Interval
from race.batch.stats.refusal import refuse_nan

STREAM = "bootstrap"
RESAMPLES = 1000
_AT_ONCE = 1_000_000
"""So many values are drawn at once, to bound the memory."""

Statistic = Callable[[Floats], Floats]
"""Maps (..., rows, R) to (...): what is made of a sample of futures."""


def resampled(replicates: int, resamples: int = RESAMPLES, seed: int = 1) -> Iterator[Whole]:
    """Yield places of drawn futures, (some resamples, R) at a time, each from 0 to R - 1."""
    step = max(_AT_ONCE // replicates, 1)
    for first in range(0, resamples, step):
        chance = Chance(seed, first, min(step, resamples - first))
        drawn = chance.uniform(STREAM, 0, replicates).T * replicates
        yield drawn.astype(np.int64)


def bootstrap(
    rows: Floats,
    statistic: Statistic,
    measure: str = "values",
    *,
    confidence: float = CONFIDENCE,
    resamples: int = RESAMPLES,
    seed: int = 1,
) -> Interval:
    """Return a statistic of futures with its percentile interval.

    Args:
        rows: (rows, R); a future is a column, drawn as a whole, so that pairs stay pairs.
        statistic: see `Statistic`.
        measure: what it is, for messages.
        confidence: of the interval.
        resamples: how often the sample is drawn again.
        seed: of the drawing.

    Raises:
        InputError: a value is NaN, or there are none.
    """
    refuse_nan(rows, measure)
    again = [
        statistic(np.moveaxis(rows[:, places], 0, 1))
        for places in resampled(rows.shape[-1], resamples, seed)
    ]
    drawn = np.sort(np.concatenate(again), axis=0)
    tail = (1.0 - confidence) / 2.0
    low, high = (quantile(drawn.T, share) for share in (tail, 1.0 - tail))
    return Interval(np.asarray(statistic(rows)), low, high)


def difference_of_medians(pair: Floats) -> Floats:
    """Return the median of the first row less that of the second, (..., 2, R) to (...).

    Two infinite medians differ by nothing that could be told: 0.
    """
    first, second = median(pair[..., 0, :]), median(pair[..., 1, :])
    same = first == second
    return np.asarray(np.where(same, 0.0, first) - np.where(same, 0.0, second))
