"""Orders for grey goods: what licences turn away looks for a route, and brokers buy for it.

Brokers buy openly at the hub's own licence and are paid in advance at the route's premium.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, at, covered, flat, ratio, some
from race.rules.block import Block
from race.rules.orders import Orders
from race.world.state import State

USD_PER_BUSD = 1e9
LEAST_BUSD = 1e-9
"""A dollar a year: less is what rounding leaves of an empty purse, and asks for no route."""


def grey_demand(turned_away: Floats, state: State, orders: Orders, block: Block) -> Floats:
    """Return the money of denied buyers that looks for a route, (customers, R), in BUSD a year.

    `turned_away` (buyers, R) is the spending that licences took.
    """
    goods, step = block.world.grey_goods, block.world.calendar.step_years
    wish = at(turned_away, goods.customers) * at(orders.grey, goods.company)
    wish += at(state.grey_money, goods.company) * goods.home
    cash = np.maximum(at(state.balance, goods.payers), 0.0) / step
    paid = wish * at(covered(cash, goods.by_payer.total(wish)), goods.payer)
    return paid * (paid > LEAST_BUSD)


def route_requests(demand: Floats, pull: Floats, state: State, block: Block) -> Floats:
    """Return what each route is asked to bring, (routes, R), in BUSD a year at its premium.

    Money that is meant for one route goes there or nowhere; the rest spreads over what is left.
    """
    goods = block.world.grey_goods
    capacity = capacity_busd(state, pull) * state.route_open
    asked = goods.by_place.total(demand)
    if not some(state.route_money):
        return _spread(asked, capacity, block)
    meant = goods.routes_by_place.total(state.route_money)
    paid = at(covered(asked, meant), goods.route_place)
    named = np.minimum(state.route_money * paid, capacity)
    return named + _spread(np.maximum(asked - meant, 0.0), capacity - named, block)


def _spread(asked: Floats, capacity: Floats, block: Block) -> Floats:
    """Return the part of their capacity that routes are asked for, alike at each place."""
    goods = block.world.grey_goods
    served = np.minimum(ratio(asked, goods.routes_by_place.total(capacity)), 1.0)
    return np.asarray(capacity * at(served, goods.route_place))


def capacity_busd(state: State, pull: Floats) -> Floats:
    """Return what each route could bring of the most wanted chip, (routes, R), in BUSD a year."""
    best = flat(pull.argmax(axis=0))
    price = state.chip_price.take(best) * state.scarcity.take(best) / USD_PER_BUSD
    return np.asarray(state.route_capacity * price * state.route_premium)


def broker_spending(requests: Floats, state: State, block: Block) -> Floats:
    """Return what brokers spend on chips for their routes, (brokers, R), in BUSD a year."""
    return block.world.grey_goods.routes_by_broker.total(requests / state.route_premium)


def prepaid(requests: Floats, demand: Floats, state: State, block: Block) -> Floats:
    """Return the balances after denied buyers have paid brokers for the requests, (routes, R)."""
    goods = block.world.grey_goods
    due = ratio(goods.routes_by_place.total(requests), goods.by_place.total(demand))
    balance = state.balance.copy()
    balance[goods.payers] -= goods.by_payer.total(demand * at(due, goods.place))
    balance[goods.sellers] += goods.by_seller.total(goods.routes_by_broker.total(requests))
    return balance
