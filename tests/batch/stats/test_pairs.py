"""Arms are compared future by future, infinite gaps included."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from race.base.errors import InputError
from race.batch.stats.pairs import (
    effect,
    mean_difference,
    median_difference,
    median_factor,
    variance_cut,
)

INF, NAN = float("inf"), float("nan")
EXPERIMENTS = 10_000
GAP = st.floats(0.0, 1e150) | st.just(INF)
GAPS = st.lists(st.tuples(GAP, GAP), min_size=1, max_size=40)


def test_what_both_arms_share_drops_out() -> None:
    random = np.random.default_rng(1)
    shared = random.normal(0.0, 10.0, 2000)
    base = shared + random.normal(0.0, 1.0, 2000)
    found = effect(shared + 3.0 + random.normal(0.0, 1.0, 2000), base)
    assert found.difference.low < 3.0 < found.difference.high
    assert found.difference.half_width < 0.1
    assert found.factor is None
    # the differences are normal with a standard deviation of the square root of 2
    assert [found.p10, found.p90] == pytest.approx([1.19, 4.81], abs=0.15)
    assert variance_cut(shared + random.normal(0.0, 1.0, 2000), base) == pytest.approx(101, rel=0.1)


def test_paired_median_is_held_among_gaps_without_bound() -> None:
    random = np.random.default_rng(2)
    other = np.exp(random.normal(0.0, 2.0, (EXPERIMENTS, 200)))
    added = np.exp(random.normal(0.0, 1.0, (EXPERIMENTS, 200)))
    values = np.where(random.random(added.shape) < 0.1, INF, other + added)
    truth = float(np.exp(stats.norm.ppf(0.5 / 0.9)))
    assert 0.94 <= median_difference(values, other).holds(truth).mean() <= 0.96


def test_paired_mean_is_held() -> None:
    random = np.random.default_rng(3)
    shared = random.normal(0.0, 10.0, (EXPERIMENTS, 200))
    values, other = (shared + random.normal(mean, 1.0, shared.shape) for mean in (2.0, 0.5))
    assert 0.94 <= mean_difference(values, other).holds(1.5).mean() <= 0.96


def test_infinite_against_finite_is_an_infinite_difference() -> None:
    values, other = np.full(40, INF), np.arange(40.0)
    assert [float(part) for part in median_difference(values, other)] == [INF, INF, INF]
    assert [float(part) for part in median_difference(other, values)] == [-INF, -INF, -INF]
    assert [float(part) for part in median_factor(other, values)] == [0.0, 0.0, 0.0]


def test_pairs_that_tell_nothing_widen_both_bounds() -> None:
    told = np.linspace(0.0, 1.0, 101)
    values, other = np.append(told, np.full(20, INF)), np.append(told * 0.0, np.full(20, INF))
    found = effect(values, other)
    alone = median_difference(told, told * 0.0)
    assert found.undefined == 20
    assert found.difference.low < alone.low
    assert found.difference.high > alone.high
    assert found.larger.estimate == pytest.approx(100 / 121)
    nothing = effect(np.full(50, INF), np.full(50, INF))
    assert [float(part) for part in nothing.difference] == [0.0, -INF, INF]
    assert nothing.factor is not None
    assert [float(part) for part in nothing.factor] == [1.0, 0.0, INF]


def test_factor_of_two_leaders_is_one() -> None:
    found = median_factor(np.zeros(30), np.zeros(30))
    assert [float(part) for part in found] == [1.0, 1.0, 1.0]
    assert float(median_factor(np.ones(30), np.zeros(30)).estimate) == INF


@given(GAPS)
def test_exchanging_the_arms_turns_the_difference_round(pairs: list[tuple[float, float]]) -> None:
    values, other = np.array(pairs).T
    there, back = effect(values, other), effect(other, values)
    assert there.factor is not None
    assert not np.isnan([*there.difference, *there.factor]).any()
    assert float(there.difference.low) == -float(back.difference.high)
    assert there.larger == back.smaller


def test_unpaired_arms_and_nan_are_refused() -> None:
    with pytest.raises(InputError, match="km: 3 replicates against 2"):
        effect(np.ones(3), np.ones(2), "km")
    with pytest.raises(InputError, match="km: not a number in replicate 1 of 2"):
        effect(np.array([1.0, NAN]), np.ones(2), "km")
    with pytest.raises(InputError, match="km: infinite in some futures"):
        mean_difference(np.array([1.0, INF]), np.ones(2), "km")
    with pytest.raises(InputError, match="km: a ratio needs values of 0 or more"):
        median_factor(np.array([1.0, -1.0]), np.ones(2), "km")
