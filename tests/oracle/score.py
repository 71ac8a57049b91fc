"""The score: pools of countries, gaps in training time, and who is first past the threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from race.base.calendar import SECONDS_PER_YEAR
from tests.oracle.agents import Company

if TYPE_CHECKING:
    from tests.oracle.model import PlainModel

NO_POOL = (0.0, 1.0, 1.0, 1.0)


def score(model: PlainModel) -> None:
    """Measure how far everybody is behind the fastest pool, on the record run."""
    fastest = max(company.speed for company in model.companies)
    for company in model.companies:
        company.gap_years = training_gap(model.record_flop, company.speed, fastest)
    for country in model.countries:
        country.speed, country.terms = 0.0, NO_POOL
        for company in country.counts_for:
            if company.speed > country.speed:
                country.speed, country.terms = company.speed, company.terms
        country.gap_years = training_gap(model.record_flop, country.speed, fastest)
    _first_past(model)


def training_gap(record_flop: float, speed: float, fastest: float) -> float:
    """Return the years for the record run on a pool, less those on the fastest pool."""
    if speed <= 0.0:
        return float("inf")
    return record_flop / speed / SECONDS_PER_YEAR - record_flop / fastest / SECONDS_PER_YEAR


def _first_past(model: PlainModel) -> None:
    """Note who is first to do the effective FLOP of superintelligence: FLOP times algorithms."""
    if model.first_past is not None:
        return

    def effective(company: Company) -> float:
        if company.best_flop <= 0.0:
            return 0.0
        gain: float = model.parameters["score.algorithms"] ** (company.algorithm - model.start)
        return company.best_flop * gain

    best = max(model.companies, key=effective)
    if effective(best) > 0.0 and effective(best) >= model.threshold:
        model.first_past = best
        model.first_past_time = model.moment + model.step_years
