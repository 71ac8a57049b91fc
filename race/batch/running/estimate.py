"""The middle of many numbers without keeping them: a histogram of fine logarithmic bins."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

BINS_PER_DECADE = 200
"""Of width 1.2 %: what is shown has two digits."""
_SMALLEST = 1e-12
_INFINITE = 10**9


@dataclass(eq=False)
class Estimate:
    """Quantiles of numbers, good to a bin; memory does not grow with their count.

    Attributes:
        count: of numbers.
    """

    count: int = 0
    _bins: Counter[int] = field(default_factory=Counter)

    def add(self, values: Iterable[float]) -> None:
        """Count numbers in."""
        for value in values:
            self.count += 1
            self._bins[_bin(value)] += 1

    def quantile(self, share: float) -> float:
        """Return the middle of the bin of a quantile; infinite where it is, NaN of no numbers."""
        below = share * self.count
        seen = 0
        for place in sorted(self._bins):
            seen += self._bins[place]
            if seen >= below:
                return _middle(place)
        return math.nan


def spread_of(estimate: Estimate) -> tuple[float, float, float]:
    """Return the median and the 10 and 90 % quantiles."""
    low, middle, high = (estimate.quantile(share) for share in (0.1, 0.5, 0.9))
    return middle, low, high


def _bin(value: float) -> int:
    """Return the bin of a number: negative ones mirror positive ones, small ones are zero."""
    if math.isinf(value):
        return _INFINITE if value > 0.0 else -_INFINITE - 1
    if abs(value) < _SMALLEST:
        return 0
    bins = 1 + math.floor((math.log10(abs(value)) - math.log10(_SMALLEST)) * BINS_PER_DECADE)
    return bins if value > 0.0 else -bins


def _middle(place: int) -> float:
    if place in (_INFINITE, -_INFINITE - 1):
        return math.inf if place > 0 else -math.inf
    if place == 0:
        return 0.0
    size: float = _SMALLEST * 10.0 ** ((abs(place) - 0.5) / BINS_PER_DECADE)
    return size if place > 0 else -size
