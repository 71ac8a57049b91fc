"""Every chip and every dollar is accounted for after every stage, whatever is ordered.

One replicate of one world is one world: the small ones make some three thousand.
"""

import numpy as np
import pytest

from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import Decide
from race.engine.watch import watch_invariants
from race.rules.block import Block
from race.rules.orders import ORDER_COLUMNS, Orders
from race.scenario.load import load
from race.world.invariants import installed
from race.world.state import State
from tests.small_worlds import small_block
from tests.worlds import (
    compile_scenario,
    flagship_block,
    last_state,
    only_legal,
    random_orders,
    usual,
)

SMALL_WORLDS = range(24)
REPLICATES = 128
KINDS = ("anything", "legal", "random_legal")


def _orders(kind: str, seed: int, block: Block) -> Decide:
    """Return random orders: anything in the order table, what is legal of that, or the policy."""
    if kind == "random_legal":
        actors = (*block.world.countries, *block.world.companies)
        return usual(block.world, **dict.fromkeys(actors, kind))
    anything = random_orders(seed)
    return only_legal(anything) if kind == "legal" else anything


@pytest.mark.parametrize("seed", SMALL_WORLDS)
def test_random_worlds_hold_under_random_orders(seed: int) -> None:
    block = small_block(seed, REPLICATES)
    orders = _orders(KINDS[seed % len(KINDS)], seed, block)
    last_state(block, orders, watch=watch_invariants(block))


def test_small_worlds_are_of_many_kinds() -> None:
    blocks = [small_block(seed, 2) for seed in SMALL_WORLDS]
    worlds = [block.world for block in blocks]
    assert {world.calendar.steps_per_year for world in worlds} == {1, 2, 4, 12}
    assert any(not world.routes for world in worlds)
    assert any(len(world.routes) > 2 for world in worlds)
    assert len({(world.countries, world.companies, world.chips) for world in worlds}) == len(worlds)
    ids = [block.rulebook.ids for block in blocks]
    assert min(map(len, ids)) < 15
    assert max(map(len, ids)) > 30


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_flagship_holds_under_random_orders(kind: str) -> None:
    block = flagship_block(16, seed=5)
    last_state(block, _orders(kind, 5, block), watch=watch_invariants(block))


def test_the_flagship_holds_under_its_own_policies() -> None:
    block = flagship_block(8, seed=6)
    last_state(block, usual(block.world), watch=watch_invariants(block))


@pytest.mark.parametrize("name", ["tiny", "no-controls", "2023-october", "2023-october-press"])
def test_the_other_shipped_scenarios_hold(name: str) -> None:
    world, book = compile_scenario(load(name))
    for decide in (usual(world), random_orders(2)):
        block = make_block(world, book, 2, 0, 4)
        last_state(block, decide, watch=watch_invariants(block))


@pytest.mark.parametrize("end", ["low", "high"])
def test_the_flagship_holds_where_all_orders_are_at_one_end(end: str) -> None:
    block = flagship_block(4)

    def decide(state: State, orders: Orders, block: Block) -> Orders:
        ends = {column.name: getattr(column, end) for column in ORDER_COLUMNS}
        ends["tighten_tpp"] = 0.0 if end == "low" else 1.0
        return orders.evolve(
            **{name: np.full_like(getattr(orders, name), value) for name, value in ends.items()}
        )

    last_state(block, decide, watch=watch_invariants(block))


def test_all_that_was_sold_was_made_and_all_that_was_made_is_somewhere() -> None:
    """An account of its own: what is sold is in transit, held, lost, or on a grey route."""
    block = flagship_block(4)
    start = initial_state(block)
    end = last_state(block, random_orders(9), until=2030.0)
    np.testing.assert_allclose(end.made, start.made + end.sold + end.vendor_stock, rtol=1e-9)
    goods = block.world.offers.table(end.transit + end.stock)
    held = (goods + installed(end, block.world)).sum(axis=0) + end.route_transit.sum(axis=0)
    lost = end.failed + end.retired + end.seized
    np.testing.assert_allclose(start.made + end.sold, held + lost, rtol=1e-9, atol=1e-3)


def test_money_is_neither_made_nor_lost() -> None:
    block = flagship_block(4)
    before = initial_state(block).balance.sum(axis=0)
    end = last_state(block, random_orders(9))
    largest = np.abs(end.balance).max(axis=0)
    assert (np.abs(end.balance.sum(axis=0) - before) <= 1e-9 * largest).all()
    assert (largest > 1e3).all()
