"""The band around a hindcast: the spread of futures, and the error of the model's structure.

Futures differ by what was drawn for them. That the model itself is wrong by some amount is no part
of that, and was measured on figures that a calibration did not use (cross-validation by group). It
is drawn for each future, measure and actor once, for it lasts: parameters `hindcast.error.*`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats
from race.base.rng import Chance, normal_quantile
from race.batch.hindcast.ensemble import Series
from race.batch.hindcast.measures import MEASURES
from race.batch.hindcast.recorder import Key
from race.scenario.models.values import Quantity
from race.world.draws import STEP_BEFORE_THE_FIRST

OF_UNIT = {"points": "hindcast.error.points", "months": "hindcast.error.months"}
OTHERWISE = "hindcast.error.log10"
"""The error of other units is one of log10."""
EXACT = frozenset({"cluster_growth_per_year", "world_compute_growth_per_year"})
"""Growth: an error that lasts does not change it."""
MOST = {"1": 1.0}
"""Shares end here."""


def with_error_of_structure(
    series: Series, seed: int, parameters: Mapping[str, Quantity]
) -> dict[float, dict[Key, Floats]]:
    """Return the measures with an error of structure drawn for each future, measure and actor."""
    first = next(iter(series.values()))
    futures = len(next(iter(first.values())))
    chance = Chance(seed, 0, futures)
    found: dict[float, dict[Key, Floats]] = {moment: {} for moment in series}
    for measure in MEASURES:
        name = OF_UNIT.get(measure.unit, OTHERWISE)
        size = 0.0 if measure.name in EXACT else parameters[name].value
        for actor in measure.actors:
            stream = f"hindcast.error:{measure.name}:{actor}"
            drawn = chance.uniform(stream, STEP_BEFORE_THE_FIRST, 1)[0]
            error = size * normal_quantile(drawn)
            for moment, values in series.items():
                found[moment][measure.name, actor] = _moved(
                    values[measure.name, actor], error, measure.unit, measure.name
                )
    return found


def _moved(values: Floats, error: Floats, unit: str, name: str) -> Floats:
    if unit in OF_UNIT:
        return np.asarray(np.maximum(values + error, 0.0))
    if name in EXACT:
        return values
    return np.asarray(np.minimum(values * 10.0**error, MOST.get(unit, np.inf)))
