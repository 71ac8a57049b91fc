"""Whether the ids that a scenario names exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from race.scenario.models.chips import Chip
from race.scenario.models.record import Site
from race.scenario.models.scenario import Scenario
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.wording import describe, suggestion

Known: TypeAlias = Mapping[str, frozenset[str]]
"""Section to the ids of its entries, the refused ones included."""


class Reference(NamedTuple):
    """A field of a section that names entries of other sections."""

    section: str
    field: str
    targets: tuple[str, ...]


REFERENCES = (
    Reference("chips", "designer", ("companies",)),
    Reference("chips", "home", ("countries",)),
    Reference("chips", "variant_of", ("chips",)),
    Reference("chips", "variant_for", ("countries",)),
    Reference("measures", "issuer", ("countries",)),
    Reference("measures", "replaces", ("measures",)),
    Reference("measures", "amends", ("measures",)),
    Reference("measures", "alternative_to", ("measures",)),
    Reference("measures", "destinations", ("countries", "groups")),
    Reference("measures", "headquarters", ("countries", "groups")),
    Reference("measures", "entities", ("companies",)),
    Reference("countries", "bloc", ("countries",)),
    Reference("companies", "home", ("countries",)),
    Reference("companies", "provider", ("companies",)),
    Reference("companies", "own_chips", ("chips",)),
    Reference("companies", "branches", ("countries",)),
    Reference("sites", "owner", ("companies",)),
    Reference("sites", "user", ("companies",)),
    Reference("sites", "host", ("countries",)),
    Reference("sites", "chip", ("chips",)),
    Reference("sites", "assumed_chip", ("chips",)),
    Reference("sites", "replaced_by", ("sites",)),
    Reference("routes", "hub", ("countries",)),
    Reference("routes", "destination", ("countries",)),
    Reference("routes", "broker", ("companies",)),
    Reference("runs", "owner", ("companies",)),
    Reference("runs", "country", ("countries",)),
)

_ONE = {
    "chips": "a chip id",
    "companies": "a company id",
    "countries": "a country id",
    "groups": "a group id",
    "measures": "a measure id",
    "sites": "a site id",
}


def check_references(scenario: Scenario, known: Known) -> Iterator[Finding]:
    """Find ids that no entry has, and entries that name themselves."""
    aliases = _aliases(scenario.chips)
    called = names_of(scenario)
    for path, named, reference in _named(scenario):
        at_home = reference.section in reference.targets
        if _stands(named, reference.targets, known):
            if at_home and named == path[1]:
                yield Finding(path, f"given {describe(named)}, which is the entry itself")
            continue
        allowed = "allowed: " + " or ".join(_ONE[target] for target in reference.targets)
        names = [name for target in reference.targets for name in known.get(target, ())]
        advice = suggestion(named, names)
        if "chips" in reference.targets and named in aliases:
            advice = f"did you mean '{aliases[named]}'?"
        meant = called.get(named.casefold())
        if meant is not None and meant in names:
            advice = f"did you mean '{meant}'?"
        at_key = path[-1] == named
        yield Finding(path, f"unknown id {describe(named)}", allowed, advice, at_key=at_key)


def _stands(named: str, targets: tuple[str, ...], known: Known) -> bool:
    return any(named in known.get(target, ()) for target in targets)


def _named(scenario: Scenario) -> Iterator[tuple[KeyPath, str, Reference]]:
    """Go over every id that is named in a scenario, with its path.

    A site that is only shown may stand in a country that the scenario has not.
    """
    for reference in REFERENCES:
        rows: Mapping[str, object] = getattr(scenario, reference.section)
        for key, row in rows.items():
            value: str | tuple[str, ...] | None = getattr(row, reference.field)
            if isinstance(row, Site) and reference.field == "host" and not row.simulated:
                continue
            path = (reference.section, key, reference.field)
            if isinstance(value, str):
                yield path, value, reference
            elif value:
                for at, one in enumerate(value):
                    yield (*path, at), one, reference
    yield from _named_inside(scenario)


def _named_inside(scenario: Scenario) -> Iterator[tuple[KeyPath, str, Reference]]:
    """Go over ids that stand deeper than in a field of an entry, or as keys."""
    member = Reference("groups", "members", ("countries",))
    for key, group in scenario.groups.items():
        for at, membership in enumerate(group.members):
            yield ("groups", key, "members", at, "country"), membership.country, member
    stock = Reference("companies", "stock_2022", ("chips",))
    for key, company in scenario.companies.items():
        for at, lot in enumerate(company.stock_2022):
            yield ("companies", key, "stock_2022", at, "chip"), lot.chip, stock
    actor = Reference("policies", "", ("countries", "companies"))
    for key in scenario.policies:
        yield ("policies", key), key, actor
    for field, target in (("chips", "chips"), ("measures", "measures")):
        chosen = Reference("simulate", field, (target,))
        for at, one in enumerate(getattr(scenario.simulate, field)):
            yield ("simulate", field, at), one, chosen


def names_of(scenario: Scenario) -> dict[str, str]:
    """Map what countries, companies and chips are called, in small letters, to their ids."""
    tables = (scenario.chips, scenario.companies, scenario.countries)
    return {row.name.casefold(): id_ for table in tables for id_, row in table.items()}


def _aliases(chips: Mapping[str, Chip]) -> dict[str, str]:
    return {alias: key for key, chip in chips.items() for alias in chip.aliases}
