"""Sums of groups and lags give the same bits in any block, and what comes in goes out."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from race.base.arrays import (
    Delay,
    Grouping,
    covered,
    flat_second,
    most,
    over_first,
    over_second,
    pick,
    ratio,
    scatter,
    share_of_lag,
)

WIDEST = 37


def _wide(*shape: int) -> np.ndarray:
    """Return numbers of very different size, in which the order of a sum shows."""
    generator = np.random.default_rng(0)
    return generator.normal(size=(*shape, WIDEST)) * 10.0 ** generator.integers(
        -9, 9, (*shape, WIDEST)
    )


GROUPING = Grouping([3, 0, 3, 1, 0, 3, 3], 5)
SORTED = Grouping([0, 0, 1, 3, 3, 3, 3], 5)
SUMS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "over_first": lambda values: over_first(values.reshape(-1, values.shape[-1])),
    "over_second": over_second,
    "group totals": lambda values: GROUPING.total(values[:, 0]),
    "sorted totals": lambda values: SORTED.total(values[:, 0]),
    "group totals of a cube": GROUPING.total,
    "first axis": lambda values: values.sum(axis=0),
    "first two axes": lambda values: values.sum(axis=(0, 1)),
    "scatter": lambda values: scatter(values[:, 0], np.arange(7)[:, None] % 3, 3),
}


@pytest.mark.parametrize("width", [2, 3, 7, 16, WIDEST])
@pytest.mark.parametrize("name", list(SUMS))
def test_sums_do_not_depend_on_the_width_of_a_block(name: str, width: int) -> None:
    values = _wide(7, 50)
    whole = SUMS[name](values)
    for first in range(WIDEST - width + 1):
        part = np.ascontiguousarray(values[..., first : first + width])
        np.testing.assert_array_equal(SUMS[name](part), whole[..., first : first + width])


def test_most_is_the_largest_of_the_first_axis() -> None:
    values = _wide(9)
    np.testing.assert_array_equal(most(values), values.max(axis=0))


@given(
    groups=st.integers(1, 6),
    rows=st.integers(1, 20),
    seed=st.integers(0, 2**32 - 1),
)
def test_grouping_is_a_loop_over_rows(groups: int, rows: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    group = generator.integers(0, groups, rows)
    values = generator.integers(-50, 50, (rows, 3)).astype(float)
    total, largest = np.zeros((groups, 3)), np.full((groups, 3), -np.inf)
    for row in range(rows):
        total[group[row]] += values[row]
        largest[group[row]] = np.maximum(largest[group[row]], values[row])
    grouping = Grouping(group.tolist(), groups)
    np.testing.assert_array_equal(grouping.total(values), total)
    np.testing.assert_array_equal(
        grouping.largest(values, empty=7.0), np.where(np.isinf(largest), 7.0, largest)
    )


@given(rows=st.lists(st.integers(0, 5), min_size=1, max_size=20), seed=st.integers(0, 2**32 - 1))
def test_the_first_of_the_largest_leads_its_group(rows: list[int], seed: int) -> None:
    group = sorted(rows)
    values = np.random.default_rng(seed).integers(0, 4, (len(group), 3)).astype(float)
    found, largest = Grouping(group, 6).first_largest(values)
    for number in range(6):
        own = [row for row, its in enumerate(group) if its == number]
        for column in range(3):
            leading = [row for row in own if values[row, column] == values[own, column].max()]
            assert found[number, column] == (leading[0] if own else len(group) - 1)
            assert largest[number, column] == (values[own, column].max() if own else 0.0)


def test_a_share_that_is_covered_is_at_most_one() -> None:
    found = covered(np.array([1.0, 6.0, 0.0]), np.array([2.0, 3.0, 5.0]))
    np.testing.assert_array_equal(found, [0.5, 1.0, 0.0])


def test_pick_and_scatter_are_loops() -> None:
    generator = np.random.default_rng(1)
    values = generator.normal(size=(5, 4, 3))
    index = generator.integers(0, 5, (6, 2, 3))
    second = generator.integers(0, 4, (5, 3))
    picked, chosen, summed = (
        pick(values[:, 0], index),
        values.take(flat_second(values.shape, second)),
        np.zeros((5, 3)),
    )
    for place in np.ndindex(*index.shape):
        assert picked[place] == values[index[place], 0, place[-1]]
        summed[index[place], place[-1]] += place[0] + 1.0
    for a, r in np.ndindex(*second.shape):
        assert chosen[a, r] == values[a, second[a, r], r]
    amounts = np.arange(1.0, 7.0)[:, None, None] * np.ones(index.shape)
    np.testing.assert_array_equal(scatter(amounts, index, 5), summed)


def test_ratio_is_0_where_there_is_nothing_to_divide_by() -> None:
    found = ratio(np.array([6.0, 6.0, 0.0, -6.0]), np.array([3.0, 0.0, 0.0, 2.0]))
    np.testing.assert_array_equal(found, [2.0, 0.0, 0.0, -3.0])


@given(lag=st.floats(0.01, 20.0), years=st.floats(0.01, 5.0), parts=st.integers(1, 48))
def test_a_lag_is_the_same_in_one_step_or_in_many(lag: float, years: float, parts: int) -> None:
    kept = (1.0 - share_of_lag(years / parts, lag)) ** parts
    assert kept == pytest.approx(1.0 - float(share_of_lag(years, lag)), abs=1e-9)


@given(
    before=arrays(float, (3, 2), elements=st.floats(0.0, 1e9)),
    inflow=arrays(float, (3, 2), elements=st.floats(0.0, 1e9)),
    step=st.floats(1 / 12, 1.0),
    lag=st.floats(0.02, 10.0),
)
def test_what_enters_a_delay_is_in_it_or_has_come_out(
    before: np.ndarray, inflow: np.ndarray, step: float, lag: float
) -> None:
    left, out = Delay(step, lag).passed(before, inflow)
    assert (left >= 0.0).all()
    assert (out >= 0.0).all()
    np.testing.assert_allclose(left + out, before + inflow, rtol=1e-12)


@given(lag=st.floats(0.1, 5.0), flow=st.floats(0.0, 1e6), parts=st.integers(1, 48))
def test_a_delay_of_an_even_flow_is_the_same_in_one_step_or_in_many(
    lag: float, flow: float, parts: int
) -> None:
    held = np.array([100.0])
    for _ in range(parts):
        held, _ = Delay(1.0 / parts, lag).passed(held, np.array([flow / parts]))
    whole, _ = Delay(1.0, lag).passed(np.array([100.0]), np.array([flow]))
    assert held[0] == pytest.approx(whole[0], rel=1e-9)
