"""The bootstrap is repeatable and holds the truth."""

import numpy as np
import pytest

from race.base.errors import InputError
from race.batch.showing.spread import median
from race.batch.stats.bootstrap import bootstrap, difference_of_medians, resampled

INF = float("inf")


def test_the_same_futures_are_drawn_however_many_at_once() -> None:
    few = np.concatenate(list(resampled(1000, resamples=1500)))
    assert few.shape == (1500, 1000)
    assert (few[:100] == np.concatenate(list(resampled(1000, resamples=100)))).all()
    assert few.min() == 0
    assert few.max() == 999


def test_every_future_is_as_likely() -> None:
    counts = np.bincount(next(iter(resampled(20, resamples=5000))).reshape(-1), minlength=20)
    assert counts == pytest.approx(5000, rel=0.06)


def test_median_is_held() -> None:
    """400 experiments tell the coverage to 2 %."""
    random = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        interval = bootstrap(random.normal(0.0, 1.0, (1, 99)), _median, resamples=400)
        held += bool(interval.low[0] <= 0.0 <= interval.high[0])
    assert 0.92 <= held / 400 <= 0.98


def test_difference_of_medians_is_held_with_pairs_kept() -> None:
    random = np.random.default_rng(2)
    held, widths = 0, []
    for _ in range(400):
        shared = random.normal(0.0, 5.0, 199)
        noise = random.normal(0.0, 3.0, (2, 199))
        rows = shared + noise + np.array([[1.0], [0.0]])
        interval = bootstrap(rows, difference_of_medians, resamples=400)
        held += bool(interval.low <= 1.0 <= interval.high)
        widths.append(float(interval.half_width))
    assert 0.92 <= held / 400 <= 0.98
    assert np.mean(widths) < 1.2  # apart they would be 1.4


def test_infinite_medians_make_no_nan() -> None:
    rows = np.array([[INF] * 30, [INF] * 14 + [1.0] * 16])
    interval = bootstrap(rows, difference_of_medians, resamples=200)
    assert [float(part) for part in interval] == [INF, 0.0, INF]


def test_nan_is_refused() -> None:
    with pytest.raises(InputError, match="gap: not a number in replicate 1 of 2"):
        bootstrap(np.array([[1.0, np.nan]]), _median, "gap")


def _median(rows: np.ndarray) -> np.ndarray:
    return median(rows)
