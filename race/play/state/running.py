"""Effects under way: what moves which cell by how much, from when, for how long, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Floats, Whole, flat, scatter

STANDING = 1_000_000
"""Quarters of an effect that stands until it is replaced."""
FIELDS = ("cell", "plus", "log", "delay", "left", "source", "seat")


@dataclass(frozen=True, eq=False)
class Running:
    """Effects, each array (rows, R); a row without quarters left is empty, and later ones follow.

    Attributes:
        cell: what is moved.
        plus: added; `log`: natural logarithm of the factor.
        delay: quarters until it begins; `left`: quarters that it has then.
        source: number of the order, or of the event after all orders.
        seat: whose it is.
    """

    cell: Whole
    plus: Floats
    log: Floats
    delay: Whole
    left: Whole
    source: Whole
    seat: Whole

    @property
    def active(self) -> Flags:
        """Tell which effects work in this quarter."""
        return np.asarray((self.delay <= 0) & (self.left > 0))


def none_running(width: int) -> Running:
    """Return no effects."""
    whole, real = np.zeros((0, width), dtype=np.int64), np.zeros((0, width))
    return Running(whole, real, real, whole, whole, whole, whole)


def added(running: Running, rows: Sequence[Running]) -> Running:
    """Return the effects with new rows; a standing one takes the place of its like.

    Its like is a standing effect of the same seat and source on the same cell. Empty rows go.
    """
    if not rows:
        return running
    left = running.left
    for row in rows:
        for one in range(len(row.cell)):
            standing = row.left[one] >= STANDING
            if len(left) and standing.any():
                same = (running.cell == row.cell[one]) & (running.source == row.source[one])
                same &= (running.seat == row.seat[one]) & (left >= STANDING - _LONGEST)
                left = np.where(same & standing, 0, left)
    kept = Running(
        running.cell, running.plus, running.log, running.delay, left, running.source, running.seat
    )
    joined = [np.concatenate([getattr(part, name) for part in (kept, *rows)]) for name in FIELDS]
    return _compact(Running(*joined))


_LONGEST = 1000
"""More quarters than any game has: a standing effect has at least STANDING less these left."""


def _compact(running: Running) -> Running:
    """Move the rows in use to the front of each replicate, in their order, and drop the rest."""
    used = running.left > 0
    most = int(used.sum(axis=0).max(initial=0))
    if used[:most].all() and most == len(used):
        return running
    place = flat(np.argsort(~used, axis=0, kind="stable")[:most])
    live = used.take(place)
    return Running(
        **{name: np.where(live, getattr(running, name).take(place), 0) for name in FIELDS}
    )


def passed(running: Running) -> Running:
    """Return the effects after a quarter in which the active ones have worked."""
    if not len(running.cell):
        return running
    left = running.left - running.active
    delay = np.maximum(running.delay - 1, 0)
    return _compact(
        Running(running.cell, running.plus, running.log, delay, left, running.source, running.seat)
    )


def totals(running: Running, cells: int) -> tuple[Floats, Floats, Whole]:
    """Return what is added to each cell and the logarithm of its factor, (cells, R).

    And the cells that some replicate moves.
    """
    active = running.active
    touched = np.flatnonzero(np.bincount(running.cell[active], minlength=cells))
    plus = scatter(running.plus * active, running.cell, cells)
    log = scatter(running.log * active, running.cell, cells)
    return plus, log, touched
