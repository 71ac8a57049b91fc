"""How far a seat is from its own objective, and how much nearer an order would bring it.

The distance is read off the conditions of the seat: nothing where a test holds, else decades between
its two sides (for points, parts of `POINTS`). Tests joined by `and` add up, of those joined by `or`
the nearest counts, and a count of years is helped by what it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from race.base.arrays import Flags, Floats
from race.play.names.terms import read_test, worked
from race.scenario.game.names import NAMES
from race.scenario.models.expression import (
    Arithmetic,
    Comparator,
    Comparison,
    Joined,
    Negation,
    Number,
    Reading,
    Term,
    Test,
)
from race_agents.rivals.projection import Gain
from race_agents.rivals.seen import Seen

POINTS = 50.0
"""Points that weigh as much as a decade."""
FARTHEST = 3.0
"""Decades beyond which one test counts no more."""
MONTHS_PER_DECADE = 12.0
"""Effective compute of the record grows about tenfold a year: so much lag is a decade of it."""
_OPPOSITE: Mapping[Comparator, Comparator] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
}  # fmt: skip


class Aims:
    """The objectives of all seats, and how each stands by its own in every future.

    Attributes:
        short: how far from winning, decades, (seats, R).
    """

    def __init__(self, seen: Seen) -> None:
        """Read the distances."""
        rows = seen.table.seats.rows
        self._away = [_distance(row.win, tuple(row.counts.items())) for row in rows]
        self._now = [_Standing(seen, seat) for seat in range(len(rows))]
        self.short = np.stack([away(now) for away, now in zip(self._away, self._now, strict=True)])

    def nearer(self, gain: Gain, moves: Mapping[str, Floats], on: Flags) -> Floats:
        """Return by how many decades an order brings each objective nearer, (seats, R).

        `moves` (seats, R), by measure, are added; what the order does to the pool works on the gap.
        Seats for which the order is `on` (seats, R) nowhere get nothing.
        """
        found = np.zeros(on.shape)
        for seat in np.flatnonzero(on.any(axis=1)).tolist():
            after = _After(self._now[seat], gain, moves, seat)
            found[seat] = self.short[seat] - self._away[seat](after)
        return found


class _Standing(dict[str, Floats]):
    """Measures of one seat by name, (R,)."""

    def __init__(self, seen: Seen, seat: int) -> None:
        super().__init__()
        self._seen, self._seat = seen, seat

    def __missing__(self, name: str) -> Floats:
        values = self._seen.goal(name)
        mine: Floats = values[self._seat] if values.ndim > 1 else values
        self[name] = mine
        return mine


class _After(dict[str, Floats]):
    """What a seat would read after an order, by name, (R,)."""

    def __init__(self, now: _Standing, gain: Gain, moves: Mapping[str, Floats], seat: int) -> None:
        super().__init__()
        self._now, self._gain, self._moves, self._seat = now, gain, moves, seat

    def __missing__(self, name: str) -> Floats:
        after = self._now[name]
        if name in _CHANGED:
            after = _CHANGED[name](after, self)
        if name in self._moves:
            after = after + self._moves[name][self._seat]
        self[name] = after
        return after

    def of(self, name: str) -> Floats:
        """Return a figure of the gain for the seat."""
        mine: Floats = getattr(self._gain, name)[self._seat]
        return mine

    @property
    def decades(self) -> Floats:
        """Return by how much the pool grows."""
        return self.of("pool") + self.of("growth")


_CHANGED: Mapping[str, Callable[[Floats, _After], Floats]] = {
    "gap_years": lambda now, by: now * 10.0**-by.decades,
    "public_gap_years": lambda now, by: now * 10.0**-by.decades,
    "margin_years": lambda now, by: now * 10.0 ** (by.decades - by.of("rival")),
    "best_flop": lambda now, by: now * 10.0**by.decades,
    "eci_lag_months": lambda now, by: now - MONTHS_PER_DECADE * by.decades,
    "trust": lambda now, by: now + by.of("trust"),
    "backing": lambda now, by: now + by.of("backing"),
    "world_risk": lambda now, by: now + by.of("risk"),
}
Distance = Callable[[Mapping[str, Floats]], Floats]


@lru_cache(maxsize=256)
def _distance(text: str, counts: tuple[tuple[str, str], ...]) -> Distance:
    """Return how far measures are from a condition; `counts` says what the counts of the seat count."""
    return _short(read_test(text), dict(counts), against=False)


def _short(test: Test, counts: Mapping[str, str], *, against: bool) -> Distance:
    if isinstance(test, Negation):
        return _short(test.inner, counts, against=not against)
    if isinstance(test, Joined):
        left, right = (_short(one, counts, against=against) for one in (test.left, test.right))
        both = (test.joint == "and") != against
        join = np.add if both else np.minimum
        return lambda names: np.asarray(join(left(names), right(names)))
    counted = _counted(test, counts)
    if counted is not None:
        more = (test.comparator in (">", ">=")) != against
        return _short(counted, counts, against=not more)
    return _between(test, against=against)


def _counted(test: Comparison, counts: Mapping[str, str]) -> Test | None:
    """Return the condition that a test of a count counts."""
    if isinstance(test.left, Reading):
        kind, _, key = test.left.gauge.partition("_")
        if kind in ("count", "streak") and key in counts:
            return read_test(counts[key])
    return None


def _between(test: Comparison, *, against: bool) -> Distance:
    comparator = _OPPOSITE[test.comparator] if against else test.comparator
    sides = worked(test.left), worked(test.right)
    if comparator in ("==", "!="):
        left, right = sides
        wanted = comparator == "=="
        return lambda names: np.where((left(names) == right(names)) == wanted, 0.0, 1.0)
    small, large = sides if comparator in (">", ">=") else sides[::-1]
    measure = _points if _in_points(test.left) or _in_points(test.right) else _decades
    return lambda names: _at_most_far(measure(np.asarray(small(names)), np.asarray(large(names))))


def _points(small: Floats, large: Floats) -> Floats:
    return (large - small) / POINTS


def _decades(small: Floats, large: Floats) -> Floats:
    least = np.maximum(np.abs(large) * 10.0**-FARTHEST, 1e-12)
    return np.asarray(np.log10(np.maximum(large, least) / np.maximum(small, least)))


def _at_most_far(decades: Floats) -> Floats:
    return np.asarray(np.minimum(np.maximum(decades, 0.0), FARTHEST))


def _in_points(one: Term) -> bool:
    if isinstance(one, Arithmetic):
        return _in_points(one.left) or _in_points(one.right)
    return not isinstance(one, Number) and NAMES[one.gauge].unit == "points"
