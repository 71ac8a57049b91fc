"""Train: runs are begun, advance, end and are published.

T = C / (N x peak16 x MFU x A), see `race.rules.pools`. A run's size is what the actor's fastest pool
does in the length that was ordered; useful lengths are 60 to 120 days (source E1: GPT-4 95 days,
Gemini Ultra 100, Llama 3.1 89, BLOOM 117).
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats, Whole, at, most, ratio, some
from race.base.calendar import SECONDS_PER_DAY, SECONDS_PER_YEAR
from race.base.rng import normal_quantile
from race.rules.block import Block
from race.rules.orders import Orders
from race.rules.pools import CHIPS_TERM, own_pools
from race.rules.research import belief, capability_of
from race.world.state import State

LARGE_RUN_FLOP = 1e25
HUSHED = 0.5
"""From here on the lever that keeps runs from being published does."""
_SHORTEST_CYCLE_YEARS = 0.3
"""A run of 60 days with a short pause: so many cycles at most have room in a step."""
_LEAST_FLOP = 1e-200
"""FLOP a year: a pool that does less does nothing."""


def train(state: State, orders: Orders, block: Block) -> State:
    """Measure the pools, begin runs that were ordered, advance and finish them, publish."""
    before = state.company_own
    state = with_pools(state, orders, block)
    pace = _Pace(before, state.company_own, share_of_pool(state, block), block)
    step = block.world.calendar.step_years
    left = np.full(before.shape, step)
    for _ in range(int(np.ceil(step / _SHORTEST_CYCLE_YEARS)) + 1):
        state, left, ends = _run(state, left, pace, orders, block)
        if not some(ends & (state.run_pause < left)):
            break
    return _publish(state, np.maximum(state.run_pause - left, 0.0), block)


def share_of_pool(state: State, block: Block) -> Floats:
    """Return the share of its fastest pool that each company gives to one run, (companies, R).

    Laboratories founded to build the largest models give it whole. The others keep most of it for
    other work until scaling is proven: OPT-175B ran on 992 of 6,080 A100, YaLM-100B on 800 of 1,592
    (source E1).
    """
    p = block.parameters
    before = p["training.share_before"]
    proven = before + (1.0 - before) * belief(state, block)
    convinced = np.maximum(proven, block.inputs["company.convinced"])
    given = block.each["companies"]["training.share"] * convinced
    return np.asarray(given * (1.0 - state.withheld))


def next_run(state: State, block: Block) -> Floats:
    """Return the most FLOP that each company dares in its next run, (companies, R).

    A step beyond its largest so far, or beyond the part of the published record that others can
    repeat: 3.1e23, 2.6e24, 2.1e25 for GPT-3, GPT-3.5, GPT-4 (source E1).
    """
    record = most(state.published_flop) * block.parameters["training.repeatable"]
    known = np.maximum(state.best_flop, record)
    return np.asarray(known * block.each["companies"]["training.step"])


class _Pace:
    """How fast runs advance in a step: from the pool before it to the pool after it, evenly in logs."""

    def __init__(self, before: Floats, now: Floats, share: Floats, block: Block) -> None:
        self._last = now * share
        growth = np.where(before > 0.0, ratio(before, now), 1.0)
        self._back = np.log(np.maximum(growth, _LEAST_FLOP))
        self._step = block.world.calendar.step_years

    def over(self, left: Floats) -> Floats:
        """Return the mean FLOP/s over the last `left` years of the step, (companies, R)."""
        return np.asarray(self._last * np.exp(self._back * (left / (2.0 * self._step))))


def with_pools(state: State, orders: Orders, block: Block) -> State:
    """Return the state with the fastest pool of each company: own, merged or rented."""
    own, terms, every = own_pools(state, block)
    together = block.world.sites_by_company.total(every.speed)
    speed = own
    if some(orders.merge) or some(orders.merge_national):
        speed, terms = _merged(own, together, terms, state.national_lead, orders, block)
    renters = block.world.renters
    provider = block.world.company_provider[renters]
    rented = rented_speed(state, at(own, provider), at(speed, provider), block)
    renting = rented > at(speed, renters)
    lent = terms.take(provider, axis=1)
    lent[CHIPS_TERM] = ratio(rented, lent[1] * lent[2] * lent[3])
    terms[:, renters] = np.where(renting, lent, terms.take(renters, axis=1))
    fastest = speed.copy()
    fastest[renters] = np.maximum(at(speed, renters), rented)
    return state.evolve(
        company_own=fastest,
        company_speed=fastest,
        company_terms=terms,
        company_together=together,
        company_h100e=every.fleet,
    )


def _merged(
    own: Floats, together: Floats, terms: Floats, lead: Floats, orders: Orders, block: Block
) -> tuple[Floats, Floats]:
    """Return pools when owners, or states over all their companies, merge sites.

    A national pool is carried by the company that its state chose (`lead`), else by the fastest.
    """
    home, by_country = block.world.company_country, block.world.companies_by_country
    merged = together * block.each["companies"]["training.merge_efficiency"] * orders.merge
    if some(orders.merge_national):
        in_country = by_country.total(together)
        in_country *= block.each["countries"]["training.merge_efficiency"]
        national = at(in_country * orders.merge_national, home)
        chosen = at(by_country.largest(lead), home) > 0.5
        fastest = (own >= at(by_country.largest(own), home)) & (own > 0.0)
        merged = np.maximum(merged, national * np.where(chosen, lead > 0.5, fastest))
    gain = np.maximum(ratio(merged, own), 1.0)
    terms = terms.copy()
    terms[CHIPS_TERM] *= gain
    borrowed = (own <= 0.0) & (merged > 0.0)
    if some(borrowed):
        return _without_own(own * gain, merged, borrowed, terms, block)
    return own * gain, terms


def _without_own(
    speed: Floats, merged: Floats, borrowed: Flags, terms: Floats, block: Block
) -> tuple[Floats, Floats]:
    """Return pools where some carry a national pool and have no cluster: in the leader's terms."""
    world = block.world
    first = np.where(borrowed, 0.0, speed)
    grouping = world.companies_by_country
    fastest = grouping.largest(first)[world.company_country]
    lends = (first >= fastest) & (first > 0.0)
    lent = np.stack([grouping.largest(term * lends)[world.company_country] for term in terms])
    lent = np.where(lent > 0.0, lent, 1.0)
    lent[0] = ratio(merged, lent[1] * lent[2] * lent[3])
    return np.where(borrowed, merged, speed), np.where(borrowed, lent, terms)


def rented_speed(state: State, lent: Floats, merged: Floats, block: Block) -> Floats:
    """Return the speed of rented pools, (renters, R).

    `lent` and `merged` are the speeds of their providers' fastest clusters and of their pools.

    The share of the provider's fleet under contract, at the provider's utilisation: up to its largest cluster, and beyond it over as many clusters as the provider has
    `merged`, at the efficiency of that.
    """
    renters = block.world.renters
    provider = block.world.company_provider[renters]
    held = at(state.rented, renters)
    clusters = ratio(held, at(block.inputs["company.cluster_share"], provider))
    beyond = np.maximum(clusters - 1.0, 0.0) * block.parameters["training.merge_efficiency"]
    return np.minimum(lent * (np.minimum(1.0, clusters) + beyond), merged)


def _run(
    state: State, left: Floats, pace: _Pace, orders: Orders, block: Block
) -> tuple[State, Floats, Flags]:
    """Do what fits into the time `left` of the step, (companies, R): pause, begin, advance, end.

    Returns the state, the time that is left then, and where a run ended: a run or a pause may end
    inside a step, but only where a run ended another can begin.
    """
    paused = np.minimum(state.run_pause, left)
    left = left - paused
    pause = state.run_pause - paused
    rate = pace.over(left)
    size = np.minimum(_ordered_size(state, rate, orders, block), next_run(state, block))
    starts = (state.run_target <= 0.0) & (size > 0.0) & (pause <= 0.0) & (left > 0.0)
    target = np.where(starts, size, state.run_target)
    done = np.where(starts, 0.0, state.run_done)
    rate_year = rate * SECONDS_PER_YEAR
    needed = (target - done) / np.maximum(rate_year, _LEAST_FLOP)
    running = target > 0.0
    ends = running & (needed <= left)
    spent = np.minimum(needed, left) * running
    state = state.evolve(
        run_pause=np.where(ends, block.parameters["training.pause"], pause),
        run_target=np.where(ends, 0.0, target),
        run_done=np.where(ends, 0.0, done + rate_year * spent),
    )
    left = left - spent
    if some(ends):
        state = _completed(state, target * ends, left, block)
    return state, left, ends


def _ordered_size(state: State, rate: Floats, orders: Orders, block: Block) -> Floats:
    """Return the FLOP of the run that each company was ordered to begin, (companies, R)."""
    wish = rate * orders.run_days * block.pace.training_day
    return np.minimum(wish, 10.0**state.run_cap)


def _completed(state: State, size: Floats, left: Floats, block: Block) -> State:
    """Make models of runs that ended: `size` FLOP, 0 for none, `left` years before the step's end."""
    p = block.each["companies"]
    ends = size > 0.0
    largest = most(size)
    moment = state.time + block.world.calendar.step_years - left
    shown = state.algorithm + p["training.publication_lag"]
    capability = state.capability.copy()
    rows = np.flatnonzero(ends.any(axis=1))
    points = _points(at(size, rows), at(shown, rows), rows, state.step, block)
    capability[rows] = np.maximum(at(capability, rows), points * at(ends, rows))
    first = ends & (state.unpublished_flop <= 0.0)
    return state.evolve(
        best_flop=np.maximum(state.best_flop, size),
        record_owner=np.where(largest > state.record_flop, size.argmax(axis=0), state.record_owner),
        record_flop=np.maximum(state.record_flop, largest),
        team=state.team + (1.0 - state.team) * p["training.team_gain"] * ends,
        capability=capability,
        unpublished_flop=np.maximum(state.unpublished_flop, size),
        unpublished_until=np.where(
            first, moment + p["training.publication_lag"], state.unpublished_until
        ),
    )


def _points(size: Floats, shown: Floats, rows: Whole, step: int, block: Block) -> Floats:
    """Return the index of models of some companies `rows`, (rows, R).

    Models differ by more than compute and date: the fit leaves a scatter, and the best of many lie
    above it. All companies have their draw, whether a run ends or not.
    """
    drawn = block.chance.uniform_at("training.luck", step, rows)
    luck = normal_quantile(drawn) * block.parameters["capability.scatter"]
    return capability_of(size, shown, block) + luck


def _publish(state: State, pause: Floats, block: Block) -> State:
    """Publish what is due by the end of the step and not hushed up; count the large runs.

    `pause` is what is left at the end of the pauses between runs.
    """
    end = state.time + block.world.calendar.step_years
    due = (state.unpublished_flop > 0.0) & (state.unpublished_until <= end + 1e-9)
    if some(state.hushed):
        due &= state.hushed < HUSHED
    flop = np.where(due, state.unpublished_flop, 0.0)
    return state.evolve(
        run_pause=pause,
        published_flop=np.maximum(state.published_flop, flop),
        year_flop=np.maximum(state.year_flop, flop),
        runs_large=state.runs_large + (flop > LARGE_RUN_FLOP).sum(axis=0),
        unpublished_flop=np.where(due, 0.0, state.unpublished_flop),
    )


def training_days(
    flop: float, chips: Floats, peak_flops: Floats, mfu: Floats, up: Floats
) -> Floats:
    """Return days for a run: C / (N x peak16 x MFU x A)."""
    return np.asarray(flop / (chips * peak_flops * mfu * up) / SECONDS_PER_DAY)
