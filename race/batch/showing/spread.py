"""The middle and the spread of figures over replicates, infinite ones included."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from race.base.arrays import Floats

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9


class Spread(NamedTuple):
    """Median, 10 % and 90 % of a figure over the last axis of what was given."""

    median: Floats
    p10: Floats
    p90: Floats


def spread(values: Floats) -> Spread:
    """Return the median and the 10 and 90 % quantiles over replicates, (..., R) to (...)."""
    ordered = np.sort(values, axis=-1)
    return Spread(*(quantile(ordered, share) for share in (MIDDLE, LOW, HIGH)))


def median(values: Floats) -> Floats:
    """Return the median over replicates, (..., R) to (...); inf where half or more are infinite."""
    return quantile(np.sort(values, axis=-1), MIDDLE)


def most_common(codes: Floats) -> Floats:
    """Return the code that most replicates have, (..., R) to (...); the smallest of equals."""
    rows = codes.reshape(-1, codes.shape[-1]).astype(np.int64)
    low = int(rows.min())
    found = [np.bincount(row - low).argmax() + low for row in rows]
    return np.asarray(found, dtype=np.float64).reshape(codes.shape[:-1])


def quantile(ordered: Floats, share: float) -> Floats:
    """Return a quantile of figures that are in order, (..., R) to (...).

    It lies between neighbours; where one of them is infinite and counts, so is the result, and
    minus infinity goes before infinity. NumPy's own quantiles make NaN of two infinite neighbours.
    """
    place = share * (ordered.shape[-1] - 1)
    below = int(place)
    part = place - below
    low = ordered[..., below]
    if part <= 0.0:
        return np.asarray(low)
    high = ordered[..., below + 1]
    finite = np.isfinite(low) & np.isfinite(high)
    step = np.where(finite, high, 0.0) - np.where(finite, low, 0.0)
    infinite = np.where(np.isinf(low), low, high)
    return np.where(finite, np.where(finite, low, 0.0) + part * step, infinite)
