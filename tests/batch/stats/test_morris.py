"""Elementary effects find what matters."""

import numpy as np
import pytest

from race.base.errors import InputError
from race.batch.stats.morris import morris_effects, morris_points

NAMES = ("large", "small", "bent", "none")


def response(x: np.ndarray) -> np.ndarray:
    return np.asarray(10.0 * x[:, 0] - x[:, 1] + 8.0 * (x[:, 2] - 0.5) ** 2)


def test_effects_of_a_known_function() -> None:
    points = morris_points(NAMES, 40)
    found = morris_effects(response(points), points, NAMES)
    assert found.mean[:2] == pytest.approx([10.0, -1.0])
    assert found.mean_size[[0, 1, 3]] == pytest.approx([10.0, 1.0, 0.0], abs=1e-9)
    assert found.spread[[0, 1, 3]] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    # a step of two thirds from 0 or 1/3: (2 x + 2/3 - 1) x 8, of both signs
    assert found.mean_size[2] == pytest.approx(8.0 / 3.0)
    assert abs(found.mean[2]) < 1.0
    assert found.spread[2] > 2.0
    assert found.half_width[2] == pytest.approx(0.0, abs=1e-9)


def test_the_same_points_every_time() -> None:
    assert (morris_points(NAMES, 8) == morris_points(NAMES, 8)).all()
    assert morris_points(NAMES, 8).shape == (40, 4)


def test_faults_are_refused() -> None:
    points = morris_points(NAMES, 8)
    values = response(points)
    values[3] = np.nan
    with pytest.raises(InputError, match="km by point: not a number in replicate 3"):
        morris_effects(values, points, NAMES, "km")
    with pytest.raises(InputError, match="a multiple of 5"):
        morris_effects(values[:7], points[:7], NAMES)
    with pytest.raises(InputError, match="two trajectories"):
        morris_points(NAMES, 1)
