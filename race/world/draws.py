"""Uncertain figures drawn for each replicate, each from an address of its own name."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats
from race.base.rng import Chance, normal_quantile
from race.scenario.models.values import Distribution, Quantity

STEP_BEFORE_THE_FIRST = 2**32
"""Step number of draws that are made once, apart from those of any step."""


def quantile(distribution: Distribution, probability: Floats) -> Floats:
    """Return the quantile of a distribution; the probability lies in (0, 1), any shape."""
    if distribution.kind == "uniform":
        low, high = distribution.parameters
        return np.asarray(low + (high - low) * probability)
    if distribution.kind == "triangular":
        low, mode, high = distribution.parameters
        return _triangular(low, mode, high, probability)
    middle, spread = distribution.parameters
    deviation = normal_quantile(probability) * spread
    if distribution.kind == "lognormal":
        return np.asarray(middle * np.exp(deviation))
    return np.asarray(middle + deviation)


def _triangular(low: float, mode: float, high: float, probability: Floats) -> Floats:
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(probability * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - probability) * (high - low) * (high - mode))
    return np.where(probability < turn, rising, falling)


class Drawer:
    """Draw quantities for a block: the value where nothing is uncertain, else a quantile.

    Attributes:
        drawn: the quantities that were asked for, by name.
    """

    def __init__(
        self, chance: Chance, width: int, held: Mapping[str, Floats] | None = None
    ) -> None:
        """Draw from `chance` for `width` replicates; `held` quantities, each (R,), are not drawn."""
        self._chance = chance
        self._held = held or {}
        self.width = width
        self.drawn: dict[str, Quantity] = {}

    def draw(self, name: str, quantity: Quantity) -> Floats:
        """Return a quantity for each replicate, (R,); `name` is the address of the draw."""
        self.drawn[name] = quantity
        if name in self._held:
            return self._held[name].copy()
        if quantity.distribution is None:
            return np.full(self.width, quantity.value)
        drawn = self._chance.uniform("parameter:" + name, STEP_BEFORE_THE_FIRST, 1)[0]
        return quantile(quantity.distribution, drawn)

    def table(self, prefix: str, quantities: Mapping[str, Quantity]) -> dict[str, Floats]:
        """Return all quantities of a table by name, each (R,)."""
        return {name: self.draw(prefix + name, one) for name, one in quantities.items()}


class CentralDrawer(Drawer):
    """Give every quantity its central value, whatever its distribution."""

    def draw(self, name: str, quantity: Quantity) -> Floats:
        """Return the value of a quantity for each replicate, (R,)."""
        self.drawn[name] = quantity
        return np.full(self.width, quantity.value)
