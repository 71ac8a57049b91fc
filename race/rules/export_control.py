"""Export control: the outcome for every offer, a buyer and a chip.

Each measure tests the chips' figures by its clauses in order, the first that matches decides
(15 CFR 774 supplement 1, ECCN 3A090 and its notes; see `race.rules.classification`). Between
measures the strictest outcome holds, but an amending measure takes the place of the amended one
for what that one controls. Chips are never known by name here. Outcomes are worked out for classes
of buyers that measures treat alike (`race.rules.coverage`), in tables (classes, chips, R), and then
spread over the offers.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from race.base.arrays import Codes, Flags, Floats, Whole, at, delay_factors, pick
from race.rules.block import Block
from race.rules.calendar_events import announced, in_force, middle
from race.rules.classification import Outcome
from race.rules.coverage import Coverage
from race.rules.orders import Orders
from race.rules.rulebook import ADDS, EFFECTS
from race.rules.texts import outcomes_of
from race.world.state import State

DENIED = float(Outcome.DENIED)
Basis = tuple[Any, ...]
"""Measures that bind, measures known, the period of membership, figures of chips, bounds."""
Said = dict[int, Codes]
"""What the clauses of each measure say of each chip, (2, chips, R), by measure: row 0 for buyers
that the arms embargo touches, row 1 for the others that are covered."""


def export_control(state: State, orders: Orders, block: Block) -> State:
    """Classify every offer, now and as announced; keep the answer while nothing changes.

    Orders that a new rule forbids lapse.
    """
    now = middle(state, block)
    binding = in_force(state, now)
    known = binding | announced(state, now + block.parameters["market.rumour"])
    period = np.array(block.rulebook.period(now))
    basis = (binding, known, period, state.chip_metrics, state.clause_lower, state.eased)
    choice = (orders.home_chips, state.listed)
    if state.licence_basis is None or not _same(basis, state.licence_basis[:-2]):
        return _with_licences(state, orders, basis, block)
    if not _same(choice, state.licence_basis[-2:]):
        return _with_access(state, orders, basis, block)
    return state


def _with_licences(state: State, orders: Orders, basis: Basis, block: Block) -> State:
    """Return the state with its licences worked out; orders that a new rule forbids lapse."""
    binding, known, period = basis[0], basis[1], int(basis[2])
    said = clause_outcomes(state, known.any(axis=1), block)
    spread = block.rulebook.coverage[period].offer
    table = licences(said, binding, period, block)
    licence = _over_offers(table, spread)
    coming = licence
    if not np.array_equal(binding, known):
        coming = _over_offers(licences(said, known, period, block), spread)
    licence, coming = passing(licence, state, block), passing(coming, state, block)
    kept, entry = transit_factors(licence, block)
    state = state.evolve(
        licence=licence,
        licence_announced=coming,
        measure_effects=measure_effects(binding, period, block),
        transit_kept=kept,
        transit_entry=entry,
    )
    state = _with_access(state, orders, basis, block)
    return state.evolve(backlog=state.backlog * (state.access > 0.0))


def _with_access(state: State, orders: Orders, basis: Basis, block: Block) -> State:
    """Return the state with the weights of chips in the buyers' choice."""
    open_to = access(state.licence, state.measure_effects, orders, block)
    open_to = _with_levers(open_to, state, block)
    barred = block.world.offers.sold - np.minimum(open_to, 1.0)
    return state.evolve(
        licence_basis=(*basis, orders.home_chips, state.listed),
        access=open_to,
        barred=np.maximum(barred, 0.0),
    )


def passing(licence: Floats, state: State, block: Block) -> Floats:
    """Return the outcomes with denied ones under review for companies that are let in."""
    if not state.eased.any():
        return licence
    let_in = _of_company(state.eased, block) > 0.0
    return np.where(let_in, np.minimum(licence, float(Outcome.CASE_BY_CASE)), licence)


def _with_levers(open_to: Floats, state: State, block: Block) -> Floats:
    """Return the weights of chips, less for companies let in by halves and for those listed."""
    if state.eased.any():
        share = _of_company(state.eased, block)
        reviewed = (share > 0.0) & (state.licence >= float(Outcome.CASE_BY_CASE))
        open_to = np.where(reviewed, open_to * share, open_to)
    if state.listed.any():
        open_to = open_to * (1.0 - _of_company(state.listed, block))
    return open_to


def _of_company(values: Floats, block: Block) -> Floats:
    """Spread (companies, R) over the offers to their buyers, (offers, R)."""
    return at(values, at(block.world.buyer_company, block.world.offers.buyer))


def _same(new: Basis, old: Basis) -> bool:
    return all(a is b or np.array_equal(a, b) for a, b in zip(new, old, strict=True))


def _over_offers(table: Floats, spread: Whole) -> Floats:
    """Return the entries (offers, R) of a table (classes, chips, R)."""
    return at(table.reshape(-1, table.shape[-1]), spread)


def clause_outcomes(state: State, acting: Flags, block: Block) -> Said:
    """Return what the clauses of each acting measure say of each chip."""
    book = block.rulebook
    matched = book.texts.first_match(state.chip_metrics, state.clause_lower, state.clause_upper)
    codes = outcomes_of(matched, book.outcomes)
    return {
        measure: codes[:, row] for row, measure in enumerate(book.texts.numbers) if acting[measure]
    }


def licences(said: Said, active: Flags, period: int, block: Block) -> Floats:
    """Return the outcome for every class of buyers and chip, (classes, chips, R).

    `active` (measures, R) are the measures taken as binding.
    """
    book = block.rulebook
    cover = book.coverage[period]
    result = np.zeros((len(cover.strict), len(block.world.chips), block.width))
    for measure in said:
        if book.base[measure] == ADDS and active[measure].any():
            outcome = _outcome(measure, said, active, cover, block)
            for amendment in said:
                if book.base[amendment] == measure:
                    outcome = _amend(outcome, amendment, said, active, cover, block)
            np.maximum(result, outcome, out=result)
    for measure in np.flatnonzero(cover.listed.any(axis=1) & active.any(axis=1)).tolist():
        bite = DENIED * (active[measure] & book.reach[measure][:, None])
        np.maximum(result, cover.listed[measure][:, None, None] * bite, out=result)
    return result


def _outcome(measure: int, said: Said, active: Flags, cover: Coverage, block: Block) -> Floats:
    """Return what one measure says in each class, (classes, chips, R)."""
    covered, strict = cover.covered[measure], cover.strict
    bite = active[measure] & block.rulebook.reach[measure][:, None]
    touched, others = said[measure] * bite
    return np.asarray(
        (covered & strict)[:, None, None] * touched.astype(np.float64)
        + (covered & ~strict)[:, None, None] * others.astype(np.float64)
    )


def _amend(
    base: Floats, amendment: int, said: Said, active: Flags, cover: Coverage, block: Block
) -> Floats:
    """Put an amendment's outcome in the place of the base's, for what the base controls.

    An amendment without headquarters of its own reaches only what is shipped to the place: firms
    seated there that buy elsewhere stay under the amended text (91 FR 1684).
    """
    reach = cover.covered[amendment][:, None, None] & (base > 0.0) & active[amendment]
    return np.where(reach, _outcome(amendment, said, active, cover, block), base)


def measure_effects(active: Flags, period: int, block: Block) -> Floats:
    """Return what the measures in force move, (effects, countries, R), all of them added up."""
    book = block.rulebook
    effects = np.zeros((len(EFFECTS), len(block.world.countries), block.width))
    for measure, effect, name in book.strengths:
        if active[measure].any():
            covered = book.destination[period, measure]
            effects[effect, covered] += block.inputs[name] * active[measure]
    return effects


def access(licence: Floats, effects: Floats, orders: Orders, block: Block) -> Floats:
    """Return the weight of each offer in its buyer's choice, (offers, R); 0 where denied.

    Buyers shun what may be held up: the weights of notice and case by case are parameters.
    """
    world, p, offers = block.world, block.parameters, block.world.offers
    one = np.ones(block.width)
    weights = (one, p["market.weight.notice"], p["market.weight.case_by_case"], 0.0 * one)
    home = at(world.company_country, world.buyer_company)
    pressed = at(orders.home_chips, world.buyer_company)
    pressed = pressed + at(effects[EFFECTS.index("own_chip_share")], home)
    preference = np.clip(pressed, 0.0, 1.0) * p["market.home_preference"]
    demand = 1.0 + at(effects[EFFECTS.index("licensed_demand")], world.buyer_host)
    licensed = np.where(licence > 0.0, at(np.maximum(demand, 0.0), offers.buyer), 1.0)
    favour = 1.0 + offers.at_home * at(preference, offers.buyer)
    return np.asarray(offers.sold * _by_outcome(licence, weights) * favour * licensed)


def transit_factors(licence: Floats, block: Block) -> tuple[Floats, Floats]:
    """Return how much of transit, and of new shipments, is left after a step, as `licence`.

    Delivery takes its lag; a notice adds its 25 days (15 CFR 740.8), a case-by-case review more.
    """
    p, step = block.parameters, block.world.calendar.step_years
    lag = p["market.lag.delivery"]
    lags = (lag, lag + p["market.lag.notice"], lag + p["market.lag.case_by_case"], lag)
    kept, entry = delay_factors(step, np.stack(lags))
    return _by_outcome(licence, kept), _by_outcome(licence, entry)


def _by_outcome(licence: Floats, values: Floats | tuple[Floats, ...]) -> Floats:
    """Return for each entry the value of its outcome; values are (R,) for each outcome."""
    return pick(np.asarray(values), licence.astype(np.int64))
