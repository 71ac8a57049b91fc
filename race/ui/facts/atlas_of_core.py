"""The map as the core knows it."""

from __future__ import annotations

import numpy as np

from race.rules.clusters import modelled
from race.rules.compute_index import hosted, open_h100e
from race.scenario.models.scenario import Scenario
from race.ui.facts.atlas import Arc, Atlas, Decree, Guess, Light, Place, Seizure
from race.ui.facts.core import Chronicle
from race.ui.facts.gazetteer import UNPLACED, Gazetteer
from race.ui.facts.road_of_core import BLOCS, Beliefs, belief_error
from race.ui.names import SHORT, home_of, name_of
from race.ui.words import Words

MOST_LIGHTS, MOST_ARCS, MOST_GUESSES = 36, 9, 12
LEAST_FLOW = 50.0
KW_PER_MW = 1e3


def atlas_of_core(
    chronicle: Chronicle, seat: str, words: Words, beliefs: Beliefs | None = None
) -> Atlas:
    """Return the map at the last year's end, as seen from a seat.

    Clusters of others have the size that the seat believes their country's pool to have.
    """
    block, state = chronicle.block, chronicle.years[-1].state
    world = block.world
    home = home_of(seat, world.scenario)
    in_use = hosted(open_h100e(state, block), world)[:, 0]
    power = world.buyers_by_host.total(state.power_mw)[:, 0]
    return Atlas(
        home=home,
        hosts={name: float(in_use[n]) for n, name in enumerate(world.countries)},
        power_mw={name: float(power[n]) for n, name in enumerate(world.countries)},
        rule=_rules(chronicle),
        shaded=frozenset(
            name for n, name in enumerate(world.countries) if world.denied[n] > 0.0 and name != home
        ),
        lights=_lights(chronicle, home, beliefs, words),
        nodes=Gazetteer(world).nodes(words),
        arcs=_arcs(chronicle, words),
        seizures=_seizures(chronicle),
        estimates=_guesses(chronicle, home, beliefs),
        decrees=_decrees(chronicle),
    )


def _rules(chronicle: Chronicle) -> dict[str, int]:
    """Return the licence of the best foreign chip on sale, by country: free 0 to denied 3."""
    world, state = chronicle.block.world, chronicle.years[-1].state
    foreign = chronicle.sold() & (world.at_home <= 0.0)
    licence = chronicle.licence()
    on_sale = state.chip_launch[:, 0] <= state.time
    worst: dict[str, int] = {}
    for buyer, host in enumerate(world.buyer_host.tolist()):
        offered = foreign[buyer] & on_sale
        if world.buyer_is_branch[buyer] or not offered.any():
            continue
        best = int(np.argmax(np.where(offered, state.chip_metrics[0, :, 0], -1.0)))
        country = world.countries[host]
        worst[country] = max(worst.get(country, 0), round(float(licence[buyer, best])))
    return worst


def _lights(
    chronicle: Chronicle, home: str, beliefs: Beliefs | None, words: Words
) -> tuple[Light, ...]:
    block, state = chronicle.block, chronicle.years[-1].state
    world = block.world
    where = Gazetteer(world)
    kilowatts = {name: float(state.chip_kw[n, 0]) for n, name in enumerate(world.chips)}
    sites = {row.name: key for key, row in world.scenario.sites.items()}
    merged: dict[tuple[str, str, Place], Light] = {}
    for row in modelled(state, block):
        key = sites.get(row.name, "")
        spot = where.site(key, row.owner, row.host)
        if spot is None:
            continue
        error = 1.0 if row.seat == home else belief_error(chronicle, row.seat, beliefs)
        megawatts = error * (row.chips or 0.0) * kilowatts.get(row.chip, 1.0) / KW_PER_MW
        found = merged.get((row.owner, row.host, spot))
        name = (
            found.name
            if found
            else (row.name if key else _owner_name(row.owner, row.host, world.scenario, words))
        )
        merged[row.owner, row.host, spot] = Light(
            name=name, place=spot,
            megawatts=megawatts + (found.megawatts if found else 0.0),
            h100e=error * row.h100e + (found.h100e if found else 0.0),
            owner=row.owner, country=row.host,
            estimated=world.denied[world.countries.index(row.host)] > 0.0 and row.host != home,
            since=world.scenario.sites[key].operational.year if key else 0.0,
            named=world.scenario.companies[row.owner].kind != "aggregate",
        )  # fmt: skip
    lights = sorted(merged.values(), key=lambda light: -light.megawatts)
    own = [light for light in lights[MOST_LIGHTS:] if light.country == home]
    return (*lights[:MOST_LIGHTS], *own[:6])


def _owner_name(owner: str, host: str, scenario: Scenario, words: Words) -> str:
    """Return the name of an owner on the map, short for the programme of a country."""
    country = SHORT.get(host)
    if (
        country
        and scenario.companies[owner].kind == "national_programme"
        and owner == f"{host}-NAP"
    ):
        return words.tr("{country}: programme", country=words.tr(country))
    return name_of(owner, scenario, words)


def _guesses(chronicle: Chronicle, home: str, beliefs: Beliefs | None) -> tuple[Guess, ...]:
    """Return the largest estimates of others' compute; none where nothing is hidden."""
    found, where = [], Gazetteer(chronicle.block.world)
    for country in chronicle.block.world.countries:
        place = where.country(country)
        span = None if beliefs is None or country == home else beliefs.get(country)
        if span is None or country in BLOCS or place == UNPLACED:
            continue
        true = chronicle.figure("speed_flops", country)
        total = chronicle.figure("compute_h100e", country)
        if true > 0.0 and total > 0.0:
            value, low, high = (total * part / true for part in (span.value, span.low, span.high))
            found.append(Guess(country, place, value, low, high))
    return tuple(sorted(found, key=lambda one: -one.value)[:MOST_GUESSES])


def _arcs(chronicle: Chronicle, words: Words) -> tuple[Arc, ...]:
    world, state = chronicle.block.world, chronicle.years[-1].state
    where, arcs = Gazetteer(world), list[Arc]()
    for route in range(len(world.routes)):
        chips = float(state.route_carried[route, 0])
        if chips < LEAST_FLOW:
            continue
        hub = world.countries[int(world.route_hub[route])]
        end = world.countries[int(world.route_destination[route])]
        start, tip = where.hub(hub), _tip(hub, end, chips, chronicle, words)
        arcs.append(Arc("smuggled", start, where.country(end), end, chips, tip))
        if where.source not in {"", hub}:
            arcs.append(Arc("grey", where.hub(where.source), start, end, chips))
    arcs.sort(key=lambda arc: -arc.chips)
    return (*_legal(chronicle, words), *arcs[:MOST_ARCS])


def _legal(chronicle: Chronicle, words: Words) -> tuple[Arc, ...]:
    """Return the largest open deliveries from the first foundry's country by destination."""
    world, state = chronicle.block.world, chronicle.years[-1].state
    where = Gazetteer(world)
    if not where.source:
        return ()
    source = world.countries.index(where.source)
    made_there = world.foundry_country[world.chip_foundry] == source
    coming = world.offers.by_buyer.total(state.transit * made_there[world.offers.chip][:, None])
    by_host = world.buyers_by_host.total(coming)[:, 0]
    order = np.argsort(by_host)[::-1][:4]
    arcs = []
    for host in order.tolist():
        name, chips = world.countries[host], float(by_host[host])
        if chips >= LEAST_FLOW and name != where.source:
            tip = _tip(where.source, name, chips, chronicle, words)
            start = where.hub(where.source)
            arcs.append(Arc("legal", start, where.country(name), name, chips, tip))
    return tuple(arcs)


def _tip(start: str, end: str, chips: float, chronicle: Chronicle, words: Words) -> str:
    scenario = chronicle.block.world.scenario
    names = [name_of(name, scenario, words) for name in (start, end)]
    return f"{names[0]} → {names[1]}: {words.count(chips)}"


def _decrees(chronicle: Chronicle) -> tuple[Decree, ...]:
    """Return the rules that came into force this year, one a place and moment."""
    if len(chronicle.years) < 2:
        return ()
    world, book = chronicle.block.world, chronicle.block.rulebook
    now, before = chronicle.years[-1].state, chronicle.years[-2].state
    moments = now.measure_effective[:, 0]
    found = {
        (world.countries[int(book.issuer[n])], float(moments[n]))
        for n in np.flatnonzero((before.time <= moments) & (moments < now.time)).tolist()
        if book.ids[n] in world.scenario.measures
    }
    where = Gazetteer(world)
    shown = [(where.country(name), since) for name, since in sorted(found)]
    return tuple(Decree(place, since) for place, since in shown if place != UNPLACED)


def _seizures(chronicle: Chronicle) -> tuple[Seizure, ...]:
    """Return what was seized this year, at the hub of the hottest route."""
    if len(chronicle.years) < 2:
        return ()
    now, before = chronicle.years[-1].state, chronicle.years[-2].state
    chips = float((now.seized - before.seized)[:, 0].sum())
    world = chronicle.block.world
    if chips < LEAST_FLOW or not len(world.routes):
        return ()
    route = int(np.argmax(now.route_heat[:, 0]))
    where = Gazetteer(world)
    start = where.hub(world.countries[int(world.route_hub[route])])
    end = where.country(world.countries[int(world.route_destination[route])])
    place = (0.5 * (start[0] + end[0]) + 4.0, 0.5 * (start[1] + end[1]))
    return (Seizure(place, chips),)
