"""Medians and quantiles are right with infinite figures among them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from race.batch.showing.spread import median, most_common, spread

INF = float("inf")
FIGURES = st.lists(st.floats(min_value=0.0, allow_nan=False), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3.0], 3.0),
        ([1.0, 2.0], 1.5),
        ([1.0, 2.0, INF], 2.0),
        ([1.0, INF, INF], INF),
        ([1.0, 2.0, INF, INF], INF),
        ([INF, INF], INF),
        ([INF, INF, INF, 1.0], INF),
    ],
)
def test_median_of_some_infinite_figures(values: list[float], expected: float) -> None:
    assert float(median(np.array([values]))[0]) == expected


@given(FIGURES)
def test_no_quantile_is_nan_and_they_are_in_order(values: list[float]) -> None:
    found = spread(np.array([values]))
    p10, middle, p90 = (float(part[0]) for part in (found.p10, found.median, found.p90))
    assert not any(np.isnan([p10, middle, p90]))
    assert p10 <= middle <= p90 or p90 == pytest.approx(p10)


@given(FIGURES)
def test_more_than_half_infinite_makes_the_median_infinite(values: list[float]) -> None:
    mixed = np.array([values + [INF] * (len(values) + 1)])
    assert np.isinf(median(mixed)).all()


@given(st.lists(st.floats(min_value=-1e6, max_value=1e6), min_size=1, max_size=40))
def test_finite_figures_have_the_usual_quantiles(values: list[float]) -> None:
    found = spread(np.array([values]))
    expected = np.quantile(values, [0.5, 0.1, 0.9])
    assert [float(part[0]) for part in found] == pytest.approx(list(expected), abs=1e-6)


def test_replicates_are_the_last_axis() -> None:
    values = np.arange(24.0).reshape(2, 3, 4)
    assert spread(values).median.shape == (2, 3)


def test_most_common_code_wins_and_the_smallest_of_equals() -> None:
    codes = np.array([[3.0, 1.0, 3.0], [2.0, 1.0, 1.0], [2.0, 1.0, -1.0]])
    assert most_common(codes).tolist() == [3.0, 1.0, -1.0]
