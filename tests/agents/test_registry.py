"""Policies have names, and every actor has one policy that decides for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from race.api import COMPANIES, COUNTRIES, Given, Policy, Registry, View, decider
from race.base.errors import InputError
from race.engine.start import initial_state
from race.engine.step import neutral_orders
from race.rules.orders import Orders
from race_agents.policies import ALL, register_all
from tests.worlds import flagship_block

BLOCK = flagship_block(2)
WORLD = BLOCK.world


@pytest.fixture
def registry() -> Registry:
    made = Registry()
    register_all(made)
    return made


def orders(registry: Registry, **assignment: str) -> Orders:
    decide = decider(WORLD, assignment, registry)
    return decide(initial_state(BLOCK), neutral_orders(BLOCK), BLOCK)


def nothing(view: View) -> Given:
    return {}


def sixty_days(view: View) -> Given:
    assert view.side == COMPANIES
    return {"run_days": 60.0}


def test_registering_all_twice_changes_nothing(registry: Registry) -> None:
    register_all(registry)
    assert registry.names == tuple(policy.name for policy in ALL)


def test_a_name_used_twice_is_an_error(registry: Registry) -> None:
    with pytest.raises(InputError, match="'controller' is taken"):
        registry.register(Policy("controller", nothing))


@pytest.mark.parametrize("name", ["", "two words", "a:b", "a+b", "a.b"])
def test_a_name_must_fit_into_an_assignment(registry: Registry, name: str) -> None:
    with pytest.raises(InputError, match="letters, digits and _"):
        registry.register(Policy(name, nothing))


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ({"RU": "controler"}, "unknown policy 'controler'; did you mean 'controller'"),
        ({"YNDEX": "bystander"}, "unknown actor 'YNDEX'; did you mean 'YNDX'"),
        ({"RU": "hyperscaler"}, "policy 'hyperscaler' of RU: it plays companies"),
        ({"YNDX": "swing_hub"}, "policy 'swing_hub' of YNDX: it plays countries"),
        ({"RU": "script"}, "script is written script:ARGUMENT"),
        ({"RU": "script:"}, "script is written script:ARGUMENT"),
        ({"RU": "bystander:x"}, "bystander stands alone"),
        ({"RU": "script:nowhere"}, "no script 'nowhere'"),
        ({"US": "script:russia-rents"}, "it has orders for SBER, YNDX; allowed: US or a company"),
        ({"RU": "bystander + hyperscaler"}, "policy 'hyperscaler' of RU: it plays companies"),
    ],
)
def test_a_wrong_assignment_is_refused(
    registry: Registry, assignment: Mapping[str, str], words: str
) -> None:
    with pytest.raises(InputError) as caught:
        decider(WORLD, assignment, registry)
    assert words in str(caught.value)


def test_an_actor_without_a_policy_is_refused_with_what_to_do(registry: Registry) -> None:
    rows = dict(WORLD.scenario.policies)
    del rows["SBER"]
    world = replace(WORLD, scenario=WORLD.scenario.model_copy(update={"policies": rows}))
    with pytest.raises(InputError, match=r"SBER has no policy.*add a line 'SBER: NAME'"):
        decider(world, None, registry)
    decider(world, {"SBER": "bystander"}, registry)


def test_a_layer_needs_something_below_it(registry: Registry) -> None:
    rows = {**WORLD.scenario.policies, "RU": "history"}
    world = replace(WORLD, scenario=WORLD.scenario.model_copy(update={"policies": rows}))
    with pytest.raises(InputError, match="write that one first, as in 'bystander \\+ history'"):
        decider(world, None, registry)


def test_the_flagship_names_a_policy_for_every_actor() -> None:
    actors = {*WORLD.countries, *WORLD.companies}
    assert set(WORLD.scenario.policies) == actors


def test_a_policy_of_ones_own_plays_whom_it_is_given(registry: Registry) -> None:
    registry.register(Policy("sixty", sixty_days, frozenset({COMPANIES})))
    given = orders(registry, MSFT="sixty", BABA="sixty")
    for actor in ("MSFT", "BABA"):
        assert np.all(given.run_days[WORLD.companies.index(actor)] == 60.0)
    assert np.any(given.run_days[WORLD.companies.index("GOOG")] != 60.0)


def test_what_a_policy_leaves_out_stands(registry: Registry) -> None:
    registry.register(Policy("nothing", nothing))
    before = neutral_orders(BLOCK).evolve(
        tighten_tpp=np.full((len(WORLD.countries), 2), 1000.0),
        close_remote_access=np.ones((len(WORLD.countries), 2)),
    )
    decide = decider(WORLD, {"US": "nothing"}, registry)
    after = decide(initial_state(BLOCK), before, BLOCK)
    america = WORLD.countries.index("US")
    assert np.all(after.close_remote_access[america] == 1.0)
    assert np.all(after.tighten_tpp[america] == 0.0), "an act is done once"


def test_a_company_begins_with_the_usual_orders_when_it_is_founded(registry: Registry) -> None:
    registry.register(Policy("nothing", nothing))
    decide = decider(WORLD, {"XAI": "nothing"}, registry)
    place = WORLD.companies.index("XAI")
    state, given = initial_state(BLOCK), neutral_orders(BLOCK)
    for year in (2022.0, 2023.0):
        given = decide(state.evolve(time=year), given, BLOCK)
        assert np.all(given.spend[place] == 0.0)
    for year in (2024.0, 2025.0):
        given = decide(state.evolve(time=year), given, BLOCK)
        assert np.all(given.spend[place] == 1.0)
        assert np.all(given.power[place] == 1.0)
        assert np.all(given.run_days[place] > 0.0)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"run_day": 60.0}, "policy odd: unknown order 'run_day'; allowed for companies: spend"),
        ({"run_days": np.ones((3, 2))}, "policy odd: order run_days: given an array of (3, 2)"),
        ({"run_days": np.nan}, "order run_days of META: given nan"),
        ({"subsidy": 1.0}, "policy odd: unknown order 'subsidy'"),
    ],
)
def test_a_policy_that_orders_nonsense_is_named(
    registry: Registry, given: Given, words: str
) -> None:
    registry.register(Policy("odd", lambda view: given))
    with pytest.raises(InputError) as caught:
        orders(registry, MSFT="odd", META="odd") if "nan" not in words else orders(
            registry, META="odd"
        )
    assert words in str(caught.value)


def test_layers_change_only_what_they_give(registry: Registry) -> None:
    registry.register(Policy("cap", lambda view: {"subsidy": 0.25}, frozenset({COUNTRIES}), True))
    plain, capped = orders(registry), orders(registry, RU="sanctioned_importer + cap")
    russia = WORLD.countries.index("RU")
    assert np.all(capped.subsidy[russia] == 0.25)
    np.testing.assert_array_equal(
        np.delete(capped.subsidy, russia, 0), np.delete(plain.subsidy, russia, 0)
    )
    np.testing.assert_array_equal(capped.enforcement, plain.enforcement)
    np.testing.assert_array_equal(orders(registry, RU="cap").subsidy, capped.subsidy)
