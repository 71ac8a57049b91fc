"""Training: how fast each company's best pool is, and what runs on it."""

from __future__ import annotations

from math import ceil, exp, log, log10
from typing import TYPE_CHECKING

from race.base.calendar import SECONDS_PER_DAY, SECONDS_PER_YEAR
from tests.oracle.agents import Buyer, Company, Site
from tests.oracle.arithmetic import ratio

if TYPE_CHECKING:
    from tests.oracle.model import PlainModel

Terms = tuple[float, float, float, float]
"""Chips, peak of a chip in FLOP/s, utilisation, availability: their product is a speed."""
LARGE_RUN_FLOP = 1e25
SHORTEST_CYCLE_YEARS = 0.3
NO_POOL: Terms = (0.0, 1.0, 1.0, 1.0)


def train(model: PlainModel) -> None:
    """Measure the pools; let companies pause, begin, advance and end runs; publish what is due."""
    before = {company: company.own_speed for company in model.companies}
    measure_pools(model)
    rounds = ceil(model.step_years / SHORTEST_CYCLE_YEARS) + 1
    left = dict.fromkeys(model.companies, model.step_years)
    shares = {c: share_of_pool(model, c) for c in model.companies}
    for _ in range(rounds):
        record = max(company.published_flop for company in model.companies)
        ended = {}
        for company in model.companies:
            dared = next_run(model, company, record)
            given = before[company], shares[company], dared
            left[company], ended[company] = _run(model, company, left[company], given)
        _complete(model, ended, left)
    for company in model.companies:
        _publish(model, company)


def _over_rest(before: float, now: float, left: float, step: float) -> float:
    """Return the mean speed over the last `left` years of a step, growing evenly in logarithms."""
    if before <= 0.0 or now <= 0.0:
        return now
    mean: float = now * (before / now) ** (left / (2.0 * step))
    return mean


# Pools


def measure_pools(model: PlainModel) -> None:
    """Find each company's fastest pool: its own, merged with others, or rented."""
    own = {company: _fastest(model, company) for company in model.companies}
    for company in model.companies:
        company.together = sum(
            _product(_terms(model, company, buyer, site))
            for buyer in company.buyers
            for site in buyer.sites
        )
        company.h100e = _fleet(company)
    pools = {c: _merged(model, c, own) for c in model.companies}
    for company in model.companies:
        company.terms = pools[company]
        company.speed = _product(pools[company])
        provider = company.provider
        if provider is None:
            continue
        clusters = ratio(company.rented, provider.cluster_share)
        beyond = max(clusters - 1.0, 0.0) * model.parameters["training.merge_efficiency"]
        rented = _product(own[provider]) * (min(1.0, clusters) + beyond)
        rented = min(rented, _product(pools[provider]))
        if rented > company.speed:
            _, *others = pools[provider]
            peak, use, availability = others
            chips = ratio(rented, peak * use * availability)
            company.terms, company.speed = (chips, peak, use, availability), rented
    for company in model.companies:
        company.own_speed = company.speed


def _product(terms: Terms) -> float:
    chips, peak, use, availability = terms
    return chips * peak * use * availability


def _fastest(model: PlainModel, company: Company) -> Terms:
    """Return the terms of the company's fastest cluster, those at home first."""
    best = NO_POOL
    for buyer in sorted(company.buyers, key=lambda one: one.is_branch):
        for site in buyer.sites:
            terms = _terms(model, company, buyer, site)
            if _product(terms) > _product(best):
                best = terms
    return best


def _terms(model: PlainModel, company: Company, buyer: Buyer, site: Site) -> Terms:
    """Return the terms of a cluster, as its owner can use it."""
    p = model.parameters
    if site.chip is None:
        return NO_POOL
    chips = _cluster_chips(company, site)
    if site.opens > model.moment + model.step_years:
        chips = 0.0
    tuned = buyer.tuned_utilisation * site.chip.utilisation
    use = utilisation(model, chips, tuned, company.team)
    low, high = p["training.availability.low"], p["training.availability.high"]
    return chips, site.chip.peak16 * 1e12, use, low + (high - low) * company.team


def _cluster_chips(company: Company, site: Site) -> float:
    """Return the chips that work as one: all of a named cluster.

    Of others so many that they are no more than a share of all that the company has, in H100e.
    """
    if site.whole:
        return site.chips
    most = company.cluster_share * _fleet(company)
    return site.chips * min(1.0, ratio(most, site.h100e()))


def _fleet(company: Company) -> float:
    """Return the H100e installed at all sites of a company."""
    return sum(one.h100e() for buyer in company.buyers for one in buyer.sites)


def utilisation(model: PlainModel, chips: float, tuned: float, team: float) -> float:
    """Return the model FLOP utilisation: 0.21 for a new team, its fabric's value for a tuned one.

    It falls for each fourfold number of chips above 4,096, to no less than a quarter.
    """
    p = model.parameters
    new = min(p["training.mfu.new_team"], tuned)
    base = new + (tuned - new) * team
    fourfolds = log(max(chips, 4096.0) / 4096.0) / log(4.0)
    return max(base - p["training.mfu.decline"] * fourfolds, 0.25 * base)


def _merged(model: PlainModel, company: Company, own: dict[Company, Terms]) -> Terms:
    """Return the company's pool when it, or its state over all companies at home, merges sites.

    A state's pool is run by its company with the fastest cluster.
    """
    share = model.parameters["training.merge_efficiency"]
    chips, peak, use, availability = own[company]
    speed = _product(own[company])
    merged = company.together * share * company.orders["merge"]
    at_home = [one for one in model.companies if one.home is company.home]
    if speed > 0.0 and speed >= max(_product(own[one]) for one in at_home):
        national = sum(one.together for one in at_home) * share * company.home.merges_national
        merged = max(merged, national)
    return chips * max(ratio(merged, speed), 1.0), peak, use, availability


# Runs


def share_of_pool(model: PlainModel, company: Company) -> float:
    """Return the share of its pool that a company gives to one run.

    All that it may, if it was founded for that; else little until scaling is proven, which follows
    a logistic curve of the best index.
    """
    p = model.parameters
    best = max(one.capability for one in model.companies)
    best += 0.5 * model.step_years * p["capability.per_year"]
    missing = (p["research.belief.midpoint"] - best) / p["research.belief.scale"]
    proven: float = p["training.share_before"]
    proven += (1.0 - proven) / (1.0 + exp(missing))
    share: float = p["training.share"]
    return share * (max(proven, 1.0) if company.convinced else proven)


def next_run(model: PlainModel, company: Company, record: float) -> float:
    """Return the most FLOP that a company dares: a step beyond what it did or can repeat."""
    p = model.parameters
    step: float = p["training.step"]
    return step * max(company.best_flop, p["training.repeatable"] * record)


def _run(
    model: PlainModel, company: Company, left: float, given: tuple[float, float, float]
) -> tuple[float, float]:
    """Pause, begin and advance a run in the time that is left of the step, in years.

    `given` are the speed before the step, the share of it that the run gets, and the most FLOP that
    the company dares. Returns the time left then, and the FLOP of a run that ended, else 0.
    """
    p, days = model.parameters, company.orders["run_days"]
    before, share, dared = given
    paused = min(company.run_pause, left) if company.run_target <= 0.0 else 0.0
    company.run_pause -= paused
    left -= paused
    rate = _over_rest(before, company.own_speed, left, model.step_years) * share
    rate_per_year = rate * SECONDS_PER_YEAR
    if company.run_target <= 0.0:
        willing = company.trains and days > 0.0 and rate > 0.0
        if willing and company.run_pause <= 0.0 and left > 0.0:
            company.run_target = min(rate * days * SECONDS_PER_DAY, dared)
            company.run_done = 0.0
    if company.run_target <= 0.0 or rate_per_year <= 0.0:
        return (0.0 if company.run_target > 0.0 else left), 0.0
    needed = (company.run_target - company.run_done) / rate_per_year
    if needed > left:
        company.run_done += rate_per_year * left
        return 0.0, 0.0
    size = company.run_target
    company.run_target = company.run_done = 0.0
    company.run_pause = p["training.pause"]
    return left - needed, size


def _complete(model: PlainModel, ended: dict[Company, float], left: dict[Company, float]) -> None:
    """Make models of runs that ended: `ended` FLOP, 0 for none; `left` years before the step's end."""
    largest = max(model.companies, key=lambda one: ended[one])
    if ended[largest] > model.record_flop:
        model.record_flop, model.record_owner = ended[largest], largest
    p = model.parameters
    drawn = model.chance.normal("training.luck", model.steps_taken, len(model.companies))[:, 0]
    luck = dict(zip(model.companies, drawn.tolist(), strict=True))
    for company, size in ended.items():
        if size <= 0.0:
            continue
        moment = model.moment + model.step_years - left[company]
        company.best_flop = max(company.best_flop, size)
        company.team += (1.0 - company.team) * p["training.team_gain"]
        points = capability(model, company, size) + p["capability.scatter"] * luck[company]
        company.capability = max(company.capability, points)
        if company.unpublished_flop <= 0.0:
            company.unpublished_until = moment + p["training.publication_lag"]
        company.unpublished_flop = max(company.unpublished_flop, size)


def capability(model: PlainModel, company: Company, flop: float) -> float:
    """Return index points: 121.4 + 7.52 (log10 C - 25) + 10.86 (date - 2024).

    The date is that of publication, as in the data of the fit, less what the company is behind.
    """
    p = model.parameters
    shown = company.algorithm + p["training.publication_lag"]
    points = p["capability.base"] + p["capability.per_decade"] * (log10(max(flop, 1.0)) - 25.0)
    return points + p["capability.per_year"] * (shown - 2024.0)


def _publish(model: PlainModel, company: Company) -> None:
    """Publish what is due by the end of the step, and count large runs."""
    end = model.moment + model.step_years
    if company.unpublished_flop <= 0.0 or company.unpublished_until > end + 1e-9:
        return
    size = company.unpublished_flop
    company.published_flop = max(company.published_flop, size)
    company.year_flop = max(company.year_flop, size)
    company.unpublished_flop = 0.0
    if size > LARGE_RUN_FLOP:
        model.runs_large += 1.0
