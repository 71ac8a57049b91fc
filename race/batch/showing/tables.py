"""The outcome of a run as a table of text, year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from race.base.arrays import Floats
from race.batch.showing.results import leader_of
from race.batch.showing.spread import median, spread
from race.batch.showing.wording import (
    aligned,
    amount,
    digits,
    distance,
    fitted,
    power_of_ten,
    room,
)
from race.engine.outcome import Outcome
from race.scenario.models.scenario import Scenario


def compute_table(outcome: Outcome, countries: Sequence[str], scenario: Scenario) -> str:
    """Return the largest run, the leader and the compute of countries, a line a year."""
    compute = median(outcome.figures["compute_h100e"])
    run = median(outcome.figures["largest_run_flop"])
    rows = [
        ["", "largest", "leader", *countries],
        ["year", "run, FLOP", "", *["H100e"] * len(countries)],
    ]
    for at, year in enumerate(outcome.years):
        country, company = leader_of(outcome, at)
        leader = f"{country}: {scenario.companies[company].name}"
        cells = [amount(float(compute[at, outcome.actors.index(name)])) for name in countries]
        rows.append([str(year), power_of_ten(float(run[at])), leader, *cells])
    return fitted(rows, broken=(2,), left=(2,), columns=room())


def gap_table(outcome: Outcome, countries: Sequence[str]) -> str:
    """Return the gap of countries in years and as a distance, a line a year."""
    years = median(outcome.figures["training_gap_years"])
    length = median(outcome.figures["kilometres"])
    head = [[name, ""] for name in countries]
    rows = [["", *(cell for pair in head for cell in pair)]]
    rows.append(["year", *(["years", "road"] * len(countries))])
    for at, year in enumerate(outcome.years):
        row = [str(year)]
        for name in countries:
            place = outcome.actors.index(name)
            row += [digits(float(years[at, place])), distance(float(length[at, place]))]
        rows.append(row)
    return aligned(rows)


def closing_sentence(outcome: Outcome, countries: Sequence[str], scenario: Scenario) -> str:
    """Say in one sentence how far behind the last of some countries is at the end."""
    last = spread(outcome.figures["kilometres"][-1])
    gaps = {name: float(last.median[outcome.actors.index(name)]) for name in countries}
    country = max(countries, key=lambda name: gaps[name])
    place = outcome.actors.index(country)
    name, year = scenario.countries[country].name, outcome.years[-1]
    if gaps[country] == float("inf"):
        return f"{name}: no computer of its own at the end of {year}, so infinitely far behind."
    text = f"{name}: {distance(gaps[country])} behind at the end of {year}"
    if outcome.replicates > 1:
        low, high = distance(float(last.p10[place])), distance(float(last.p90[place]))
        text += f", {low} to {high} in 80 % of {outcome.replicates} futures"
    return text + "."


def medians_of(outcome: Outcome, figure: str) -> Mapping[str, Floats]:
    """Return the medians over replicates of a figure by actor, each (years,)."""
    values = median(outcome.figures[figure])
    names = outcome.actors if values.shape[1] == len(outcome.actors) else outcome.countries
    return {name: values[:, place] for place, name in enumerate(names)}
