"""Sobol indices agree with functions whose indices are known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from race.base.errors import InputError
from race.batch.running.sampling import unit_points
from race.batch.stats.sobol import sobol_indices
from race.scenario.experiments.experiment import SALTELLI, Factor, Sweep

Floats = NDArray[np.float64]
BASE = 2**14


def points(factors: int) -> Floats:
    names = [Factor(str(number)) for number in range(factors)]
    return unit_points(Sweep(SALTELLI, tuple(names), BASE))


def ishigami(x: Floats) -> Floats:
    """Ishigami and Homma (1990), a = 7, b = 0.1."""
    a, b, c = np.pi * (2.0 * x.T - 1.0)
    return np.asarray(np.sin(a) + 7.0 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a))


def test_ishigami_within_a_hundredth() -> None:
    found = sobol_indices(ishigami(points(3)), ("a", "b", "c"))
    variance = 0.5 + 7.0**2 / 8.0 + 0.1 * np.pi**4 / 5.0 + 0.1**2 * np.pi**8 / 18.0
    alone = 0.5 * (1.0 + 0.1 * np.pi**4 / 5.0) ** 2
    together = 0.1**2 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    first = np.array([alone, 7.0**2 / 8.0, 0.0]) / variance
    total = np.array([alone + together, 7.0**2 / 8.0, together]) / variance
    assert found.first.estimate == pytest.approx(first, abs=0.01)
    assert found.total.estimate == pytest.approx(total, abs=0.01)
    assert found.first.holds(first).all()
    assert found.total.holds(total).all()


def test_sobol_g_within_a_hundredth() -> None:
    """Saltelli and Sobol (1995), with the usual eight coefficients."""
    weights = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
    x = points(len(weights))
    response = np.prod((np.abs(4.0 * x - 2.0) + weights) / (1.0 + weights), axis=1)
    found = sobol_indices(response, [str(weight) for weight in weights])
    parts = 1.0 / (3.0 * (1.0 + weights) ** 2)
    variance = np.prod(1.0 + parts) - 1.0
    total = parts * np.prod(1.0 + parts) / (1.0 + parts) / variance
    assert found.first.estimate == pytest.approx(parts / variance, abs=0.01)
    assert found.total.estimate == pytest.approx(total, abs=0.01)


def test_the_same_every_time() -> None:
    response = ishigami(points(3))[: 5 * 256]
    one, two = (sobol_indices(response, ("a", "b", "c")) for _ in range(2))
    assert (one.first.low == two.first.low).all()
    assert (one.total.low <= one.total.estimate).all()


def test_what_salib_would_make_zero_is_refused_by_point() -> None:
    response = ishigami(points(3))[: 5 * 64]
    response[17] = np.nan
    with pytest.raises(InputError, match="km by point: not a number in replicate 17 of 320"):
        sobol_indices(response, ("a", "b", "c"), "km")
    response[17] = np.inf
    with pytest.raises(InputError, match="km by point: infinite in replicate 17 of 320"):
        sobol_indices(response, ("a", "b", "c"), "km")


def test_constant_and_odd_numbers_of_points_are_refused() -> None:
    with pytest.raises(InputError, match="the same at every point"):
        sobol_indices(np.ones(50), ("a", "b", "c"))
    with pytest.raises(InputError, match=r"51 points for 3 factors; .* multiple of 5"):
        sobol_indices(np.ones(51), ("a", "b", "c"))
    with pytest.raises(InputError, match="0 factors"):
        sobol_indices(np.ones(50), ())
