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


@dataclass(frozen=True, eq=False)
class Block:
    """The world, its rules, and what was drawn for each replicate.

    Attributes:
        parameters: by name, each (R,): constants broadcast, uncertain ones drawn.
        inputs: starting quantities of actors by name, with their own axes and R last.
        chance: random numbers for these replicates.
        first: number of the first replicate.
        width: number of replicates, at least two.
    """

    world: World
    rulebook: Rulebook
    parameters: Mapping[str, Floats]
    inputs: Mapping[str, Floats]
    chance: Chance
    first: int
    width: int

    @cached_property
    def strengths(self) -> Floats:
        """Return how strong each effect of a measure is, (strengths of the rulebook, R)."""
        rows = [self.inputs[name] for _, _, name in self.rulebook.strengths]
        return np.array(rows).reshape(len(rows), self.width)

    @cached_property
    def pace(self) -> Pace:
        """Return what lags and rates come to in one step."""
        return pace(self.world, self.parameters, self.inputs)
