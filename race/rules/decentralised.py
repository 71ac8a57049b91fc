"""Decentralised training: pools over slow links and across borders.

Efficiency e = T_c / (T_c + max(0, T_s - o T_c)) x (1 - 0.02 log2 M) x churn, with T_c the compute
between two syncs and T_s = 2 (M-1)/M x P b / BW the all-reduce. Checks: INTELLECT-1 (10B
parameters, 14 nodes, 0.30 Gbit/s effective, 8 bits: 8.3 minutes a sync against 40 of compute, 83 %;
source N31). Brakes: memory of a node for the model's state, the largest model that was proven,
methods that improve with time, recruitment of members.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, share_of_lag
from race.base.calendar import SECONDS_PER_DAY
from race.rules.block import Block
from race.rules.orders import Orders
from race.world.state import State

TOKENS_PER_PARAMETER = 20.0
GIGA = 1e9


def decentralised(state: State, orders: Orders, block: Block) -> State:
    """Grow the pools, lend them members' chips, and let members use what the pool can do."""
    world, p = block.world, block.parameters
    step = world.calendar.step_years
    open_pool = block.inputs["company.collective"]
    method = np.minimum(state.pool_method + open_pool * p["pool.method_growth"] * step, 5.0)
    most = p["pool.members_most"]
    growth = np.exp(p["pool.recruitment"] * step)
    members = state.pool_members * growth * most
    members = members / np.maximum(most + state.pool_members * (growth - 1.0), 1e-9)
    joined = state.pool_join + (orders.join_pool - state.pool_join) * share_of_lag(
        step, p["pool.join_lag"]
    )
    founded = (world.company_since <= state.time + step)[:, None]
    members = np.where(founded, members, state.pool_members)
    raw, sites = raw_pool(state, members * open_pool * founded, joined, block)
    model = model_size(state.record_flop)
    at_record = raw * efficiency(model, sites, method, block)
    own_model = np.maximum(model_size(state.pool_flop), p["pool.model_start"])
    proven = np.minimum(model, own_model * p["pool.model_step"])
    own_speed = raw * efficiency(proven, sites, method, block)
    state = state.evolve(
        pool_method=method, pool_members=members, pool_join=joined, pool_speed=own_speed
    )
    return _use(_own_runs(state, own_speed, block), at_record, joined, open_pool)


def raw_pool(state: State, members: Floats, joined: Floats, block: Block) -> tuple[Floats, Floats]:
    """Return FLOP/s that are lent to each collective, (companies, R), and its number of sites.

    Members' own machines, and the lent share of all sites of companies that join; a company's
    chips go to the collectives in equal parts.
    """
    world, p = block.world, block.parameters
    years = state.time - world.calendar.start
    machine = p["pool.member_pflops"] * 1e15 * np.exp(p["pool.member_growth"] * years)
    lent = (state.company_together * joined).sum(axis=0)
    lenders = (joined > 0.01).sum(axis=0)
    open_pool = block.inputs["company.collective"]
    share = open_pool / np.maximum(open_pool.sum(axis=0), 1.0)
    return members * machine + lent * share, np.maximum(members, 1.0) + lenders * share


def efficiency(model: Floats, sites: Floats, method: Floats, block: Block) -> Floats:
    """Return the pool's efficiency for a model of so many parameters, (companies, R), 0 to 1.

    Each level of method compresses the sync, and the state that a member's node must hold, by the
    same factor.
    """
    p = block.parameters
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


def _own_runs(state: State, speed: Floats, block: Block) -> State:
    """Let collectives complete a run now and then, as large as the pool does in a run's length."""
    p = block.parameters
    collective = block.inputs["company.collective"] > 0.0
    size = speed * p["pool.run_days"] * SECONDS_PER_DAY * p["pool.duty"]
    learned = share_of_lag(block.world.calendar.step_years, p["pool.run_interval"])
    grown = state.pool_flop + np.maximum(size - state.pool_flop, 0.0) * learned
    # Teams try runs so much larger than the largest of the kind, twentyfold a year (source E22).
    step = block.world.calendar.step_years
    dared = state.pool_flop.max(axis=0) * np.exp(p["pool.run_growth"] * step)
    grown = np.maximum(np.minimum(grown, dared), state.pool_flop)
    return state.evolve(pool_flop=np.where(collective, grown, state.pool_flop))


def _use(state: State, at_record: Floats, joined: Floats, open_pool: Floats) -> State:
    """Give the pool to the collectives and to the members who lend at least some chips."""
    best = (at_record * open_pool).max(axis=0)
    usable = np.where(open_pool > 0.0, at_record, best * (joined > 0.01))
    faster = usable > state.company_speed
    terms = state.company_terms.copy()
    per_chip = np.maximum(terms[1] * terms[2] * terms[3], 1.0)
    terms[0] = np.where(faster, usable / per_chip, terms[0])
    return state.evolve(company_speed=np.maximum(state.company_speed, usable), company_terms=terms)
