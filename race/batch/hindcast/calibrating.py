"""Calibration: what published figures leave of the ranges of uncertain quantities.

Ensemble smoother with multiple data assimilation (Emerick and Reynolds 2013), by the library
pyesmda. An ensemble of draws from the priors is run, one draw a future; each round moves every draw
toward the published figures by the covariances within the ensemble, a little, and runs it again. In
the end the ensemble is a sample of what the priors and the figures leave together. Quantities that
the figures say nothing of stay as wide as they were.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from race.base.arrays import Floats
from race.base.errors import RunError
from race.base.rng import Chance, normal_quantile
from race.batch.hindcast.comparing import LEAST, NARROWEST_POINTS, widest
from race.batch.hindcast.ensemble import LAST_PUBLISHED, Series, Subject, run_futures
from race.engine.setup import drawn_figures
from race.scenario.experiments.targets import Target
from race.scenario.models.values import Quantity
from race.world.draws import STEP_BEFORE_THE_FIRST, quantile

ROUNDS = 5
MEMBERS = 1024
ERROR_LOG10 = 0.03
"""Error of the model's structure and of the figures' definitions, added to the published range."""
RANGE_DEVIATIONS = 3.29
"""A published range is taken for the 5 to 95 %."""
FARTHEST = 2.6
"""Deviations from the middle of the prior beyond which nothing is sought."""


@dataclass(frozen=True, eq=False)
class Posterior:
    """What a calibration came to.

    Attributes:
        names: of the quantities, by the name of their draw.
        quantities: as they stand in the data, with their priors.
        members: (quantities, members), in deviations from the middle of the prior.
    """

    names: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    members: Floats

    @property
    def middle(self) -> Floats:
        """Return the mean of each quantity in deviations of its prior, (quantities,)."""
        return np.asarray(self.members.mean(axis=1))

    @property
    def width(self) -> Floats:
        """Return the spread left of each quantity, 1 for that of the prior, (quantities,)."""
        return np.asarray(self.members.std(axis=1))

    def figures(self) -> dict[str, Floats]:
        """Return every member's figures, by the name of the draw."""
        return in_units(self.names, self.quantities, self.members)


def calibrate(
    subject: Subject,
    targets: Sequence[Target],
    *,
    seed: int = 1,
    members: int = MEMBERS,
    held_back: Collection[str] = (),
) -> Posterior:
    """Calibrate every quantity that has a prior, on the figures that may be used.

    Args:
        subject: what is simulated.
        targets: the published figures.
        seed: of the draws and of all chance in the runs.
        members: size of the ensemble.
        held_back: groups of figures, and years, that are not used.

    Raises:
        RunError: the library is not installed.
    """
    smoother, covariances = _libraries()
    names, quantities = with_prior(subject)
    used = [t for t in targets if t.fit and not {t.group, str(t.year)} & set(held_back)]
    observed = np.array([_scale(target, np.array([target.value]))[0] for target in used])
    spread = np.array([_deviation(target) for target in used])
    start = _first_members(names, seed, members)

    def forward(ensemble: Floats) -> Floats:
        figures = in_units(names, quantities, ensemble)
        series = run_futures(subject, seed, range(members), until=LAST_PUBLISHED, held=figures)
        return predicted(used, series)

    solver = smoother.ESMDA(
        obs=observed,
        m_init=start,
        cov_obs=covariances.CovViaDiagonal(spread**2),
        forward_model=forward,
        n_assimilations=ROUNDS,
        m_bounds=np.repeat([[-FARTHEST, FARTHEST]], len(names), axis=0),
        is_forecast_for_last_assimilation=False,
        random_state=seed,
        is_parallel_analyse_step=False,
    )
    solver.solve()
    return Posterior(names, quantities, np.asarray(solver.m_posterior, dtype=np.float64))


def with_prior(subject: Subject) -> tuple[tuple[str, ...], tuple[Quantity, ...]]:
    """Return the names of the draws whose quantity has a prior, and the quantities."""
    drawn = drawn_figures(subject.world, subject.book)
    kept = {name: one for name, one in drawn.items() if one.prior is not None}
    return tuple(kept), tuple(kept.values())


def in_units(
    names: Sequence[str], quantities: Sequence[Quantity], members: Floats
) -> dict[str, Floats]:
    """Return figures, by the name of the draw, of members in deviations, (quantities, members)."""
    shares = normal_share(members)
    return {
        name: quantile(one.prior, shares[row])
        for row, (name, one) in enumerate(zip(names, quantities, strict=True))
        if one.prior is not None
    }


def normal_share(deviations: Floats) -> Floats:
    """Return the share of a normal distribution below so many deviations, inside (0, 1)."""
    from scipy import special  # noqa: PLC0415  # takes a fifth of a second

    return np.asarray(np.clip(special.ndtr(deviations), 1e-9, 1.0 - 1e-9))


def predicted(targets: Sequence[Target], series: Series) -> Floats:
    """Return the model's figures on the scale of the fit, (targets, futures)."""
    rows = [
        _scale(target, series[target.year + 1.0][target.measure, target.actor])
        for target in targets
    ]
    return np.stack(rows)


def _scale(target: Target, values: Floats) -> Floats:
    """Return figures as they are compared: points and months as such, the others in log10.

    What is nothing counts as a thousandth of the published figure.
    """
    if target.unit in NARROWEST_POINTS:
        return np.asarray(np.nan_to_num(values, nan=0.0, posinf=60.0))
    least = max(target.value * 1e-3, LEAST)
    return np.log10(np.maximum(np.nan_to_num(values), least))


def _deviation(target: Target) -> float:
    """Return the standard deviation of a figure on the scale of the fit."""
    if target.unit in NARROWEST_POINTS:
        return NARROWEST_POINTS[target.unit] / 2.0
    low, high = widest(target)
    published = float(np.log10(high / max(low, LEAST))) / RANGE_DEVIATIONS
    return float(np.hypot(published, ERROR_LOG10))


def _first_members(names: Sequence[str], seed: int, members: int) -> Floats:
    """Return draws from the priors in deviations, (quantities, members)."""
    chance = Chance(seed, 0, members)
    rows = [
        normal_quantile(chance.uniform(f"calibration:{name}", STEP_BEFORE_THE_FIRST, 1)[0])
        for name in names
    ]
    return np.clip(np.stack(rows), -FARTHEST, FARTHEST)


def _libraries() -> tuple[Any, Any]:
    """Load the library of the smoother, which only a calibration needs.

    Raises:
        RunError: it is not installed.
    """
    try:
        import covmats  # noqa: PLC0415  # an extra
        import pyesmda  # noqa: PLC0415
    except ImportError:
        raise RunError(
            "a calibration needs the package pyesmda; "
            "do: pip install 'three-kilometres[calibration]'"
        ) from None
    return pyesmda, covmats
