"""How far a seat is from its own objective, and how much nearer an order would bring it.

The distance is read off the conditions of the seat: nothing where a test holds, else decades between
its two sides (for points, parts of `POINTS`). Tests joined by `and` add up, of those joined by `or`
the nearest counts, and a count of years is helped by what it counts.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

import numpy as np

from race.base.arrays import Flags, Floats
from race.play.names.terms import read_test, worked
from race.scenario.game.names import NAMES
from race.scenario.game.seats import SeatRow
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
        self._rows = seen.table.seats.rows
        self._now = [_Standing(seen, seat) for seat in range(len(self._rows))]
        self.short = np.stack([self._distance(seat, now) for seat, now in enumerate(self._now)])

    def nearer(self, gain: Gain, moves: Mapping[str, Floats], on: Flags) -> Floats:
        """Return by how many decades an order brings each objective nearer, (seats, R).

        `moves` (seats, R), by measure, are added; what the order does to the pool works on the gap.
        Seats for which the order is `on` (seats, R) nowhere get nothing.
        """
        found = np.zeros(on.shape)
        for seat in np.flatnonzero(on.any(axis=1)).tolist():
            after = _after(self._now[seat], gain, moves, seat)
            found[seat] = self.short[seat] - self._distance(seat, after)
        return found

    def _distance(self, seat: int, standing: Mapping[str, Floats]) -> Floats:
        row = self._rows[seat]
        return _short(read_test(row.win), row, standing, against=False)


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


def _after(
    now: _Standing, gain: Gain, moves: Mapping[str, Floats], seat: int
) -> Mapping[str, Floats]:
    """Return what a seat would read after an order."""
    decades = gain.pool[seat] + gain.growth[seat]
    after = {
        "gap_years": now["gap_years"] * 10.0**-decades,
        "public_gap_years": now["public_gap_years"] * 10.0**-decades,
        "margin_years": now["margin_years"] * 10.0 ** (decades - gain.rival[seat]),
        "best_flop": now["best_flop"] * 10.0**decades,
        "eci_lag_months": now["eci_lag_months"] - MONTHS_PER_DECADE * decades,
        "trust": now["trust"] + gain.trust[seat],
        "backing": now["backing"] + gain.backing[seat],
        "world_risk": now["world_risk"] + gain.risk[seat],
    }
    for name, added in moves.items():
        after[name] = after.get(name, now[name]) + added[seat]
    return ChainMap(after, now)


def _short(test: Test, row: SeatRow, names: Mapping[str, Floats], *, against: bool) -> Floats:
    if isinstance(test, Negation):
        return _short(test.inner, row, names, against=not against)
    if isinstance(test, Joined):
        left, right = (_short(one, row, names, against=against) for one in (test.left, test.right))
        both = (test.joint == "and") != against
        return np.asarray(left + right if both else np.minimum(left, right))
    counted = _counted(test, row)
    if counted is not None:
        more = (test.comparator in (">", ">=")) != against
        return _short(counted, row, names, against=not more)
    return _between(test, names, against=against)


def _counted(test: Comparison, row: SeatRow) -> Test | None:
    """Return the condition that a test of a count counts."""
    if isinstance(test.left, Reading):
        kind, _, key = test.left.gauge.partition("_")
        if kind in ("count", "streak") and key in row.counts:
            return read_test(row.counts[key])
    return None


def _between(test: Comparison, names: Mapping[str, Floats], *, against: bool) -> Floats:
    comparator = _OPPOSITE[test.comparator] if against else test.comparator
    left, right = (
        np.asarray(worked(one)(names), dtype=np.float64) for one in (test.left, test.right)
    )
    if comparator in ("==", "!="):
        return np.where((left == right) == (comparator == "=="), 0.0, 1.0)
    small, large = (left, right) if comparator in (">", ">=") else (right, left)
    if _in_points(test.left) or _in_points(test.right):
        return _at_most_far((large - small) / POINTS)
    least = np.maximum(np.abs(large) * 10.0**-FARTHEST, 1e-12)
    return _at_most_far(np.log10(np.maximum(large, least) / np.maximum(small, least)))


def _at_most_far(decades: Floats) -> Floats:
    return np.asarray(np.minimum(np.maximum(decades, 0.0), FARTHEST))


def _in_points(one: Term) -> bool:
    if isinstance(one, Arithmetic):
        return _in_points(one.left) or _in_points(one.right)
    return not isinstance(one, Number) and NAMES[one.gauge].unit == "points"
