"""Whether a scenario has all that a run needs: a policy for every actor, supply, parameters.

Asked only where a scenario is to be played; files such as a catalogue of chips need none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, TypeAlias

from race.paths import scenarios_folder
from race.scenario.checks.references import Known
from race.scenario.models.scenario import Scenario
from race.scenario.text.document import read_document
from race.scenario.text.finding import Finding
from race.scenario.text.wording import describe, one_of, suggestion

PARAMETERS_FILE = "data/parameters.yaml"
FOUNDRY, MEMORY = "foundry", "memory"
MEMORY_MAKERS = ("allied", "CN")
SUPPLY_OF = {
    FOUNDRY: ("packages", "ceiling", "yield", "yield_ceiling"),
    MEMORY: ("stacks", "ceiling"),
}
FAMILIES = {
    "market.pull.": ("companies", "other"),
    "politics.tool_access.": ("countries", ""),
    "research.lag.abroad.": ("countries", "other"),
}
"""Beginnings of parameters that end with an id, the section of it, and a word beside ids."""
_SIDES = {"countries": "a country", "companies": "a company"}
MOST_TOLD = 5
"""Missing parameters that are told one by one; of more, the file that has all is missing."""
_MISSING = "required key is missing"


class PolicyFacts(NamedTuple):
    """What a scenario need know of a policy.

    Attributes:
        plays: sections whose actors it plays.
        over: it is laid over another policy and cannot stand first.
        wants_argument: it is written NAME:ARGUMENT.
    """

    plays: frozenset[str] = frozenset(_SIDES)
    over: bool = False
    wants_argument: bool = False


Policies: TypeAlias = Mapping[str, PolicyFacts]


def check_playable(scenario: Scenario, known: Known, policies: Policies) -> Iterator[Finding]:
    """Find what a run would lack.

    Args:
        scenario: the entries that the models took.
        known: section to the ids of its entries, the refused ones included.
        policies: the policies that there are, by name.
    """
    yield from _policies(scenario, known, policies)
    yield from _supply(known)
    yield from _parameters(known)


def _policies(scenario: Scenario, known: Known, policies: Policies) -> Iterator[Finding]:
    """Give every actor a policy that exists and that can play it."""
    for section in _SIDES:
        for actor in known.get(section, ()):
            if actor not in known.get("policies", ()):
                fitting = [name for name, facts in policies.items() if section in facts.plays]
                given, advice = "an actor without a policy", f"add policies: {{{actor}: NAME}}"
                yield Finding((section, actor), given, one_of(fitting), advice, at_key=True)
            elif actor in scenario.policies:
                yield from _policy(actor, section, scenario.policies[actor], policies)


def _policy(actor: str, section: str, written: str, policies: Policies) -> Iterator[Finding]:
    """Hold each of the policies of an actor, joined by '+', to what there is and to its place."""
    at = 0
    for part in written.split("+"):
        name, colon, argument = part.strip().partition(":")
        facts = policies.get(name)
        offset = at + len(part) - len(part.lstrip())
        found = Finding(("policies", actor), f"given {describe(part.strip())}", offset=offset)
        if facts is None:
            fitting = [one for one, its in policies.items() if section in its.plays]
            given, advice = f"unknown policy {describe(name)}", suggestion(name, policies)
            yield found._replace(given=given, allowed=one_of(fitting), advice=advice)
        elif section not in facts.plays:
            sides = " or ".join(_SIDES[side] for side in facts.plays)
            given = f"{found.given}, which plays {sides}"
            yield found._replace(given=given, allowed=f"{actor} is {_SIDES[section]}")
        elif facts.over and at == 0:
            given = f"{found.given}, which is laid over another policy"
            advice = f"write that one first, as in 'bystander + {name}'"
            yield found._replace(given=given, advice=advice)
        elif bool(colon and argument) != facts.wants_argument:
            what = f"{name}:ARGUMENT" if facts.wants_argument else name
            yield found._replace(allowed=f"allowed: {what}")
        at += len(part) + 1


def _supply(known: Known) -> Iterator[Finding]:
    """Hold the supply to what it must say of every foundry and of both groups of memory makers."""
    keys = sorted(known.get("supply", ()))
    foundries = dict.fromkeys(_maker(key, FOUNDRY) for key in keys if _maker(key, FOUNDRY))
    if not foundries:
        given, advice = "no foundry", "add foundry.ID.packages and so on, of a company"
        yield Finding(("supply",), given, "", advice)
    makers = {FOUNDRY: tuple(foundries), MEMORY: MEMORY_MAKERS}
    wanted = [
        f"{kind}.{maker}.{figure}"
        for kind, figures in SUPPLY_OF.items()
        for maker in makers[kind]
        for figure in figures
    ]
    for key in wanted:
        if key not in keys:
            yield Finding(("supply", key), _MISSING, "", "add it")
    for foundry in foundries:
        if foundry not in known.get("companies", ()):
            key = next(key for key in keys if _maker(key, FOUNDRY) == foundry)
            names = known.get("companies", ())
            given = f"unknown id {describe(foundry)}"
            advice = suggestion(foundry, names)
            yield Finding(("supply", key), given, "allowed: a company id", advice, at_key=True)
    for key in keys:
        if key not in wanted:
            allowed = f"allowed: {FOUNDRY}.ID.FIGURE and {MEMORY}.MAKER.FIGURE"
            advice = suggestion(key, [one for one in wanted if one not in keys] or wanted)
            yield Finding(("supply", key), "unknown key", allowed, advice, at_key=True)


def _maker(key: str, kind: str) -> str:
    """Give the ID of `foundry.ID.packages`, which may hold dots; empty for another kind of key."""
    own, _, rest = key.partition(".")
    return rest.rpartition(".")[0] if own == kind else ""


def _parameters(known: Known) -> Iterator[Finding]:
    """Hold the parameters to those that the formulas have: all of them, and no other."""
    keys = known.get("parameters", ())
    standard = standard_parameters()
    missing = [name for name in standard if name not in keys and not _family(name)]
    if len(missing) <= MOST_TOLD:
        yield from (Finding(("parameters", name), _MISSING, "", "add it") for name in missing)
    else:
        more = f" and {len(missing) - 1} more"
        advice = f"include {PARAMETERS_FILE}"
        yield Finding(("parameters",), f"without {missing[0]}{more}", "", advice)
    strangers = [key for key in keys if key not in standard]
    for key in strangers:
        family = _family(key)
        last = key.removeprefix(family)
        section, word = FAMILIES.get(family, ("", ""))
        if family and (last in known.get(section, ()) or last == word):
            continue
        if family:
            names = [f"{family}{name}" for name in known.get(section, ())]
            given, allowed = f"unknown id {describe(last)}", f"allowed: {_SIDES[section]} id"
            advice = suggestion(key, names)
        else:
            given, allowed = "unknown parameter", f"allowed: those of {PARAMETERS_FILE}"
            advice = suggestion(key, standard)
        yield Finding(("parameters", key), given, allowed, advice, at_key=True)


def _family(key: str) -> str:
    return next((beginning for beginning in FAMILIES if key.startswith(beginning)), "")


@cache
def standard_parameters() -> tuple[str, ...]:
    """Name the parameters that the shipped data gives to the formulas."""
    document = read_document(scenarios_folder() / PARAMETERS_FILE, PARAMETERS_FILE)
    rows = document.content.get("parameters")
    return tuple(rows) if isinstance(rows, dict) else ()
