"""Elementary effects after Morris: which factors matter at all, from few runs.

Importing it loads SALib, which is slow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from SALib.analyze import morris as salib
from SALib.sample import morris as salib_points

from race.base.arrays import Floats
from race.base.errors import InputError
from race.batch.stats.interval import CONFIDENCE
from race.batch.stats.refusal import refuse_infinite

LEVELS = 4
"""Levels of the grid that trajectories walk on, as Morris (1991) advises."""
RESAMPLES = 200


class MorrisEffects(NamedTuple):
    """Effects of steps across two thirds of a factor's range, one for each factor.

    Attributes:
        names: of the factors.
        mean: mean effect, in the unit of the response over the whole range of the factor.
        mean_size: mean of the sizes, whatever their sign.
        half_width: of the interval of `mean_size`.
        spread: standard deviation; large for a factor that acts with others or not in proportion.
    """

    names: tuple[str, ...]
    mean: Floats
    mean_size: Floats
    half_width: Floats
    spread: Floats


def morris_points(names: Sequence[str], trajectories: int, seed: int = 1) -> Floats:
    """Return points in the unit cube, (trajectories x (factors + 1), factors).

    Raises:
        InputError: fewer than two trajectories, or no factor.
    """
    if trajectories < 2 or not names:
        raise InputError("morris: needs a factor and two trajectories or more")
    return np.asarray(
        salib_points.sample(_problem(names), trajectories, num_levels=LEVELS, seed=seed)
    )


def morris_effects(
    response: Floats,
    points: Floats,
    names: Sequence[str],
    measure: str = "response",
    *,
    confidence: float = CONFIDENCE,
    seed: int = 1,
) -> MorrisEffects:
    """Return the elementary effects of a design of `morris_points`.

    Args:
        response: (points,), in the order of the points; with several futures a point, their median.
        points: (points, factors), in the unit cube.
        names: of the factors, in their order.
        measure: what the response is, for messages.
        confidence: of the interval of the mean size.
        seed: of its bootstrap, which is SALib's own.

    Raises:
        InputError: a response is NaN or infinite, or the points are not trajectories.
    """
    steps = len(names) + 1
    if points.shape != (len(response), len(names)) or len(response) % steps:
        raise InputError(
            f"{measure}: {response.size} values for points {points.shape}; a morris design of "
            f"{len(names)} factors has a multiple of {steps}"
        )
    refuse_infinite(response, f"{measure} by point")
    found = salib.analyze(
        _problem(names),
        points,
        response,
        num_resamples=RESAMPLES,
        conf_level=confidence,
        num_levels=LEVELS,
        seed=seed,
    )
    columns = ("mu", "mu_star", "mu_star_conf", "sigma")
    return MorrisEffects(tuple(names), *(np.asarray(found[column], float) for column in columns))


def _problem(names: Sequence[str]) -> dict[str, object]:
    return {
        "num_vars": len(names),
        "names": list(names),
        "bounds": [[0.0, 1.0]] * len(names),
        "groups": None,
    }
