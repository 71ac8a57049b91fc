"""Score: the gap in training time, which the game shows in kilometres.

training_gap_years = years that the actor's fastest pool needs for the record run, less the years
that the leader's fastest pool needs for it. kilometres = gap / plan years x stride / 1000: every
five-year plan is one step, as in the old joke.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats, at, flat, most, ratio, some
from race.base.calendar import SECONDS_PER_YEAR
from race.rules.block import Block
from race.rules.orders import Orders
from race.world.state import NO_ONE, State

METRES_PER_KILOMETRE = 1000.0
_NO_GROWTH = 1e-9
"""Growth a year, in logarithm or points, that counts as none: it would date things to no end."""
_LEAST_SPEED = 1e-100
"""FLOP/s, for a quotient that is not used."""
_NO_POOL = np.array([0.0, 1.0, 1.0, 1.0])[:, None, None]


def score(state: State, orders: Orders, block: Block) -> State:
    """Measure pools of countries, gaps of all, and who is first past the threshold."""
    speed, terms = country_pools(state, block)
    leader = most(state.company_speed)
    company_gap = training_gap(state.record_flop, state.company_speed, leader)
    country_gap = training_gap(state.record_flop, speed, leader)
    state = state.evolve(
        country_speed=speed,
        country_terms=terms,
        company_gap=company_gap,
        country_gap=country_gap,
    )
    nobody_yet = state.first_past == NO_ONE
    return _first_past(state, nobody_yet, block) if some(nobody_yet) else state


def _first_past(state: State, nobody_yet: Flags, block: Block) -> State:
    """Note the company that is first past the threshold, where nobody was, (R,)."""
    gained = state.algorithm - block.world.calendar.start
    effective = state.best_flop * block.each["companies"]["score.algorithms"] ** gained
    past = (effective >= state.threshold) & (state.best_flop > 0.0)
    if not some(past):
        return state
    first = past.any(axis=0) & nobody_yet
    winner = (effective * past).argmax(axis=0)
    moment = state.time + block.world.calendar.step_years
    return state.evolve(
        first_past=np.where(first, winner, state.first_past),
        first_past_time=np.where(first, moment, state.first_past_time),
    )


def training_gap(record: Floats, speed: Floats, leader: Floats) -> Floats:
    """Return the gap in years, (actors, R): `record` FLOP (R,), speeds in FLOP/s.

    Infinite without a pool; 0 for the leader; never negative.
    """
    years = record / SECONDS_PER_YEAR
    gap = years / np.maximum(speed, _LEAST_SPEED) - years / np.maximum(leader, _LEAST_SPEED)
    return np.where(speed > 0.0, np.maximum(gap, 0.0), np.inf)


def kilometres(gap_years: Floats, plan_years: Floats | float, stride_m: Floats | float) -> Floats:
    """Return the gap as a distance: one stride for each plan."""
    return np.asarray(gap_years / plan_years * stride_m / METRES_PER_KILOMETRE)


def country_pools(state: State, block: Block) -> tuple[Floats, Floats]:
    """Return the fastest pool that an owner with headquarters there may use.

    Speed (countries, R) and terms (4, countries, R); a bloc has its members' companies.
    """
    world = block.world
    speed = at(state.company_speed, world.member_company)
    best, own = world.by_member.first_largest(speed)
    company = flat(world.member_company.take(best))
    terms = state.company_terms.reshape(len(_NO_POOL), -1).take(company, axis=1)
    return own, np.where(own > 0.0, terms, _NO_POOL)


def causes(terms: Floats, leader_terms: Floats) -> Floats:
    """Split the log ratio of speeds exactly: log10(leader / own) by term, (terms, actors, R).

    Number of chips, peak of a chip, utilisation, availability add up to the whole.
    """
    own = np.maximum(terms, 1e-300)
    return np.asarray(np.log10(np.maximum(leader_terms, 1e-300)) - np.log10(own))


def behind_years(own: Floats, leader_history: Floats, times: Floats) -> Floats:
    """Return how long ago the leader last had no more than each actor has now, (actors, R).

    `own` (actors, R) now; `leader_history` (T, R) at `times` (T,), the last one now; all speeds in
    one unit, compared by their logarithm. Infinite without a pool.
    """
    years = years_since(np.log(np.maximum(own, 1e-300)), np.log(leader_history), times)
    return np.where(own > 0.0, years, np.inf)


def years_since(level: Floats, path: Floats, times: Floats) -> Floats:
    """Return how long ago a path was last at or below each level, (actors, R).

    `level` (actors, R); `path` (T, R) at `times` (T,), the last one now. Interpolated; a level that
    the path had passed before the first time is dated by the path's mean growth, and infinitely
    long ago where it did not grow.
    """
    below = path[::-1, None, :] <= level
    last = np.where(below.any(axis=0), len(path) - 1 - below.argmax(axis=0), -1)
    before, after = np.maximum(last, 0), np.minimum(last + 1, len(times) - 1)
    low = np.take_along_axis(path, before, axis=0)
    high = np.take_along_axis(path, after, axis=0)
    share = np.minimum(ratio(level - low, high - low), 1.0)
    inside = times[before] + share * (times[after] - times[before])
    growth = ratio(path[-1] - path[0], np.full(path.shape[1], times[-1] - times[0]))
    grown = np.where(growth > _NO_GROWTH, growth, np.nan)
    early = times[0] - np.nan_to_num((path[0] - level) / grown, nan=np.inf)
    passed = np.where(last >= 0, inside, early)
    return np.asarray(np.maximum(times[-1] - passed, 0.0))


def catch_up_years(
    own: Floats, own_before: Floats, leader: Floats, leader_before: Floats
) -> Floats:
    """Return years to reach the leader at the growth of the last two years; infinite if never.

    All speeds, own (actors, R), leader (R,); `before` is two years earlier.
    """
    years = 2.0
    own_growth = np.log(np.maximum(ratio(own, own_before), 1e-300)) / years
    leader_growth = np.log(np.maximum(ratio(leader, leader_before), 1e-300)) / years
    distance = np.log(np.maximum(leader, 1e-300)) - np.log(np.maximum(own, 1e-300))
    closing = own_growth - leader_growth
    known = (own > 0.0) & (own_before > 0.0)
    catches = known & (closing > 0.0)
    years_left = distance / np.where(catches, closing, 1.0)
    return np.where(distance <= 0.0, 0.0, np.where(catches, years_left, np.inf))
