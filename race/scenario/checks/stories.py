"""Whether scripts, ends, objectives, seats and hubs name what there is, within its range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isinf

from race.scenario.checks.references import Known, names_of
from race.scenario.game.rivals import shipped_rivals
from race.scenario.models.condition import Condition
from race.scenario.models.events import EVENTS
from race.scenario.models.gauges import GAUGES
from race.scenario.models.moment import Moment
from race.scenario.models.orders import ORDERS
from race.scenario.models.play import SeatGiven
from race.scenario.models.scenario import UNREAD, Scenario
from race.scenario.models.script import Entry
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.wording import describe, one_of, suggestion

_UNKNOWN = re.compile(r"unknown id '(.+)'")
_WHO = {
    "countries": "a country id",
    "companies": "a company id",
    "foundries": "a foundry of the supply section",
    "routes": "a route id",
}
_SIDES = {
    "actor": ("countries", "companies"),
    "country": ("countries",),
    "company": ("companies",),
    "world": (),
}
_ACTORS = ("countries", "companies")
_ONE = {"countries": "a country", "companies": "a company", "routes": "a route"}


def check_stories(scenario: Scenario, known: Known) -> Iterator[Finding]:
    """Find what scripts, ends, objectives, seats and hubs name and nothing has."""
    called = names_of(scenario)
    for finding in _stories(scenario, known):
        unknown = _UNKNOWN.fullmatch(finding.given)
        meant = called.get(unknown[1].casefold()) if unknown else None
        yield finding._replace(advice=f"did you mean '{meant}'?") if meant else finding


def _stories(scenario: Scenario, known: Known) -> Iterator[Finding]:
    for key, entry in scenario.script.items():
        path: KeyPath = ("script", key)
        if isinstance(entry.when, Condition):
            yield from _condition((*path, "when"), entry.when, known)
        elif entry.until and entry.until < entry.when:
            yield _early((*path, "until"), entry.until, f"not before when, {entry.when}")
        yield from _order(path, entry, known)
        yield from _event(path, entry, known)
    for key, end in scenario.ends.items():
        yield from _condition(("ends", key, "when"), end.when, known)
        if end.since and end.until and end.until < end.since:
            yield _early(("ends", key, "until"), end.until, f"not before since, {end.since}")
    yield from _objectives(scenario, known)
    yield from _seats(scenario, known)
    for key, hub in scenario.hubs.items():
        yield from _named(("hubs", key, "country"), hub.country, ("countries",), known)


def _objectives(scenario: Scenario, known: Known) -> Iterator[Finding]:
    head = scenario.head
    for key, objective in scenario.objectives.items():
        path: KeyPath = ("objectives", key)
        yield from _named((*path, "of"), objective.of, _ACTORS, known)
        for name in ("win", "partial", "loss"):
            condition: Condition | None = getattr(objective, name)
            if condition is not None:
                yield from _condition((*path, name), condition, known)
        for name in ("at", "by"):
            day: Moment | None = getattr(objective, name)
            unknown = head.id == UNREAD
            if (
                day
                and not unknown
                and not head.start.first_day <= day.last_day <= head.end.last_day
            ):
                yield _early((*path, name), day, f"from start to end, {head.start} to {head.end}")


def _seats(scenario: Scenario, known: Known) -> Iterator[Finding]:
    for at, seat in enumerate(scenario.play.seats):
        yield from _named(("play", "seats", at), seat, _ACTORS, known)
    for actor, row in scenario.seats.items():
        yield from _seat(actor, row, scenario, known)
    for at, order in enumerate(scenario.play.orders):
        if order not in ORDERS:
            path = ("play", "orders", at)
            given = f"unknown order {describe(order)}"
            yield Finding(path, given, one_of(ORDERS), suggestion(order, ORDERS))


def _seat(actor: str, seat: SeatGiven, scenario: Scenario, known: Known) -> Iterator[Finding]:
    """Hold a seat to its actor: an objective of it, an archetype that there is, its own company."""
    path: KeyPath = ("seats", actor)
    for finding in _named(path, actor, _ACTORS, known):
        yield finding._replace(at_key=True)
    if seat.objective is not None:
        own = [name for name, row in scenario.objectives.items() if row.of == actor]
        other = scenario.objectives.get(seat.objective)
        refused = other is None and seat.objective in known.get("objectives", ())
        refused = refused or (other is not None and not _is_actor(other.of, known))
        if seat.objective not in own and not refused:
            whose = f", which is of {other.of}" if other else ""
            given = f"given {describe(seat.objective)}{whose}"
            allowed = one_of(own) if own else f"allowed: an objective of {actor}; add one"
            yield Finding((*path, "objective"), given, allowed, suggestion(seat.objective, own))
    if seat.archetype is not None and seat.archetype not in (known_ := shipped_rivals().archetypes):
        given = f"unknown archetype {describe(seat.archetype)}"
        advice = suggestion(seat.archetype, known_)
        yield Finding((*path, "archetype"), given, one_of(known_), advice)
    if seat.programme is not None:
        at_home = [name for name, row in scenario.companies.items() if row.home == actor]
        if seat.programme not in at_home:
            given, allowed = (
                f"given {describe(seat.programme)}",
                "allowed: no programme of a company",
            )
            if actor not in known.get("companies", ()):
                allowed = f"allowed: a company at home in {actor}, {', '.join(at_home) or 'none'}"
            yield Finding((*path, "programme"), given, allowed, suggestion(seat.programme, at_home))
        elif seat.programme in (*scenario.play.seats, *scenario.seats):
            given = f"given {describe(seat.programme)}, which has a seat of its own"
            yield Finding((*path, "programme"), given, "", "take one of the two seats out")


def _is_actor(name: str, known: Known) -> bool:
    return any(name in known.get(section, ()) for section in _ACTORS)


def _order(path: KeyPath, entry: Entry, known: Known) -> Iterator[Finding]:
    """Hold an order to actors that can give it, and its value to its range."""
    if entry.order is None:
        return
    order = ORDERS[entry.order]
    of_companies = order.side == "companies"
    sides = _ACTORS if of_companies else ("countries",)
    for at, actor in enumerate(entry.actors):
        yield from _named((*path, "actors", at), actor, sides, known)
    if entry.actor is not None:
        other = "countries" if of_companies else "companies"
        if entry.actor in known.get(other, ()):
            names = [name for name, its in ORDERS.items() if its.side == other]
            given = f"{describe(entry.order)} is an order of {order.side}"
            allowed = f"{other} order {', '.join(names)}"
            whose = f"{given}, {entry.actor} is {_ONE[other]}"
            advice = f"write actors: [{entry.actor}] for its companies" if of_companies else ""
            yield Finding((*path, "order"), whose, allowed, advice)
        else:
            yield from _named((*path, "actor"), entry.actor, (order.side,), known)
    yield from _range((*path, "value"), entry.value, order.low, order.high)


def _event(path: KeyPath, entry: Entry, known: Known) -> Iterator[Finding]:
    """Hold an event to what it can befall, and its value to its range."""
    if entry.event is None:
        return
    event = EVENTS[entry.event]
    if entry.of is None and event.target:
        given, allowed = "required key is missing", _allowed((event.target,))
        yield Finding((*path, "of"), given, allowed, "add it")
    elif entry.of is not None and not event.target:
        given = f"{describe(entry.event)} is the world's"
        yield Finding((*path, "of"), given, "", "take it out", at_key=True)
    elif entry.of is not None:
        yield from _named((*path, "of"), entry.of, (event.target,), known)
    yield from _range((*path, "value"), entry.value, event.low, event.high)


def _condition(path: KeyPath, condition: Condition, known: Known) -> Iterator[Finding]:
    """Hold the ids of a condition to those that there are."""
    for reading in condition.readings:
        sides = _SIDES[GAUGES[reading.gauge].side]
        if sides:
            for finding in _named(path, reading.of, sides, known):
                yield finding._replace(offset=reading.of_at)


def _named(path: KeyPath, name: str, sections: tuple[str, ...], known: Known) -> Iterator[Finding]:
    if any(name in known.get(section, ()) for section in sections):
        return
    names = [one for section in sections for one in known.get(section, ())]
    other = next((_ONE[section] for section in _ONE if name in known.get(section, ())), "")
    if other:
        yield Finding(path, f"given {describe(name)}, which is {other}", _allowed(sections))
    else:
        advice = suggestion(name, names)
        yield Finding(path, f"unknown id {describe(name)}", _allowed(sections), advice)


def _range(path: KeyPath, value: float, low: float, high: float) -> Iterator[Finding]:
    if not low <= value <= high:
        most = f"{low:g} or more" if isinf(high) else f"{low:g} to {high:g}"
        yield Finding(path, f"given {value:g}", f"allowed: {most}")


def _allowed(sections: tuple[str, ...]) -> str:
    return "allowed: " + " or ".join(_WHO[section] for section in sections)


def _early(path: KeyPath, given: Moment, allowed: str) -> Finding:
    return Finding(path, f"given {given}", f"allowed: a date {allowed}")
