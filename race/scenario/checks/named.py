"""Ids that a part of a scenario names: of what they may be, and what is told of others."""

from __future__ import annotations

from collections.abc import Iterator

from race.scenario.checks.references import Known
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.wording import describe, suggestion

ACTORS = ("countries", "companies")
A_SINGLE = {"countries": "a country", "companies": "a company", "routes": "a route"}
_WHO = {
    "countries": "a country id",
    "companies": "a company id",
    "foundries": "a foundry of the supply section",
    "routes": "a route id",
}


def named(path: KeyPath, name: str, sections: tuple[str, ...], known: Known) -> Iterator[Finding]:
    """Find an id that none of some sections has."""
    if any(name in known.get(section, ()) for section in sections):
        return
    names = [one for section in sections for one in known.get(section, ())]
    other = next((A_SINGLE[section] for section in A_SINGLE if name in known.get(section, ())), "")
    if other:
        yield Finding(path, f"given {describe(name)}, which is {other}", allowed_of(sections))
    else:
        advice = suggestion(name, names)
        yield Finding(path, f"unknown id {describe(name)}", allowed_of(sections), advice)


def allowed_of(sections: tuple[str, ...]) -> str:
    """Say of what an id may be."""
    return "allowed: " + " or ".join(_WHO[section] for section in sections)
