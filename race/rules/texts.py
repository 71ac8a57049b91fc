"""The clauses of all measures at once, asked of many chips whose figures are known.

The first clause of a text that matches decides, as in `race.rules.classification`, which also says
what becomes of a figure that is not known. Here only the bounds that a clause sets are looked at,
all of them together: some seventy comparisons instead of five hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from race.base.arrays import Codes, Flags, Floats, Whole, at
from race.rules.classification import Outcome


class Texts:
    """Which bounds the clauses of some texts set, and where each text begins.

    Attributes:
        numbers: of the texts that have clauses, in order.
    """

    def __init__(self, at_least: Flags, below: Flags, first_clause: Sequence[int]) -> None:
        """Note the bounds that may be set, (clauses, metrics), and each text's first clause."""
        self._clauses = len(at_least)
        idle = ~(at_least | below).any(axis=1)
        asked = at_least.copy()
        asked[idle, 0] = True  # a clause that asks for nothing bounds a figure by -inf
        self._low, self._high = np.nonzero(asked), np.nonzero(below)
        clause_of_bound = np.concatenate([self._low[0], self._high[0]])
        self._by_clause = np.argsort(clause_of_bound, kind="stable")
        self._first_bound = _starts(clause_of_bound[self._by_clause])
        ends = (*first_clause, self._clauses)
        self.numbers = tuple(n for n, (first, end) in enumerate(pairwise(ends)) if end > first)
        self._first_clause = np.array([first_clause[n] for n in self.numbers], dtype=np.int64)
        self._number_of_clause = np.arange(self._clauses)[:, None, None]

    def first_match(self, metrics: Floats, lower: Floats, upper: Floats) -> Whole:
        """Return the first clause of each text that each chip matches, (texts, chips, R).

        The number of clauses stands for none. `metrics` (metrics, chips, R) without NaN; bounds
        (clauses, metrics, R).
        """
        low, high = self._low, self._high
        short_of = at(metrics, low[1]) < lower[low][:, None, :]
        beyond = at(metrics, high[1]) >= upper[high][:, None, :]
        against = at(np.concatenate([short_of, beyond]), self._by_clause)
        fails = np.logical_or.reduceat(against, self._first_bound, axis=0)
        number = np.where(fails, self._clauses, self._number_of_clause)
        return np.asarray(np.minimum.reduceat(number, self._first_clause, axis=0))


def outcomes_of(first_match: Whole, outcomes: Floats) -> Codes:
    """Return what the matching clauses say, (tables, texts, chips, R), FREE where none does.

    `outcomes` (tables, clauses).
    """
    free = np.full((len(outcomes), 1), float(Outcome.FREE))
    codes = np.concatenate([outcomes, free], axis=1).astype(np.int8)
    return np.asarray(codes.take(first_match, axis=1))


def _starts(groups: Whole) -> Whole:
    """Return where each run of equal numbers begins."""
    return np.flatnonzero(np.concatenate([[True], groups[1:] != groups[:-1]]))
