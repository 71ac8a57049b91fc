"""Outcomes of chips under clauses: pure arithmetic on arrays, which knows no chip by its name.

A clause asks for bounds on the figures of a chip; clauses stand in order, and the first that
matches decides (as the paragraphs of ECCN 3A090 and their notes do, 15 CFR 774 supplement 1). A
figure that is not known (NaN) matters only where a clause asks for it: then the clause may match
or not, and the answer is a range from the least to the most strict outcome. Ranges are combined
bound by bound and settled at the end: one outcome, or unknown.

Shapes: a figure is (chips,) or (chips, R) with the replicates last; bounds are (clauses, metrics)
or (clauses, metrics, R), -inf and inf where a clause asks for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from race.base.arrays import Codes, Flags, Floats


class Outcome(IntEnum):
    """What a rule says of a sale, in order of strictness; UNKNOWN stands apart."""

    UNKNOWN = -1
    FREE = 0
    NOTICE = 1
    CASE_BY_CASE = 2
    DENIED = 3

    @property
    def word(self) -> str:
        """Give the word for it, as clauses of a scenario write it."""
        return self.name.lower()


METRICS = ("tpp", "density", "io", "bandwidth", "io_plus_bandwidth", "data_centre")
"""The figures that a clause may bound, in this order: TPP, TPP/mm2, GB/s thrice, 1 or 0."""


class Range(NamedTuple):
    """The least and the most strict outcome that the known figures leave open, equal if certain."""

    least: Codes
    most: Codes


def total_processing_performance(peaks: Mapping[int, ArrayLike]) -> Floats:
    """Return TPP, the largest of dense TOPS x bit length over the formats (3A090, note on TPP).

    Args:
        peaks: by bits of the format, dense peaks in TOPS (TFLOPS at 16 bits), NaN where a chip has
            no such figure. NaN comes out where it has none at all.
    """
    products = [np.asarray(peak, dtype=np.float64) * bits for bits, peak in peaks.items()]
    result = products[0]
    for product in products[1:]:
        result = np.fmax(result, product)
    return np.asarray(result)


def performance_density(tpp: ArrayLike, logic_area_mm2: ArrayLike) -> Floats:
    """Return TPP per mm2 of applicable die area: logic dies on non-planar nodes in the package."""
    return np.asarray(np.asarray(tpp, dtype=np.float64) / np.asarray(logic_area_mm2))


def stack_metrics(
    tpp: ArrayLike,
    logic_area_mm2: ArrayLike,
    io_gbs: ArrayLike,
    bandwidth_gbs: ArrayLike,
    data_centre: ArrayLike,
) -> Floats:
    """Return the figures in the order of METRICS, (metrics, ...); each is (chips,) or (chips, R).

    I/O is the chip-to-chip link and the host together, bandwidth that of DRAM; `data_centre` is 1
    where the chip is designed or marketed for data centres.
    """
    io, bandwidth = np.asarray(io_gbs, np.float64), np.asarray(bandwidth_gbs, np.float64)
    density = performance_density(tpp, logic_area_mm2)
    figures = (tpp, density, io, bandwidth, io + bandwidth, data_centre)
    return np.stack(np.broadcast_arrays(*(np.asarray(one, np.float64) for one in figures)))


class Clauses:
    """The bounds of clauses, and which of them ask for anything in any replicate.

    Attributes:
        count: number of clauses.
    """

    def __init__(self, lower: Floats, upper: Floats) -> None:
        self.count = len(lower)
        self._lower, self._upper = lower, upper
        self._from = self._asked(lower > -np.inf)
        self._below = self._asked(upper < np.inf)

    @staticmethod
    def _asked(bounded: Flags) -> list[list[int]]:
        """List the figures that each clause bounds on one side."""
        anywhere = np.asarray(bounded.any(axis=tuple(range(2, bounded.ndim))))
        return [np.flatnonzero(row).tolist() for row in anywhere]

    def fit(self, metrics: Floats) -> Floats:
        """Give the figures a replicate axis if the bounds have one."""
        return metrics[..., None] if self._lower.ndim > metrics.ndim else metrics

    def shape(self, metrics: Floats) -> tuple[int, ...]:
        """Give the shape of an answer, (chips[, R])."""
        return np.broadcast_shapes(metrics.shape[1:], self._lower.shape[2:])

    def against(self, clause: int, metrics: Floats) -> Flags:
        """Tell where a known figure speaks against the clause; a new array."""
        lower, upper = self._lower[clause], self._upper[clause]
        against = np.zeros(self.shape(metrics), dtype=np.bool_)
        for figure in self._from[clause]:
            against |= metrics[figure] < lower[figure]
        for figure in self._below[clause]:
            against |= metrics[figure] >= upper[figure]
        return against

    def hangs_on_missing(self, clause: int, metrics: Floats) -> Flags:
        """Tell where the clause asks for a figure that is not known."""
        lower, upper = self._lower[clause], self._upper[clause]
        hangs = np.zeros(self.shape(metrics), dtype=np.bool_)
        for figure in {*self._from[clause], *self._below[clause]}:
            asked = (lower[figure] > -np.inf) | (upper[figure] < np.inf)
            hangs |= np.isnan(metrics[figure]) & asked
        return hangs


def possible_outcomes(metrics: Floats, lower: Floats, upper: Floats, outcomes: ArrayLike) -> Range:
    """Return the range of outcomes that the known figures leave open, ([tables,] chips[, R]).

    A clause that may match joins its outcome to the range; one that surely matches ends it. Clauses
    are judged one by one, so two of them that share out all values of a missing figure between them
    are not seen as certain. No clause that matches means free.

    Args:
        metrics: (metrics, chips) or (metrics, chips, R), in the order of METRICS.
        lower: (clauses, metrics[, R]): a clause matches from here on.
        upper: the same shape: a clause matches short of this.
        outcomes: code of each clause, (clauses,); or several tables at once, (tables, clauses).
    """
    codes = np.asarray(outcomes, dtype=np.int8)
    clauses = Clauses(lower, upper)
    figures = clauses.fit(metrics)
    shape = clauses.shape(figures)
    tables = codes.shape[:-1]
    least = np.zeros((*tables, *shape), dtype=np.int8)
    most = np.zeros_like(least)
    for clause in reversed(range(clauses.count)):
        code = codes[..., clause].reshape(*tables, *(1 for _ in shape))
        may = ~clauses.against(clause, figures)
        sure = may & ~clauses.hangs_on_missing(clause, figures)
        np.minimum(least, code, out=least, where=may)
        np.maximum(most, code, out=most, where=may)
        np.copyto(least, code, where=sure)
        np.copyto(most, code, where=sure)
    return Range(least, most)


def settle(outcomes: Range) -> Codes:
    """Return the outcome where the range leaves one, UNKNOWN where it leaves several."""
    certain = outcomes.least == outcomes.most
    return np.where(certain, outcomes.least, np.int8(Outcome.UNKNOWN))


def strictest(outcomes: Sequence[Range]) -> Range:
    """Combine measures that add to each other, and issuers: the strictest holds.

    Monotonous in each argument, so that the bounds are combined apart.
    """
    least, most = outcomes[0]
    for other in outcomes[1:]:
        least, most = np.maximum(least, other.least), np.maximum(most, other.most)
    return Range(least, most)


def amended(base: Range, amendment: Range) -> Range:
    """Put the amendment's outcome in the place of the base's, for what the base controls.

    What the base leaves free stays free (as 91 FR 1684 does to 3A090).
    """
    least = np.where(base.least > Outcome.FREE, amendment.least, np.int8(Outcome.FREE))
    most = np.where(base.most > Outcome.FREE, amendment.most, np.int8(Outcome.FREE))
    return Range(least, most)
