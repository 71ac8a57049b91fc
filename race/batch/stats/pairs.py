"""Paired comparisons of two arms on common random numbers.

Replicate k of both arms is the same future under other conditions, so what both share drops out
of their difference. An actor without a pool is infinitely far behind. Where both arms leave it
without one, there is no difference to be told: the pair counts as none for the estimate, as the
worst for each bound, and is counted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from race.base.arrays import Flags, Floats
from race.base.errors import InputError
from race.batch.showing.spread import HIGH, LOW, quantile
from race.batch.stats.interval import CONFIDENCE, Interval, of_mean, of_median, of_share
from race.batch.stats.refusal import refuse_nan


class Effect(NamedTuple):
    """What one arm adds to another, future by future.

    Attributes:
        difference: median of the differences, in the unit of the measure.
        factor: median of the ratios; None for a measure that can be negative.
        larger: share of futures in which the measure is larger than in the other arm.
        smaller: share of futures in which it is smaller; the rest are equal or both infinite.
        undefined: number of futures in which both are infinite.
        p10, p90: of the differences: 80 % of futures lie between them.
    """

    difference: Interval
    factor: Interval | None
    larger: Interval
    smaller: Interval
    undefined: int
    p10: float
    p90: float


def effect(
    values: Floats, other: Floats, measure: str = "values", confidence: float = CONFIDENCE
) -> Effect:
    """Compare an arm with another by their replicates (R,), paired in their order.

    Raises:
        InputError: a value is NaN, there are none, or the numbers of replicates differ.
    """
    difference = median_difference(values, other, measure, confidence)
    ordered = np.sort(differences(values, other), axis=-1)
    negative = bool((values < 0.0).any() or (other < 0.0).any())
    return Effect(
        difference=difference,
        factor=None if negative else median_factor(values, other, measure, confidence),
        larger=of_share(values > other, confidence),
        smaller=of_share(values < other, confidence),
        undefined=int((np.isinf(values) & (values == other)).sum()),
        p10=float(quantile(ordered, LOW)),
        p90=float(quantile(ordered, HIGH)),
    )


def median_difference(
    values: Floats, other: Floats, measure: str = "values", confidence: float = CONFIDENCE
) -> Interval:
    """Return the median of paired differences of (..., R) with its interval.

    It is not the difference of the medians: see `race.batch.stats.bootstrap` for that.

    Raises:
        InputError: a value is NaN, there are none, or the numbers of replicates differ.
    """
    _refuse_unpaired(values, other, measure)
    untold = np.isinf(values) & (values == other)
    stand_ins = (-np.inf, 0.0, np.inf)
    return _bracketed(differences(values, other), untold, stand_ins, measure, confidence)


def differences(values: Floats, other: Floats) -> Floats:
    """Return paired differences; of two infinite values of one sign, 0."""
    untold = np.isinf(values) & (values == other)
    return np.asarray(np.where(untold, 0.0, values) - np.where(untold, 0.0, other))


def median_factor(
    values: Floats, other: Floats, measure: str = "values", confidence: float = CONFIDENCE
) -> Interval:
    """Return the median of paired ratios of (..., R), none of them negative, with its interval.

    Two zeros are equal: 1.

    Raises:
        InputError: a value is NaN or negative, there are none, or the numbers of replicates differ.
    """
    _refuse_unpaired(values, other, measure)
    if (values < 0.0).any() or (other < 0.0).any():
        raise InputError(f"{measure}: a ratio needs values of 0 or more; take the difference")
    untold = np.isinf(values) & (values == other)
    return _bracketed(ratios(values, other), untold, (0.0, 1.0, np.inf), measure, confidence)


def ratios(values: Floats, other: Floats) -> Floats:
    """Return paired ratios of values of 0 or more; equals, zeros and infinite ones too, give 1."""
    equal = values == other
    below = np.where(equal | (other == 0.0), 1.0, other)
    with np.errstate(over="ignore", invalid="ignore"):  # past the largest number is infinite
        return np.where(equal, 1.0, np.where(other == 0.0, np.inf, values / below))


def mean_difference(
    values: Floats, other: Floats, measure: str = "values", confidence: float = CONFIDENCE
) -> Interval:
    """Return the mean of paired differences of (..., R) with Student's t interval.

    Raises:
        InputError: a value is NaN or infinite, or the numbers of replicates differ.
    """
    _refuse_unpaired(values, other, measure)
    _refuse_infinite_pairs(values, other, measure)
    return of_mean(values - other, measure, confidence)


def variance_cut(values: Floats, other: Floats) -> float:
    """Return how many times pairing cuts the variance of a difference of means: (R,) each.

    (Var a + Var b) / Var (a - b): 1 for futures that have nothing in common.

    Raises:
        InputError: a value is NaN or infinite, or the numbers of replicates differ.
    """
    _refuse_unpaired(values, other, "values")
    _refuse_infinite_pairs(values, other, "values")
    apart = values.var(ddof=1) + other.var(ddof=1)
    together = (values - other).var(ddof=1)
    return float(apart / together) if together > 0.0 else np.inf


def _bracketed(
    told: Floats,
    untold: Flags,
    stand_ins: tuple[float, float, float],
    measure: str,
    confidence: float,
) -> Interval:
    """Return the median's interval with pairs that tell nothing at their worst for each bound."""
    least, neutral, most = stand_ins
    middle = of_median(np.where(untold, neutral, told), measure, confidence)
    if not untold.any():
        return middle
    low = of_median(np.where(untold, least, told), measure, confidence).low
    high = of_median(np.where(untold, most, told), measure, confidence).high
    return Interval(middle.estimate, low, high)


def _refuse_unpaired(values: Floats, other: Floats, measure: str) -> None:
    if values.shape != other.shape:
        raise InputError(
            f"{measure}: {values.shape[-1]} replicates against {other.shape[-1]}; a pair is the "
            "same replicate in both arms, so leave out those that one arm lacks"
        )
    refuse_nan(values, measure)
    refuse_nan(other, measure)


def _refuse_infinite_pairs(values: Floats, other: Floats, measure: str) -> None:
    if np.isinf(values).any() or np.isinf(other).any():
        raise InputError(f"{measure}: infinite in some futures; take the median of the differences")
