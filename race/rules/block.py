"""A block of consecutive replicates: what a stage may use beside state and orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from race.base.arrays import Floats
from race.base.rng import Chance
from race.rules.pace import Pace, pace
from race.rules.rulebook import Rulebook
from race.world.world import World


class _Repeated(dict[str, Floats]):
    """Figures (R,) by name, repeated for every row of an axis, (rows, R), once they are asked for.

    A broadcast over the last axis alone takes three times as long as arrays of one shape.
    """

    def __init__(self, figures: Mapping[str, Floats], rows: int) -> None:
        super().__init__()
        self._figures = figures
        self._rows = rows

    def __missing__(self, name: str) -> Floats:
        one = self._figures[name]
        self[name] = np.broadcast_to(one, (self._rows, *one.shape)).copy()
        return self[name]


@dataclass(frozen=True, eq=False)
class Block:
    """The world, its rules, and what was drawn for each replicate.

    Attributes:
        parameters: by name, each (R,): constants broadcast, uncertain ones drawn.
        inputs: starting quantities of actors by name, with their own axes and R last.
        chance: random numbers for these replicates.
        first: number of the first replicate.
        width: number of replicates.
    """

    world: World
    rulebook: Rulebook
    parameters: Mapping[str, Floats]
    inputs: Mapping[str, Floats]
    chance: Chance
    first: int
    width: int

    @cached_property
    def each(self) -> Mapping[str, Mapping[str, Floats]]:
        """Return the parameters for every row of an axis, (rows, R), by axis."""
        return {axis: _Repeated(self.parameters, rows) for axis, rows in self._axes.items()}

    @cached_property
    def leaving(self) -> Mapping[str, Mapping[str, Floats]]:
        """Return the shares of first-order delays that leave in a step, (rows, R), by axis."""
        return {axis: _Repeated(self.pace.leaving, rows) for axis, rows in self._axes.items()}

    @property
    def _axes(self) -> Mapping[str, int]:
        world = self.world
        return {
            "companies": len(world.companies),
            "countries": len(world.countries),
            "buyers": len(world.buyers),
            "sites": len(world.site_buyer),
            "offers": len(world.offers),
            "chips": len(world.chips),
            "routes": len(world.routes),
            "foundries": len(world.foundries),
            "collectives": len(world.collectives),
            "renters": len(world.renters),
        }

    @cached_property
    def strengths(self) -> Floats:
        """Return how strong each effect of a measure is, (strengths of the rulebook, R)."""
        rows = [self.inputs[name] for _, _, name in self.rulebook.strengths]
        return np.array(rows).reshape(len(rows), self.width)

    @cached_property
    def pace(self) -> Pace:
        """Return what lags and rates come to in one step."""
        return pace(self.world, self.parameters, self.inputs)
