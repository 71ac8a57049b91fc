"""Pools over slow links: what a member may count of a run that it shares with many."""

import numpy as np
import pytest

from race.engine.start import initial_state
from race.engine.step import neutral_orders
from race.rules.block import Block
from race.rules.decentralised import decentralised, lent_speed, stakes
from race.world.state import State
from tests.worlds import flagship_block

LENDER = "SBER"


@pytest.fixture(scope="module")
def block() -> Block:
    return flagship_block(3)


@pytest.fixture(scope="module")
def start(block: Block) -> State:
    """Return a world in which lent machines are tiny beside the pools, and no own pool is."""
    state = initial_state(block)
    return state.evolve(
        time=2026.0,
        company_together=np.full_like(state.company_together, 1e15),
        company_speed=np.full_like(state.company_speed, 1.0),
        pool_members=np.full_like(state.pool_members, 100.0),
    )


def _after(start: State, block: Block, share: float, together: float) -> State:
    """Return the state after a step in which one company lends."""
    lender = block.world.companies.index(LENDER)
    joined, owned = np.zeros_like(start.pool_join), start.company_together.copy()
    joined[lender], owned[lender] = share, together
    orders = neutral_orders(block).evolve(join_pool=joined)
    return decentralised(start.evolve(pool_join=joined, company_together=owned), orders, block)


def _of_lender(state: State, block: Block) -> np.ndarray:
    pools = block.world.collectives
    lender = block.world.companies.index(LENDER)
    return np.asarray(state.company_speed[lender] / state.company_speed[pools].max(axis=0))


def test_who_lends_little_counts_little_of_the_pool(start: State, block: Block) -> None:
    """A hundredth of a percent of a pool gives no one its speed, and nothing gives nothing."""
    assert (_of_lender(_after(start, block, 0.02, 1e15), block) < 0.01).all()
    none = _after(start, block, 1.0, 0.0)
    np.testing.assert_array_equal(none.company_speed[block.world.companies.index(LENDER)], 1.0)


def test_who_brings_most_of_a_pool_counts_it_whole(start: State, block: Block) -> None:
    np.testing.assert_allclose(_of_lender(_after(start, block, 1.0, 1e22), block), 1.0)


def test_a_stake_grows_in_proportion_up_to_a_say(block: Block) -> None:
    """Half the stake counts half the pool; twice the stake no more than all of it."""
    say = block.parameters["pool.stake"]
    lent = np.zeros((len(block.world.companies), block.width))
    lent[:3] = np.stack([say / 2.0, say, say * 2.0])
    raw = np.ones((1, block.width))
    expected = np.array([[0.5], [1.0], [1.0]]) * np.ones(block.width)
    np.testing.assert_allclose(stakes(lent, raw, block)[0, :3], expected)


def test_a_company_lends_to_the_collectives_in_equal_parts(start: State, block: Block) -> None:
    lent = lent_speed(start, np.full_like(start.pool_join, 0.5), block)
    np.testing.assert_allclose(lent * len(block.world.collectives), 0.5 * start.company_together)
