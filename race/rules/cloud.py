"""Cloud: renting a share of a provider's fleet, until a rule closes the door.

Price of an H100-hour about 2.65 USD in 2022 terms of the 8-bit convention, falling 28 % a year to a
floor (rents fell from 8 to 2 USD in 2023-24; a modelling choice with a range).
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, ratio, share_of_lag
from race.base.calendar import HOURS_PER_YEAR
from race.rules.block import Block
from race.rules.ledger import Ledger, company_cash
from race.rules.orders import Orders
from race.rules.pools import fleet_h100e
from race.world.state import State


def cloud(state: State, orders: Orders, block: Block) -> State:
    """Contract what renters can pay and providers may rent out; book the rent."""
    world, p = block.world, block.parameters
    step = world.calendar.step_years
    fleet = fleet_h100e(state, block)
    rented_from = world.company_provider >= 0
    offered = fleet[world.company_provider] * rented_from[:, None]
    price = hour_price(state.time, block)
    cash = np.maximum(company_cash(state.balance, world), 0.0) / step
    wish = np.minimum(state.ai_spending * orders.rent + state.rent_money, cash)
    units = wish * 1e9 / (price * HOURS_PER_YEAR)
    share = ratio(units, offered) * open_door(state, block)
    total = world.provider_grouping.total(share)
    rentable = np.ones_like(total)
    rentable[:-1] = np.minimum(state.rents_out * p["cloud.rentable"], 1.0)
    crowded = np.minimum(1.0, ratio(rentable, total))
    share = np.minimum(share * crowded[world.company_provider], rentable[world.company_provider])
    rented = share * offered
    rent = rented * price * HOURS_PER_YEAR / 1e9 * step
    ledger = Ledger(state.balance, world)
    ledger.companies[:] -= rent
    income = world.provider_grouping.total(rent)
    ledger.companies[:] += income[:-1]
    learned = share_of_lag(step, p["cloud.year"])
    return state.evolve(
        balance=ledger.balance,
        rented=share,
        rented_year=state.rented_year + (share - state.rented_year) * learned,
        rented_h100e=rented,
        rent_income=income[:-1] / step,
    )


def hour_price(time: float, block: Block) -> Floats:
    """Return the rent of one H100e for an hour, (R,), in USD."""
    p = block.parameters
    years = time - block.world.calendar.start
    falling = p["cloud.price"] * (1.0 - p["cloud.price_fall"]) ** years
    return np.asarray(np.maximum(falling, p["cloud.price_floor"]))


def open_door(state: State, block: Block) -> Floats:
    """Return 1 where a company may rent from its provider, (companies, R).

    A company under embargo rents only while no country has closed remote access where the provider
    is, and, from providers that stand with the controller, only with some trust.
    """
    world, p = block.world, block.parameters
    home = world.company_country
    provider_home = home[world.company_provider]
    aligned = state.coalition[provider_home] > 0.5
    shunned = aligned & (state.trust[home] < p["cloud.least_trust"])
    closed = (state.remote_access_closed[provider_home] > 0.5) | shunned
    return 1.0 - block.inputs["country.denied"][home] * closed
