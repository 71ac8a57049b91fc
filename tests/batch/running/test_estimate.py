"""Quantiles without keeping the numbers."""

import math

import numpy as np
import pytest

from race.batch.running.estimate import Estimate, spread_of
from race.batch.running.summary import Estimates
from race.batch.running.target import Target


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_quantiles_are_right_to_one_percent(scale: float) -> None:
    values = np.exp(np.random.default_rng(1).normal(size=20_001)) * scale
    estimate = Estimate()
    estimate.add(values.tolist())
    middle, low, high = spread_of(estimate)
    expected = np.quantile(values, [0.5, 0.1, 0.9])
    assert [middle, low, high] == pytest.approx(expected, rel=0.01)


def test_zero_negative_and_infinite_numbers_have_their_place() -> None:
    estimate = Estimate()
    estimate.add([-math.inf, -2.0, -1.0, 0.0, 1.0, 2.0, math.inf, math.inf])
    found = [estimate.quantile((place + 0.5) / 8) for place in range(8)]
    assert found[0] == -math.inf
    assert found[1:6] == pytest.approx([-2.0, -1.0, 0.0, 1.0, 2.0], rel=0.01)
    assert found[6:] == [math.inf, math.inf]


def test_of_nothing_there_is_no_quantile() -> None:
    assert math.isnan(Estimate().quantile(0.5))


def test_what_is_shown_names_figure_and_arms() -> None:
    one = Estimate()
    one.add([0.0625] * 3)
    shown = str(Estimates(Target("kilometres", "RU", 2030), {"a": one, "b": Estimate()}))
    assert shown == "kilometres:RU@2030: a 63 m"
