"""Duties and shares of sales: who pays them, who gets them, and what they change."""

import numpy as np
import pytest

from race.engine.setup import make_block
from race.engine.step import neutral_orders
from race.rules.block import Block
from race.rules.classification import Outcome
from race.rules.export_control import access
from race.rules.levies import levies, treasuries
from race.rules.market import market
from race.scenario.models.measures import EFFECTS
from race.world.state import State
from tests.worlds import (
    chip,
    compile_scenario,
    country,
    flagship,
    flagship_block,
    last_state,
    usual,
    with_values,
)

DUTY, SHARE = 0.25, 0.15


@pytest.fixture(scope="module")
def block() -> Block:
    return flagship_block(2)


@pytest.fixture(scope="module")
def state(block: Block) -> State:
    """Return the world when the rule of January 2026 lets chips pass under review."""
    return last_state(block, usual(block.world), until=2026.25)


def _with_levies(state: State, block: Block, duty: float, share: float) -> State:
    effects = state.measure_effects.copy()
    for name, size in (("duty", duty), ("sales_share", share)):
        effects[EFFECTS.index(name)] = 0.0
        effects[EFFECTS.index(name), country(block, "CN")] = size
    return state.evolve(measure_effects=effects)


def test_the_record_has_a_duty_and_a_share_of_sales_in_2026(state: State, block: Block) -> None:
    """15 % of the sales of July 2025 (L17), a duty of 25 % from January 2026 (L20)."""
    there = country(block, "CN")
    np.testing.assert_allclose(state.measure_effects[EFFECTS.index("duty"), there], DUTY)
    np.testing.assert_allclose(state.measure_effects[EFFECTS.index("sales_share"), there], SHARE)


def test_levies_fall_on_what_is_under_review_at_the_place_alone(state: State, block: Block) -> None:
    found = levies(state.licence, state.measure_effects, block)
    assert found is not None
    host = block.world.buyer_host[block.world.offers.buyer]
    reviewed = state.licence == float(Outcome.CASE_BY_CASE)
    expected = reviewed & (host == country(block, "CN"))[:, None]
    np.testing.assert_array_equal(found.duty > 0.0, expected)
    assert expected.any()
    assert levies(state.licence, np.zeros_like(state.measure_effects), block) is None


def test_a_duty_is_paid_on_top_and_a_share_out_of_the_price(state: State, block: Block) -> None:
    """The controller, who levies both, gets them; the buyer pays the duty, the designer the share."""
    world = block.world
    offer = int(np.argwhere(levies(state.licence, state.measure_effects, block).duty > 0.0)[0, 0])  # type: ignore[union-attr]  # there are levies
    only = _selling_only(offer, state, block)
    orders = neutral_orders(block)
    with_levies = market(only, orders, block)
    without = market(_with_levies(only, block, 0.0, 0.0), orders, block)
    gained = with_levies.balance - without.balance
    price = without.revenue - only.revenue
    sale = price[world.offers.chip[offer]]
    buyer = world.buyer_company[world.offers.buyer[offer]]
    designer = world.chip_designer[world.offers.chip[offer]]
    states = len(world.companies)
    np.testing.assert_allclose(gained[buyer], -DUTY * sale, rtol=1e-6)
    np.testing.assert_allclose(gained[designer], -SHARE * sale, rtol=1e-6)
    np.testing.assert_allclose(gained[states + world.controller], (DUTY + SHARE) * sale, rtol=1e-6)
    np.testing.assert_allclose(with_levies.balance.sum(axis=0), only.balance.sum(axis=0))
    assert (sale > 0.0).all()


def _selling_only(offer: int, state: State, block: Block) -> State:
    """Return the state with one order, plenty of every chip, money for all, and no quota."""
    backlog = np.zeros_like(state.backlog)
    backlog[offer] = 100.0
    effective = state.measure_effective.copy()
    effective[list(block.rulebook.with_quota)] = np.inf
    return state.evolve(
        backlog=backlog,
        vendor_stock=np.full_like(state.vendor_stock, 1e6),
        balance=np.full_like(state.balance, 100.0),
        measure_effective=effective,
    )


def test_each_state_gets_the_levies_of_its_own_measures() -> None:
    """A Chinese duty beside the American share of sales: each state fills its own treasury."""
    source = flagship()
    theirs = source.measures["us-2026-01-duty"].model_copy(update={"issuer": "CN"})
    world, rules = compile_scenario(with_values(source, measures={"us-2026-01-duty": theirs}))
    block = make_block(world, rules, 1, 0, 2)
    state = last_state(block, usual(block.world), until=2026.25)
    places = np.zeros((len(block.world.countries), block.width))
    duty, given_up = places.copy(), places.copy()
    there = country(block, "CN")
    duty[there], given_up[there] = 5.0, 3.0
    gained = treasuries(duty, given_up, state, block)
    expected = places.copy()
    expected[there], expected[country(block, "US")] = 5.0, 3.0
    np.testing.assert_allclose(gained, expected)


def test_what_a_duty_makes_dearer_pulls_less(state: State, block: Block) -> None:
    orders = neutral_orders(block)
    dear, free = (
        access(state.licence, _with_levies(state, block, size, 0.0).measure_effects, orders, block)
        for size in (DUTY, 0.0)
    )
    reviewed = (state.licence == float(Outcome.CASE_BY_CASE)) & (dear < free)
    steepness = block.parameters["market.steepness"]
    ratio = (dear / np.where(free > 0.0, free, 1.0))[reviewed.any(axis=1)]
    np.testing.assert_allclose(ratio, (1.0 + DUTY) ** -steepness * np.ones_like(ratio))
    assert reviewed.any()
    h20 = block.world.offers.chip[reviewed.any(axis=1)]
    assert chip(block, "H20-96") in h20
