"""Sums whose order depends neither on the width of a block nor on who stands at the end of an axis.

`sum(axis=0)` runs in order in a block of two or more replicates, and in pairs in a block of one,
whose axes NumPy merges. `bincount` adds in the order of its rows, and `reduceat` goes down each
column in the same way whatever stands beside it (measured with NumPy 2.4 on x86-64, and tested).
"""

from __future__ import annotations

from functools import lru_cache
from math import prod
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
Codes = NDArray[np.int8]

Scalar = TypeVar("Scalar", bound=np.generic)

_LEAST = 1e-100
_WIDE = 32
"""From so many figures in a row NumPy's own sum, which runs in order down them, is faster."""
_INFINITE = np.array(np.inf)
_WHOLE = np.zeros(1, dtype=np.int64)
"""Where the only group of a whole axis begins."""


def over_first(values: Floats) -> Floats:
    """Sum (A, ..., R) over A, in order; faster in narrow blocks than `sum(axis=0)`."""
    shape = values.shape[1:]
    width = prod(shape)
    if width >= _WIDE:
        return np.asarray(np.add.reduce(np.ascontiguousarray(values), axis=0, initial=0.0))
    places = _first_places(len(values), width)
    return np.asarray(np.bincount(places, values.reshape(-1), width).reshape(shape))


def over_second(values: Floats) -> Floats:
    """Sum (A, B, ..., R) over B, in order."""
    first, second, *rest = values.shape
    width = prod(rest)
    if width >= _WIDE:
        return np.asarray(np.add.reduce(np.ascontiguousarray(values), axis=1, initial=0.0))
    places = _second_places(first, second, width)
    total = np.bincount(places, values.reshape(-1), first * width)
    return np.asarray(total.reshape(first, *rest))


def most(values: Floats) -> Floats:
    """Return the largest over the first axis, (R,), of (A, R).

    `reduceat` takes a third of the time of `max(axis=0)` in narrow blocks, and as long at 32.
    """
    return np.asarray(np.maximum.reduceat(values, _WHOLE, axis=0)[0])


def some(flags: NDArray[Any]) -> bool:
    """Tell whether any of these holds; counting takes a quarter of the time of `any()`."""
    return int(np.count_nonzero(flags)) > 0


class Grouping:
    """Sum, or find the largest, of rows by group: rows (rows, R) to (groups, R).

    Rows are taken in the order of their group, so the result does not depend on the block.
    """

    def __init__(self, group_of_row: list[int], groups: int) -> None:
        rows = np.asarray(group_of_row, dtype=np.int64)
        self.group = rows
        """The group of each row."""
        self._order = np.argsort(rows, kind="stable")
        self._sorted = bool(np.all(self._order == np.arange(len(rows))))
        present, self._starts, rank = np.unique(
            rows[self._order], return_index=True, return_inverse=True
        )
        self._rank_of_row = rank.reshape(-1)
        self._present = present
        self._groups = groups
        self._full = len(present) == groups
        self._places: dict[int, Whole] = {}
        """By figures in a row, the flat place of each one's sum."""

    def total(self, values: Floats) -> Floats:
        """Return the sum of each group in the order of its rows, 0 for an empty one."""
        width = prod(values.shape[1:])
        if width not in self._places:
            self._places[width] = (self.group[:, None] * width + np.arange(width)).reshape(-1)
        total = np.bincount(self._places[width], values.reshape(-1), self._groups * width)
        return np.asarray(total.reshape(self._groups, *values.shape[1:]))

    def largest(self, values: Floats, *, empty: float = 0.0) -> Floats:
        """Return the largest of each group, `empty` for an empty one."""
        rows = values if self._sorted else values.take(self._order, axis=0)
        if not len(rows):
            return np.full((self._groups, *values.shape[1:]), empty)
        found: Floats = np.maximum.reduceat(rows, self._starts, axis=0)
        if self._full:
            return found
        largest = np.full((self._groups, *values.shape[1:]), empty)
        largest[self._present] = found
        return largest

    def first_largest(self, values: Floats) -> tuple[Whole, Floats]:
        """Return the row of the largest of each group, the first of equals, and it: (groups, R).

        Rows must stand in the order of their groups; an empty group gets the last row, and 0.
        """
        largest = np.maximum.reduceat(values, self._starts, axis=0)
        leads = values >= at(largest, self._rank_of_row)
        number = np.where(leads, _rows_of(values.shape), len(values))
        first = np.minimum.reduceat(number, self._starts, axis=0)
        if self._full:
            return first, largest
        rows = np.full((self._groups, values.shape[-1]), len(values) - 1)
        rows[self._present] = first
        most = np.zeros(rows.shape)
        most[self._present] = largest
        return rows, most


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Divide where the denominator is positive; 0 elsewhere."""
    return np.asarray(numerator / np.where(denominator > 0.0, denominator, _INFINITE))


def covered(have: Floats, asked: Floats) -> Floats:
    """Return the share of what is asked that there is, at most 1.

    Where nothing is asked the share is of nothing, and says nothing.
    """
    return np.asarray(np.minimum(have / np.maximum(asked, _LEAST), 1.0))


def at(values: NDArray[Scalar], rows: Whole) -> NDArray[Scalar]:
    """Return `values[rows]`: rows of the first axis, four times as fast on arrays of this size."""
    found: NDArray[Scalar] = values.take(rows, axis=0)
    return found


def share_of_lag(step_years: float, lag_years: Floats | float) -> Floats:
    """Return the share of a first-order delay that leaves in one step.

    1 - exp(-step / lag): the same flow over a year whatever the length of the step.
    """
    return np.asarray(-np.expm1(-step_years / np.maximum(lag_years, 1e-9)))


class Delay:
    """A first-order delay of goods over steps of one length.

    Exact for an even inflow over the step, so that goods may pass several delays in one long step:
    left = before e^-x + inflow (1 - e^-x) / x, x = step / lag.
    """

    def __init__(self, step_years: float, lag_years: Floats | float) -> None:
        self.kept, self.entry = delay_factors(step_years, lag_years)

    def passed(self, before: Floats, inflow: Floats) -> tuple[Floats, Floats]:
        """Return what is left of both after a step, and what came out."""
        left = before * self.kept
        left += inflow * self.entry
        return left, np.maximum(before + inflow - left, 0.0)


def delay_factors(step_years: float, lag_years: Floats | float) -> tuple[Floats, Floats]:
    """Return the shares of what was in a delay, and of what comes in, that are left after a step."""
    x = step_years / np.maximum(lag_years, 1e-9)
    kept = np.exp(-x)
    return np.asarray(kept), np.asarray(-np.expm1(-x) / x)


def flat(index: Whole) -> Whole:
    """Return where `[index[..., r], r]` stands in an array (A, R): index (..., R)."""
    return np.asarray(index * index.shape[-1] + _columns_of(index.shape))


def pick(values: NDArray[Scalar], index: Whole) -> NDArray[Scalar]:
    """Return `values[index[..., r], r]`: values (A, R), index (..., R).

    Flat indices are five times as fast as `take_along_axis` on arrays of this size.
    """
    return np.asarray(values.take(flat(index)))


def flat_second(shape: tuple[int, ...], index: Whole) -> Whole:
    """Return flat indices of `[a, index[a, r], r]` in an array of shape (A, B, R)."""
    return np.asarray(index * shape[2] + _row_starts(shape))


@lru_cache(maxsize=64)
def _first_places(first: int, width: int) -> Whole:
    """Return the column of every figure of (first, width), flat."""
    return np.tile(np.arange(width), first)


@lru_cache(maxsize=64)
def _second_places(first: int, second: int, width: int) -> Whole:
    """Return where every figure of (first, second, width) goes in (first, width), flat."""
    rows = np.arange(first * width).reshape(first, 1, width)
    return np.repeat(rows, second, axis=1).reshape(-1)


@lru_cache(maxsize=64)
def _columns(width: int) -> Whole:
    return np.arange(width)


@lru_cache(maxsize=32)
def _columns_of(shape: tuple[int, ...]) -> Whole:
    """Return the column of every place: whole, for a broadcast takes ten times as long."""
    return np.broadcast_to(_columns(shape[-1]), shape).copy()


@lru_cache(maxsize=32)
def _rows_of(shape: tuple[int, int]) -> Whole:
    return np.repeat(np.arange(shape[0]), shape[1]).reshape(shape)


@lru_cache(maxsize=64)
def _row_starts(shape: tuple[int, ...]) -> Whole:
    first, second, width = shape
    return np.asarray(np.arange(first)[:, None] * (second * width) + np.arange(width))


def sum_at(amounts: Floats, places: Whole, shape: tuple[int, ...]) -> Floats:
    """Sum amounts into an array of a shape by flat places, in the order they stand in."""
    total = np.bincount(places.reshape(-1), amounts.reshape(-1), prod(shape))
    return np.asarray(total.reshape(shape))


def scatter(amounts: Floats, index: Whole, rows: int) -> Floats:
    """Sum amounts (..., R) into rows by index (..., R): (rows, R), in the order they stand in."""
    width = amounts.shape[-1]
    return sum_at(amounts, index * width + _columns(width), (rows, width))
