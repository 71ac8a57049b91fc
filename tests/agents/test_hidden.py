"""A policy sees nothing outside its view: scramble what is hidden, and its orders are the same."""

from __future__ import annotations

import numpy as np
import pytest

from race.api import COMPANIES, COUNTRIES
from race.engine.step import neutral_orders
from race.rules.block import Block
from race.rules.legal import COMPANY_ROWS, COUNTRY_ROWS
from race.rules.orders import Orders
from race.world.state import COLUMNS, State
from tests.worlds import flagship_block, last_state, usual

READ = {"country_speed", "company_speed", "capability", "route_carried", "transit"}
"""Of these there are readings of others, with errors."""
KNOWN = {
    "chip_peak16", "chip_peak8", "chip_metrics", "chip_kw", "chip_launch", "licence",
    "licence_announced", "measure_announced", "measure_effective", "measure_until", "published_flop",
    "open_capability", "pool_speed", "tension", "remote_access_closed", "coalition", "trust",
}  # fmt: skip
"""Public: figures of chips, rules, what was published, what states declare."""
YEARS = (2023.0, 2025.0, 2028.0)
SOME = [
    (COUNTRIES, name) for name in ("US", "NL", "CN", "RU", "SG", "MY", "FR", "TW", "EU", "JP")
] + [
    (COMPANIES, name)
    for name in (
        "MSFT", "OPENAI", "NVDA", "TSMC", "SSNG", "US-DOE", "PRIM", "BABA", "DSK", "HUAW", "YNDX",
        "MSU", "MIST", "G42", "BRK-SG", "CN-OTHER",
    )
]  # fmt: skip


@pytest.fixture(scope="module", params=YEARS)
def moment(request: pytest.FixtureRequest) -> tuple[State, Block]:
    block = flagship_block(3)
    return last_state(block, usual(block.world), until=request.param), block


def scrambled(state: State, block: Block, side: str, actor: str) -> State:
    """Return the state with everything changed that an actor cannot know."""
    world = block.world
    generator = np.random.default_rng(1)
    if side == COUNTRIES:
        country = world.countries.index(actor)
        companies = world.company_country == country
        own_routes = world.route_hub == country
    else:
        country = world.company_country[world.companies.index(actor)]
        companies = np.array([name == actor for name in world.companies])
        own_routes = companies[world.buyer_company[world.route_broker]]
    state_owns = np.array([side == COUNTRIES and name == actor for name in world.countries])
    own = {
        "companies": companies,
        "countries": state_owns,
        "buyers": companies[world.buyer_company],
        "offers": companies[world.buyer_company[world.offers.buyer]],
        "routes": own_routes,
        "accounts": np.concatenate([companies, state_owns, np.zeros(5, bool)]),
    }
    changes = {}
    for column in COLUMNS:
        values = getattr(state, column.name)
        if column.name in READ | KNOWN:
            continue
        factor = generator.uniform(0.1, 0.9, values.shape)
        other = (values * factor).astype(values.dtype)
        axis = column.axes[0] if column.axes else ""
        keep = own.get(axis)
        if keep is not None:
            other[keep] = values[keep]
        changes[column.name] = other
    return state.evolve(**changes)


def of_actor(orders: Orders, block: Block, side: str, actor: str) -> dict[str, list[float]]:
    names, rows = (
        (block.world.countries, COUNTRY_ROWS)
        if side == COUNTRIES
        else (block.world.companies, COMPANY_ROWS)
    )
    return {name: getattr(orders, name)[names.index(actor)].tolist() for name in rows}


@pytest.mark.parametrize(("side", "actor"), SOME)
def test_orders_do_not_depend_on_what_is_hidden(
    moment: tuple[State, Block], side: str, actor: str
) -> None:
    state, block = moment
    decide, before = usual(block.world), neutral_orders(block)
    plain = decide(state, before, block)
    hidden = scrambled(state, block, side, actor)
    # what the treasury and the orders of the year before say is the actor's own
    other = decide(hidden, before, block)
    assert of_actor(other, block, side, actor) == of_actor(plain, block, side, actor)


def test_what_is_scrambled_would_show(moment: tuple[State, Block]) -> None:
    """The test above would see a peek: another actor's orders do change."""
    state, block = moment
    decide, before = usual(block.world), neutral_orders(block)
    plain = decide(state, before, block)
    other = decide(scrambled(state, block, COUNTRIES, "US"), before, block)
    assert of_actor(other, block, COUNTRIES, "CN") != of_actor(plain, block, COUNTRIES, "CN")
