"""A batch that stops at a precision keeps the coverage of its intervals."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from race.base.errors import InputError
from race.batch.stats.interval import Interval, of_mean, of_median, of_share
from race.batch.stats.looks import LEAST, PILOT, next_look
from race.batch.stats.pairs import median_difference

EXPERIMENTS, MOST = 10_000, 2_048
INF = float("inf")
Values = NDArray[Any]
Draw = Callable[[np.random.Generator], tuple[Values, float]]
Stop = Callable[[int, float], int | None]


def run(look: Callable[[Values], Interval], values: Values, truth: float, stop: Stop) -> Values:
    """Return by experiment: whether the truth is held, futures run, half-width."""
    size = np.full(EXPERIMENTS, stop(0, INF))
    going = np.ones(EXPERIMENTS, dtype=np.bool_)
    result = np.empty((3, EXPERIMENTS))
    while going.any():
        for done in np.unique(size[going]):
            rows = np.flatnonzero(going & (size == done))
            interval = look(values[rows, :done])
            following = [stop(int(done), float(width)) for width in interval.half_width]
            result[:, rows] = interval.holds(truth), np.full(len(rows), done), interval.half_width
            going[rows] = [place is not None for place in following]
            size[rows] = [place or 0 for place in following]
    return result


def paired(both: Values) -> Interval:
    return median_difference(both.real, both.imag)


def pairs(random: np.random.Generator) -> tuple[Values, float]:
    """Pairs as complex numbers: gaps over powers of ten, some of the first ones infinite."""
    other = np.exp(random.normal(0.0, 2.0, (EXPERIMENTS, MOST)))
    added = np.exp(random.normal(0.0, 1.0, other.shape))
    added[random.random(other.shape) < 0.05] = INF
    both = np.empty(other.shape, np.complex128)
    both.real, both.imag = other + added, other
    return both, float(np.exp(stats.norm.ppf(0.5 / 0.95)))


def means(random: np.random.Generator) -> tuple[Values, float]:
    return random.normal(0.0, 1.0, (EXPERIMENTS, MOST)), 0.0


def medians(random: np.random.Generator) -> tuple[Values, float]:
    return np.exp(random.normal(0.0, 1.5, (EXPERIMENTS, MOST))), 1.0


def shares(random: np.random.Generator) -> tuple[Values, float]:
    return random.random((EXPERIMENTS, MOST)) < 0.1, 0.1


def stopping_at(wanted: float) -> Stop:
    return lambda done, width: next_look(done, width, wanted, MOST)


CASES: dict[str, tuple[Callable[[Values], Interval], Draw, tuple[float, ...]]] = {
    "mean": (of_mean, means, (0.055, 0.07, 0.1)),
    "median": (of_median, medians, (0.1, 0.14, 0.2)),
    "share": (of_share, shares, (0.014, 0.02, 0.03)),
    "pairs": (paired, pairs, (0.08, 0.1, 0.14)),
}


@pytest.mark.parametrize("case", CASES)
def test_coverage_is_kept_when_stopping_early(case: str) -> None:
    look, draw, widths = CASES[case]
    values, truth = draw(np.random.default_rng(1))
    for wanted in widths:
        held, futures, width = run(look, values, truth, stopping_at(wanted))
        assert 0.94 <= held.mean() <= 0.96
        assert (width[futures < MOST] <= wanted).all()
        assert futures.mean() < MOST


def test_looking_all_the_time_does_not_keep_it() -> None:
    """So the test above would see a rule that stops when chance is kind."""

    def naive(done: int, width: float) -> int | None:
        return None if done and (width <= 0.35 or done >= 200) else done + 3

    values, truth = means(np.random.default_rng(1))
    held, _, _ = run(of_mean, values[:, :256], truth, naive)
    assert held.mean() < 0.93


def test_looks_are_few() -> None:
    assert next_look(0, INF, 0.1, 10_000) == PILOT
    assert next_look(PILOT, 0.01, 0.1, 10_000) == LEAST
    assert next_look(PILOT, 0.5, 0.1, 10_000) == 3904  # 128 x 5.5 squared, in whole blocks
    assert next_look(3904, 0.099, 0.1, 10_000) is None
    assert next_look(3904, 0.101, 0.1, 10_000) == 4864


def test_most_is_most() -> None:
    assert next_look(0, INF, 0.1, 100) == 100
    assert next_look(PILOT, 5.0, 0.1, 1000) == 1000
    assert next_look(1000, 5.0, 0.1, 1000) is None
    assert next_look(PILOT, INF, 0.1, 10_000) == LEAST


@pytest.mark.parametrize("wanted", [0.0, -1.0, float("nan")])
def test_precision_is_above_zero(wanted: float) -> None:
    with pytest.raises(InputError, match="a half-width above 0"):
        next_look(0, INF, wanted, 100)
