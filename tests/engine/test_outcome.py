"""The figures of a run hold together, and depend neither on the block nor on the other replicates."""

import numpy as np
import pytest

from race.api import decider
from race.app import Setting, prepare, ready
from race.base.errors import RunError
from race.engine.figures import CAUSES, FIGURES
from race.engine.outcome import Outcome, join, run_block
from race.engine.step import Decide
from race.rules.block import Block
from race.scenario.models.scenario import Head
from race.world.state import State
from race_agents.policies import register_all


@pytest.fixture(scope="module")
def setting() -> Setting:
    return prepare("tiny")


@pytest.fixture(scope="module")
def decide(setting: Setting) -> Decide:
    register_all()
    return decider(setting.world)


@pytest.fixture(scope="module")
def whole(setting: Setting, decide: Decide) -> Outcome:
    return run_block(setting.world, setting.book, 7, range(5), decide=decide)


def test_every_figure_has_its_axes_and_no_nan(whole: Outcome) -> None:
    years, replicates = len(whole.years), whole.replicates
    axes = {"actors": (len(whole.actors),), "countries": (len(whole.countries),), "world": ()}
    assert set(whole.figures) == {figure.name for figure in FIGURES}
    for figure in FIGURES:
        values = whole.figures[figure.name]
        assert values.shape == (years, *axes[figure.axis], replicates), figure.name
        assert not np.isnan(values).any(), figure.name


def test_every_calendar_year_ends_once(whole: Outcome) -> None:
    assert whole.years == tuple(range(2022, 2032))


@pytest.mark.parametrize("start", ["2023-10", "2023-02", "2023-06-20"])
@pytest.mark.parametrize("steps", [1, 4, 12])
def test_a_run_may_begin_in_mid_year(setting: Setting, start: str, steps: int) -> None:
    head = Head.model_validate(
        {"id": "x", "title": "x", "start": start, "end": "2026-12", "steps_per_year": steps}
    )
    moved = ready(setting.scenario.model_copy(update={"head": head}))
    outcome = run_block(moved.world, moved.book, 1, range(1))
    assert outcome.years[-1] == 2026
    assert list(outcome.years) == sorted(set(outcome.years))


def test_the_block_changes_no_figure_and_no_digest(
    setting: Setting, decide: Decide, whole: Outcome
) -> None:
    parts = [
        run_block(setting.world, setting.book, 7, part, decide=decide)
        for part in (range(3, 5), range(1), range(1, 3))
    ]
    joined = join(parts)
    assert joined.digests == whole.digests
    assert joined.digest == whole.digest
    for name, values in whole.figures.items():
        assert np.array_equal(joined.figures[name], values), name


def test_blocks_with_a_hole_are_not_joined(setting: Setting) -> None:
    one = run_block(setting.world, setting.book, 1, range(1), until=2023.0)
    three = run_block(setting.world, setting.book, 1, range(2, 3), until=2023.0)
    with pytest.raises(RunError, match="not consecutive"):
        join([one, three])


def test_another_seed_is_another_run(setting: Setting, whole: Outcome) -> None:
    other = run_block(setting.world, setting.book, 8, range(1), until=2023.0)
    same = run_block(setting.world, setting.book, 7, range(1), until=2023.0)
    assert other.digests[0] != same.digests[0]
    assert len(set(whole.digests)) == whole.replicates


def test_a_run_that_ends_before_its_first_year_is_refused(setting: Setting) -> None:
    with pytest.raises(RunError, match="before its first year"):
        run_block(setting.world, setting.book, 1, range(1), until=2022.25)


def test_the_leader_has_no_gap_and_nobody_a_negative_one(whole: Outcome) -> None:
    gap = whole.figures["training_gap_years"]
    assert (gap >= 0.0).all()
    for name, axis in (("leader", whole.countries), ("leader_company", whole.companies)):
        first = 0 if name == "leader" else len(whole.countries)
        place = first + whole.figures[name].astype(int)
        of_leader = np.take_along_axis(gap, place[:, None], axis=1)
        assert (of_leader == 0.0).all()
        assert place.max() < first + len(axis)


@pytest.mark.parametrize("name", ["behind_years", "catch_up_years", "lag_months"])
def test_lags_of_the_leader_are_zero(whole: Outcome, name: str) -> None:
    place = len(whole.countries) + whole.figures["leader_company"].astype(int)
    of_leader = np.take_along_axis(whole.figures[name], place[:, None], axis=1)
    if name != "lag_months":
        assert (of_leader == 0.0).all()
    assert (whole.figures[name] >= 0.0).all()


def test_causes_add_up_to_the_ratio(whole: Outcome) -> None:
    total = np.sum([whole.figures[f"cause_{name}"] for name in CAUSES], axis=0)
    ratio = whole.figures["ratio"]
    has_pool = np.isfinite(ratio)
    assert total[has_pool] == pytest.approx(np.log10(ratio[has_pool]), abs=1e-9)
    assert np.isinf(total[~has_pool]).all()


def test_without_a_pool_the_gap_is_infinite_and_the_rank_last(whole: Outcome) -> None:
    nvidia = whole.actors.index("NVDA")
    for name in ("training_gap_years", "kilometres", "behind_years", "ratio", "lag_months"):
        assert np.isinf(whole.figures[name][:, nvidia]).all(), name
    assert (whole.figures["compute_h100e"][:, nvidia] == 0.0).all()
    companies = whole.figures["rank"][:, len(whole.countries) :]
    assert (companies[:, nvidia - len(whole.countries)] == companies.max(axis=1)).all()


def test_compute_is_counted_once_by_owner_host_and_class(whole: Outcome) -> None:
    countries = len(whole.countries)
    by_company = whole.figures["compute_h100e"][:, countries:].sum(axis=1)
    by_country = whole.figures["compute_h100e"][:, :countries].sum(axis=1)
    by_host = whole.figures["hosted_h100e"].sum(axis=1)
    classes = [whole.figures[f"{name}_h100e"] for name in ("public_cloud", "private", "national")]
    by_class = np.sum(classes, axis=0).sum(axis=1)
    for other in (by_country, by_host, by_class):
        assert other == pytest.approx(by_company)
    largest = whole.figures["largest_cluster_h100e"]
    assert (largest <= whole.figures["compute_h100e"] * (1.0 + 1e-9)).all()


def test_compute_at_the_end_is_the_fleet_of_the_state(setting: Setting) -> None:
    kept: list[tuple[State, Block]] = []
    outcome = run_block(
        setting.world,
        setting.book,
        1,
        range(2),
        until=2024.0,
        seen=lambda state, block: kept.append((state, block)),
    )
    state, _ = kept[-1]
    fleet = outcome.figures["compute_h100e"][-1, len(outcome.countries) :]
    assert fleet == pytest.approx(state.company_h100e)


def test_records_only_grow_and_hold_what_was_published(whole: Outcome) -> None:
    record = whole.figures["largest_run_flop"]
    assert (np.diff(record, axis=0) >= 0.0).all()
    assert (whole.figures["largest_published_flop"] <= record).all()
