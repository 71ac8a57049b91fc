"""When to stop a batch that is to reach a precision, so that its intervals keep their coverage.

Who looks after every few futures and stops when the interval happens to be narrow stops where it
is too narrow: such intervals hold the truth less often than they claim. So the batch looks seldom.
The first look, after `PILOT` futures, only plans: how many are needed for the half-width. At least
`LEAST` are run, four times as many as those that planned, so that what chance did to the pilot
matters little. A look that finds less precision than was asked for plans again.

tests/batch/stats/test_looks.py measures the coverage.
"""

from __future__ import annotations

import math

from race.base.errors import InputError

PILOT = 128
LEAST = 512
SAFETY = 1.1
"""Half-widths are planned so many times narrower than asked for, since the plan is an estimate."""
WHOLE = 64
"""Looks are taken after a multiple of so many futures."""


def next_look(done: int, half_width: float, wanted: float, most: int) -> int | None:
    """Return after how many futures to look again; None to stop.

    Args:
        done: futures so far; 0 before the first.
        half_width: of the interval over these; infinite where it has no bound.
        wanted: the half-width that was asked for.
        most: futures that may be run.

    Raises:
        InputError: what is wanted is not above 0.
    """
    if not wanted > 0.0:
        raise InputError(f"precision: given {wanted}; allowed: a half-width above 0")
    if done >= most:
        return None
    if done == 0:
        return min(PILOT, most)
    if done >= LEAST and half_width <= wanted:
        return None
    if math.isinf(half_width) or math.isnan(half_width):
        return min(max(2 * done, LEAST), most)
    needed = done * (SAFETY * half_width / wanted) ** 2
    if needed >= most:
        return most
    whole = WHOLE * math.ceil(needed / WHOLE)
    return min(max(whole, LEAST, done + WHOLE), most)
