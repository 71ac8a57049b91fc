"""Countries and companies as Mesa agents: windows on their columns, and able to decide."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mesa import Agent  # type: ignore[import-untyped]  # it ships no types

from race.api import COMPANIES, COMPANY_ORDERS, COUNTRY_ORDERS, POLICIES, Given, View, register
from race.base.errors import InputError
from race.engine.actor_view import ActorView
from race.engine.sight import actors_of
from race_agents.company import Company
from race_agents.country import Country
from race_agents.model import RaceModel

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "mesa.md"
RUNS = (
    "{}" if tuple(int(part) for part in version("mesa").split(".")[:2]) < (3, 5) else '{"rng": [1]}'
)
STEPS = 6


@pytest.fixture
def model() -> RaceModel:
    """Return the flagship after six quarters."""
    made = RaceModel("2022", replicate=2)
    for _ in range(STEPS):
        made.step()
    return made


def test_every_actor_is_one_mesa_agent(model: RaceModel) -> None:
    world = model.block.world
    assert [agent.unique_id for agent in model.agents] == [*world.countries, *world.companies]
    assert all(isinstance(agent, Agent) for agent in model.agents)
    assert set(model.agents_by_type) == {Country, Company}


def test_every_actor_tells_its_policy(model: RaceModel) -> None:
    defaults = model.block.world.scenario.policies
    assert {agent.unique_id: agent.policy for agent in model.agents} == dict(defaults)


def test_properties_are_the_columns_of_the_actor(model: RaceModel) -> None:
    state, world = model.state, model.block.world
    for row, name in enumerate(world.countries):
        country = model.actor(name)
        assert isinstance(country, Country)
        assert country.training_gap_years == state.country_gap[row, 0]
        assert country.speed_flops == state.country_speed[row, 0]
        assert country.trust_points == state.trust[row, 0]
        assert country.tool_access == state.tool_access[row, 0]
        assert country.cash_busd == state.balance[len(world.companies) + row, 0]
        assert country.budget_busd_per_year == model.block.inputs["country.programme_busd"][row, 0]
    for row, name in enumerate(world.companies):
        company = model.actor(name)
        assert isinstance(company, Company)
        assert company.training_gap_years == state.company_gap[row, 0]
        assert company.rented_h100e == state.rented_h100e[row, 0]
        assert company.largest_run_flop == state.best_flop[row, 0]
        assert company.budget_busd_per_year == state.ai_budget[row, 0]
        assert company.cash_busd == state.balance[row, 0]
        assert company.capability_points == state.capability[row, 0]
        assert company.team == state.team[row, 0]
        assert company.country == world.scenario.companies[name].home
        assert company.kind == world.scenario.companies[name].kind


def test_what_countries_host_adds_up_to_what_companies_own(model: RaceModel) -> None:
    hosted = sum(model.agents_by_type[Country].get("hosted_h100e"))
    owned = sum(model.agents_by_type[Company].get("compute_h100e"))
    assert hosted == pytest.approx(owned)


def test_a_country_has_the_best_of_its_companies(model: RaceModel) -> None:
    russia = model.actor("RU")
    at_home = [one for one in model.agents_by_type[Company] if one.country == "RU"]
    assert isinstance(russia, Country)
    assert russia.largest_run_flop == max(one.largest_run_flop for one in at_home)
    assert russia.compute_h100e == pytest.approx(sum(one.compute_h100e for one in at_home))
    assert russia.largest_cluster_h100e == max(one.largest_cluster_h100e for one in at_home)


@pytest.mark.parametrize("name", ["kilometres", "cash_busd", "policy", "hosted_h100e"])
def test_what_an_agent_shows_cannot_be_set(model: RaceModel, name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(model.actor("RU"), name, 0.0)


def test_an_unknown_own_figure_is_refused(model: RaceModel) -> None:
    with pytest.raises(InputError, match="unknown own figure 'luck'; allowed: "):
        model.actor("RU").own("luck")


# An actor that decides for itself


@pytest.fixture
def two_months() -> Iterator[str]:
    """Register a policy for companies, for the time of a test."""

    def decide(view: View) -> Given:
        return {"run_days": np.where(view.own("cash") > 1.0, 60.0, 40.0), "merge": 1.0}

    known = dict(POLICIES._policies)
    register("two_months", decide, plays=[COMPANIES])
    yield "two_months"
    POLICIES._policies.clear()
    POLICIES._policies.update(known)


def two_months_alone(view: ActorView) -> dict[str, float]:
    return {"run_days": 60.0 if view.own("cash") > 1.0 else 40.0, "merge": 1.0}


def test_an_actor_that_decides_has_the_bytes_of_a_policy_that_decides_so(two_months: str) -> None:
    played = RaceModel("tiny", policies={"MSFT": two_months})
    alone = RaceModel("tiny")
    alone.actor("MSFT").decide = two_months_alone
    for _ in range(12):
        played.step()
        alone.step()
        assert alone.digest == played.digest


def test_the_orders_of_the_others_stay_as_they_were(model: RaceModel) -> None:
    other = RaceModel("2022", replicate=2)
    for _ in range(STEPS):
        other.step()
    other.actor("SBER").decide = lambda _: {"run_days": 33.0, "research": 2.0}
    while model.year < 2024.25:
        model.step()
        other.step()
    row = other.actor("SBER").row
    for column in (*COMPANY_ORDERS, *COUNTRY_ORDERS):
        mine, theirs = getattr(model.orders, column.name), getattr(other.orders, column.name)
        if column in COMPANY_ORDERS:
            mine, theirs = np.delete(mine, row, axis=0), np.delete(theirs, row, axis=0)
        assert np.array_equal(mine[:, 0], theirs[:, 0]), column.name
    assert other.orders.run_days[row, 0] == 33.0


def test_orders_are_kept_within_the_limits_of_the_actor() -> None:
    model = RaceModel("2022")
    model.actor("RU").decide = lambda _: {"tighten_tpp": 100.0, "subsidy": 1e9}
    model.step()
    row = model.actor("RU").row
    assert model.orders.tighten_tpp[row, 0] == 0.0
    assert 0.0 < model.orders.subsidy[row, 0] <= 500.0


def test_an_actor_gives_its_policy_back() -> None:
    model, plain = RaceModel("tiny"), RaceModel("tiny")
    model.actor("US").decide = lambda _: {}
    model.actor("US").decide = None
    for _ in range(8):
        model.step()
        plain.step()
    assert model.digest == plain.digest


@pytest.mark.parametrize(
    ("orders", "told"),
    [
        ({"run_day": 60.0}, "SBER: unknown order 'run_day'; allowed for companies: spend"),
        ({"run_days": "long"}, "SBER: order run_days: given 'long'; allowed: a number"),
        ({"run_days": float("nan")}, "order run_days of SBER: given nan"),
    ],
)
def test_a_wrong_order_is_refused(orders: dict[str, Any], told: str) -> None:
    model = RaceModel("2022")
    model.actor("SBER").decide = lambda _: orders
    with pytest.raises(InputError, match=told):
        model.step()


def test_an_actor_sees_what_its_policy_sees() -> None:
    model = RaceModel("2022", replicate=1)
    told: dict[str, Any] = {}

    def decide(view: ActorView) -> dict[str, float]:
        told["cash"] = view.own("cash")
        told["pools"] = view.seen("pool_of_companies")
        told["countries"] = view.seen("pool_of_countries")
        told["open"] = view.public("open_pool")
        told["limits"] = view.limits("run_days")
        told["standing"] = view.standing("run_days")
        told["numbers"] = [view.mood, *view.uniform("test", 3), view.parameter("common")]
        told["who"] = (view.actor, view.time, view.record_until)
        assert "run_days" in view.orders
        return {}

    actor = model.actor("SBER")
    actor.decide = decide
    cash, pool = actor.cash_busd, actor.speed_flops
    model.step()
    world = model.block.world
    assert told["who"][:2] == ("SBER", 2022.0)
    assert told["cash"] == cash
    assert list(told["pools"]) == list(actors_of(world, COMPANIES))
    assert list(told["countries"]) == list(world.countries)
    assert told["pools"]["SBER"] == pool
    assert told["limits"] == (0.0, 180.0)
    assert told["standing"] == model.orders.run_days[actor.row, 0]
    assert all(0.0 <= number <= 1.0 for number in told["numbers"])


def test_the_how_to_is_true() -> None:
    text = HOW_TO.read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    program = f"RUNS = {RUNS}\n" + "\n".join(blocks)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    where, company, gaps, *_, rows = done.stdout.splitlines()
    assert re.fullmatch(r"2024\.00: [0-9.]+ m, policy \w+", where)
    assert "H100e" in company
    assert gaps.startswith("{'policy': ")
    assert "(1, 'RU')" in rows
