"""Buyers: companies at a destination, and what they may be offered at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Floats
from race.scenario.models.actors import Company
from race.scenario.models.scenario import Scenario
from race.world.chips import ChipAxis
from race.world.offers import Offers, list_offers


@dataclass(frozen=True)
class Buyer:
    """A company at a destination.

    Attributes:
        name: the company's id, for a branch with its place: `MSFT@SG`.
        company: index of the company.
        home, host: indices of the countries of its headquarters and of the place.
        branch: whether the place is another than the headquarters, or the hub of a broker.
    """

    name: str
    company: int
    home: int
    host: int
    branch: bool


def list_buyers(scenario: Scenario, country: Mapping[str, int]) -> list[Buyer]:
    """List the buyers: home branches of those that hold chips, branches abroad, brokers at hubs.

    Those of a company stand together, its home first. `country` tells indices of countries.
    """
    buyers = []
    number = {name: i for i, name in enumerate(scenario.companies)}

    def branch(company: str, host: str) -> Buyer:
        home = country[scenario.companies[company].home]
        return Buyer(f"{company}@{host}", number[company], home, country[host], branch=True)

    for name, row in scenario.companies.items():
        if row.buys:
            home = country[row.home]
            buyers.append(Buyer(name, number[name], home, home, branch=False))
            buyers += [branch(name, host) for host in row.branches]
    places = dict.fromkeys((str(route.broker), route.hub) for route in scenario.routes.values())
    buyers += [branch(broker, hub) for broker, hub in places]
    return sorted(buyers, key=lambda buyer: buyer.company)


def broker_at(buyers: Sequence[Buyer], company: int, hub: int) -> int:
    """Return the index of a broker's branch at a hub."""
    return next(
        i for i, b in enumerate(buyers) if b.company == company and b.host == hub and b.branch
    )


def at_home(buyers: Sequence[Buyer], chips: ChipAxis) -> Floats:
    """Return 1 where a chip is designed in the buyer's home, (buyers, chips)."""
    return np.array([(chips.home == buyer.home).astype(float) for buyer in buyers])


def offers_of(
    buyers: Sequence[Buyer],
    companies: Sequence[Company],
    chips: ChipAxis,
    denied: Floats,
    routes: Sequence[tuple[int, int]],
) -> Offers:
    """Return the offers; `routes` have a broker (buyer) and a destination (country) each.

    What a broker may buy can come to the embargoed buyers at the end of its routes. `denied`
    (countries,) is 1 for the embargoed.
    """
    sellable = np.array([_sellable(one, companies[one.company], chips, denied) for one in buyers])
    host = np.array([buyer.host for buyer in buyers])
    by_route: Flags = np.zeros(sellable.shape, dtype=np.bool_)
    for broker, destination in routes:
        by_route[(denied[host] > 0.0) & (host == destination)] |= sellable[broker] > 0.0
    return list_offers(sellable, at_home(buyers, chips), by_route)


def _sellable(buyer: Buyer, company: Company, chips: ChipAxis, denied: Floats) -> Floats:
    """Return 1 where a chip is offered to a buyer at all, (chips,).

    Chips made for their designer's own use go to it alone; chips designed in an embargoed country
    are sold there; a variant is sold in the market it was cut for.
    """
    if not company.buys and company.kind != "broker":
        return np.zeros(len(chips.ids))
    own = ~np.asarray(chips.private, dtype=np.bool_) | (chips.designer == buyer.company)
    from_embargoed = (chips.home >= 0) & (denied[chips.home] > 0.0)
    sold_there = ~from_embargoed | (chips.home == buyer.home)
    market = chips.variant_for
    in_market = (market < 0) | (market == buyer.home) | (market == buyer.host)
    return np.asarray(own & sold_there & in_market, dtype=np.float64)
