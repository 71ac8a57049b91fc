"""What actors are called on the screen: short names of countries, plain names of companies."""

from __future__ import annotations

from race.scenario.models.chips import Chip
from race.scenario.models.scenario import Scenario
from race.ui.words import Words, mark

SHORT = {
    "US": mark("USA"),
    "CN": mark("China"),
    "RU": mark("Russia"),
    "DE": mark("Germany"),
    "FR": mark("France"),
    "NL": mark("Netherlands"),
    "GB": mark("Britain"),
    "IT": mark("Italy"),
    "FI": mark("Finland"),
    "JP": mark("Japan"),
    "KR": mark("Korea"),
    "TW": mark("Taiwan"),
    "IN": mark("India"),
    "AE": mark("UAE"),
    "SA": mark("Saudi Arabia"),
    "IL": mark("Israel"),
    "SG": mark("Singapore"),
    "MY": mark("Malaysia"),
    "CA": mark("Canada"),
    "CH": mark("Switzerland"),
    "NO": mark("Norway"),
    "EU": mark("EU"),
}
AGGREGATE = mark("Others in {country}")


def name_of(actor: str, scenario: Scenario, words: Words) -> str:
    """Return a short name; of an actor without one, what the scenario calls it."""
    if actor in scenario.countries:
        country = scenario.countries[actor]
        own = country.name_ru if words.russian and country.name_ru else country.name
        return words.tr(SHORT[actor]) if actor in SHORT else own
    company = scenario.companies.get(actor)
    if company is None:
        return actor
    if company.kind == "aggregate" and company.home in SHORT:
        return words.tr(AGGREGATE, country=words.tr(SHORT[company.home]))
    name = company.name_ru if words.russian and company.name_ru else company.name
    return name.split(" (", maxsplit=1)[0]


def chip_name(chip: Chip, words: Words) -> str:
    """Return what a chip is called."""
    return chip.name_ru if words.russian and chip.name_ru else chip.name


def home_of(actor: str, scenario: Scenario) -> str:
    """Return the country that an actor sits in; its own id for a country."""
    company = scenario.companies.get(actor)
    return actor if company is None else company.home


def kind_of(actor: str, scenario: Scenario) -> str:
    """Return the kind of a company, empty for a country."""
    company = scenario.companies.get(actor)
    return "" if company is None else company.kind
