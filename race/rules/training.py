"""Stage 12, train: runs are begun, advance, end and are published.

T = C / (N x peak16 x MFU x A), see `race.rules.pools`. A run's size is what the actor's fastest pool
does in the length that was ordered; useful lengths are 60 to 120 days (source E1: GPT-4 95 days,
Gemini Ultra 100, Llama 3.1 89, BLOOM 117).
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, ratio
from race.base.calendar import SECONDS_PER_DAY, SECONDS_PER_YEAR
from race.rules.orders import Orders
from race.rules.pools import own_pools
from race.rules.research import capability_of
from race.world.state import NO_ONE, State
from race.rules.block import Block

LARGE_RUN_FLOP = 1e25


def train(state: State, orders: Orders, block: Block) -> State:
    """Measure the pools, begin runs that were ordered, advance and finish them, publish."""
    state = with_pools(state, orders, block)
    state = _begin(state, orders, block)
    state = _advance(state, block)
    return _publish(state)


def with_pools(state: State, orders: Orders, block: Block) -> State:
    """Return the state with the fastest pool of each company: own, merged or rented."""
    world, p = block.world, block.parameters
    own, terms, together = own_pools(state, block)
    speed, terms = _merged(own, together, terms, orders, block)
    rented = rented_speed(state, own, block)
    renting = rented > speed
    provider = np.maximum(world.company_provider, 0)
    lent = terms[:, provider].copy()
    lent[0] = ratio(rented, lent[1] * lent[2] * lent[3])
    terms = np.where(renting, lent, terms)
    return state.evolve(
        company_speed=np.maximum(speed, rented), company_terms=terms, company_together=together
    )


def _merged(
    own: Floats, together: Floats, terms: Floats, orders: Orders, block: Block
) -> tuple[Floats, Floats]:
    """Return pools when owners, or states over all their companies, merge sites."""
    world, p = block.world, block.parameters
    merged = together * p["training.merge_efficiency"] * orders.merge
    by_country = world.companies_by_country.total(together) * p["training.merge_efficiency"]
    national = by_country * orders.merge_national
    leader = world.companies_by_country.largest(own)[world.company_country]
    carries = (own >= leader) & (own > 0.0)
    merged = np.maximum(merged, national[world.company_country] * carries)
    gain = np.maximum(ratio(merged, own), 1.0)
    terms = terms.copy()
    terms[0] = terms[0] * gain
    return own * gain, terms


def rented_speed(state: State, own: Floats, block: Block) -> Floats:
    """Return the speed of rented pools, (companies, R).

    The share of the provider's fleet held over the last four quarters, up to its whole largest
    cluster, at the provider's utilisation.
    """
    world = block.world
    provider = np.maximum(world.company_provider, 0)
    share_of_cluster = ratio(state.rented_year, block.inputs["company.cluster_share"][provider])
    can = (world.company_provider >= 0)[:, None]
    return own[provider] * np.minimum(1.0, share_of_cluster) * can


def _begin(state: State, orders: Orders, block: Block) -> State:
    """Begin a run where one is ordered, none is in progress and the pause is over."""
    world, p = block.world, block.parameters
    step = world.calendar.step_years
    pause = np.maximum(state.run_pause - step, 0.0)
    idle = (state.run_target <= 0.0) & (pause <= 0.0)
    wanted = world.company_trains[:, None] & (orders.run_days > 0.0) & (state.company_speed > 0.0)
    size = state.company_speed * orders.run_days * SECONDS_PER_DAY * p["training.share"]
    starts = idle & wanted
    return state.evolve(
        run_pause=pause,
        run_target=np.where(starts, size, state.run_target),
        run_done=np.where(starts, 0.0, state.run_done),
    )


def _advance(state: State, block: Block) -> State:
    """Do a step of every run; record those that end."""
    world, p = block.world, block.parameters
    step = world.calendar.step_years
    does = state.company_speed * p["training.share"] * step * SECONDS_PER_YEAR
    running = state.run_target > 0.0
    done = state.run_done + does * running
    ends = running & (done >= state.run_target)
    size = np.where(ends, state.run_target, 0.0)
    best = np.maximum(state.best_flop, size)
    record = np.maximum(state.record_flop, size.max(axis=0))
    beaten = size.max(axis=0) > state.record_flop
    owner = np.where(beaten, size.argmax(axis=0), state.record_owner)
    team = state.team + (1.0 - state.team) * p["training.team_gain"] * ends
    capability = np.maximum(state.capability, capability_of(size, state.algorithm, block) * ends)
    waiting = np.maximum(state.unpublished_flop, size)
    due = np.where(
        ends & (state.unpublished_flop <= 0.0),
        state.time + step + p["training.publication_lag"],
        state.unpublished_until,
    )
    return state.evolve(
        run_done=np.where(ends, 0.0, done),
        run_target=np.where(ends, 0.0, state.run_target),
        run_pause=np.where(ends, p["training.pause"], state.run_pause),
        best_flop=best,
        record_flop=record,
        record_owner=owner,
        team=team,
        capability=capability,
        unpublished_flop=waiting,
        unpublished_until=due,
    )


def _publish(state: State) -> State:
    """Publish what is due; count the large ones."""
    due = (state.unpublished_flop > 0.0) & (state.unpublished_until <= state.time + 1e-9)
    flop = np.where(due, state.unpublished_flop, 0.0)
    return state.evolve(
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


__all__ = ["NO_ONE", "train", "training_days", "with_pools"]
