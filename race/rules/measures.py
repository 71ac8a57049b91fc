"""Measures as arrays: whom they cover on a day, and what they say of chips together.

A measure covers a buyer by destination, by headquarters or by name; where an arms-embargoed
country is involved its stricter outcomes hold (15 CFR 742.6). Measures add to each other, the
strictest wins; an amending measure takes the place of the amended one for what that one controls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from race.base.arrays import Codes, Flags, Floats
from race.rules.classification import (
    METRICS,
    Outcome,
    Range,
    amended,
    possible_outcomes,
    strictest,
)
from race.scenario.models.measures import Clause, Group, Measure

ARMS_EMBARGOED = "D5"
"""The group for whose members `outcome` holds and not `outcome_elsewhere`."""


class Buyer(NamedTuple):
    """Who buys: ids of countries, and of the company where a listing may matter."""

    destination: str
    headquarters: str
    company: str = ""


@dataclass(frozen=True, eq=False)
class Compiled:
    """A measure with its clauses as arrays.

    Attributes:
        lower: (clauses, metrics), -inf where nothing is asked; `upper` likewise, with inf.
        outcomes: (2, clauses): codes for buyers that the arms embargo touches, and elsewhere.
    """

    name: str
    measure: Measure
    lower: Floats
    upper: Floats
    outcomes: Codes

    def says(self, metrics: Floats, *, embargoed: bool) -> Range:
        """Return the outcomes of chips (metrics, chips[, R]) by the clauses alone."""
        codes = self.outcomes[0 if embargoed else 1]
        return possible_outcomes(metrics, self.lower, self.upper, codes)


class Verdict(NamedTuple):
    """What one measure, with its amendments, says of chips.

    Attributes:
        chain: ids: the measure, then those that amend it, oldest first.
        outcomes: the range for each chip.
    """

    chain: tuple[str, ...]
    outcomes: Range


def compile_clauses(clauses: Sequence[Clause]) -> tuple[Floats, Floats, Codes]:
    """Return the bounds, (clauses, metrics) twice, and the outcomes, (2, clauses)."""
    shape = (len(clauses), len(METRICS))
    lower, upper = np.full(shape, -np.inf), np.full(shape, np.inf)
    outcomes = np.zeros((2, len(clauses)), dtype=np.int8)
    for row, clause in enumerate(clauses):
        for column, metric in enumerate(METRICS):
            at_least, below = bounds(clause, metric)
            lower[row, column] = -np.inf if at_least is None else at_least
            upper[row, column] = np.inf if below is None else below
        outcomes[0, row] = Outcome[clause.outcome.upper()]
        outcomes[1, row] = Outcome[(clause.outcome_elsewhere or clause.outcome).upper()]
    return lower, upper, outcomes


def bounds(clause: Clause, metric: str) -> tuple[float | None, float | None]:
    """Return what a clause asks of a figure: at least, and below; None where nothing."""
    if metric == "data_centre":
        if clause.data_centre is None:
            return None, None
        return (0.5, None) if clause.data_centre else (None, 0.5)
    return getattr(clause, f"{metric}_at_least"), getattr(clause, f"{metric}_below")


class Measures:
    """The measures that a scenario has, or a choice of them, ready to be asked."""

    def __init__(self, measures: Mapping[str, Measure], groups: Mapping[str, Group]) -> None:
        self._groups = groups
        self.compiled = {
            name: Compiled(name, measure, *compile_clauses(measure.clauses))
            for name, measure in measures.items()
        }

    def __getitem__(self, name: str) -> Compiled:
        """Return a measure; KeyError if there is none of that id."""
        return self.compiled[name]

    def in_force(self, on: date) -> tuple[str, ...]:
        """Return the ids of the measures that bind on a day.

        A measure that another one replaces ends where that begins. One that is an alternative to
        another binds only where that other was left out of the choice.
        """
        begun = [one for one in self.compiled.values() if self._begun(one.measure, on)]
        replaced = {name for one in begun for name in one.measure.replaces}
        return tuple(
            one.name
            for one in begun
            if one.name not in replaced
            and (one.measure.until is None or on < one.measure.until.first_day)
        )

    def _begun(self, measure: Measure, on: date) -> bool:
        chosen = measure.alternative_to is None or measure.alternative_to not in self.compiled
        return chosen and measure.in_force and measure.effective.first_day <= on

    def members(self, names: Iterable[str], on: date) -> frozenset[str]:
        """Return the countries that some ids of countries and groups stand for on a day."""
        found: set[str] = set()
        for name in names:
            group = self._groups.get(name)
            if group is None:
                found.add(name)
                continue
            for member in group.members:
                since = member.since is None or member.since.first_day <= on
                if since and (member.until is None or on < member.until.first_day):
                    found.add(member.country)
        return frozenset(found)

    def covers(self, name: str, buyer: Buyer, on: date) -> bool:
        """Tell whether a measure covers a buyer, by destination, headquarters or name."""
        measure = self[name].measure
        return (
            buyer.company in measure.entities
            or buyer.destination in self.members(measure.destinations, on)
            or buyer.headquarters in self.members(measure.headquarters, on)
        )

    def coverage(self, name: str, countries: Sequence[str], on: date) -> Flags:
        """Tell which pairs a measure covers, (destinations, headquarters), listings left aside."""
        measure = self[name].measure
        destinations = self.members(measure.destinations, on)
        headquarters = self.members(measure.headquarters, on)
        to = np.array([country in destinations for country in countries])
        of = np.array([country in headquarters for country in countries])
        return np.asarray(to[:, None] | of[None, :])

    def embargoed(self, buyer: Buyer, on: date) -> bool:
        """Tell whether the buyer is, or is headquartered, in an arms-embargoed country."""
        strict = self.members([ARMS_EMBARGOED], on)
        return buyer.destination in strict or buyer.headquarters in strict

    def reaches(self, name: str, home: str, on: date) -> bool:
        """Tell whether a chip designed in a country is an item of the measure's issuer.

        Export measures reach the designs of all but the arms-embargoed countries, which are not
        their items; counter-measures reach what is foreign to the issuer.
        """
        measure = self[name].measure
        if measure.kind == "counter":
            return home != measure.issuer
        return home not in self.members([ARMS_EMBARGOED], on)

    def bases(self, name: str) -> tuple[str, ...]:
        """Return the ids that a measure amends: the one it names, or what was chosen for it."""
        named = self[name].measure.amends
        if named is None:
            return ()
        stand_ins = (
            one.name for one in self.compiled.values() if one.measure.alternative_to == named
        )
        return (named, *stand_ins)

    def verdicts(
        self, ids: Iterable[str], metrics: Floats, homes: Sequence[str], buyer: Buyer, on: date
    ) -> list[Verdict]:
        """Return what the measures in a choice say of chips to a buyer whom they cover.

        Args:
            ids: the measures to ask, such as those in force.
            metrics: (metrics, chips), NaN where a figure is not known.
            homes: country of each chip's designer, empty where it is not known.
            buyer: who buys.
            on: the day for the membership of groups.
        """
        embargoed = self.embargoed(buyer, on)
        said = {
            name: self._reached(name, self[name].says(metrics, embargoed=embargoed), homes, on)
            for name in ids
            if self[name].measure.clauses and self.covers(name, buyer, on)
        }
        return self.combine(said)

    def combine(self, said: Mapping[str, Range]) -> list[Verdict]:
        """Put amendments in the place of what they amend; measures and amendments oldest first.

        An amendment whose base is not among the measures controls nothing and is left out.
        """
        oldest_first = sorted(said, key=lambda name: self[name].measure.effective)
        found = []
        for base in oldest_first:
            if self[base].measure.amends is not None:
                continue
            chain, outcomes = [base], said[base]
            for name in oldest_first:
                if base in self.bases(name):
                    chain.append(name)
                    outcomes = amended(outcomes, said[name])
            found.append(Verdict(tuple(chain), outcomes))
        return found

    def _reached(self, name: str, said: Range, homes: Sequence[str], on: date) -> Range:
        """Free what the measure does not reach, and leave open what it may not reach."""
        surely = np.array([bool(home) and self.reaches(name, home, on) for home in homes])
        maybe = np.array([not home or self.reaches(name, home, on) for home in homes])
        axes = (-1, *(1 for _ in said.least.shape[1:]))
        surely, maybe = surely.reshape(axes), maybe.reshape(axes)
        return Range(said.least * surely, said.most * maybe)


def together(verdicts: Sequence[Verdict], chips: int) -> Range:
    """Return the strictest of several verdicts for each of some chips, free where there is none."""
    free = np.zeros(chips, dtype=np.int8)
    return strictest([Range(free, free), *(verdict.outcomes for verdict in verdicts)])
