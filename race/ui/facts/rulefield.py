"""The field of a rule: chips by performance and density, and the class that each falls into."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.ui.facts.core import Chronicle

DENIED = 3
SHOWN_BUYER = "CN"


@dataclass(frozen=True)
class ChipDot:
    """A chip on the field: TPP, density, its class now, free 0 to denied 3."""

    name: str
    tpp: float
    density: float
    now: int


@dataclass(frozen=True)
class RuleField:
    """Chips on sale, for a buyer in the largest country under control."""

    buyer: str
    chips: tuple[ChipDot, ...]

    def under(self, tpp: float) -> dict[str, int]:
        """Return the class of each chip under one more rule: denied from a performance on."""
        return {c.name: DENIED if c.tpp >= tpp else c.now for c in self.chips}


def rulefield_of_core(chronicle: Chronicle) -> RuleField:
    """Return the field of the last year's end."""
    world, state = chronicle.block.world, chronicle.years[-1].state
    if SHOWN_BUYER not in world.countries:
        return RuleField("", ())
    country = world.countries.index(SHOWN_BUYER)
    rows = np.flatnonzero((world.buyer_host == country) & ~world.buyer_is_branch)
    buyer = int(rows[np.argmax(state.power_mw[rows, 0])])
    licence, home = chronicle.licence()[rows].max(axis=0), world.at_home[buyer]
    dots = []
    for n, name in enumerate(world.chips):
        tpp, density = (float(state.chip_metrics[m, n, 0]) for m in (0, 1))
        if state.chip_launch[n, 0] <= state.time + 1.0 and tpp > 0.0 and home[n] <= 0.0:
            dots.append(ChipDot(name, tpp, density, round(float(licence[n]))))
    dots.sort(key=lambda c: -c.tpp)
    return RuleField(SHOWN_BUYER, tuple(dots))
