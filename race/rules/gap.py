"""Stage 17, score: the gap in training time, which the game shows in kilometres.

training_gap_years = years that the actor's fastest pool needs for the record run, less the years
that the leader's fastest pool needs for it. kilometres = gap / plan years x stride / 1000: every
five-year plan is one step, as in the old joke.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, ratio
from race.base.calendar import SECONDS_PER_YEAR
from race.rules.orders import Orders
from race.world.state import NO_ONE, State
from race.rules.block import Block

METRES_PER_KILOMETRE = 1000.0


def score(state: State, orders: Orders, block: Block) -> State:
    """Measure pools of countries, gaps of all, and who is first past the threshold."""
    speed, terms = country_pools(state, block)
    leader = state.company_speed.max(axis=0)
    company_gap = training_gap(state.record_flop, state.company_speed, leader)
    country_gap = training_gap(state.record_flop, speed, leader)
    effective = state.best_flop * block.parameters["score.algorithms"] ** (
        state.algorithm - block.world.calendar.start
    )
    past = (effective >= state.threshold) & (state.best_flop > 0.0)
    first = past.any(axis=0) & (state.first_past == NO_ONE)
    winner = (effective * past).argmax(axis=0)
    moment = state.time + block.world.calendar.step_years
    return state.evolve(
        country_speed=speed,
        country_terms=terms,
        company_gap=company_gap,
        country_gap=country_gap,
        first_past=np.where(first, winner, state.first_past),
        first_past_time=np.where(first, moment, state.first_past_time),
    )


def training_gap(record: Floats, speed: Floats, leader: Floats) -> Floats:
    """Return the gap in years, (actors, R): `record` FLOP (R,), speeds in FLOP/s.

    Infinite without a pool; 0 for the leader; never negative.
    """
    own = record / np.where(speed > 0.0, speed, np.nan) / SECONDS_PER_YEAR
    best = record / np.where(leader > 0.0, leader, np.nan) / SECONDS_PER_YEAR
    gap = np.maximum(own - best, 0.0)
    return np.where(np.isnan(gap), np.inf, gap)


def kilometres(gap_years: Floats, plan_years: Floats | float, stride_m: Floats | float) -> Floats:
    """Return the gap as a distance: one stride for each plan."""
    return np.asarray(gap_years / plan_years * stride_m / METRES_PER_KILOMETRE)


def country_pools(state: State, block: Block) -> tuple[Floats, Floats]:
    """Return the fastest pool that an owner with headquarters there may use.

    Speed (countries, R) and terms (4, countries, R); a bloc has its members' companies.
    """
    world = block.world
    speeds, terms = [], []
    columns = np.arange(block.width)
    for country in range(len(world.countries)):
        members = np.flatnonzero(world.bloc[country][world.company_country])
        if len(members) == 0:
            speeds.append(np.zeros(block.width))
            terms.append(np.ones((4, block.width)) * np.array([0.0, 1.0, 1.0, 1.0])[:, None])
            continue
        own = state.company_speed[members]
        best = own.argmax(axis=0)
        speeds.append(own[best, columns])
        terms.append(state.company_terms[:, members[best], columns])
    return np.stack(speeds), np.stack(terms, axis=1)


def causes(terms: Floats, leader_terms: Floats) -> Floats:
    """Split the log ratio of speeds exactly: log10(leader / own) by term, (terms, actors, R).

    Number of chips, peak of a chip, utilisation, availability add up to the whole.
    """
    own = np.maximum(terms, 1e-300)
    return np.asarray(np.log10(np.maximum(leader_terms, 1e-300)) - np.log10(own))


def behind_years(own: Floats, leader_history: Floats, times: Floats) -> Floats:
    """Return how long ago the leader had what each actor has now, (actors, R).

    `own` (actors, R) now; `leader_history` (T, R) at `times` (T,), the last one now. Interpolated
    in the log; before the first time the leader's mean growth over the record is carried back.
    """
    logs = np.log(np.maximum(leader_history, 1e-300))
    target = np.log(np.maximum(own, 1e-300))
    now = times[-1]
    out = np.full(own.shape, np.inf)
    for actor, replicate in np.ndindex(*own.shape):
        if own[actor, replicate] > 0.0:
            path = np.maximum.accumulate(logs[:, replicate])
            out[actor, replicate] = now - _moment(target[actor, replicate], path, times)
    return np.maximum(out, 0.0)


def _moment(level: float, path: Floats, times: Floats) -> float:
    """Return when a rising path stood at a level."""
    if level >= path[0]:
        index = int(np.searchsorted(path, level, side="left"))
        if index == 0:
            return float(times[0])
        if index >= len(path):
            return float(times[-1])
        rise = path[index] - path[index - 1]
        share = (level - path[index - 1]) / rise if rise > 0.0 else 1.0
        return float(times[index - 1] + share * (times[index] - times[index - 1]))
    span = times[-1] - times[0]
    growth = (path[-1] - path[0]) / span if span > 0.0 else 0.0
    return float(times[0] - (path[0] - level) / growth) if growth > 0.0 else float("-inf")


def catch_up_years(own: Floats, own_before: Floats, leader: Floats, leader_before: Floats) -> Floats:
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
