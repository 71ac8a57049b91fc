"""Intervals hold the truth as often as they claim, whatever the distribution."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from race.base.errors import InputError
from race.batch.stats.interval import Interval, of_mean, of_median, of_quantile, of_share

EXPERIMENTS = 10_000
INF = float("inf")
Floats = NDArray[np.float64]


def drawn(seed: int, futures: int) -> Floats:
    return np.random.default_rng(seed).standard_normal((EXPERIMENTS, futures))


def floats(interval: Interval) -> list[float]:
    return [float(part) for part in (interval.low, interval.estimate, interval.high)]


def covered(holds: NDArray[np.bool_]) -> float:
    return float(holds.mean())


@pytest.mark.parametrize("futures", [10, 100, 400])
def test_mean_of_even_spread_is_held(futures: int) -> None:
    assert 0.94 <= covered(of_mean(drawn(1, futures)).holds(0.0)) <= 0.96


def test_mean_of_skewed_figures_is_held_with_enough_futures() -> None:
    assert 0.94 <= covered(of_mean(-np.log(stats.norm.cdf(drawn(2, 400)))).holds(1.0)) <= 0.96


@pytest.mark.parametrize("share", [0.03, 0.3, 0.5, 0.9])
def test_share_is_held(share: float) -> None:
    flags = drawn(3, 500) < stats.norm.ppf(share)
    assert 0.94 <= covered(of_share(flags).holds(share)) <= 0.96


@pytest.mark.parametrize("futures", [40, 400])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_quantile_of_figures_over_many_powers_of_ten_is_held(share: float, futures: int) -> None:
    values = np.exp(3.0 * drawn(4, futures))
    truth = float(np.exp(3.0 * stats.norm.ppf(share)))
    assert 0.94 <= covered(of_quantile(values, share).holds(truth)) <= 0.96


def test_median_among_infinite_figures_is_held() -> None:
    values = drawn(5, 200)
    values[values > stats.norm.ppf(0.6)] = INF
    assert 0.94 <= covered(of_median(values).holds(0.0)) <= 0.96


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.99])
def test_other_confidences_are_kept(confidence: float) -> None:
    values = drawn(6, 100)
    for interval in (of_mean(values, confidence=confidence), of_median(values, "", confidence)):
        assert covered(interval.holds(0.0)) == pytest.approx(confidence, abs=0.01)


def test_mean_agrees_with_scipy() -> None:
    values = np.array([1.0, 4.0, 2.0, 8.0, 5.0])
    interval = of_mean(values)
    expected = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert [interval.low, interval.high] == pytest.approx([expected.low, expected.high])


@pytest.mark.parametrize(("hits", "futures"), [(0, 20), (3, 20), (20, 20), (450, 1000)])
def test_share_agrees_with_scipy(hits: int, futures: int) -> None:
    interval = of_share(np.arange(futures) < hits)
    expected = stats.binomtest(hits, futures).proportion_ci(0.95, method="wilson")
    assert [interval.low, interval.high] == pytest.approx([expected.low, expected.high], abs=1e-12)


def test_too_few_futures_give_no_bound() -> None:
    interval = of_median(np.array([1.0, 2.0, 3.0]))
    assert floats(interval) == [-INF, 2.0, INF]


def test_infinite_bound_where_enough_futures_are_infinite() -> None:
    interval = of_median(np.array([1.0] * 55 + [INF] * 45))
    assert floats(interval) == [1.0, 1.0, INF]
    assert interval.half_width == INF
    never = of_median(np.full(50, INF))
    assert floats(never) == [INF, INF, INF]
    assert never.half_width == 0.0


@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=60), st.floats(0.05, 0.95))
def test_bounds_are_in_order_and_no_nan(values: list[float], share: float) -> None:
    interval = of_quantile(np.array(values), share)
    assert not np.isnan(list(interval)).any()
    assert interval.low <= interval.high


def test_nan_is_refused_by_measure_and_replicate() -> None:
    values = np.arange(12.0).reshape(2, 6)
    values[1, 4] = np.nan
    with pytest.raises(InputError, match="kilometres of CN: not a number in replicate 4 of 6"):
        of_median(values, "kilometres of CN")
    with pytest.raises(InputError, match="kilometres of CN: not a number in replicate 4 of 6"):
        of_mean(values, "kilometres of CN")


def test_mean_of_infinite_figures_is_refused() -> None:
    with pytest.raises(InputError, match=r"infinite in replicates 0, 2 of 3; .* median"):
        of_mean(np.array([INF, 1.0, -INF]))


def test_nothing_and_one_future_are_refused() -> None:
    with pytest.raises(InputError, match="no replicates"):
        of_median(np.array([]))
    with pytest.raises(InputError, match="no replicates"):
        of_share(np.array([], dtype=np.bool_))
    with pytest.raises(InputError, match="run two or more"):
        of_mean(np.array([1.0]))


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(InputError, match=r"between 0 and 1, such as 0.95"):
        of_median(np.arange(20.0), "", confidence)
