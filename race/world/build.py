"""From a checked scenario to the world: names, axes and memberships."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats, Grouping
from race.base.calendar import Calendar
from race.base.errors import InputError
from race.scenario.actors import Company
from race.scenario.models import Scenario
from race.world.chips import ChipAxis, chip_axis
from race.world.grey_goods import Trade, grey_goods
from race.world.offers import Offers, list_offers
from race.world.slots import SLOTS, SiteTable, site_table
from race.world.world import Indices, World

EMBARGOED = "D5"
MEMORY_MAKERS = ("allied", "CN")


@dataclass(frozen=True)
class Buyer:
    """A company at a destination."""

    name: str
    company: int
    host: int
    branch: bool


def build_world(scenario: Scenario) -> World:
    """Return the world of a scenario.

    Raises:
        InputError: the scenario lacks what the engine needs.
    """
    countries = tuple(scenario.countries)
    companies = tuple(scenario.companies)
    index = {name: i for i, name in enumerate(countries)}
    rows = list(scenario.companies.values())
    home = [index[row.home] for row in rows]
    buyers = list_buyers(scenario, companies, index)
    foundries = foundry_names(scenario)
    chips = chip_axis(scenario, companies, index, foundries)
    sites = site_table(scenario, [(b.company, b.host, b.branch) for b in buyers], companies, chips)
    calendar = Calendar(
        scenario.head.start.year, scenario.head.end.end, scenario.head.steps_per_year
    )
    routes = list(scenario.routes.values())
    hub = [index[route.hub] for route in routes]
    destination = [index[route.destination] for route in routes]
    broker = [
        _broker_at(buyers, companies.index(str(r.broker)), h)
        for r, h in zip(routes, hub, strict=True)
    ]
    foundry_company = [companies.index(name) if name in companies else -1 for name in foundries]
    provider = [companies.index(row.provider) if row.provider else -1 for row in rows]
    buyer_company = [buyer.company for buyer in buyers]
    buyer_host = [buyer.host for buyer in buyers]
    at_home = _at_home(buyers, home, chips)
    offers = _offers(rows, buyers, chips, scenario, at_home, (broker, destination))
    site_company = np.repeat(_whole(buyer_company), SLOTS)
    denied_buyers = np.flatnonzero(_embargoed(scenario, countries)[buyer_host] > 0.0)
    home_offers = offers.home[np.isin(offers.buyer[offers.home], denied_buyers)]
    brokers = np.unique(_whole(broker))
    members = _members(scenario, countries, home)
    return World(
        scenario=scenario,
        calendar=calendar,
        countries=countries,
        companies=companies,
        buyers=tuple(buyer.name for buyer in buyers),
        chips=chips.ids,
        routes=tuple(scenario.routes),
        foundries=foundries,
        memory_makers=MEMORY_MAKERS,
        slots=SLOTS,
        company_country=_whole(home),
        company_kind=tuple(row.kind for row in rows),
        collectives=np.flatnonzero([row.kind == "open_collective" for row in rows]),
        company_buys=np.array([[row.buys] for row in rows]),
        company_trains=np.array([row.trains for row in rows]),
        company_since=np.array(
            [row.active_since.year if row.active_since else 0.0 for row in rows]
        ),
        company_provider=_whole(provider),
        renters=np.flatnonzero(_whole(provider) >= 0),
        provider_grouping=Grouping([p for p in provider if p >= 0], len(rows)),
        members=_padded(members, len(home)),
        member_company=_whole([company for counted in members for company in counted]),
        by_member=Grouping(
            [row for row, counted in enumerate(members) for _ in counted], len(countries)
        ),
        companies_by_country=Grouping(home, len(countries)),
        buyer_company=_whole(buyer_company),
        buyer_host=_whole(buyer_host),
        buyer_is_branch=np.array([buyer.branch for buyer in buyers]),
        buyers_by_company=Grouping(buyer_company, len(companies)),
        sites_by_company=Grouping(site_company.tolist(), len(companies)),
        buyers_by_host=Grouping(buyer_host, len(countries)),
        at_home=at_home,
        offers=offers,
        offer_host=np.asarray(buyer_host)[offers.buyer],
        home_offers=Grouping(offers.buyer[home_offers].tolist(), len(buyers)),
        home_offer_chip=offers.chip[home_offers],
        site_buyer=np.repeat(np.arange(len(buyers)), SLOTS),
        site_company=site_company,
        sites_by_buyer=Grouping(np.repeat(np.arange(len(buyers)), SLOTS).tolist(), len(buyers)),
        sites=sites,
        chip_axis=chips,
        chip_designer=chips.designer,
        chip_foundry=chips.foundry,
        chip_memory=chips.memory,
        chip_home=chips.home,
        named_variants=np.flatnonzero(chips.variant_of >= 0),
        variant_slots=chips.variant_slots,
        chip_variant_of=chips.variant_of,
        chip_variant_for=chips.variant_for,
        designer_chips=Grouping(
            [d if d >= 0 else len(companies) for d in chips.designer.tolist()], len(companies) + 1
        ),
        foundry_chips=Grouping(chips.foundry.tolist(), len(foundries)),
        memory_chips=Grouping(chips.memory.tolist(), len(MEMORY_MAKERS)),
        route_hub=_whole(hub),
        route_destination=_whole(destination),
        route_broker=_whole(broker),
        routes_by_destination=Grouping(destination, len(countries)),
        routes_by_broker=Grouping(broker, len(buyers)),
        brokers=brokers,
        grey_goods=grey_goods(
            offers,
            Trade(
                route_broker=_whole(broker),
                route_destination=_whole(destination),
                brokers=brokers,
                customers=denied_buyers,
                buyer_host=_whole(buyer_host),
                buyer_company=_whole(buyer_company),
                buyer_is_branch=_whole([int(buyer.branch) for buyer in buyers]),
            ),
        ),
        foundry_country=_whole([_foundry_country(f, scenario, index) for f in foundries]),
        foundry_company=_whole(foundry_company),
        controller=index.get("US", 0),
        trust_steps=_trust_steps(scenario),
        denied=_embargoed(scenario, countries),
    )


def list_buyers(
    scenario: Scenario, companies: tuple[str, ...], country: dict[str, int]
) -> list[Buyer]:
    """List the buyers: home branches of those that hold chips, branches abroad, brokers at hubs.

    Those of a company stand together, its home first.
    """
    buyers = []
    for number, (name, row) in enumerate(scenario.companies.items()):
        if row.buys:
            buyers.append(Buyer(name, number, country[row.home], branch=False))
            buyers += [
                Buyer(f"{name}@{host}", number, country[host], branch=True) for host in row.branches
            ]
    places = dict.fromkeys((str(r.broker), r.hub) for r in scenario.routes.values())
    for broker, hub in places:
        buyers.append(Buyer(f"{broker}@{hub}", companies.index(broker), country[hub], branch=True))
    return sorted(buyers, key=lambda buyer: buyer.company)


def foundry_names(scenario: Scenario) -> tuple[str, ...]:
    """Return the foundries that the supply section gives a capacity."""
    found = [key.split(".")[1] for key in scenario.supply if key.startswith("foundry.")]
    names = tuple(dict.fromkeys(found))
    if not names:
        raise InputError("supply: no foundry.NAME.packages; a scenario needs a foundry")
    return names


def _whole(values: list[int] | list[list[int]]) -> Indices:
    return np.asarray(values, dtype=np.int64)


def _broker_at(buyers: list[Buyer], company: int, hub: int) -> int:
    return next(
        i for i, b in enumerate(buyers) if b.company == company and b.host == hub and b.branch
    )


def _members(scenario: Scenario, countries: tuple[str, ...], home: list[int]) -> list[list[int]]:
    """Return which companies count for each country: its own and its bloc members'."""
    lists = []
    for row, country in enumerate(scenario.countries.values()):
        counted = {row, *(countries.index(member) for member in country.bloc)}
        lists.append([company for company, seat in enumerate(home) if seat in counted])
    return lists


def _padded(lists: list[list[int]], filler: int) -> Indices:
    """Return lists of numbers as a table, filled up to the longest."""
    most = max(1, *(len(one) for one in lists))
    return _whole([one + [filler] * (most - len(one)) for one in lists])


def _trust_steps(scenario: Scenario) -> tuple[tuple[float, int, float], ...]:
    return tuple(
        (step.date.year, country, step.value)
        for country, row in enumerate(scenario.countries.values())
        for step in row.trust_steps
        if step.date is not None
    )


def _embargoed(scenario: Scenario, countries: tuple[str, ...]) -> Floats:
    """Return 1 for members of the arms-embargoed group, (countries,)."""
    group = scenario.groups.get(EMBARGOED)
    members = {member.country for member in group.members} if group else set()
    return np.array([float(country in members) for country in countries])


def _sellable(
    rows: list[Company], buyers: list[Buyer], chips: ChipAxis, scenario: Scenario
) -> Floats:
    """Return 1 where a chip is offered to a buyer at all, (buyers, chips).

    Chips made for their designer's own use go to it alone; chips designed in an embargoed country
    are sold there; a variant is sold in the market it was cut for.
    """
    table = np.ones((len(buyers), len(chips.ids)))
    embargoed = _embargoed(scenario, tuple(scenario.countries)) > 0.0
    for b, buyer in enumerate(buyers):
        row = rows[buyer.company]
        if not row.buys and row.kind != "broker":
            table[b] = 0.0
        for k in range(len(chips.ids)):
            if chips.private[k] and chips.designer[k] != buyer.company:
                table[b, k] = 0.0
            home = scenario_home(rows, buyer, scenario)
            if chips.home[k] >= 0 and embargoed[chips.home[k]]:
                table[b, k] *= float(home == chips.home[k])
            if chips.variant_for[k] >= 0:
                table[b, k] *= float(chips.variant_for[k] in (home, buyer.host))
    return table


def _offers(
    rows: list[Company],
    buyers: list[Buyer],
    chips: ChipAxis,
    scenario: Scenario,
    at_home: Floats,
    routes: tuple[list[int], list[int]],
) -> Offers:
    """Return the offers; `routes` are the brokers (buyers) and destinations (countries) of routes.

    What a broker may buy can come to the embargoed buyers at the end of its routes.
    """
    sellable = _sellable(rows, buyers, chips, scenario)
    host = np.array([buyer.host for buyer in buyers])
    denied = _embargoed(scenario, tuple(scenario.countries))[host] > 0.0
    by_route = np.zeros(sellable.shape, dtype=bool)
    for broker, destination in zip(*routes, strict=True):
        by_route[denied & (host == destination)] |= sellable[broker] > 0.0
    return list_offers(sellable, at_home, by_route)


def scenario_home(rows: list[Company], buyer: Buyer, scenario: Scenario) -> int:
    """Return the country index of a buyer's headquarters."""
    return list(scenario.countries).index(rows[buyer.company].home)


def _at_home(buyers: list[Buyer], home: list[int], chips: ChipAxis) -> Floats:
    return np.array([(chips.home == home[buyer.company]).astype(float) for buyer in buyers])


def _foundry_country(name: str, scenario: Scenario, country: dict[str, int]) -> int:
    row = scenario.companies.get(name)
    if row is None:
        raise InputError(f"supply.foundry.{name}: no such company; allowed: a company id")
    return country[row.home]


__all__ = ["Buyer", "SiteTable", "build_world", "foundry_names", "list_buyers"]
