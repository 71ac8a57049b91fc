"""Measures as a lawyer reads them: whom one covers, which clause matches, what it amends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from race.base.calendar import decimal_year
from race.scenario.models.measures import Group
from tests.oracle.agents import Chip, Country

DAY = 1.0 / 365.25
FREE, NOTICE, CASE_BY_CASE, DENIED = range(4)
OUTCOMES = {"free": FREE, "notice": NOTICE, "case_by_case": CASE_BY_CASE, "denied": DENIED}


@dataclass
class Clause:
    """One line of a measure: bounds on the figures of a chip, from `low` on and short of `high`."""

    low: dict[str, float]
    high: dict[str, float]
    outcome: int
    outcome_elsewhere: int

    def matches(self, chip: Chip) -> bool:
        """Tell whether a chip lies within all the bounds."""
        figures = chip.figures
        if any(figures[name] < low for name, low in self.low.items()):
            return False
        return all(figures[name] < high for name, high in self.high.items())


@dataclass(eq=False)
class Measure:
    """A dated act of a state."""

    name: str
    issuer: str
    is_counter: bool
    announced: float
    effective: float
    until: float
    destinations: tuple[str, ...]
    headquarters: tuple[str, ...]
    entities: tuple[str, ...]
    clauses: list[Clause]
    strength: dict[str, float]
    quota_share: float | None
    country_total: float | None
    """TPP under review that a place may get in a period of `country_period` years, if it has one."""
    country_period: float | None
    spent: dict[str, float]
    """What of it each country has had."""
    amends: str | None = None
    alternative_to: str | None = None
    amendments: list[Measure] = field(default_factory=list)
    places: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    """Countries that destinations and headquarters stand for, once it is looked up."""

    def is_in_force(self, moment: float) -> bool:
        """Tell whether it binds at a moment, give or take a day."""
        return self.effective <= moment + DAY < self.until

    def is_known(self, moment: float) -> bool:
        """Tell whether it binds or is known to be coming."""
        return self.announced <= moment + DAY < self.until

    def look_up_members(self, groups: Mapping[str, Group], moment: float) -> None:
        """Work out which countries its groups stand for at a moment."""
        self.places = members(self.destinations, groups, moment)
        self.seats = members(self.headquarters, groups, moment)

    def covers(self, host: Country, home: Country) -> bool:
        """Tell whether goods to a place, or for a firm seated at home, are covered."""
        return host.name in self.places or home.name in self.seats

    def reaches(self, chip: Chip) -> bool:
        """Tell whether a chip is an item of the issuer.

        Export measures reach what is designed outside the arms embargo, counter-measures what is
        foreign to the issuer.
        """
        if self.is_counter:
            return chip.home is None or chip.home.name != self.issuer
        return chip.home is None or not chip.home.embargoed

    def says(self, chip: Chip, host: Country, home: Country) -> int:
        """Return the outcome by the first clause that matches, free if none does."""
        if not self.reaches(chip):
            return FREE
        for clause in self.clauses:
            if clause.matches(chip):
                strict = host.embargoed or home.embargoed
                return clause.outcome if strict else clause.outcome_elsewhere
        return FREE


def members(names: tuple[str, ...], groups: Mapping[str, Group], moment: float) -> frozenset[str]:
    """Return the countries that ids of countries and groups stand for at a moment."""
    found = set()
    for name in names:
        if name not in groups:
            found.add(name)
            continue
        for member in groups[name].members:
            since = decimal_year(member.since.first_day) if member.since else float("-inf")
            until = decimal_year(member.until.first_day) if member.until else float("inf")
            if since <= moment + 1e-9 < until:
                found.add(member.country)
    return frozenset(found)


def link_amendments(measures: list[Measure]) -> None:
    """Tell each measure which others amend it: by its name, or by that of which it is the alternative."""
    by_name = {measure.name: measure for measure in measures}
    for measure in measures:
        if measure.amends is None:
            continue
        stand_ins = [one for one in measures if one.alternative_to == measure.amends]
        base = by_name.get(measure.amends) or next(iter(stand_ins), None)
        if base is not None:
            base.amendments.append(measure)
