"""Intervals for means, shares and quantiles over replicates, the last axis of what is given."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy import special

from race.base.arrays import Flags, Floats
from race.base.errors import InputError
from race.batch.showing.spread import quantile
from race.batch.stats.refusal import refuse_infinite, refuse_nan

CONFIDENCE = 0.95
"""The share of experiments whose interval is to hold the truth."""


class Interval(NamedTuple):
    """An estimate and the bounds that hold the truth with the confidence that was asked for.

    Arrays of one shape; infinite bounds are allowed and mean what they say.
    """

    estimate: Floats
    low: Floats
    high: Floats

    @property
    def half_width(self) -> Floats:
        """Return half the distance of the bounds: 0 where both are infinite and equal."""
        same = self.low == self.high
        return np.asarray((np.where(same, 0.0, self.high) - np.where(same, 0.0, self.low)) / 2.0)

    def holds(self, truth: Floats | float) -> Flags:
        """Return where the truth lies within the bounds."""
        return np.asarray((self.low <= truth) & (truth <= self.high))


def of_mean(values: Floats, measure: str = "values", confidence: float = CONFIDENCE) -> Interval:
    """Return means of (..., R) with Student's t interval; needs two replicates or more.

    Right for sums of many small effects. The gap in kilometres is not one: a mean of it is that of
    its few largest futures, so take its median.

    Raises:
        InputError: a value is NaN or infinite, or there is one replicate.
    """
    refuse_infinite(values, measure)
    replicates = values.shape[-1]
    if replicates < 2:
        raise InputError(f"{measure}: one replicate has a mean but no interval; run two or more")
    mean = values.mean(axis=-1)
    error = values.std(axis=-1, ddof=1) / np.sqrt(replicates)
    reach = special.stdtrit(replicates - 1, _upper(confidence)) * error
    return Interval(np.asarray(mean), np.asarray(mean - reach), np.asarray(mean + reach))


def of_share(flags: Flags, confidence: float = CONFIDENCE) -> Interval:
    """Return shares of true flags (..., R) with the interval of Wilson.

    Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference",
    JASA 22. Unlike p +- z sqrt(p (1 - p) / n) it has a width where all or none are true.

    Raises:
        InputError: there are no replicates.
    """
    refuse_nan(flags.astype(np.float64), "share")
    replicates = flags.shape[-1]
    share = flags.mean(axis=-1)
    z = float(special.ndtri(_upper(confidence)))
    weight = 1.0 + z * z / replicates
    centre = (share + z * z / (2.0 * replicates)) / weight
    spread = share * (1.0 - share) / replicates + z * z / (4.0 * replicates**2)
    reach = z * np.sqrt(spread) / weight
    low, high = np.maximum(centre - reach, 0.0), np.minimum(centre + reach, 1.0)
    # rounding must not part a share of 0 or 1 from its own bound
    return Interval(np.asarray(share), np.minimum(low, share), np.maximum(high, share))


def of_median(values: Floats, measure: str = "values", confidence: float = CONFIDENCE) -> Interval:
    """Return medians of (..., R) with their interval; see `of_quantile`."""
    return of_quantile(values, 0.5, measure, confidence)


def of_quantile(
    values: Floats, share: float, measure: str = "values", confidence: float = CONFIDENCE
) -> Interval:
    """Return quantiles of (..., R) with an interval between order statistics.

    It assumes nothing of the distribution: the number of replicates below the true quantile is
    binomial. Between two order statistics it interpolates after Nyblom (1992), "Note on
    interpolated order statistics", Statistics & Probability Letters 14. Infinite values are
    largest or smallest values like others; where too few replicates lie beyond the quantile for
    the confidence, the bound is infinite.

    Raises:
        InputError: a value is NaN, or there are no replicates.
    """
    refuse_nan(values, measure)
    ordered = np.sort(values, axis=-1)
    return Interval(
        quantile(ordered, share),
        _lower_bound(ordered, share, confidence),
        -_lower_bound(-ordered[..., ::-1], 1.0 - share, confidence),
    )


def _lower_bound(ordered: Floats, share: float, confidence: float) -> Floats:
    """Return a value that lies below the quantile with the confidence of one side."""
    rank, part = _rank(ordered.shape[-1], share, _upper(confidence))
    if rank == 0:
        return np.full(ordered.shape[:-1], -np.inf)
    low = ordered[..., rank - 1]
    if part == 0.0:
        return low
    high = ordered[..., rank]
    finite = np.isfinite(low) & np.isfinite(high)
    step = np.where(finite, high, 0.0) - np.where(finite, low, 0.0)
    return np.asarray(low + np.where(finite, part * step, 0.0))


@lru_cache(maxsize=256)
def _rank(replicates: int, share: float, confidence: float) -> tuple[int, float]:
    """Return rank r from 1 and a part: the bound lies that part of the way from r to r + 1.

    Rank 0 where even the smallest value does not lie below with the confidence.
    """
    # chance that the r-th smallest of so many lies below the quantile, r = 0 .. replicates
    ranks = np.arange(replicates + 1)
    below = np.concatenate([[1.0], 1.0 - special.bdtr(ranks[:-1], replicates, share)])
    rank = int(np.flatnonzero(below >= confidence)[-1])
    if rank in {0, replicates}:
        return rank, 0.0
    over, under = below[rank] - confidence, confidence - below[rank + 1]
    if over <= 0.0:
        return rank, 0.0
    odds = rank * (1.0 - share) * under / ((replicates - rank) * share * over)
    return rank, float(1.0 / (1.0 + odds))


def _upper(confidence: float) -> float:
    """Return the quantile that leaves half of the rest above it.

    Raises:
        InputError: the confidence is not a share between 0 and 1.
    """
    if not 0.0 < confidence < 1.0:
        raise InputError(f"confidence: given {confidence}; allowed: between 0 and 1, such as 0.95")
    return 0.5 + confidence / 2.0
