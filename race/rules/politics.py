"""Politics: what states order, and what it does to rules, tools and trust.

Dated measures of the record are already in the state with their dates; here states add their own:
a controller's new threshold is announced at once and binds after its lead time, allies follow or
not, targets answer with export limits on materials (as China did in 2023-08, source of the
record), and equipment controls move access to tools.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, at, most, over_first, some
from race.rules.block import Block
from race.rules.orders import Orders
from race.rules.rulebook import Rulebook
from race.scenario.models.measures import EFFECTS
from race.world.state import State

_TPP, _DENSITY = 0, 1
DENSE_FROM = 1.0 / 3.0
"""Share of its threshold from which a rule denies dense chips too: 1,600 of 4,800 in October 2023."""


def politics(state: State, orders: Orders, block: Block) -> State:
    """Carry out the states' orders at the start of a year, and let their effects work."""
    world = block.world
    if world.calendar.turn_begins(state.step):
        state = _tighten(state, orders, block)
        state = _relax(state, orders, block.rulebook)
    return _effects(state, orders, block)


def _tighten(state: State, orders: Orders, block: Block) -> State:
    """Write a new threshold into the issuer's next free draft."""
    world, p, book = block.world, block.parameters, block.rulebook
    if not some(orders.tighten_tpp > 0.0):
        return state
    announced = state.measure_announced.copy()
    effective = state.measure_effective.copy()
    lower = state.clause_lower.copy()
    done = np.zeros((len(world.countries), block.width), bool)
    for measure in book.draft_measures:
        issuer = book.drafts[measure]
        wish = orders.tighten_tpp[issuer]
        free = np.isinf(announced[measure])
        takes = free & (wish > 0.0) & ~done[issuer]
        if not some(takes):
            continue
        done[issuer] |= takes
        own = state.rule_lead[issuer]
        lead = np.where(own >= 0.0, own, p["politics.lead_years"])
        announced[measure] = np.where(takes, state.time, announced[measure])
        effective[measure] = np.where(takes, state.time + lead, effective[measure])
        clause = book.first_clause[measure]
        lower[clause, _TPP] = np.where(takes, wish, lower[clause, _TPP])
        lower[clause + 1, _TPP] = np.where(takes, wish * DENSE_FROM, lower[clause + 1, _TPP])
        asked, usual = state.rule_density[issuer], wish * p["politics.density_per_tpp"]
        dense = np.where(asked >= 0.0, asked, usual)
        lower[clause + 1, _DENSITY] = np.where(takes, dense, lower[clause + 1, _DENSITY])
    if not some(done):
        return state
    return state.evolve(
        measure_announced=announced, measure_effective=effective, clause_lower=lower
    )


def _relax(state: State, orders: Orders, book: Rulebook) -> State:
    """End the newest draft in force of an issuer that asks for it."""
    if not some(orders.relax > 0.5):
        return state
    until = state.measure_until.copy()
    lifted = np.zeros_like(orders.relax, dtype=bool)
    for measure in reversed(book.draft_measures):
        issuer = book.drafts[measure]
        live = np.isfinite(state.measure_effective[measure]) & (until[measure] > state.time)
        ends = live & (orders.relax[issuer] > 0.5) & ~lifted[issuer]
        lifted[issuer] |= ends
        until[measure] = np.where(ends, state.time, until[measure])
    return state.evolve(measure_until=until) if some(lifted) else state


def _effects(state: State, orders: Orders, block: Block) -> State:
    """Move access to tools, enforcement, following and closures toward what is ordered."""
    p, leaving = block.each["countries"], block.leaving["countries"]
    step = block.world.calendar.step_years
    loss = state.measure_effects[EFFECTS.index("tool_access")] - _allied_tools(state, block)
    start = block.inputs["country.tool_access"]
    own_tools = np.minimum(orders.tools * p["politics.tools_per_busd"], p["politics.tools_most"])
    aim = np.minimum(np.maximum(start + loss + own_tools - state.tools_lost, 0.02), 1.0)
    up, down = leaving["politics.tools_lag"], leaving["politics.tools_loss_lag"]
    learned = np.where(aim > state.tool_access, up, down)
    slow = leaving["politics.reaction_lag"]
    return state.evolve(
        tool_access=state.tool_access + (aim - state.tool_access) * learned,
        enforcement=state.enforcement + (orders.enforcement - state.enforcement) * slow,
        hub_enforcement=state.hub_enforcement
        + (orders.hub_enforcement - state.hub_enforcement) * slow,
        remote_access_closed=np.maximum(orders.close_remote_access, 0.0),
        coalition=orders.follow,
        materials=state.materials + (_held_back(orders, block) - state.materials) * slow[0],
        trust=_trust(state, block, step),
    )


def _allied_tools(state: State, block: Block) -> Floats:
    """Return access to tools that drafts in force cost their targets, (countries, R).

    Makers of tools are spread over several countries: it takes those that follow the controller.
    """
    p, book = block.parameters, block.rulebook
    live = at(state.measure_effective, book.draft_rows) <= state.time
    live &= at(state.measure_until, book.draft_rows) > state.time
    not_denied = block.inputs["country.denied"] <= 0.0
    following = over_first(state.coalition * not_denied) / not_denied.sum(axis=0)
    cost = live.sum(axis=0) * following * p["politics.draft_tools"]
    return np.asarray(block.inputs["country.denied"] * cost)


def _held_back(orders: Orders, block: Block) -> Floats:
    """Return the share of chip output that is left when targets hold back materials, (R,)."""
    answer = most(orders.retaliate * block.inputs["country.denied"])
    return np.asarray(1.0 - block.parameters["politics.retaliation"] * answer)


def _trust(state: State, block: Block, step: float) -> Floats:
    """Return credit with partners: it heals, and grey imports that arrive wear it down."""
    p = block.each["countries"]
    carried = block.world.routes_by_destination.total(state.route_carried)
    exposed = p["politics.exposure"] * carried / (carried + p["politics.exposure_chips"])
    trust = state.trust + (p["politics.trust_gain"] - exposed) * step
    return np.asarray(np.minimum(np.maximum(trust, 0.0), 100.0))
