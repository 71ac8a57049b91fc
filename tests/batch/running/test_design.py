"""Points of sweeps, and the numbering of cells."""

import numpy as np
import pytest

from race.app import prepare
from race.base.errors import InputError
from race.batch.running.design import points_of
from race.batch.running.sampling import unit_points
from race.batch.store.cells import NO_SWEEP, Cell, cell_of, figures_at, futures_of
from race.engine.setup import drawn_figures
from race.scenario.experiments.experiment import AS_IT_IS, Arm, Factor, Sweep
from race.scenario.models.values import Distribution, Quantity

DRAWN = {
    "a": Quantity(
        value=2,
        unit="years",
        source="M",
        status="MODEL",
        distribution=Distribution(kind="uniform", low=1.0, high=3.0),
    ),
    "b": Quantity(value=2, unit="1", source="M", status="MODEL"),
    "x.share": Quantity(value=0.5, unit="1", source="M", status="MODEL"),
}
WIDE = Distribution(kind="uniform", low=0.0, high=50.0)
BOTH = (Factor("a"), Factor("b", distribution=Distribution(kind="uniform", low=0.0, high=1.0)))


def test_without_a_sweep_there_is_one_point_that_sets_nothing() -> None:
    points = points_of(None, DRAWN)
    assert len(points) == 1
    assert points.at(0) == {}


def test_a_grid_has_every_combination_and_the_last_factor_changes_fastest() -> None:
    sweep = Sweep("grid", (Factor("a", (1.0, 2.0)), Factor("b", (5.0, 6.0, 7.0))))
    points = points_of(sweep, DRAWN)
    assert points.values.tolist() == [[a, b] for a in (1, 2) for b in (5, 6, 7)]
    assert points.units == ("years", "1")


def test_a_list_goes_point_by_point() -> None:
    sweep = Sweep("list", (Factor("a", (1.0, 2.0)), Factor("b", (5.0, 6.0))))
    assert points_of(sweep, DRAWN).values.tolist() == [[1, 5], [2, 6]]


def test_a_latin_hypercube_has_one_point_in_each_slice_of_each_factor() -> None:
    shares = unit_points(Sweep("latin_hypercube", BOTH, points=10))
    for factor in range(2):
        assert sorted((shares[:, factor] * 10).astype(int)) == list(range(10))


def test_sobol_points_are_even_and_inside_the_cube() -> None:
    shares = unit_points(Sweep("sobol", BOTH, points=64))
    assert ((shares > 0.0) & (shares < 1.0)).all()
    assert np.bincount((shares[:, 0] * 64).astype(int)).tolist() == [1] * 64


def test_a_saltelli_design_changes_one_factor_at_a_time() -> None:
    rows = unit_points(Sweep("saltelli", BOTH, points=8)).reshape(8, 4, 2)
    a, first, second, b = (rows[:, place] for place in range(4))
    assert np.array_equal(first, np.stack([b[:, 0], a[:, 1]], axis=1))
    assert np.array_equal(second, np.stack([a[:, 0], b[:, 1]], axis=1))


def test_a_morris_design_walks_one_factor_at_a_time_inside_the_spread() -> None:
    walks = unit_points(Sweep("morris", BOTH, points=6)).reshape(6, 3, 2)
    assert set(np.round(walks * 8).astype(int).ravel().tolist()) <= {1, 3, 5, 7}
    steps = np.diff(walks, axis=1)
    assert ((np.abs(steps) > 0.0).sum(axis=2) == 1).all()
    np.testing.assert_allclose(np.abs(steps).max(axis=2), 0.5)


def test_a_sampled_factor_follows_the_scenario_or_its_own_distribution() -> None:
    values = points_of(Sweep("sobol", BOTH, points=64), DRAWN).values
    assert values[:, 0].min() >= 1.0
    assert values[:, 0].mean() == pytest.approx(2.0, abs=0.02)
    assert values[:, 1].max() <= 1.0


def test_the_same_seed_gives_the_same_points_and_another_gives_others() -> None:
    one, same, other = (unit_points(Sweep("sobol", BOTH, 16, seed)) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(
    ("sweep", "word"),
    [
        (Sweep("grid", (Factor("aa", (1.0,)),)), "did you mean 'a'"),
        (Sweep("sobol", (Factor("b"),), 8), "no distribution"),
        (Sweep("saltelli", BOTH, 2**19), "at most"),
        (Sweep("grid", (Factor("a", (1.0, -1.0)),)), "given -1; allowed: 0 or more years"),
        (Sweep("sobol", (Factor("x.share", distribution=WIDE),), 8), "allowed: 0 to 1$"),
    ],
)
def test_what_cannot_be_swept_is_refused(sweep: Sweep, word: str) -> None:
    with pytest.raises(InputError, match=word):
        points_of(sweep, DRAWN)


def test_cells_go_by_replicate_and_then_by_point() -> None:
    assert [cell_of("x", number, 3) for number in (0, 2, 3)] == [
        Cell("x", 0, 0),
        Cell("x", 2, 0),
        Cell("x", 0, 1),
    ]


def test_futures_of_cells_hold_what_arm_and_point_set() -> None:
    points = points_of(Sweep("grid", (Factor("a", (1.0, 2.0)),)), DRAWN)
    arm = Arm("x", "X", figures={"a": 9.0, "b": 4.0})
    futures = futures_of(arm, points, range(1, 4))
    assert futures.replicates == [0, 1, 1]
    assert futures.held["a"].tolist() == [2.0, 1.0, 2.0]
    assert futures.held["b"].tolist() == [4.0, 4.0, 4.0]
    assert figures_at(arm, points, 1) == {"a": 2.0, "b": 4.0}
    assert futures_of(AS_IT_IS.arms[0], NO_SWEEP, range(2)).held == {}


def test_figures_that_can_be_set_are_those_that_are_drawn() -> None:
    setting = prepare("tiny")
    names = drawn_figures(setting.world, setting.book)
    assert {"grey.hub_imports", "country.RU.trust", "supply.foundry.TSMC.ceiling"} <= set(names)
