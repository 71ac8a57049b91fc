"""Who trades on grey routes, and where the goods come from and go to among the offers.

Few take part, so that they are numbered by themselves: sums over them are short.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats, Grouping, Whole
from race.world.offers import Offers


@dataclass(frozen=True, eq=False)
class GreyGoods:
    """Customers are the embargoed buyers, payers their companies, sellers the brokers' companies.

    Attributes:
        customers: buyers, (customers,); `company` and `payer` (number) of each, and 1 for a `home`
            buyer, 0 for a branch, (customers, 1).
        payers: companies, (payers,); customers `by_payer`.
        places: countries where customers are or routes end; `place` (number) of each customer, and
            customers `by_place`; `route_place` of each route, and `routes_by_place`.
        sellers: companies; brokers `by_seller`; `routes_by_broker`, brokers by number.
        held: places of the brokers' offers, (held,).
        source: flat number, broker x chips + chip, of each of them.
        load: for each route and chip the row of `held`, one too many if the broker has none of it,
            (routes, chips).
        got: places of the customers' offers, (got,); `got_by`: the customer.
        arrival: flat number, place x chips + chip, of what comes to each of them.
    """

    customers: Whole
    company: Whole
    home: Floats
    payers: Whole
    payer: Whole
    by_payer: Grouping
    places: Whole
    place: Whole
    by_place: Grouping
    route_place: Whole
    routes_by_place: Grouping
    sellers: Whole
    by_seller: Grouping
    routes_by_broker: Grouping
    held: Whole
    source: Whole
    load: Whole
    got: Whole
    got_by: Whole
    arrival: Whole


@dataclass(frozen=True, eq=False)
class Trade:
    """Who takes part: routes with their broker (a buyer) and destination, and all buyers."""

    route_broker: Whole
    route_destination: Whole
    brokers: Whole
    customers: Whole
    buyer_host: Whole
    buyer_company: Whole
    buyer_is_branch: Whole


def grey_goods(offers: Offers, trade: Trade) -> GreyGoods:
    """Return who trades and what, by number."""
    chips = offers.place.shape[1]
    customers, brokers = trade.customers, trade.brokers
    company, host = trade.buyer_company[customers], trade.buyer_host[customers]
    payers, payer = np.unique(company, return_inverse=True)
    places = np.union1d(host, trade.route_destination)
    place = np.searchsorted(places, host)
    route_place = np.searchsorted(places, trade.route_destination)
    sellers, seller = np.unique(trade.buyer_company[brokers], return_inverse=True)
    held = np.flatnonzero(np.isin(offers.buyer, brokers))
    row = np.full(len(offers) + 1, len(held))
    row[held] = np.arange(len(held))
    got = np.flatnonzero(np.isin(offers.buyer, customers))
    got_by = np.searchsorted(customers, offers.buyer[got])
    broker = np.searchsorted(brokers, trade.route_broker)
    return GreyGoods(
        customers=customers,
        company=company,
        home=(1 - trade.buyer_is_branch[customers][:, None]).astype(np.float64),
        payers=payers,
        payer=payer.reshape(-1),
        by_payer=Grouping(payer.reshape(-1).tolist(), len(payers)),
        places=places,
        place=place,
        by_place=Grouping(place.tolist(), len(places)),
        route_place=route_place,
        routes_by_place=Grouping(route_place.tolist(), len(places)),
        sellers=sellers,
        by_seller=Grouping(seller.reshape(-1).tolist(), len(sellers)),
        routes_by_broker=Grouping(broker.tolist(), len(brokers)),
        held=held,
        source=np.searchsorted(brokers, offers.buyer[held]) * chips + offers.chip[held],
        load=row[offers.place[trade.route_broker]],
        got=got,
        got_by=got_by,
        arrival=place[got_by] * chips + offers.chip[got],
    )
