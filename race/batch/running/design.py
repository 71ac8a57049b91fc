"""The design of a batch: its arms, and the points of its sweep."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats
from race.base.errors import InputError
from race.batch.store.cells import NO_SWEEP, Points
from race.scenario.checks.quantities import bounds_of
from race.scenario.experiments.experiment import (
    AS_IT_IS,
    GRID,
    LIST,
    MORRIS,
    SALTELLI,
    Arms,
    Factor,
    Sweep,
)
from race.scenario.models.values import Quantity
from race.scenario.text.wording import span, suggestion
from race.world.draws import quantile

MOST_POINTS = 1_000_000


@dataclass(frozen=True, eq=False)
class Experiment:
    """What a batch is to run.

    Attributes:
        scenario: a shipped name or the path of a file.
        seed: of all random numbers.
        runs: futures of each arm at each point.
        arms: at least one; effects are told against the first.
        sweep: None for one point, the scenario as it is.
        companies: companies whose figures are kept beside those of the countries; `all` keeps all.
        until: the last year to simulate; that of the scenario's end when None.
    """

    scenario: str
    seed: int
    runs: int
    arms: Arms = AS_IT_IS
    sweep: Sweep | None = None
    companies: tuple[str, ...] = ()
    until: int | None = None


def points_of(sweep: Sweep | None, drawn: Mapping[str, Quantity]) -> Points:
    """Return the points of a sweep.

    Args:
        sweep: the design and its factors; None for one point without factors.
        drawn: every figure that can be set, by name; see `race.engine.setup.drawn_figures`.

    Raises:
        InputError: a factor that is not drawn, one without a distribution, too many points.
    """
    if sweep is None:
        return NO_SWEEP
    refuse_strangers((factor.name for factor in sweep.factors), drawn)
    names = tuple(factor.name for factor in sweep.factors)
    units = tuple(drawn[name].unit for name in names)
    _refuse_too_many(sweep)
    if sweep.design == GRID:
        values = np.array(list(itertools.product(*(factor.values for factor in sweep.factors))))
    elif sweep.design == LIST:
        values = np.array([factor.values for factor in sweep.factors]).T
    else:
        from race.batch.running.sampling import unit_points  # noqa: PLC0415  # scipy.stats takes half a second

        shares = unit_points(sweep)
        columns = [
            _spread(factor, drawn[factor.name], shares[:, place])
            for place, factor in enumerate(sweep.factors)
        ]
        values = np.stack(columns, axis=1)
    for place, factor in enumerate(sweep.factors):
        if factor.values or factor.distribution is not None:
            _refuse_senseless(f"factor {factor.name}", values[:, place], drawn[factor.name])
    return Points(names, units, np.asarray(values, dtype=np.float64))


def _refuse_too_many(sweep: Sweep) -> None:
    more = {SALTELLI: 2, MORRIS: 1}
    crossed = len(sweep.factors) + more[sweep.design] if sweep.design in more else 1
    count = sweep.points * crossed
    if sweep.design == GRID:
        count = math.prod(len(factor.values) for factor in sweep.factors)
    if count > MOST_POINTS:
        raise InputError(f"the sweep has {count:,} points; allowed: at most {MOST_POINTS:,}")


def _spread(factor: Factor, quantity: Quantity, shares: Floats) -> Floats:
    distribution = factor.distribution or quantity.distribution
    if distribution is None:
        raise InputError(
            f"factor {factor.name}: the scenario has no distribution of it; "
            "allowed: {low: ..., high: ...} or {distribution: ...}"
        )
    return quantile(distribution, shares)


def refuse_figures(figures: Mapping[str, float], drawn: Mapping[str, Quantity]) -> None:
    """Refuse figures that no draw has, and numbers that they cannot be.

    Raises:
        InputError: with the nearest name that there is, or what is allowed.
    """
    refuse_strangers(figures, drawn)
    for name, value in figures.items():
        _refuse_senseless(name, np.array([value]), drawn[name])


def _refuse_senseless(name: str, values: Floats, quantity: Quantity) -> None:
    low, high = bounds_of(name, quantity)
    for value in (float(values.min()), float(values.max())):
        if not low <= value <= high:
            allowed = span(low, high if math.isfinite(high) else None)
            unit = "" if quantity.unit == "1" else f" {quantity.unit}"
            raise InputError(f"{name}: given {value:g}; allowed: {allowed}{unit}")


def refuse_strangers(names: Iterable[str], drawn: Mapping[str, Quantity]) -> None:
    """Refuse figures that no draw has.

    Raises:
        InputError: with the nearest name that there is.
    """
    for name in names:
        if name not in drawn:
            advice = suggestion(name, drawn) or "docs/batch.md tells how figures are named"
            raise InputError(f"no figure '{name}' is drawn in this scenario; {advice}")
