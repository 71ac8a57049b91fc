"""All clauses at once say what a walk through each text says."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from race.base.arrays import Floats
from race.rules.classification import METRICS, Outcome
from race.rules.texts import Texts, outcomes_of

WIDTH = 2
numbers = st.sampled_from([0.0, 1.0, 2.0, 3.0])
bound = st.one_of(
    st.just((-math.inf, math.inf)), st.tuples(numbers, st.sampled_from([2.0, 3.0, math.inf]))
)
clause = st.tuples(*[bound] * len(METRICS))
text = st.lists(st.tuples(clause, clause, st.integers(0, 3)), max_size=3)
"""Clauses of a text: bounds in each of two replicates, and the outcome."""
chip = st.tuples(*[numbers] * len(METRICS))


def walk(metrics: Floats, rows: list[tuple[Floats, int]]) -> int:
    """Return the outcome of one chip, (metrics,), one clause after the other."""
    for bounds, answer in rows:
        if all(low <= figure < high for figure, (low, high) in zip(metrics, bounds, strict=True)):
            return answer
    return Outcome.FREE


@given(texts=st.lists(text, min_size=1, max_size=4), chips=st.lists(chip, min_size=1, max_size=3))
def test_the_first_clause_that_matches_decides_in_every_text_and_replicate(
    texts: list[list[tuple[Floats, Floats, int]]], chips: list[tuple[float, ...]]
) -> None:
    rows = [row for one in texts for row in one]
    bounds = np.array([row[:2] for row in rows], dtype=float).reshape(-1, WIDTH, len(METRICS), 2)
    lower, upper = (np.moveaxis(bounds[..., side], 1, 2) for side in (0, 1))
    starts = np.cumsum([0, *(len(one) for one in texts)])[:-1].tolist()
    low, high = (np.asarray(set_.any(axis=2)) for set_ in (lower > -np.inf, upper < np.inf))
    asked = Texts(low, high, starts)
    assert asked.numbers == tuple(n for n, one in enumerate(texts) if one)
    if not rows:
        return
    metrics = np.repeat(np.array(chips).T[..., None], WIDTH, axis=2)
    codes = np.array([[row[2] for row in rows]], dtype=float)
    found = outcomes_of(asked.first_match(metrics, lower, upper), codes)
    for place, number in enumerate(asked.numbers):
        for replicate in range(WIDTH):
            clauses = [((row[0], row[1])[replicate], row[2]) for row in texts[number]]
            expected = [walk(np.array(one), clauses) for one in chips]
            assert found[0, place, :, replicate].tolist() == expected
