"""What a model must beat: simple continuations of what was published before."""

from __future__ import annotations

import math
from collections.abc import Sequence

from race.scenario.experiments.targets import Target

FIRST_YEAR_OF_GROWTH = 2021
"""Growth is taken from this year on."""


def carried_forward(target: Target, published: Sequence[Target]) -> float:
    """Return the last value published for an earlier year, not a number if there is none."""
    earlier = _earlier(target, published)
    return earlier[-1].value if earlier else math.nan


def extrapolated(target: Target, published: Sequence[Target]) -> float:
    """Return the last earlier value carried on at its growth since 2021.

    Not a number where fewer than two values are published from 2021 to the year before.
    """
    earlier = [one for one in _earlier(target, published) if one.year >= FIRST_YEAR_OF_GROWTH]
    if len(earlier) < 2:
        return math.nan
    first, last = earlier[0], earlier[-1]
    growth = math.log(last.value / first.value) / (last.year - first.year)
    return last.value * math.exp(growth * (target.year - last.year))


def _earlier(target: Target, published: Sequence[Target]) -> list[Target]:
    same = [
        one
        for one in published
        if (one.measure, one.actor) == (target.measure, target.actor) and one.year < target.year
    ]
    return sorted(same, key=lambda one: one.year)
