"""Scenario discovery: in which futures something comes about, said by a few figures.

PRIM, the patient rule induction method (Friedman and Fisher 1999, "Bump hunting in high-dimensional
data"), of the EMA Workbench: the extra `discovery`, loaded when it is asked for, which takes seconds.
"""

from __future__ import annotations

import inspect
import logging
import warnings
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from race.base.arrays import Flags, Floats
from race.base.errors import InputError
from race.batch.stats.refusal import refuse_infinite

THRESHOLD = 0.5
"""Share of interesting futures that a box must have to count."""
PEEL = 0.05
"""Share of futures peeled off at once."""
MOST_CHANCE = 0.05
"""Chance that a figure is bounded for nothing, all figures together; other bounds are dropped."""

Bounds = Mapping[str, tuple[float, float]]


class Box(NamedTuple):
    """Bounds of figures within which the interesting futures lie.

    Attributes:
        bounds: lowest and highest value by name, for the figures that are bounded.
        coverage: share of the interesting futures that lie in the box.
        density: share of the futures in the box that are interesting.
        mass: share of all futures that lie in the box.
    """

    bounds: Bounds
    coverage: float
    density: float
    mass: float


def discover(
    draws: Mapping[str, Floats], interesting: Flags, threshold: float = THRESHOLD
) -> Box | None:
    """Return the box that describes the interesting futures best, None if nothing does.

    Of the boxes on PRIM's way, the one with the largest harmonic mean of coverage and density.

    Args:
        draws: drawn figures by name, (R,) each.
        interesting: whether what is to be explained came about, (R,).
        threshold: density that the box must reach.

    Raises:
        InputError: a draw is NaN or infinite, no future is interesting or all are, or draws are of
            other futures; or the extra is not installed.
    """
    count = int(interesting.sum())
    if count in {0, len(interesting)}:
        raise InputError(
            f"{count} of {len(interesting)} futures are interesting; some must be, and some not"
        )
    for name, drawn in draws.items():
        if drawn.shape != interesting.shape:
            raise InputError(f"{name}: {drawn.size} draws for {interesting.size} futures")
        refuse_infinite(drawn, name)
    varying = {name: drawn for name, drawn in draws.items() if np.ptp(drawn) > 0.0}
    boxes = (
        _measured(_told(bounds, varying, interesting), varying, interesting)
        for bounds in _way(varying, interesting, threshold)
    )
    dense = [box for box in boxes if box.bounds and box.density >= threshold]
    return max(dense, key=_fit, default=None)


def _way(draws: Mapping[str, Floats], interesting: Flags, threshold: float) -> list[Bounds]:
    """Return the bounds of PRIM's boxes, each smaller than the one before.

    Quietly: the workbench reports on packages and steps that nobody asked about.
    """
    table = pd.DataFrame(draws)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from ema_workbench.analysis import prim  # noqa: PLC0415  # an extra, and slow
        except ModuleNotFoundError as error:
            raise InputError(
                f"scenario discovery needs the package {error.name}; "
                "do: pip install 'three-kilometres[discovery]'"
            ) from error
        logging.getLogger("EMA").setLevel(logging.ERROR)
        # version 2 of the workbench wants a threshold, version 3 knows none
        known = inspect.signature(prim.Prim).parameters
        asked = {"threshold": threshold} if "threshold" in known else {}
        found = prim.Prim(table, interesting, peel_alpha=PEEL, **asked).find_box()
    return [
        {name: (float(limits[name].iloc[0]), float(limits[name].iloc[1])) for name in table}
        for limits in found.box_lims
    ]


def _told(bounds: Bounds, draws: Mapping[str, Floats], interesting: Flags) -> Bounds:
    """Return the bounds that chance does not explain.

    The chance that a box without the bound is as dense is binomial: the quasi-p-value of Bryant and
    Lempert (2010), "Thinking inside the box", Technological Forecasting and Social Change 77.
    """
    within = {
        name: (draws[name] >= low) & (draws[name] <= high) for name, (low, high) in bounds.items()
    }
    inside = np.logical_and.reduce(list(within.values()))
    mass, hits = int(inside.sum()), int((inside & interesting).sum())
    told = {}
    for name, limits in bounds.items():
        others = [flags for other, flags in within.items() if other != name]
        wider = np.logical_and.reduce([np.ones_like(inside), *others])
        share = float(interesting[wider].mean())
        chance = 1.0 - float(special.bdtr(hits - 1, mass, share)) if hits else 1.0
        if wider.sum() > mass and chance <= MOST_CHANCE / len(draws):
            told[name] = limits
    return told


def _measured(bounds: Bounds, draws: Mapping[str, Floats], interesting: Flags) -> Box:
    """Return the box of some bounds with its figures."""
    inside = np.ones(len(interesting), dtype=np.bool_)
    for name, (low, high) in bounds.items():
        inside &= (draws[name] >= low) & (draws[name] <= high)
    hits = float((inside & interesting).sum())
    return Box(
        bounds=bounds,
        coverage=hits / float(interesting.sum()),
        density=hits / max(float(inside.sum()), 1.0),
        mass=float(inside.mean()),
    )


def _fit(box: Box) -> float:
    """Return the harmonic mean of coverage and density, but for a factor of two."""
    return box.coverage * box.density / max(box.coverage + box.density, 1e-12)
