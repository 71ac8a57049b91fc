"""The shipped experiments can be run, and faults of an arm's changes are told in its file."""

from pathlib import Path

import pytest

from race.base.errors import ScenarioError
from race.batch.running.design import Experiment
from race.experiments import prepare
from race.scenario.experiments.arms_file import read_arms

SCENARIOS = {"controls": "2022", "hubs": "2022", "october-2023": "2023-october", "pools": "2022"}


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_arm_of_a_shipped_experiment_makes_a_world_of_its_own(name: str) -> None:
    prepared = prepare(Experiment(SCENARIOS[name], seed=1, runs=1, arms=read_arms(name)))
    arms = prepared.manifest.arms
    told = {(arm.hash, tuple(arm.policies.items()), tuple(arm.figures.items())) for arm in arms}
    assert len(told) == len(arms)


def test_a_fault_of_changes_is_told_in_the_file_of_arms(tmp_path: Path) -> None:
    file = tmp_path / "arms.yaml"
    file.write_text(
        "arms:\n  a: {title: A}\n  b: {title: B, changes: {countries: {RU: {trust: hot}}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError, match=r"arms.yaml:3:.*countries.RU.trust: given 'hot'"):
        prepare(Experiment("tiny", seed=1, runs=1, arms=read_arms(file)))


def test_changes_that_change_nothing_are_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "arms.yaml"
    file.write_text(
        "arms:\n  a: {title: A, changes: {scenario: {end: 2031-12}}}\n", encoding="utf-8"
    )
    with pytest.raises(ScenarioError, match=r"arms.yaml:2:17: arms.a.changes: .*changes nothing"):
        prepare(Experiment("tiny", seed=1, runs=1, arms=read_arms(file)))


def test_the_faults_of_all_arms_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    file = tmp_path / "arms.yaml"
    file.write_text(
        "arms:\n  a: {title: A, figures: {grey.hub: 1}}\n  b: {title: B, overlays: [nix]}\n"
        "  c: {title: C}\n  d: {title: D, policies: {RU: nix}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError) as told:
        prepare(Experiment("tiny", seed=1, runs=1, arms=read_arms(file)))
    assert [(fault.line, fault.key) for fault in told.value.faults] == [
        (2, "arms.a"), (3, "arms.b"), (5, "arms.d"),
    ]  # fmt: skip
