"""Checks across a whole scenario: what no single entry can tell."""

from __future__ import annotations

from collections.abc import Iterator

from race.scenario.checks.dates import check_dates
from race.scenario.checks.playable import Policies, check_playable
from race.scenario.checks.quantities import check_quantities
from race.scenario.checks.references import Known, check_references
from race.scenario.checks.seats import check_led
from race.scenario.checks.stories import check_stories
from race.scenario.models.chips import Chip
from race.scenario.models.measures import EFFECTS, QUOTAS
from race.scenario.models.scenario import Scenario
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe, suggestion

NEEDED_OF_A_SIMULATED_CHIP = (
    ("peak_16bit_tflops", "peak_8bit_tops"),
    ("io_gbs", "link_gbs"),
    ("memory_tbs",),
    ("memory_gb",),
    ("tdp_w",),
)
"""Figures that the engine reads; of two, one is enough, for the other follows from it."""

RESERVED_DESIGNS = ("generations", "variants")
MOST_DESIGNS = 20

NOTHING: Policies = {}

PERCENT = 100.0
_ROUNDING = 1e-9
_BOUNDED = ("tpp", "density", "io", "bandwidth", "io_plus_bandwidth")


class Anything(frozenset[str]):
    """Ids of a section that was refused as a whole: whatever is named there may stand."""

    def __contains__(self, _name: object) -> bool:
        """Say that any id is there."""
        return True


def check(
    scenario: Scenario, content: dict[str, Value], policies: Policies = NOTHING
) -> Iterator[Finding]:
    """Find faults across entries.

    Args:
        scenario: the entries that the models took.
        content: the merged content, with the entries that they refused.
        policies: the policies that there are, for a scenario that is to be played; else empty.
    """
    known = _known(content)
    yield from check_quantities(content)
    yield from check_references(scenario, known)
    yield from check_dates(scenario)
    yield from _names(scenario)
    yield from _simulated(scenario)
    yield from _made(scenario, known)
    yield from _designs(scenario, content)
    yield from _clauses(scenario)
    yield from _strengths(scenario)
    yield from _routes(scenario)
    yield from _power(scenario)
    yield from _rented(scenario)
    yield from check_stories(scenario, known)
    if policies:
        yield from check_playable(scenario, known, policies)
        yield from check_led(scenario, known)


def check_entries(scenario: Scenario, content: dict[str, Value]) -> Iterator[Finding]:
    """Find ids and dates that are wrong, also in entries that lost keys to the models."""
    known = _known(content)
    yield from check_references(scenario, known)
    yield from check_dates(scenario)
    yield from _clauses(scenario)
    yield from check_stories(scenario, known)


def _known(content: dict[str, Value]) -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {
        section: frozenset(rows) if isinstance(rows, dict) else Anything()
        for section, rows in content.items()
    }
    return {**known, "foundries": _foundries(known.get("supply", frozenset()))}


def _names(scenario: Scenario) -> Iterator[Finding]:
    """Hold each name to one meaning: actors, countries and groups, chips and their aliases."""
    for key in scenario.companies:
        if key in scenario.countries:
            yield Finding(("companies", key), "the id of a country too", at_key=True)
    for key in scenario.groups:
        if key in scenario.countries:
            yield Finding(("groups", key), "the id of a country too", at_key=True)
    taken = dict.fromkeys(scenario.chips, "an id")
    for key, chip in scenario.chips.items():
        for at, alias in enumerate(chip.aliases):
            if alias in taken:
                yield Finding(("chips", key, "aliases", at), f"{describe(alias)} is {taken[alias]}")
            taken[alias] = f"an alias of {key}"
        for at, name in enumerate(chip.recalled):
            if name not in Chip.model_fields:
                advice = suggestion(name, Chip.model_fields)
                path = ("chips", key, "recalled", at)
                yield Finding(path, f"given {describe(name)}", "allowed: a key of chips", advice)


def _simulated(scenario: Scenario) -> Iterator[Finding]:
    """Hold the simulated chips to the figures that the engine needs, each chip once."""
    chosen = scenario.simulate.chips
    for at, key in enumerate(chosen or scenario.chips):
        path: KeyPath = ("simulate", "chips", at) if chosen else ("chips", key)
        if key in chosen[:at]:
            yield Finding(path, f"{describe(key)} stands twice", "", "keep one of them")
        chip = scenario.chips.get(key)
        if chip is None:
            continue
        for names in NEEDED_OF_A_SIMULATED_CHIP:
            if all(getattr(chip, name) is None for name in names):
                wanted = " or ".join(names)
                given = f"{describe(key)} is simulated and has no {wanted}"
                yield Finding(path, given, "", f"add {wanted} to the chip, or leave it out")


def _made(scenario: Scenario, known: Known) -> Iterator[Finding]:
    """Find the foundry of a simulated chip that is a slip of the pen, or a company without one.

    What some other foundry makes, such as Samsung, counts with the first of the supply.
    """
    foundries = known["foundries"]
    for key in scenario.simulate.chips or scenario.chips:
        chip = scenario.chips.get(key)
        named = chip.foundry if chip else None
        if not named or not foundries or any(named.startswith(one) for one in foundries):
            continue
        advice = suggestion(named, foundries)
        if advice or named in known.get("companies", ()):
            allowed = f"allowed: a foundry of the supply: {', '.join(sorted(foundries))}"
            yield Finding(("chips", key, "foundry"), f"given {describe(named)}", allowed, advice)


def _designs(scenario: Scenario, content: dict[str, Value]) -> Iterator[Finding]:
    """Hold reserved designs to `DESIGNER.generations` and `DESIGNER.variants`, whole numbers."""
    if not isinstance(content.get("chips", {}), dict):
        return
    designers = _designers(scenario, content.get("chips"))
    for key, quantity in scenario.designs.items():
        path = ("designs", key)
        designer, _, what = key.rpartition(".")
        if what not in RESERVED_DESIGNS or designer not in designers:
            words = " or .".join(RESERVED_DESIGNS)
            allowed = f"allowed: a designer of a simulated chip, then .{words}"
            names = [f"{one}.{word}" for one in designers for word in RESERVED_DESIGNS]
            yield Finding(path, "unknown key", allowed, suggestion(key, names), at_key=True)
        if not 0.0 <= quantity.value <= MOST_DESIGNS or not quantity.value.is_integer():
            allowed = f"allowed: a whole number from 0 to {MOST_DESIGNS}"
            yield Finding((*path, "value"), f"given {quantity.value:g}", allowed)


def _designers(scenario: Scenario, chips: Value) -> list[str]:
    """Name the designers of the simulated chips, those of refused chips included."""
    rows = chips if isinstance(chips, dict) else {}
    simulated = [rows.get(key) for key in scenario.simulate.chips or rows]
    named = (row.get("designer") for row in simulated if isinstance(row, dict))
    return sorted({name for name in named if isinstance(name, str)})


def _clauses(scenario: Scenario) -> Iterator[Finding]:
    """Hold the bounds of clauses apart."""
    for key, measure in scenario.measures.items():
        for at, clause in enumerate(measure.clauses):
            for name in _BOUNDED:
                least, below = getattr(clause, f"{name}_at_least"), getattr(clause, f"{name}_below")
                if least is not None and below is not None and below <= least:
                    path = ("measures", key, "clauses", at, f"{name}_below")
                    yield Finding(path, f"given {below:g}", f"allowed: above {least:g}")


def _strengths(scenario: Scenario) -> Iterator[Finding]:
    """Hold what a measure moves and limits to the names that the model knows."""
    for key, measure in scenario.measures.items():
        for field, names in (("strength", EFFECTS), ("quota", QUOTAS)):
            for name in getattr(measure, field):
                if name not in names:
                    allowed = f"allowed: {', '.join(names)}"
                    path = ("measures", key, field, name)
                    advice = suggestion(name, names)
                    yield Finding(path, "unknown name", allowed, advice, at_key=True)


def _routes(scenario: Scenario) -> Iterator[Finding]:
    for key, route in scenario.routes.items():
        if route.hub == route.destination:
            path = ("routes", key, "destination")
            yield Finding(path, f"given {describe(route.hub)}, which is the hub itself")


def _power(scenario: Scenario) -> Iterator[Finding]:
    """Hold each site to the power stations of its country."""
    for key, site in scenario.sites.items():
        country = scenario.countries.get(site.host)
        stations = country.generation_mw if country else None
        if stations and site.power_mw is not None and site.power_mw > stations.value:
            given = f"given {site.power_mw:g} MW"
            allowed = f"allowed: at most the power stations of {site.host}, {stations.value:g} MW"
            yield Finding(("sites", key, "power_mw"), given, allowed)


def _rented(scenario: Scenario) -> Iterator[Finding]:
    """Hold the shares of a provider's stock that its tenants use to the whole of it."""
    taken: dict[str, float] = {}
    for key, company in scenario.companies.items():
        if company.provider is None or company.provider_share is None:
            continue
        share = company.provider_share
        part = share.value / (PERCENT if share.unit == "%" else 1.0)
        taken[company.provider] = before = taken.get(company.provider, 0.0) + part
        if before > 1.0 + _ROUNDING:
            given = (
                f"given {share.value:g}, with the other tenants {before:g} of {company.provider}"
            )
            path = ("companies", key, "provider_share", "value")
            yield Finding(path, given, "allowed: shares that add up to 1 at most")


def _foundries(supply: frozenset[str]) -> frozenset[str]:
    """Name the foundries that the supply section gives a capacity: `foundry.ID.packages`."""
    parts = [key.split(".") for key in supply]
    return frozenset(
        part[1] for part in parts if len(part) == 3 and part[::2] == ["foundry", "packages"]
    )
