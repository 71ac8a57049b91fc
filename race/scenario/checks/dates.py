"""Whether dates are there, and stand in their order."""

from __future__ import annotations

from collections.abc import Iterator

from race.scenario.models.moment import Moment
from race.scenario.models.scenario import Scenario
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath

MONTHS_PER_YEAR = 12


def check_dates(scenario: Scenario) -> Iterator[Finding]:
    """Find dates that are missing, or come before what they must follow."""
    yield from _head(scenario)
    for key, measure in scenario.measures.items():
        path = ("measures", key)
        yield from _follows(path, "announced", measure.announced, "effective", measure.effective)
        if measure.until and measure.until <= measure.effective:
            yield _early((*path, "until"), measure.until, f"after effective, {measure.effective}")
    for key, group in scenario.groups.items():
        for at, member in enumerate(group.members):
            if member.since and member.until and member.until <= member.since:
                path_of_member = ("groups", key, "members", at, "until")
                yield _early(path_of_member, member.until, f"after since, {member.since}")
    yield from _undated(scenario)
    for key, chip in scenario.chips.items():
        yield from _follows(
            ("chips", key), "announced", chip.announced, "first_volume", chip.first_volume
        )
    for key, site in scenario.sites.items():
        yield from _follows(("sites", key), "operational", site.operational, "closed", site.closed)


def _undated(scenario: Scenario) -> Iterator[Finding]:
    for key, country in scenario.countries.items():
        for at, step in enumerate(country.trust_steps):
            if step.date is None:
                path = ("countries", key, "trust_steps", at, "date")
                yield Finding(path, "required key is missing", "", "add it")


def _head(scenario: Scenario) -> Iterator[Finding]:
    head = scenario.head
    if head.end.first_day <= head.start.first_day and head.end != head.start:
        yield _early(("scenario", "end"), head.end, f"after start, {head.start}")
        return
    months = round((head.end.end - head.start.year) * MONTHS_PER_YEAR)
    if head.start.first_day.day != 1 or months * head.steps_per_year % MONTHS_PER_YEAR:
        given = f"{months} months in {head.steps_per_year} steps a year"
        advice = "end with the last month of a step, and start with the first day of a month"
        yield Finding(("scenario", "end"), given, "allowed: a whole number of steps", advice)


def _follows(
    path: KeyPath, name: str, first: Moment | None, later_name: str, later: Moment | None
) -> Iterator[Finding]:
    """Hold first <= later; a date known to the year or month gets the benefit of the doubt."""
    if first and later and later.last_day < first.first_day:
        yield _early((*path, later_name), later, f"not before {name}, {first}")


def _early(path: KeyPath, given: Moment, allowed: str) -> Finding:
    return Finding(path, f"given {given}", f"allowed: a date {allowed}")
