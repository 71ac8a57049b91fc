"""The Mesa model is the engine: the same bytes, and Mesa's tools work on it."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

import pytest
from mesa import DataCollector, batch_run  # type: ignore[import-untyped]  # it ships no types

from race.base.errors import InputError, RunError
from race.engine.deciding import decider
from race.engine.outcome import Outcome, run_block
from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import states
from race.rules.rulebook import rulebook
from race.scenario.load import load
from race.world.build import build_world
from race.world.snapshot import digest
from race_agents.model import RaceModel
from race_agents.policies import register_all

BATCH = 4
NEW_MESA = tuple(int(part) for part in version("mesa").split(".")[:2]) >= (3, 5)


@cache
def digests_of_batch(scenario: str, seed: int) -> tuple[tuple[str, ...], ...]:
    """Return digests by step and replicate, as `race run --replicates 4` has them."""
    register_all()
    world = build_world(load(scenario))
    block = make_block(world, rulebook(world), seed, 0, BATCH)
    return tuple(
        tuple(digest(state, replicate) for replicate in range(BATCH))
        for state in states(initial_state(block), block, decider(world))
    )


@cache
def outcome(scenario: str) -> Outcome:
    register_all()
    world = build_world(load(scenario))
    return run_block(world, rulebook(world), 1, range(BATCH), decide=decider(world))


def run_through(model: RaceModel) -> list[str]:
    digests = [model.digest]
    while model.running:
        model.step()
        digests.append(model.digest)
    return digests


@pytest.mark.parametrize(("scenario", "replicate"), [("2022", 3), ("tiny", 0)])
def test_every_step_has_the_bytes_of_that_replicate_of_a_batch(
    scenario: str, replicate: int
) -> None:
    *digests, idle = run_through(RaceModel(scenario, seed=1, replicate=replicate))
    assert digests == [step[replicate] for step in digests_of_batch(scenario, 1)]
    assert idle == digests[-1]


def test_another_seed_is_another_future() -> None:
    model = RaceModel("tiny", seed=2)
    model.step()
    assert model.digest == digests_of_batch("tiny", 2)[1][0]
    assert model.digest != digests_of_batch("tiny", 1)[1][0]


def test_random_numbers_of_mesa_change_nothing() -> None:
    model = RaceModel("tiny")
    for _ in range(4):
        model.random.random()
        model.rng.random(7)
        model.agents.shuffle(inplace=True)
        model.agents.shuffle_do("step")
        model.step()
    assert model.digest == digests_of_batch("tiny", 1)[4][0]


def test_a_run_ends_with_the_scenario() -> None:
    model = RaceModel("tiny")
    run_through(model)
    assert model.year == pytest.approx(load("tiny").head.end.end)
    with pytest.raises(RunError, match="ended"):
        model.step()


def test_policies_are_those_of_an_assignment() -> None:
    register_all()
    world = build_world(load("tiny"))
    policies = {"US": "bystander"}
    block = make_block(world, rulebook(world), 1, 0, 2)
    wanted = [
        digest(state, 0)
        for state in states(initial_state(block), block, decider(world, policies), until=2024.0)
    ]
    model = RaceModel("tiny", policies=policies)
    for _ in wanted[1:]:
        model.step()
    assert model.digest == wanted[-1]
    assert model.actor("US").policy == "bystander"


def test_a_model_is_forgotten_once_it_is_dropped() -> None:
    model = RaceModel("tiny")
    model.step()
    seen = weakref.ref(model)
    del model
    gc.collect()
    assert seen() is None


# Mesa's tools


def test_data_collected_are_the_figures_of_the_run() -> None:
    model, steps = RaceModel("2022", replicate=1), 8
    for _ in range(steps):
        model.step()
    frame = model.datacollector.get_model_vars_dataframe()
    figures, last = outcome("2022").figures, frame.iloc[-1]
    year = outcome("2022").years.index(2023)
    assert len(frame) == steps + 1
    assert last["year"] == 2024.0
    assert last["record_flop"] == figures["largest_run_flop"][year, 1]
    assert last["leader"] == outcome("2022").countries[int(figures["leader"][year, 1])]
    for row, country in enumerate(outcome("2022").countries):
        assert last[f"gap_years_{country}"] == figures["training_gap_years"][year, row, 1]
        assert last[f"kilometres_{country}"] == figures["kilometres"][year, row, 1]


def test_data_of_agents_are_the_figures_of_the_run() -> None:
    model, steps = RaceModel("2022"), 4
    for _ in range(steps):
        model.step()
    frame = model.datacollector.get_agent_vars_dataframe()
    figures = outcome("2022").figures
    assert set(frame.index.get_level_values("AgentID")) == set(outcome("2022").actors)
    for row, actor in enumerate(outcome("2022").actors):
        last = frame.loc[(steps, actor)]
        assert last["kilometres"] == figures["kilometres"][0, row, 0]
        assert last["compute_h100e"] == figures["compute_h100e"][0, row, 0]


class Clusters(RaceModel):
    def collector(self) -> Any:
        return DataCollector(agent_reporters={"cluster": "largest_cluster_h100e"})


def test_a_subclass_collects_what_it_likes() -> None:
    model = Clusters("tiny")
    model.step()
    frame = model.datacollector.get_agent_vars_dataframe()
    assert list(frame.columns) == ["cluster"]
    assert set(frame.index.get_level_values("Step")) == {0, 1}


def rows_of(
    parameters: Mapping[str, Any], seeds: list[int], **options: Any
) -> list[dict[str, Any]]:
    """Return the rows of batch_run, which took seeds another way before Mesa 3.5."""
    if NEW_MESA:
        options["rng"] = seeds
    else:
        parameters = {**parameters, "seed": seeds}
    rows: list[dict[str, Any]] = batch_run(
        RaceModel, parameters, number_processes=1, display_progress=False, **options
    )
    return rows


def test_batch_run_varies_seeds_replicates_and_policies() -> None:
    policies = [{}, {"US": "bystander"}]
    parameters = {"scenario": "tiny", "replicate": [0, 3], "policies": policies}
    rows = rows_of(parameters, [1, 2], max_steps=6)
    runs = {(row["seed"], row["replicate"], str(row["policies"])) for row in rows}
    assert len(runs) == 8
    model = RaceModel("tiny", seed=2, replicate=3)
    for _ in range(int(rows[0]["Step"])):
        model.step()
    (row,) = (
        row
        for row in rows
        if (row["seed"], row["replicate"], row["policies"]) == (2, 3, {}) and row["AgentID"] == "US"
    )
    assert row["record_flop"] == model.record_flop
    assert row["compute_h100e"] == model.actor("US").compute_h100e


def test_batch_run_reports_the_end_of_the_scenario() -> None:
    rows = rows_of({"scenario": "tiny"}, [1])
    (year,) = {row["year"] for row in rows}
    assert year == pytest.approx(load("tiny").head.end.end)


# What is refused


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"seed": -1}, "seed: given -1; allowed"),
        ({"seed": 1.5}, "seed: given 1.5; allowed"),
        ({"seed": float("nan")}, "seed: given nan; allowed"),
        ({"seed": 2**63}, "seed: given"),
        ({"replicate": -1}, "replicate: given -1; allowed"),
        ({"policies": "US"}, "policies: given 'US'; allowed"),
        ({"policies": {"XX": "bystander"}}, "unknown actor 'XX'"),
        ({"policies": {"US": "nobody"}}, "unknown policy 'nobody'"),
        ({"scenario": "nowhere"}, "nowhere"),
    ],
)
def test_a_wrong_argument_is_refused(given: Mapping[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        RaceModel(**{"scenario": "tiny", **given})


def test_no_seed_is_told_of() -> None:
    with pytest.warns(UserWarning, match="seed: given None; 1 is used"):
        model = RaceModel("tiny", seed=None)
    assert model.digest == digests_of_batch("tiny", 1)[0][0]


def test_an_unknown_actor_is_refused() -> None:
    with pytest.raises(InputError, match="unknown actor 'Mars'; allowed: US"):
        RaceModel("tiny").actor("Mars")


# Mesa is left out where it is not wanted


@pytest.mark.parametrize(
    "program",
    [
        "from race.cli import main; main(['run', 'tiny', '--until', '2022', '--json'])",
        "import race.engine, race_agents, race_agents.policies, race.api, race.app",
    ],
)
def test_mesa_is_imported_by_its_adapters_alone(program: str) -> None:
    check = "\nimport sys\nassert not {'mesa', 'pandas', 'networkx'} & set(sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program + check], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
