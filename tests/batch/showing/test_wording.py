"""Figures are written with few digits in the unit that fits."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from race.batch.showing.wording import aligned, amount, digits, distance, fitted, power_of_ten


@pytest.mark.parametrize(
    ("years", "text"),
    [
        (0.5, "7.5 cm"),
        (4.0, "60 cm"),
        (90.0, "14 m"),
        (6.6, "99 cm"),
        (6.67, "1.0 m"),
        (666.0, "100 m"),
        (6_660.0, "1.0 km"),
        (20_000.0, "3.0 km"),
        (0.0156, "0.23 cm"),
        (2e6, "300 km"),
        (0.0, "0"),
        (math.inf, "∞"),
    ],
)
def test_a_gap_is_shown_in_centimetres_metres_or_kilometres(years: float, text: str) -> None:
    assert distance(years / 5.0 * 0.75 / 1000.0) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.2186, "0.22"),
        (8.66, "8.7"),
        (9.96, "10"),
        (25_123.0, "25,000"),
        (999_999.0, "1,000,000"),
        (7e12, "7.0e12"),
        (math.inf, "∞"),
        (-math.inf, "-∞"),
        (-0.5, "-0.50"),
    ],
)
def test_digits(value: float, text: str) -> None:
    assert digits(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (502.0, "500"), (7_883.0, "7.9k"), (999_600.0, "1.0M"), (3.4e9, "3.4B")],
)
def test_amount(value: float, text: str) -> None:
    assert amount(value) == text


def test_power_of_ten() -> None:
    assert power_of_ten(2.1e25) == "2.1e25"
    assert power_of_ten(0.0) == "0"


def test_one_column_is_broken_where_a_table_is_too_wide_and_no_word_is_lost() -> None:
    rows = [["chip", "reason", "end"], ["A100", "above the line of performance", "x"]]
    assert fitted(rows, broken=(1,), left=(0, 1), columns=30).splitlines() == [
        "chip  reason             end",
        "A100  above the line of    x",
        "      performance",
    ]
    assert fitted(rows, broken=(1,), left=(0, 1), columns=99) == aligned(rows, left=(0, 1))


@given(st.floats(min_value=0.0, max_value=1e300))
def test_every_figure_can_be_written(value: float) -> None:
    assert all((digits(value), distance(value), amount(value), power_of_ten(value)))
