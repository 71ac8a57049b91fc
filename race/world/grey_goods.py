"""Where the goods of grey routes come from and where they go, among the offers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Grouping, Whole
from race.world.offers import Offers


@dataclass(frozen=True, eq=False)
class GreyGoods:
    """The offers of brokers, from which routes are loaded, and of embargoed buyers, at their end.

    Attributes:
        routes_by_broker: sums over the routes of a broker; brokers are numbered by themselves.
        held: places of the brokers' offers, (held,).
        source: flat number, broker x chips + chip, of each of them.
        load: for each route and chip the row of `held`, one too many if the broker has none of it,
            (routes, chips).
        got: places of the embargoed buyers' offers, (got,).
        arrival: flat number, country x chips + chip, of what comes to each of them.
    """

    routes_by_broker: Grouping
    held: Whole
    source: Whole
    load: Whole
    got: Whole
    arrival: Whole


def grey_goods(
    offers: Offers, route_broker: Whole, brokers: Whole, denied_buyers: Whole, buyer_host: Whole
) -> GreyGoods:
    """Return the goods of routes whose brokers are these buyers, (routes,)."""
    chips = offers.place.shape[1]
    number = np.searchsorted(brokers, route_broker)
    held = np.flatnonzero(np.isin(offers.buyer, brokers))
    row = np.full(len(offers) + 1, len(held))
    row[held] = np.arange(len(held))
    got = np.flatnonzero(np.isin(offers.buyer, denied_buyers))
    return GreyGoods(
        routes_by_broker=Grouping(number.tolist(), len(brokers)),
        held=held,
        source=np.searchsorted(brokers, offers.buyer[held]) * chips + offers.chip[held],
        load=row[offers.place[route_broker]],
        got=got,
        arrival=buyer_host[offers.buyer[got]] * chips + offers.chip[got],
    )
