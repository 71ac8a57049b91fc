"""What the adviser's lines are worth to seats, as who plays rivals weighs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from race.base.arrays import Floats, Whole

OUT = -1e12
"""The gain of a line that does not hold, or whose order cannot be given."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """A line of the adviser, weighed.

    Attributes:
        gain: utility over doing nothing, (seats, R).
        order: number of the order that it suggests, `NO_ORDER` where it suggests none, (seats, R).
        values: parameters of that order, (seats, parameters, R).
        numbers: what fills the places of its text, each (seats, R); of an actor, its place among
            countries, then companies.
    """

    gain: Floats
    order: Whole
    values: Floats
    numbers: Mapping[str, Floats]
