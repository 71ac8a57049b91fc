"""Orders for grey goods: what licences turn away looks for a route, and brokers buy for it.

Brokers buy openly at the hub's own licence and are paid in advance at the route's premium.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, pick, ratio
from race.rules.block import Block
from race.rules.ledger import Ledger, company_cash
from race.rules.orders import Orders
from race.world.state import State

USD_PER_BUSD = 1e9
LEAST_BUSD = 1e-9
"""A dollar a year: less is what rounding leaves of an empty purse, and asks for no route."""


def grey_demand(turned_away: Floats, state: State, orders: Orders, block: Block) -> Floats:
    """Return the money of denied buyers that looks for a route, (buyers, R), in BUSD a year.

    `turned_away` (buyers, R) is the spending that licences took.
    """
    world = block.world
    at_home = ~world.buyer_is_branch[:, None]
    wish = turned_away * orders.grey[world.buyer_company]
    wish = (wish + state.grey_money[world.buyer_company] * at_home) * block.inputs["buyer.denied"]
    cash = np.maximum(company_cash(state.balance, world), 0.0) / world.calendar.step_years
    payable = np.minimum(1.0, ratio(cash, world.buyers_by_company.total(wish)))
    paid = wish * payable[world.buyer_company]
    return paid * (paid > LEAST_BUSD)


def route_requests(demand: Floats, pull: Floats, state: State, block: Block) -> Floats:
    """Return what each route is asked to bring, (routes, R), in BUSD a year at its premium."""
    world = block.world
    capacity = capacity_busd(state, pull) * state.route_open
    asked = world.buyers_by_host.total(demand)[world.route_destination]
    offered = world.routes_by_destination.total(capacity)[world.route_destination]
    return capacity * np.minimum(1.0, ratio(asked, offered))


def capacity_busd(state: State, pull: Floats) -> Floats:
    """Return what each route could bring of the most wanted chip, (routes, R), in BUSD a year."""
    price = pick(state.chip_price * state.scarcity, pull.argmax(axis=0))
    return np.asarray(state.route_capacity * price * state.route_premium / USD_PER_BUSD)


def broker_spending(requests: Floats, state: State, block: Block) -> Floats:
    """Return what brokers spend on chips for their routes, (buyers, R), in BUSD a year."""
    return block.world.routes_by_broker.total(requests / state.route_premium)


def prepaid(requests: Floats, demand: Floats, state: State, block: Block) -> Floats:
    """Return the balances after denied buyers have paid brokers for the requests, (routes, R)."""
    world = block.world
    due = world.routes_by_destination.total(requests)
    total = world.buyers_by_host.total(demand)
    paid = ratio(demand, total[world.buyer_host]) * due[world.buyer_host]
    received = world.routes_by_broker.total(requests)
    ledger = Ledger(state.balance, world)
    ledger.companies[:] += world.buyers_by_company.total(received - paid)
    return ledger.balance
