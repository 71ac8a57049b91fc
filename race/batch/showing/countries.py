"""Which countries tables, charts and reports show."""

from __future__ import annotations

from collections.abc import Sequence

from race.batch.showing.results import leader_of
from race.engine.outcome import Outcome
from race.rules.measures import ARMS_EMBARGOED
from race.scenario.models.scenario import Scenario

SHOWN = 6
"""Countries in the tables and charts."""


def main_countries(outcome: Outcome, scenario: Scenario, asked: Sequence[str] = ()) -> list[str]:
    """Choose countries to show, the one that leads at the end first.

    It, those under an arms embargo and those that were asked for; then, by national income, the
    largest with each other policy and the largest left. Blocs only where they are asked for.
    """
    leader, _ = leader_of(outcome, len(outcome.years) - 1)
    known = [name for name in asked if name in outcome.countries]
    chosen = list(dict.fromkeys([leader, *embargoed(scenario), *known]))
    ranked = by_income(scenario)
    played = {scenario.policies.get(name) for name in chosen}
    for name in ranked:
        policy = scenario.policies.get(name)
        if len(chosen) < SHOWN and policy not in played:
            chosen.append(name)
            played.add(policy)
    rest = [name for name in ranked if name not in chosen]
    return chosen + rest[: max(SHOWN - len(chosen), 0)]


def embargoed(scenario: Scenario) -> list[str]:
    """Name the countries under an arms embargo."""
    group = scenario.groups.get(ARMS_EMBARGOED)
    return [member.country for member in group.members] if group else []


def by_income(scenario: Scenario) -> list[str]:
    """Name all countries but blocs, those of the largest national income first."""
    income = {
        name: row.gdp_busd.value if row.gdp_busd is not None else 0.0
        for name, row in scenario.countries.items()
        if not row.bloc
    }
    return sorted(income, key=lambda name: -income[name])
