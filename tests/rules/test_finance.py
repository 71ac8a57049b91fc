"""Finance: how the world's sales are shared."""

from __future__ import annotations

import numpy as np
import pytest

from race.engine.start import initial_state
from race.rules.block import Block
from race.rules.finance import ai_revenue
from race.world.state import State
from tests.worlds import flagship_block


@pytest.fixture(scope="module")
def block() -> Block:
    return flagship_block(2)


def _equals_in_capability(state: State, sellers: list[int], rented: list[float]) -> State:
    """Return the state with no sellers but these, equally good, with no computers but rented ones."""
    capability = np.zeros_like(state.capability)
    capability[sellers] = 150.0
    renting = np.zeros_like(state.rented_h100e)
    renting[sellers] = np.array(rented)[:, None]
    return state.evolve(
        capability=capability, rented_h100e=renting, site_chips=np.zeros_like(state.site_chips)
    )


def test_of_two_equally_good_models_the_one_with_more_computers_sells_more(block: Block) -> None:
    companies = block.world.companies
    sellers = [companies.index("OPENAI"), companies.index("MIST")]
    state = _equals_in_capability(initial_state(block), sellers, [400_000.0, 4_000.0])
    larger, smaller = ai_revenue(state, block)[sellers]
    reach = block.parameters["finance.sales.reach"]
    np.testing.assert_allclose(larger / smaller, 100.0**reach)


def test_the_sales_of_the_world_do_not_depend_on_who_sells(block: Block) -> None:
    companies = block.world.companies
    sellers = [companies.index("OPENAI"), companies.index("MIST")]
    start = initial_state(block)
    totals = [
        ai_revenue(_equals_in_capability(start, sellers, rented), block).sum(axis=0)
        for rented in ([400_000.0, 4_000.0], [1_000.0, 50_000.0])
    ]
    np.testing.assert_allclose(totals[0], totals[1])
    assert (totals[0] > 0.0).all()


def test_without_computers_to_serve_with_nobody_sells(block: Block) -> None:
    sellers = [block.world.companies.index("OPENAI")]
    state = _equals_in_capability(initial_state(block), sellers, [0.0])
    assert (ai_revenue(state, block) == 0.0).all()


def test_lenders_multiply_the_income_of_a_cloud_but_not_of_an_oil_company(block: Block) -> None:
    companies, lent_to = block.world.companies, block.inputs["company.leveraged"]
    assert (lent_to[companies.index("CRWV")] == 1.0).all()
    assert (lent_to[companies.index("ARAM")] == 0.0).all()
