"""From a checked scenario to the world: names, axes and memberships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from race.base.arrays import Floats
from race.base.calendar import Calendar
from race.base.errors import InputError
from race.scenario.models.scenario import Scenario
from race.world.buyers import at_home, broker_at, list_buyers, offers_of
from race.world.chips import chip_axis
from race.world.slots import site_table
from race.world.world import Indices, World

EMBARGOED = "D5"
CONTROLLER = "US"
MEMORY_MAKERS = ("allied", "CN")


def build_world(scenario: Scenario) -> World:
    """Return the world of a scenario.

    Raises:
        InputError: the scenario lacks what the engine needs.
    """
    head, rows = scenario.head, list(scenario.companies.values())
    countries, companies = tuple(scenario.countries), tuple(scenario.companies)
    index = {name: i for i, name in enumerate(countries)}
    home = [index[row.home] for row in rows]
    denied = _embargoed(scenario)
    foundries = foundry_names(scenario)
    chips = chip_axis(scenario, companies, index, foundries)
    buyers = list_buyers(scenario, index)
    places = [(buyer.company, buyer.host, buyer.branch) for buyer in buyers]
    routes = list(scenario.routes.values())
    hub, destination = ([index[getattr(r, end)] for r in routes] for end in ("hub", "destination"))
    sellers = [companies.index(str(route.broker)) for route in routes]
    broker = [broker_at(buyers, *one) for one in zip(sellers, hub, strict=True)]
    ways = list(zip(broker, destination, strict=True))
    return World(
        scenario=scenario,
        calendar=Calendar(head.start.year, head.end.end, head.steps_per_year),
        countries=countries,
        companies=companies,
        buyers=tuple(buyer.name for buyer in buyers),
        routes=tuple(scenario.routes),
        foundries=foundries,
        memory_makers=MEMORY_MAKERS,
        trust_steps=_trust_steps(scenario),
        denied=denied,
        counted=_counted(scenario, index, home),
        company_country=_whole(home),
        company_kind=tuple(row.kind for row in rows),
        company_trains=np.array([row.trains for row in rows]),
        company_buys=np.array([[row.buys] for row in rows]),
        company_since=np.array([r.active_since.year if r.active_since else 0.0 for r in rows]),
        company_provider=_whole([companies.index(r.provider) if r.provider else -1 for r in rows]),
        buyer_company=_whole([buyer.company for buyer in buyers]),
        buyer_host=_whole([buyer.host for buyer in buyers]),
        buyer_is_branch=np.array([buyer.branch for buyer in buyers]),
        at_home=at_home(buyers, chips),
        offers=offers_of(buyers, rows, chips, denied, ways),
        sites=site_table(scenario, places, companies, chips),
        chip_axis=chips,
        route_hub=_whole(hub),
        route_destination=_whole(destination),
        route_broker=_whole(broker),
        foundry_country=_whole([_foundry_country(one, scenario, index) for one in foundries]),
        controller=index.get(CONTROLLER, 0),
    )


def foundry_names(scenario: Scenario) -> tuple[str, ...]:
    """Return the foundries that the supply section gives a capacity.

    Raises:
        InputError: it has none.
    """
    found = [key.split(".")[1] for key in scenario.supply if key.startswith("foundry.")]
    names = tuple(dict.fromkeys(found))
    if not names:
        raise InputError("supply: no foundry.NAME.packages; a scenario needs a foundry")
    return names


def _whole(values: Sequence[int]) -> Indices:
    return np.asarray(values, dtype=np.int64)


def _counted(
    scenario: Scenario, index: Mapping[str, int], home: Sequence[int]
) -> tuple[tuple[int, ...], ...]:
    """Return which companies count for each country: its own and its bloc members'."""
    seats = [
        {index[name], *(index[member] for member in country.bloc)}
        for name, country in scenario.countries.items()
    ]
    return tuple(tuple(c for c, seat in enumerate(home) if seat in counted) for counted in seats)


def _trust_steps(scenario: Scenario) -> tuple[tuple[float, int, float], ...]:
    return tuple(
        (step.date.year, country, step.value)
        for country, row in enumerate(scenario.countries.values())
        for step in row.trust_steps
        if step.date is not None
    )


def _embargoed(scenario: Scenario) -> Floats:
    """Return 1 for members of the arms-embargoed group, (countries,)."""
    group = scenario.groups.get(EMBARGOED)
    members = {member.country for member in group.members} if group else set()
    return np.array([float(country in members) for country in scenario.countries])


def _foundry_country(name: str, scenario: Scenario, country: Mapping[str, int]) -> int:
    row = scenario.companies.get(name)
    if row is None:
        raise InputError(f"supply.foundry.{name}: no such company; allowed: a company id")
    return country[row.home]
