"""Sobol indices: how much of a measure's variance each factor of a sweep explains.

Importing it loads SALib, which is slow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from SALib.analyze import sobol as salib

from race.base.arrays import Floats
from race.base.errors import InputError
from race.batch.showing.spread import quantile
from race.batch.stats.bootstrap import resampled
from race.batch.stats.interval import CONFIDENCE, Interval
from race.batch.stats.refusal import refuse_infinite

RESAMPLES = 200


class SobolIndices(NamedTuple):
    """Shares of variance, one for each factor, with their bootstrap intervals.

    Attributes:
        names: of the factors.
        first: share that the factor explains alone.
        total: share that it explains alone and together with others.
    """

    names: tuple[str, ...]
    first: Interval
    total: Interval


def sobol_indices(
    response: Floats,
    names: Sequence[str],
    measure: str = "response",
    *,
    confidence: float = CONFIDENCE,
    resamples: int = RESAMPLES,
    seed: int = 1,
) -> SobolIndices:
    """Return the first and total indices of a `saltelli` sweep.

    Estimators: Saltelli et al. (2010), "Variance based sensitivity analysis of model output",
    Computer Physics Communications 181, as SALib has them.

    Args:
        response: (points,), in the order of the points; with several futures a point, their median.
        names: of the factors, in their order.
        measure: what the response is, for messages.
        confidence: of the intervals.
        resamples: how often the base points are drawn again.
        seed: of that drawing.

    Raises:
        InputError: a response is NaN or infinite, all are equal, or their number is not a multiple
            of factors + 2.
    """
    factors = len(names)
    if factors == 0 or response.ndim != 1 or len(response) % (factors + 2):
        raise InputError(
            f"{measure}: {response.size} points for {factors} factors; a saltelli sweep has a "
            f"multiple of {factors + 2}"
        )
    refuse_infinite(response, f"{measure} by point")
    if np.ptp(response) == 0.0:
        raise InputError(f"{measure}: the same at every point, so no factor explains anything")
    problem = {
        "num_vars": factors,
        "names": [str(number) for number in range(factors)],  # SALib merges equal names
        "bounds": [[0.0, 1.0]] * factors,
    }
    found = salib.analyze(
        problem, response, calc_second_order=False, num_resamples=2, conf_level=0.95, seed=1
    )
    scaled = ((response - response.mean()) / response.std()).reshape(-1, factors + 2)
    first, total = _again(scaled, resamples, seed)
    return SobolIndices(
        tuple(names),
        _interval(np.asarray(found["S1"]), first, confidence),
        _interval(np.asarray(found["ST"]), total, confidence),
    )


def _again(rows: Floats, resamples: int, seed: int) -> tuple[Floats, Floats]:
    """Return both indices of drawn base points, (resamples, factors) each."""
    first, total = [], []
    for places in resampled(len(rows), resamples, seed):
        a, b = rows[:, 0][places.T], rows[:, -1][places.T]
        mixed = [rows[:, column][places.T] for column in range(1, rows.shape[1] - 1)]
        first.append(np.stack([salib.first_order(a, ab, b) for ab in mixed], axis=1))
        total.append(np.stack([salib.total_order(a, ab, b) for ab in mixed], axis=1))
    return np.concatenate(first), np.concatenate(total)


def _interval(estimate: Floats, drawn: Floats, confidence: float) -> Interval:
    ordered = np.sort(drawn, axis=0).T
    tail = (1.0 - confidence) / 2.0
    return Interval(estimate, quantile(ordered, tail), quantile(ordered, 1.0 - tail))
