"""Whether scripts, ends, objectives, seats and hubs name what there is, within its range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isinf

from race.scenario.checks.named import A_SINGLE, ACTORS, allowed_of, named
from race.scenario.checks.references import Known, names_of
from race.scenario.checks.seats import check_seats
from race.scenario.models.condition import Condition
from race.scenario.models.events import EVENTS
from race.scenario.models.gauges import GAUGES
from race.scenario.models.moment import Moment
from race.scenario.models.orders import ORDERS
from race.scenario.models.scenario import UNREAD, Scenario
from race.scenario.models.script import Entry
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.wording import describe

_UNKNOWN = re.compile(r"unknown id '(.+)'")
_SIDES = {
    "actor": ("countries", "companies"),
    "country": ("countries",),
    "company": ("companies",),
    "world": (),
}


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
    yield from check_seats(scenario, known)
    for key, hub in scenario.hubs.items():
        yield from named(("hubs", key, "country"), hub.country, ("countries",), known)


def _objectives(scenario: Scenario, known: Known) -> Iterator[Finding]:
    head = scenario.head
    for key, objective in scenario.objectives.items():
        path: KeyPath = ("objectives", key)
        yield from named((*path, "of"), objective.of, ACTORS, known)
        for name in ("win", "partial", "loss"):
            condition: Condition | None = getattr(objective, name)
            if condition is not None:
                yield from _condition((*path, name), condition, known)
        for name in ("at", "by"):
            day: Moment | None = getattr(objective, name)
            unknown = head.id == UNREAD or head.end.last_day < head.start.first_day
            if (
                day
                and not unknown
                and not head.start.first_day <= day.last_day <= head.end.last_day
            ):
                yield _early((*path, name), day, f"from start to end, {head.start} to {head.end}")


def _order(path: KeyPath, entry: Entry, known: Known) -> Iterator[Finding]:
    """Hold an order to actors that can give it, and its value to its range."""
    if entry.order is None:
        return
    order = ORDERS[entry.order]
    of_companies = order.side == "companies"
    sides = ACTORS if of_companies else ("countries",)
    for at, actor in enumerate(entry.actors):
        yield from named((*path, "actors", at), actor, sides, known)
    if entry.actor is not None:
        other = "countries" if of_companies else "companies"
        if entry.actor in known.get(other, ()):
            names = [name for name, its in ORDERS.items() if its.side == other]
            given = f"{describe(entry.order)} is an order of {order.side}"
            allowed = f"{other} order {', '.join(names)}"
            whose = f"{given}, {entry.actor} is {A_SINGLE[other]}"
            advice = f"write actors: [{entry.actor}] for its companies" if of_companies else ""
            yield Finding((*path, "order"), whose, allowed, advice)
        else:
            yield from named((*path, "actor"), entry.actor, (order.side,), known)
    yield from _range((*path, "value"), entry.value, order.low, order.high)


def _event(path: KeyPath, entry: Entry, known: Known) -> Iterator[Finding]:
    """Hold an event to what it can befall, and its value to its range."""
    if entry.event is None:
        return
    event = EVENTS[entry.event]
    if entry.of is None and event.target:
        given, allowed = "required key is missing", allowed_of((event.target,))
        yield Finding((*path, "of"), given, allowed, "add it")
    elif entry.of is not None and not event.target:
        given = f"{describe(entry.event)} is the world's"
        yield Finding((*path, "of"), given, "", "take it out", at_key=True)
    elif entry.of is not None:
        yield from named((*path, "of"), entry.of, (event.target,), known)
    yield from _range((*path, "value"), entry.value, event.low, event.high)


def _condition(path: KeyPath, condition: Condition, known: Known) -> Iterator[Finding]:
    """Hold the ids of a condition to those that there are."""
    for reading in condition.readings:
        sides = _SIDES[GAUGES[reading.gauge].side]
        if sides:
            for finding in named(path, reading.of, sides, known):
                yield finding._replace(offset=reading.of_at)


def _range(path: KeyPath, value: float, low: float, high: float) -> Iterator[Finding]:
    if not low <= value <= high:
        most = f"{low:g} or more" if isinf(high) else f"{low:g} to {high:g}"
        yield Finding(path, f"given {value:g}", f"allowed: {most}")


def _early(path: KeyPath, given: Moment, allowed: str) -> Finding:
    return Finding(path, f"given {given}", f"allowed: a date {allowed}")
