"""Where walkers and their names stand when there are too many for the room: numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

SHOULDER, PUSHED = 25.0, 27.0
"""Room that a walker needs, and how far one may be pushed off his place in a crowd."""
ASIDE = 30.0
"""How far a name may stand aside of its walker."""


def apart(places: Sequence[float], fixed: int) -> dict[int, float]:
    """Return where those walk that find room, the first ones first; `fixed` of them do not move."""
    kept: dict[int, float] = {}
    for n, place in enumerate(places):
        trial = {**kept, n: place}
        order = sorted(trial, key=lambda m: places[m])
        for _ in range(12):
            for one, other in pairwise(order):
                over = trial[one] + SHOULDER - trial[other]
                if over > 0.0 and (one >= fixed or other >= fixed):
                    share = 0.5 if min(one, other) >= fixed else float(one >= fixed)
                    trial[one] -= share * over
                    trial[other] += (1.0 - share) * over
        close = any(trial[b] - trial[a] < SHOULDER - 1.0 for a, b in pairwise(order))
        if not close and all(abs(trial[m] - places[m]) <= PUSHED for m in trial):
            kept = trial
    return kept


def spread(boxes: Sequence[tuple[float, float]]) -> dict[int, float]:
    """Return left edges of those names, (left, width), that can be written, the first ones first.

    Two that would meet go aside by at most `ASIDE`; a name that still has no place is left out.
    """
    kept: dict[int, float] = {}
    for n, (start, _) in enumerate(boxes):
        trial = {**kept, n: start}
        order = sorted(trial, key=lambda m: boxes[m][0])
        for _ in range(4):
            for one, other in pairwise(order):
                over = trial[one] + boxes[one][1] + 8.0 - trial[other]
                if over > 0.0:
                    trial[one] -= over / 2.0
                    trial[other] += over / 2.0
        if all(abs(trial[m] - boxes[m][0]) <= ASIDE for m in trial):
            kept = trial
    return kept


def free(taken: Sequence[tuple[float, float]], left: float, width: float) -> bool:
    """Tell whether a text would meet none of the stretches, (from, to), that are taken."""
    return all(left > b + 6 or left + width < a - 6 for a, b in taken)


def freest(places: Sequence[float], start: float, end: float, width: float) -> float:
    """Return the middle of the widest stretch between walkers on the bracket."""
    stops = sorted([start, end, *(x for x in places if start < x < end)])
    spans = [(b - a, (a + b) / 2.0) for a, b in pairwise(stops)]
    _, middle = max(spans, default=(0.0, (start + end) / 2.0))
    return min(max(middle, start + width / 2.0 + 8), end - width / 2.0 - 8)
