"""Cloud: renting a share of a provider's fleet, until a rule closes the door.

Price of an H100-hour about 2.65 USD in 2022 terms of the 8-bit convention, falling 28 % a year to a
floor (rents fell from 8 to 2 USD in 2023-24; a modelling choice with a range).
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, at, covered, ratio
from race.base.calendar import HOURS_PER_YEAR
from race.rules.block import Block
from race.rules.grey_orders import USD_PER_BUSD
from race.rules.orders import Orders
from race.world.state import State


def cloud(state: State, orders: Orders, block: Block) -> State:
    """Contract what renters can pay and providers may rent out; book the rent."""
    world, p = block.world, block.each["companies"]
    step, renters = world.calendar.step_years, world.renters
    provider = world.company_provider[renters]
    offered = at(state.company_h100e, provider)
    price = hour_price(state.time, block) * (HOURS_PER_YEAR / USD_PER_BUSD)
    cash = np.maximum(at(state.balance, renters), 0.0) / step
    wish = at(state.ai_spending, renters) * at(orders.rent, renters) + at(state.rent_money, renters)
    denied = _denied(state, block)
    share = ratio(np.minimum(wish, cash) / price, offered) * at(
        _door(denied, state, block), renters
    )
    strangers = at(denied * block.world.rents_abroad, renters)
    share = _shared(share, p["cloud.rentable_embargoed"], state, block, strangers)
    share = _shared(share, p["cloud.rentable"], state, block)
    rented = share * offered
    rent = rented * price * step
    balance = state.balance.copy()
    balance[renters] -= rent
    income = world.provider_grouping.total(rent)
    balance[: len(income)] += income
    contracts = np.zeros((2, *state.rented.shape))
    contracts[:, renters] = share, rented
    return state.evolve(
        balance=balance,
        rented=contracts[0],
        rented_h100e=contracts[1],
        rent_income=income / step,
    )


def _shared(
    share: Floats, most: Floats, state: State, block: Block, among: Floats | float = 1.0
) -> Floats:
    """Return what renters get, (renters, R), if some may have at most a part of a fleet together.

    `share` is what they ask for, `most` (R,) the part, `among` 1 for those who share it, else 0.
    """
    provider = block.world.company_provider[block.world.renters]
    rentable = np.minimum(state.rents_out * most, 1.0)
    crowded = at(covered(rentable, block.world.provider_grouping.total(share * among)), provider)
    return np.where(among, np.minimum(share * crowded, at(rentable, provider)), share)


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
    return _door(_denied(state, block), state, block)


def _door(denied: Floats, state: State, block: Block) -> Floats:
    """Return `open_door` for companies of which some are `denied`, (companies, R) 1 or 0."""
    world, p = block.world, block.each["countries"]
    home = world.company_country
    provider_home = home[world.company_provider]
    aligned = state.coalition > 0.5
    distrusted = at(state.trust < p["cloud.least_trust"], home)
    closed = at(state.remote_access_closed > 0.5, provider_home)
    closed |= at(aligned, provider_home) & distrusted
    return 1.0 - denied * closed


def _denied(state: State, block: Block) -> Floats:
    """Return 1 for companies whose law is that of a country under embargo, (companies, R)."""
    denied = block.inputs["country.denied"]
    at_home = at(denied, block.world.company_country)
    if (state.seated_in < 0.0).all():
        return at_home
    seat = np.maximum(state.seated_in, 0.0).astype(np.int64)
    return np.where(state.seated_in >= 0.0, np.take_along_axis(denied, seat, axis=0), at_home)
