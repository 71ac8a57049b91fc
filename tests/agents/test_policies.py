"""What each policy does, and that all of it is legal."""

from __future__ import annotations

import numpy as np
import pytest

from race.api import COMPANIES, COUNTRIES, decider
from race.engine.start import initial_state
from race.engine.step import Decide, neutral_orders, states
from race.engine.watch import watch_invariants
from race.rules.block import Block
from race.rules.legal import legal
from race.rules.orders import ORDER_COLUMNS, Orders
from race.world.state import State
from race.world.world import World
from race_agents.policies import ALL, register_all
from race_agents.policies.history import decide as history
from tests.small_worlds import small_block
from tests.worlds import flagship_block, last_state, usual

register_all()
STAND_ALONE = [policy for policy in ALL if not policy.over]


def everybody(world: World, name: str) -> Decide:
    """Return the decision of a world where all who can play a policy play it, the others stand by."""
    plays = next(policy.plays for policy in ALL if policy.name == name)
    sides = {COUNTRIES: world.countries, COMPANIES: world.companies}
    return decider(
        world,
        {
            actor: name if side in plays else "bystander"
            for side, actors in sides.items()
            for actor in actors
        },
    )


class Run:
    """Orders and states at the starts of the years of a run, medians of an actor's orders."""

    def __init__(self, block: Block, decide: Decide, until: float) -> None:
        self.block = block
        self.years: dict[int, tuple[State, Orders]] = {}

        def keep(state: State, orders: Orders, block: Block) -> Orders:
            decided = decide(state, orders, block)
            self.years[int(state.time)] = (state, decided)
            return decided

        last_state(block, keep, until=until)

    def order(self, year: int, name: str, actor: str) -> float:
        world = self.block.world
        names = world.countries if actor in world.countries else world.companies
        return float(np.median(getattr(self.years[year][1], name)[names.index(actor)]))


@pytest.fixture(scope="module")
def run() -> Run:
    block = flagship_block(16)
    return Run(block, usual(block.world), 2034.0)


@pytest.mark.parametrize("policy", STAND_ALONE, ids=lambda policy: policy.name)
def test_every_policy_orders_what_is_legal_when_all_play_it(policy: object) -> None:
    name = str(getattr(policy, "name", ""))
    block = flagship_block(2)
    decide = everybody(block.world, name)

    def checked(state: State, orders: Orders, block: Block) -> Orders:
        decided = decide(state, orders, block)
        again = legal(decided, state, block)
        for column in ORDER_COLUMNS:
            np.testing.assert_allclose(
                getattr(again, column.name), getattr(decided, column.name), err_msg=column.name
            )
        return decided

    last_state(block, checked, until=2025.0, watch=watch_invariants(block))


@pytest.mark.slow
def test_random_legal_plays_fifteen_years() -> None:
    block = flagship_block(4)
    last = last_state(block, everybody(block.world, "random_legal"), watch=watch_invariants(block))
    assert last.time == block.world.calendar.end


@pytest.mark.parametrize("seed", range(12))
def test_random_legal_plays_any_small_world(seed: int) -> None:
    block = small_block(seed, 8)
    last_state(block, everybody(block.world, "random_legal"), watch=watch_invariants(block))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", ["controller", "hyperscaler"])
def test_other_policies_play_any_small_world(seed: int, name: str) -> None:
    block = small_block(seed, 2)
    last_state(block, everybody(block.world, name), watch=watch_invariants(block))


def test_random_legal_is_even_over_what_is_legal() -> None:
    block = flagship_block(400)
    state = initial_state(block)
    orders = everybody(block.world, "random_legal")(state, neutral_orders(block), block)
    days = orders.run_days[block.world.companies.index("MSFT")]
    assert abs(days.mean() / 90.0 - 1.0) < 0.1
    assert days.min() < 5.0
    assert days.max() > 175.0
    assert np.all(orders.grey[block.world.companies.index("MSFT")] == 0.0)


def test_decisions_are_the_same_in_any_block() -> None:
    wide, narrow = flagship_block(4), flagship_block(2, first=2)

    def orders(block: Block) -> Orders:
        found: list[Orders] = []
        decide = usual(block.world, US="controller", GOOG="random_legal")

        def keep(state: State, before: Orders, block: Block) -> Orders:
            found.append(decide(state, before, block))
            return found[-1]

        last_state(block, keep, until=2025.0)
        return found[-1]

    whole, part = orders(wide), orders(narrow)
    for column in ORDER_COLUMNS:
        np.testing.assert_array_equal(
            getattr(whole, column.name)[..., 2:], getattr(part, column.name), err_msg=column.name
        )


# History


def test_to_the_end_of_the_record_states_add_no_acts(run: Run) -> None:
    for year in range(2022, 2027):
        orders = run.years[year][1]
        for act in ("tighten_tpp", "relax", "close_remote_access", "retaliate"):
            assert not getattr(orders, act).any(), (year, act)


def test_after_the_record_states_act(run: Run) -> None:
    """With a lead of years the controller writes no rule, but it follows what is smuggled."""
    later = [run.years[year][1] for year in range(2027, 2034)]
    usual_inspection = run.years[2026][1].enforcement
    assert any((orders.enforcement != usual_inspection).any() for orders in later)


def test_history_leaves_money_and_companies_to_the_policies(run: Run) -> None:
    assert run.order(2023, "subsidy", "CN") > 0.0
    assert run.order(2023, "rent", "OPENAI") > 0.5


def test_a_policy_given_by_hand_holds_from_the_start() -> None:
    block = flagship_block(2)
    state = initial_state(block)
    given = usual(block.world, NL="allied_controller")(state, neutral_orders(block), block)
    record = usual(block.world)(state, neutral_orders(block), block)
    place = block.world.countries.index("NL")
    assert np.all(given.follow[place] == 1.0)
    np.testing.assert_array_equal(record.follow[place], block.inputs["country.alignment"][place])
    assert history.__module__.endswith("history")


# States


def test_the_controller_tightens_when_the_rival_is_near_and_rests_between_rules() -> None:
    block = flagship_block(16)
    decide = usual(block.world, US="controller")
    america, china = (block.world.countries.index(name) for name in ("US", "CN"))

    def near(state: State, orders: Orders, block: Block) -> Orders:
        speed = state.country_speed.copy()
        speed[china] = 4.0 * speed[america]
        return decide(state.evolve(country_speed=speed), orders, block)

    run = Run(block, near, 2027.0)
    wish = {year: run.years[year][1].tighten_tpp[america] for year in run.years}
    assert np.mean(wish[2022] > 0.0) > 0.9
    assert not wish[2023][wish[2022] > 0.0].any()
    best = run.years[2022][0].chip_metrics[0] * (run.years[2022][0].chip_launch <= 2022.0)
    assert np.all(wish[2022] < best.max(axis=0))


def test_inspection_follows_smuggling() -> None:
    block = flagship_block(16)
    state = initial_state(block)
    busy = state.evolve(route_carried=np.full_like(state.route_carried, 1e5))
    decide = usual(block.world)
    quiet, loud = (decide(one, neutral_orders(block), block) for one in (state, busy))
    america, japan = (block.world.countries.index(name) for name in ("US", "JP"))
    assert np.all(loud.enforcement[america] > 1.5 * quiet.enforcement[america])
    assert np.all(loud.hub_enforcement[japan] > 1.5 * quiet.hub_enforcement[japan])


def test_a_hub_inspects_when_it_is_looked_at_and_lets_pass_when_it_pays() -> None:
    block = flagship_block(64)
    state = initial_state(block)
    decide = usual(block.world)
    place = block.world.countries.index("AE")

    def inspection(carried: float, heat: float) -> float:
        moment = state.evolve(
            route_carried=np.full_like(state.route_carried, carried),
            route_heat=np.full_like(state.route_heat, heat),
        )
        orders = decide(moment, neutral_orders(block), block)
        return float(orders.hub_enforcement[place].mean())

    assert inspection(5e3, 0.0) < inspection(0.0, 0.3) < inspection(0.0, 1.0)


def test_the_builder_pays_for_fabs_the_more_is_refused(run: Run) -> None:
    assert run.order(2029, "fab", "CN") > run.order(2022, "fab", "CN") > 0.0
    assert run.order(2029, "tools", "CN") > 0.0


def test_the_importer_neither_merges_nor_builds(run: Run) -> None:
    for year in run.years:
        for order in ("merge_national", "fab", "tools"):
            assert run.order(year, order, "RU") == 0.0
        for company in ("YNDX", "SBER", "MTS", "MSU"):
            for order in ("grey", "rent", "merge", "join_pool"):
                assert run.order(year, order, company) == 0.0


# Companies


def test_laboratories_rent_most_of_what_they_spend(run: Run) -> None:
    for name in ("OPENAI", "GDM", "ANTH", "COHR"):
        assert 0.6 <= run.order(2025, "rent", name) <= 0.8
    assert run.order(2025, "rent", "XAI") == 0.0, "it has no provider"


def test_runs_last_sixty_to_a_hundred_days(run: Run) -> None:
    world = run.block.world
    for year in (2023, 2026, 2030):
        orders = run.years[year][1]
        for name, policy in world.scenario.policies.items():
            low, high = {"hyperscaler": (60, 100), "frontier_lab": (90, 100)}.get(policy, (0, 180))
            if name in world.companies and world.company_trains[world.companies.index(name)]:
                days = orders.run_days[world.companies.index(name)]
                founded = world.company_since[world.companies.index(name)] <= year
                assert not founded or (days.min() >= low and days.max() <= high), name


def test_chips_from_home_are_sought_the_more_is_refused(run: Run) -> None:
    """The share of refused demand that goes to grey routes stands; what is refused grows."""
    for name in ("BABA", "TCNT", "DSK"):
        assert run.order(2030, "home_chips", name) > run.order(2022, "home_chips", name) > 0.0
        assert 0.0 < run.order(2030, "grey", name) < 1.0
        assert run.order(2022, "grey", name) > 0.0
    for name in ("MSFT", "G42"):
        assert run.order(2030, "home_chips", name) == 0.0
        assert run.order(2030, "grey", name) == 0.0


def test_who_is_under_embargo_buys_ahead_of_announced_rules(run: Run) -> None:
    assert run.order(2023, "stockpile", "BABA") == 1.0
    assert run.order(2023, "stockpile", "MSFT") == 0.0


def test_collectives_lend_their_chips_and_publish(run: Run) -> None:
    for name in ("TOGR", "PRIM", "NOUS", "TMPL"):
        assert run.order(2026, "join_pool", name) == 1.0
        assert run.order(2026, "release", name) == 1.0


def test_weights_are_published_by_openness() -> None:
    block = flagship_block(400)
    orders = usual(block.world)(initial_state(block), neutral_orders(block), block)
    for name, share in (("META", 0.8), ("GOOG", 0.2), ("BABA", 0.9)):
        released = orders.release[block.world.companies.index(name)].mean()
        assert abs(released - share) < 0.1, name


def test_brokers_bid_what_their_routes_can_bear() -> None:
    block = flagship_block(4)
    state = initial_state(block)
    decide = usual(block.world)
    dear = state.evolve(route_premium=np.full_like(state.route_premium, 2.0))
    orders = decide(dear, neutral_orders(block), block)
    assert np.all(orders.bid[block.world.companies.index("BRK-SG")] == 1.5)


def test_a_year_of_decisions_does_not_change_the_state() -> None:
    block = flagship_block(2)
    (state, *_) = states(initial_state(block), block, until=2022.25)
    before = {
        name: np.copy(value) for name, value in vars(state).items() if isinstance(value, np.ndarray)
    }
    usual(block.world)(state, neutral_orders(block), block)
    for name, values in before.items():
        np.testing.assert_array_equal(getattr(state, name), values, err_msg=name)
