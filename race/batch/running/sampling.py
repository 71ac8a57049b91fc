"""Points of sampled designs in the unit cube; importing it loads scipy.stats, which is slow."""

from __future__ import annotations

import numpy as np
from scipy.stats import qmc

from race.base.arrays import Floats
from race.scenario.experiments.experiment import LATIN_HYPERCUBE, MORRIS, SALTELLI, Sweep


def unit_points(sweep: Sweep) -> Floats:
    """Return the points of a sampled design in the open unit cube, (points, factors)."""
    factors = len(sweep.factors)
    if sweep.design == LATIN_HYPERCUBE:
        shares = qmc.LatinHypercube(factors, rng=sweep.seed).random(sweep.points)
    elif sweep.design == SALTELLI:
        shares = _crossed(_sobol(2 * factors, sweep), factors)
    elif sweep.design == MORRIS:
        shares = _walked(sweep)
    else:
        shares = _sobol(factors, sweep)
    tiny = np.finfo(np.float64).tiny
    return np.asarray(np.clip(shares, tiny, 1.0 - np.finfo(np.float64).epsneg))


def _sobol(columns: int, sweep: Sweep) -> Floats:
    return np.asarray(qmc.Sobol(columns, scramble=True, rng=sweep.seed).random(sweep.points))


def _walked(sweep: Sweep) -> Floats:
    """Return trajectories on a grid of the middles of four equal parts of each factor's spread.

    The ends of a spread would be infinitely far out, where it has no bound.
    """
    from race.batch.stats.morris import LEVELS, morris_points  # noqa: PLC0415  # SALib takes a second

    names = [factor.name for factor in sweep.factors]
    inside = 1.0 - 1.0 / LEVELS
    walked = morris_points(names, sweep.points, sweep.seed)
    return np.asarray(0.5 + (walked - 0.5) * inside)


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
