"""Whether the seats that an author names can be taken, and name what there is."""

from __future__ import annotations

from collections.abc import Iterator

from race.scenario.checks.named import ACTORS, named
from race.scenario.checks.references import Known
from race.scenario.game.rivals import shipped_rivals
from race.scenario.models.orders import ORDERS
from race.scenario.models.play import NO_LEADER, SeatGiven
from race.scenario.models.scenario import Scenario
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.wording import describe, one_of, suggestion


def check_seats(scenario: Scenario, known: Known) -> Iterator[Finding]:
    """Find what seats and the orders of players name and nothing has."""
    for at, seat in enumerate(scenario.play.seats):
        yield from named(("play", "seats", at), seat, ACTORS, known)
    for actor, row in scenario.seats.items():
        yield from _seat(actor, row, scenario, known)
    for at, order in enumerate(scenario.play.orders):
        if order not in ORDERS:
            given = f"unknown order {describe(order)}"
            yield Finding(("play", "orders", at), given, one_of(ORDERS), suggestion(order, ORDERS))


def _seat(actor: str, seat: SeatGiven, scenario: Scenario, known: Known) -> Iterator[Finding]:
    """Hold a seat to its actor: an objective of it, an archetype that there is, its own company."""
    path: KeyPath = ("seats", actor)
    for finding in named(path, actor, ACTORS, known):
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
    faulty = set(known.get("companies", ())) - set(scenario.companies)
    if seat.programme is not None and seat.programme not in faulty:
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
    return any(name in known.get(section, ()) for section in ACTORS)


def check_led(scenario: Scenario, known: Known) -> Iterator[Finding]:
    """Find seats that nobody can take: asked where a scenario is to be played.

    Where a company was refused for something else, nobody knows.
    """
    if len(scenario.companies) < len(known.get("companies", ())):
        return
    for actor in scenario.seats:
        for finding in _led(("seats", actor), actor, scenario):
            yield finding._replace(at_key=True)
    for at, actor in enumerate(scenario.play.seats):
        if actor not in scenario.seats:
            yield from _led(("play", "seats", at), actor, scenario)


def _led(path: KeyPath, actor: str, scenario: Scenario) -> Iterator[Finding]:
    """Find a state that has no company to lead, and a company that nobody leads."""
    company = scenario.companies.get(actor)
    if company is not None:
        designs = any(chip.designer == actor for chip in scenario.chips.values())
        if company.kind in NO_LEADER or not (company.buys or company.trains or designs):
            given = f"given {describe(actor)}, which nobody can lead"
            allowed = f"allowed: a company that buys, trains or designs chips, no {' or '.join(NO_LEADER)}"
            yield Finding(path, given, allowed)
    elif actor in scenario.countries and not _has_programme(actor, scenario):
        given = f"given {describe(actor)}, a state without a company to lead"
        allowed = (
            "allowed: one with a company at home that buys or trains and has no seat of its own"
        )
        yield Finding(path, given, allowed)


def _has_programme(country: str, scenario: Scenario) -> bool:
    row = scenario.seats.get(country)
    if row is not None and row.programme is not None:
        return True
    seats = (*scenario.play.seats, *scenario.seats)
    free = any(
        company.home == country
        and (company.buys or company.trains)
        and company.kind not in NO_LEADER
        and name not in seats
        for name, company in scenario.companies.items()
    )
    return free or _described(country) in scenario.companies


def _described(country: str) -> str | None:
    """Return the company that the game's own seat of a country leads; None without one."""
    # twenty megabytes that few scenarios need
    from race.scenario.game.load import shipped_game  # noqa: PLC0415

    programmes = {seat.actor: seat.programme for seat in shipped_game().seats.values()}
    return programmes.get(country)
