"""One number of a future that a batch watches: a figure of an actor at the end of a year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from race.base.arrays import Floats
from race.base.errors import InputError
from race.batch.showing.countries import embargoed
from race.batch.store.shards import read_table
from race.engine.figures import FIGURES
from race.engine.outcome import Outcome
from race.scenario.models.scenario import Scenario
from race.scenario.text.wording import unknown

_FORM = "MEASURE:ACTOR or MEASURE:ACTOR@YEAR, such as kilometres:RU@2030"
DEFAULT_MEASURE = "kilometres"
_OF_ACTORS = {figure.name: figure for figure in FIGURES if figure.axis != "world"}


@dataclass(frozen=True)
class Target:
    """A figure of an actor at the end of a year, the last one when None."""

    measure: str
    actor: str
    year: int | None = None

    def __str__(self) -> str:
        """Write it as it is given on the command line."""
        return f"{self.measure}:{self.actor}" + (f"@{self.year}" if self.year else "")

    @property
    def unit(self) -> str:
        """Return the unit of the figure."""
        return _OF_ACTORS[self.measure].unit

    def values(self, outcome: Outcome) -> Floats:
        """Return the figure of every replicate, (R,)."""
        at = outcome.years.index(self.year) if self.year in outcome.years else -1
        values: Floats = outcome.figures[self.measure][at, outcome.actors.index(self.actor)]
        return values


def target_of(place: Path, target: Target) -> list[float]:
    """Read the target of every cell of a shard, from its folder.

    Raises:
        InputError: the shard is damaged.
    """
    table = read_table(place, "years", ("year", "actor", target.measure))
    years, actors, values = (column.to_pylist() for column in table.columns)
    year = target.year if target.year in years else max(years, default=0)
    return [
        value
        for its, actor, value in zip(years, actors, values, strict=True)
        if its == year and actor == target.actor
    ]


def read_target(text: str, scenario: Scenario) -> Target:
    """Read a target as it is given on the command line.

    Raises:
        InputError: it has another form, or there is no such figure, actor or year.
    """
    measure, colon, rest = text.partition(":")
    actor, sign, year = rest.partition("@")
    if not (measure and colon and actor) or (sign and not year.isdecimal()):
        raise InputError(f"given {text!r}; allowed: {_FORM}")
    actors = _actors(scenario, measure)
    for given, names in ((measure, _OF_ACTORS), (actor, actors)):
        if given not in names:
            raise unknown(f"no '{given}'", given, names)
    first, last = scenario.head.start.first_day.year, scenario.head.end.last_day.year
    if sign and not first <= int(year) <= last:
        raise InputError(f"given {text!r}; allowed: a year from {first} to {last}")
    return Target(measure, actor, int(year) if sign else None)


def usual_target(scenario: Scenario, until: int | None = None) -> Target:
    """Return the last gap of the last country under an arms embargo, or of the last country."""
    countries = [name for name, row in scenario.countries.items() if not row.bloc]
    found = [name for name in embargoed(scenario) if name in countries] or countries
    return Target(DEFAULT_MEASURE, found[-1], until or scenario.head.end.last_day.year)


def _actors(scenario: Scenario, measure: str) -> list[str]:
    countries = list(scenario.countries)
    figure = _OF_ACTORS.get(measure)
    alone = figure is not None and figure.axis == "countries"
    return countries if alone else [*countries, *scenario.companies]
