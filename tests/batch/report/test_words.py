"""Figures of the report are written so that they say what they are."""

import numpy as np
import pytest

from race.batch.report.words import (
    distance_span,
    of_what,
    percent,
    percent_span,
    signed,
    times,
    times_span,
)
from race.batch.stats.interval import Interval

INF = float("inf")


def interval(low: float, middle: float, high: float) -> Interval:
    return Interval(*(np.array(value) for value in (middle, low, high)))


@pytest.mark.parametrize(
    ("kilometres", "written"),
    [
        (0.00034, "+34 cm"),
        (-0.00182, "\N{MINUS SIGN}1.8 m"),
        (0.0, "0"),
        (INF, "+∞"),
        (-INF, "\N{MINUS SIGN}∞"),
        (12.3, "+12 km"),
    ],
)
def test_differences_have_a_sign_and_a_unit(kilometres: float, written: str) -> None:
    assert signed(kilometres) == written


def test_bounds() -> None:
    assert distance_span(interval(-0.001, 0.0, 0.002)) == "\N{MINUS SIGN}1.0 m to +2.0 m"
    assert times_span(interval(0.9, 1.0, 1400.0)) == "0.90 to 1,400"
    assert percent_span(interval(0.971, 1.0, 1.0)) == "97.1 to 100.0 %"


@pytest.mark.parametrize(
    ("factor", "written"),
    [(1.0, "1.00 times"), (6.43, "6.4 times"), (INF, "∞ times"), (0.0, "0 times")],
)
def test_factors(factor: float, written: str) -> None:
    assert times(factor) == written


def test_nearly_all_is_not_all() -> None:
    assert [percent(share) for share in (0.0, 0.001, 0.5, 0.9999, 1.0)] == [
        "0 %", "under 1 %", "50 %", "over 99 %", "100 %",
    ]  # fmt: skip


def test_possessive() -> None:
    assert [of_what("China"), of_what("United States")] == ["China's", "United States'"]
