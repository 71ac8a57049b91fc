"""Measures of a run: all of them at every moment, in their units, as the states have them."""

import numpy as np
import pytest

from race.batch.hindcast.bands import with_error_of_structure
from race.batch.hindcast.ensemble import MOMENTS, Series, Subject, run_futures
from race.batch.hindcast.measures import MEASURES
from tests.worlds import compiled, flagship, usual

FUTURES = 6


@pytest.fixture(scope="module")
def subject() -> Subject:
    world, book = compiled()
    return Subject(world, book, usual(world))


@pytest.fixture(scope="module")
def series(subject: Subject) -> Series:
    return run_futures(subject, 1, range(FUTURES))


def test_every_measure_is_there_at_every_moment(series: Series) -> None:
    assert tuple(series) == MOMENTS
    for found in series.values():
        for measure in MEASURES:
            for actor in measure.actors:
                assert found[measure.name, actor].shape == (FUTURES,)


def test_counts_never_fall_and_shares_stay_below_one(series: Series) -> None:
    for name in ("nvidia_h100e_sold_cum", "designers4_h100e_cum", "runs_above_1e25"):
        path = np.stack([found[name, "world"] for found in series.values()])
        assert (np.diff(path, axis=0) >= 0.0).all(), name
    for found in series.values():
        for measure in MEASURES:
            if measure.unit == "1" and "growth" not in measure.name:
                for actor in measure.actors:
                    assert (found[measure.name, actor] <= 1.0).all(), measure.name


def test_nvidia_is_one_of_the_four_and_its_units_are_of_the_year(series: Series) -> None:
    for found in series.values():
        assert (
            found["nvidia_h100e_sold_cum", "world"] <= found["designers4_h100e_cum", "world"]
        ).all()
    first = series[2023.0]
    h100e_a_unit = first["nvidia_h100e_sold_cum", "world"] / first["nvidia_units_sold", "world"]
    assert ((h100e_a_unit > 0.3) & (h100e_a_unit < 1.0)).all()


def test_growth_has_no_base_at_the_end_of_2022(series: Series) -> None:
    assert np.isnan(series[2023.0]["cluster_growth_per_year", "world"]).all()
    assert (series[2025.0]["world_compute_growth_per_year", "world"] > 1.0).all()


def test_a_future_does_not_depend_on_the_others(subject: Subject, series: Series) -> None:
    alone = run_futures(subject, 1, [4], until=2025.0)
    for key, values in alone[2025.0].items():
        np.testing.assert_array_equal(values, series[2025.0][key][4:5])


def test_the_error_of_structure_widens_levels_and_leaves_growth(series: Series) -> None:
    banded = with_error_of_structure(series, 1, flagship().parameters)
    growth = ("world_compute_growth_per_year", "world")
    np.testing.assert_array_equal(banded[2025.0][growth], series[2025.0][growth])
    sold = ("nvidia_h100e_sold_cum", "world")
    early, late = (np.log10(banded[m][sold] / series[m][sold]) for m in (2023.0, 2027.0))
    assert np.abs(early).max() > 0.01
    np.testing.assert_allclose(early, late, rtol=1e-12, err_msg="an error of structure lasts")
