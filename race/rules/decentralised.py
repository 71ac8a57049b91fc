"""Decentralised training: pools over slow links and across borders.

Efficiency e = T_c / (T_c + max(0, T_s - o T_c)) x (1 - 0.02 log2 M) x churn, with T_c the compute
between two syncs and T_s = 2 (M-1)/M x P b / BW the all-reduce. Checks: INTELLECT-1 (10B
parameters, 14 nodes, 0.30 Gbit/s effective, 8 bits: 8.3 minutes a sync against 40 of compute, 83 %;
source N31). Brakes: memory of a node for the model's state, the largest model that was proven,
methods that improve with time, recruitment of members.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats, Whole, at, over_first, ratio
from race.base.calendar import SECONDS_PER_DAY
from race.rules.block import Block
from race.rules.orders import Orders
from race.world.state import State

TOKENS_PER_PARAMETER = 20.0
GIGA = 1e9
LENDS = 0.01
"""Share of own chips from which a company counts as a lender."""


def decentralised(state: State, orders: Orders, block: Block) -> State:
    """Grow the pools, lend them members' chips, and let members use what the pool can do."""
    world, p = block.world, block.each["collectives"]
    step, pools = world.calendar.step_years, world.collectives
    joining = block.leaving["companies"]["pool.join_lag"]
    joined = state.pool_join + (orders.join_pool - state.pool_join) * joining
    method = np.minimum(at(state.pool_method, pools) + p["pool.method_growth"] * step, 5.0)
    founded = (at(world.company_since, pools) <= state.time + step)[:, None]
    before = at(state.pool_members, pools)
    members = np.where(founded, grown_members(before, block), before)
    lent = lent_speed(state, joined, block)
    raw, sites = raw_pool(state, members * founded, lent, block)
    model = model_size(state.record_flop)
    largest = at(state.pool_flop, pools)
    own_model = np.maximum(model_size(largest), p["pool.model_start"])
    proven = np.minimum(model, own_model * p["pool.model_step"])
    models = np.empty((2, *proven.shape))
    models[0], models[1] = model, proven
    at_record, own_speed = raw * efficiency(models, sites, method, p)
    return _use(
        state.evolve(
            pool_join=joined,
            pool_method=_with_rows(state.pool_method, pools, method),
            pool_members=_with_rows(state.pool_members, pools, members),
            pool_speed=_with_rows(state.pool_speed, pools, own_speed),
            pool_flop=_with_rows(state.pool_flop, pools, _own_runs(largest, own_speed, block)),
        ),
        at_record,
        stakes(lent, raw, block),
        block,
    )


def _with_rows(values: Floats, rows: Whole, new: Floats) -> Floats:
    values = values.copy()
    values[rows] = new
    return values


def grown_members(members: Floats, block: Block) -> Floats:
    """Return the sites of members after a step of logistic growth, (collectives, R)."""
    p = block.each["collectives"]
    ceiling = p["pool.members_most"]
    growth = np.exp(p["pool.recruitment"] * block.world.calendar.step_years)
    grown = members * (growth * ceiling)
    return np.asarray(grown / np.maximum(ceiling + members * (growth - 1.0), 1e-9))


def lent_speed(state: State, joined: Floats, block: Block) -> Floats:
    """Return FLOP/s that each company lends to each collective, (companies, R).

    The lent share of all its sites goes to the collectives in equal parts.
    """
    return state.company_together * joined / max(len(block.world.collectives), 1)


def raw_pool(state: State, members: Floats, lent: Floats, block: Block) -> tuple[Floats, Floats]:
    """Return FLOP/s that are lent to each collective, (collectives, R), and its number of sites.

    Members' own machines, and what companies lend.
    """
    world, p = block.world, block.parameters
    years = state.time - world.calendar.start
    machine = p["pool.member_pflops"] * 1e15 * np.exp(p["pool.member_growth"] * years)
    share = 1.0 / max(len(world.collectives), 1)
    lenders = (lent > LENDS * share * state.company_together).sum(axis=0) * share
    return members * machine + over_first(lent), np.maximum(members, 1.0) + lenders


def stakes(lent: Floats, raw: Floats, block: Block) -> Floats:
    """Return how far each company may use each pool as its own, (collectives, companies, R).

    A pool's run is one run by many. Who brings the share `pool.stake` of it has a say in what is
    trained, and the model; who brings less counts it in proportion.
    """
    brought = ratio(lent[None], raw[:, None])
    return np.asarray(np.minimum(brought / block.parameters["pool.stake"], 1.0))


def efficiency(model: Floats, sites: Floats, method: Floats, p: Mapping[str, Floats]) -> Floats:
    """Return the pool's efficiency for a model of so many parameters, (..., collectives, R), 0 to 1.

    Each level of method compresses the sync, and the state that a member's node must hold, by the
    same factor. `p` are the parameters of the block, or of each collective.
    """
    compute = p["pool.local_steps"] * p["pool.step_seconds"]
    gain = p["pool.method_gain"] ** method
    bits = p["pool.bits"] / gain
    link = p["pool.link_gbps"] * GIGA
    sync = 2.0 * (sites - 1.0) / np.maximum(sites, 1.0) * model * bits / link
    waiting = np.maximum(0.0, sync - p["pool.overlap"] * compute)
    statistical = np.maximum(1.0 - 0.02 * np.log2(np.maximum(sites, 1.0)), 0.2)
    fits = np.minimum(1.0, p["pool.node_parameters"] * gain / np.maximum(model, 1.0))
    return np.asarray(compute / (compute + waiting) * statistical * p["pool.churn"] * fits)


def model_size(flop: Floats) -> Floats:
    """Return parameters of the compute-optimal model: C = 6 P D, D = 20 P (Hoffmann 2022)."""
    return np.sqrt(np.maximum(flop, 1.0) / (6.0 * TOKENS_PER_PARAMETER))


def _own_runs(largest: Floats, speed: Floats, block: Block) -> Floats:
    """Return the largest run of each collective after a step, (collectives, R), in FLOP.

    They complete one now and then, as large as the pool does in a run's length.
    """
    p = block.each["collectives"]
    size = speed * (p["pool.run_days"] * SECONDS_PER_DAY * p["pool.duty"])
    learned = block.leaving["collectives"]["pool.run_interval"]
    grown = largest + np.maximum(size - largest, 0.0) * learned
    # Teams try runs so much larger than the largest of the kind, twentyfold a year (source E22).
    step = block.world.calendar.step_years
    dared = largest.max(axis=0, initial=0.0) * np.exp(p["pool.run_growth"] * step)
    return np.asarray(np.maximum(np.minimum(grown, dared), largest))


def _use(state: State, at_record: Floats, stake: Floats, block: Block) -> State:
    """Give the pools to the collectives, and to lenders as far as they have a say."""
    pools = block.world.collectives
    usable = (at_record[:, None] * stake).max(axis=0, initial=0.0)
    usable[pools] = at_record
    faster = usable > state.company_speed
    terms = state.company_terms.copy()
    per_chip = np.maximum(terms[1] * terms[2] * terms[3], 1.0)
    terms[0] = np.where(faster, usable / per_chip, terms[0])
    return state.evolve(company_speed=np.maximum(state.company_speed, usable), company_terms=terms)
