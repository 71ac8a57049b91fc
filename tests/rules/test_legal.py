"""No order passes that its actor may not give, and every refusal has its words."""

from __future__ import annotations

import numpy as np
import pytest

from race.base.errors import InputError
from race.engine.start import initial_state
from race.engine.step import neutral_orders
from race.rules.bars import COMPANY_BARS, COUNTRY_BARS
from race.rules.block import Block
from race.rules.ledger import state_cash
from race.rules.legal import (
    INSPECTORS,
    NOT_FOUNDED,
    PROGRAMMES,
    TREASURY_EMPTY,
    legal,
    limits,
    reasons,
)
from race.rules.orders import COMPANY_ORDERS, COUNTRY_ORDERS, ORDER_COLUMNS, Orders
from race.world.state import State
from tests.small_worlds import small_block
from tests.worlds import flagship_block, random_orders

SEEDS = range(6)


@pytest.fixture(scope="module")
def block() -> Block:
    return flagship_block(3)


@pytest.fixture(scope="module")
def state(block: Block) -> State:
    return initial_state(block)


def most_of_all(block: Block) -> Orders:
    """Ask for as much of everything as the columns allow."""
    orders = neutral_orders(block)
    wish = {
        column.name: np.full_like(getattr(orders, column.name), min(column.high, 1e6))
        for column in ORDER_COLUMNS
    }
    return orders.evolve(**wish)


def company(block: Block, orders: Orders, order: str, actor: str) -> float:
    return float(getattr(orders, order)[block.world.companies.index(actor), 0])


def country(block: Block, orders: Orders, order: str, actor: str) -> float:
    return float(getattr(orders, order)[block.world.countries.index(actor), 0])


def test_every_order_lies_within_the_range_of_its_column(block: Block, state: State) -> None:
    for seed in SEEDS:
        orders = legal(random_orders(seed)(state, neutral_orders(block), block), state, block)
        for column in ORDER_COLUMNS:
            values = getattr(orders, column.name)
            assert np.all(values >= column.low), column.name
            assert np.all(values <= column.high), column.name


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_legal_stays_as_it_is(seed: int) -> None:
    block = small_block(seed, 2)
    state = initial_state(block)
    once = legal(random_orders(seed)(state, neutral_orders(block), block), state, block)
    twice = legal(once, state, block)
    for column in ORDER_COLUMNS:
        np.testing.assert_allclose(getattr(twice, column.name), getattr(once, column.name))


@pytest.mark.parametrize("seed", SEEDS)
def test_orders_are_not_changed_in_place(seed: int) -> None:
    block = small_block(seed, 2)
    state = initial_state(block)
    orders = random_orders(seed)(state, neutral_orders(block), block)
    before = {column.name: getattr(orders, column.name).copy() for column in ORDER_COLUMNS}
    legal(orders, state, block)
    for name, values in before.items():
        np.testing.assert_array_equal(getattr(orders, name), values)


@pytest.mark.parametrize(
    ("order", "may", "may_not"),
    [
        ("grey", "YNDX", "MSFT"),
        ("grey", "BABA", "G42"),
        ("rent", "OPENAI", "MSFT"),
        ("power", "MSFT", "OPENAI"),
        ("run_days", "OPENAI", "TSMC"),
        ("release", "META", "ORCL"),
        ("join_pool", "SBER", "AMD"),
        ("merge", "GOOG", "ANTH"),
    ],
)
def test_companies_may_what_their_trade_allows(
    block: Block, state: State, order: str, may: str, may_not: str
) -> None:
    orders = legal(most_of_all(block), state, block)
    assert company(block, orders, order, may) > 0.0
    assert company(block, orders, order, may_not) == 0.0


@pytest.mark.parametrize(
    ("order", "may", "may_not"),
    [
        ("tighten_tpp", "US", "NL"),
        ("hub_enforcement", "SG", "FR"),
        ("hub_enforcement", "MY", "US"),
        ("fab", "CN", "FR"),
        ("tools", "TW", "GB"),
        ("merge_national", "RU", "NL"),
        ("close_remote_access", "US", "FI"),
        ("follow", "NL", "CN"),
        ("retaliate", "CN", "JP"),
    ],
)
def test_states_may_what_their_place_allows(
    block: Block, state: State, order: str, may: str, may_not: str
) -> None:
    orders = legal(most_of_all(block), state, block)
    assert country(block, orders, order, may) > 0.0
    assert country(block, orders, order, may_not) == 0.0


def test_a_rule_above_every_chip_is_no_rule(block: Block, state: State) -> None:
    orders = legal(most_of_all(block), state, block)
    launched = state.chip_metrics[0] * (state.chip_launch <= state.time)
    assert np.all(orders.tighten_tpp <= launched.max(axis=0))


def test_a_company_that_is_not_founded_yet_does_nothing(block: Block, state: State) -> None:
    orders = legal(most_of_all(block), state, block)
    row = block.world.companies.index("XAI")
    assert block.world.company_since[row] > state.time
    for column in COMPANY_ORDERS:
        assert np.all(getattr(orders, column.name)[row] == column.low), column.name
    assert set(reasons(state, block)["XAI"].values()) == {NOT_FOUNDED}
    later = state.evolve(time=2024.0)
    assert company(block, legal(most_of_all(block), later, block), "run_days", "XAI") > 0.0


def test_a_closed_door_ends_renting(block: Block, state: State) -> None:
    closed = np.zeros_like(state.remote_access_closed)
    closed[block.world.countries.index("CN")] = 1.0
    shut = state.evolve(remote_access_closed=closed)
    assert company(block, legal(most_of_all(block), state, block), "rent", "YNDX") == 1.0
    assert company(block, legal(most_of_all(block), shut, block), "rent", "YNDX") == 0.0
    assert "remote access" in reasons(shut, block)["YNDX"]["rent"]
    assert "rent" not in reasons(state, block)["YNDX"]


def test_a_state_pays_out_no_more_than_its_treasury_has(block: Block, state: State) -> None:
    orders = legal(most_of_all(block), state, block)
    programmes = orders.subsidy + orders.fab + orders.tools
    inspectors = (orders.enforcement + orders.hub_enforcement) * 1e-3
    funds = state_cash(state.balance, block.world) + block.inputs["country.programme_busd"]
    assert np.all(programmes + inspectors <= np.maximum(funds, 0.0) + 1e-9)
    china = block.world.countries.index("CN")
    assert np.all(orders.fab[china] > 0.0)
    assert np.all(orders.subsidy[china] > 0.0)


def test_an_empty_treasury_has_its_reason(block: Block, state: State) -> None:
    poor = Block(
        block.world,
        block.rulebook,
        block.parameters,
        {**block.inputs, "country.programme_busd": np.zeros((len(block.world.countries), 3))},
        block.chance,
        block.first,
        block.width,
    )
    assert reasons(state, poor)["CN"]["fab"] == TREASURY_EMPTY


def test_own_rules_end_with_the_places_for_them(block: Block, state: State) -> None:
    full = state.measure_announced.copy()
    full[list(block.rulebook.draft_measures)] = 2021.0
    used = state.evolve(measure_announced=full)
    assert country(block, legal(most_of_all(block), used, block), "tighten_tpp", "US") == 0.0
    assert country(block, legal(most_of_all(block), used, block), "relax", "US") == 1.0
    assert country(block, legal(most_of_all(block), state, block), "relax", "US") == 0.0
    assert "tighten_tpp" in reasons(used, block)["US"]
    assert "relax" in reasons(state, block)["US"]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(("order", "actor"), [("spend", "SBER"), ("subsidy", "CN")])
def test_what_is_no_number_is_refused_by_name(
    block: Block, state: State, value: float, order: str, actor: str
) -> None:
    orders = neutral_orders(block)
    actors = block.world.countries if actor == "CN" else block.world.companies
    column = getattr(orders, order).copy()
    column[actors.index(actor), 1] = value
    with pytest.raises(InputError, match=f"order {order} of {actor}: given {value}"):
        legal(orders.evolve(**{order: column}), state, block)


def test_an_order_is_closed_exactly_where_there_is_a_reason(block: Block, state: State) -> None:
    told = reasons(state, block)
    bounds = limits(state, block)
    for columns, actors, low, high in (
        (COMPANY_ORDERS, block.world.companies, bounds.company_low, bounds.company_high),
        (COUNTRY_ORDERS, block.world.countries, bounds.country_low, bounds.country_high),
    ):
        for row, column in enumerate(columns):
            for place, actor in enumerate(actors):
                shut = bool(high[row, place, 0] <= low[row, 0, 0])
                broke = column.name in (*PROGRAMMES, *INSPECTORS) and bounds.funds[place, 0] <= 0.0
                assert (column.name in told[actor]) == (shut or broke), (column.name, actor)


def test_every_bar_is_to_an_order_that_there_is() -> None:
    assert {bar.order for bar in COMPANY_BARS} <= {column.name for column in COMPANY_ORDERS}
    assert {bar.order for bar in COUNTRY_BARS} <= {column.name for column in COUNTRY_ORDERS}
