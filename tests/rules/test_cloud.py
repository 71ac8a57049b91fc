"""Rented capacity: who gets how much of a provider's fleet."""

import numpy as np
import pytest

from race.base.calendar import HOURS_PER_YEAR
from race.engine.start import initial_state
from race.engine.step import neutral_orders, opening
from race.rules.block import Block
from race.rules.cloud import cloud, hour_price
from race.world.state import State
from tests.worlds import flagship_block

STRANGERS = ("YNDX", "SBER", "RU-NAP")
"""Russian renters of a Chinese provider."""


@pytest.fixture(scope="module")
def block() -> Block:
    return flagship_block(4)


def _rented(block: Block) -> State:
    """Return the contracts when every renter would pay for the whole fleet of its provider."""
    start, world = opening(initial_state(block), neutral_orders(block), block), block.world
    price = hour_price(start.time, block) * (HOURS_PER_YEAR / 1e9)
    bill = np.zeros_like(start.ai_spending)
    bill[world.renters] = (start.company_h100e * price)[world.company_provider[world.renters]]
    rich = start.evolve(balance=np.full_like(start.balance, 1e6), ai_spending=bill)
    return cloud(rich, neutral_orders(block).evolve(rent=np.ones_like(bill)), block)


def test_no_fleet_is_rented_out_beyond_its_share(block: Block) -> None:
    world, state = block.world, _rented(block)
    total = world.provider_grouping.total(state.rented[world.renters])
    assert (total <= block.parameters["cloud.rentable"] + 1e-9).all()
    assert (total > 0.0).any()


def test_embargoed_renters_from_abroad_share_a_small_part(block: Block) -> None:
    """A few parts in a hundred, guessed. Chinese renters of the same provider are not held to it."""
    world, state = block.world, _rented(block)
    rows = [world.companies.index(name) for name in STRANGERS]
    most = block.parameters["cloud.rentable_embargoed"]
    total = state.rented[rows].sum(axis=0)
    assert (total <= most + 1e-12).all()
    chinese = world.companies.index("MOON")
    assert (state.rented[chinese] > most).all()
    assert (total > 0.1 * most).all()
