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
    choice = (orders.home_chips, state.listed, state.foreign_barred)
    if state.licence_basis is None or not _same(basis, state.licence_basis[:-3]):
        return _with_licences(state, orders, basis, block)
    if not _same(choice, state.licence_basis[-3:]):
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
    return state.evolve(
        licence_basis=(*basis, orders.home_chips, state.listed, state.foreign_barred),
        access=open_to,
        barred=block.world.offers.on_sale(1.0 - np.minimum(open_to, 1.0)),
    )


def passing(licence: Floats, state: State, block: Block) -> Floats:
    """Return the outcomes with denied ones under review for companies that are let in."""
    if not state.eased.any():
        return licence
    let_in = _of_company(state.eased, block) > 0.0
    return np.where(let_in, np.minimum(licence, float(Outcome.CASE_BY_CASE)), licence)


def _with_levers(open_to: Floats, state: State, block: Block) -> Floats:
    """Return the weights of chips, less where companies are let in by halves, listed, or told to buy at home."""
    if state.eased.any():
        share = _of_company(state.eased, block)
        reviewed = (share > 0.0) & (state.licence >= float(Outcome.CASE_BY_CASE))
        open_to = np.where(reviewed, open_to * share, open_to)
    if state.listed.any():
        open_to = open_to * (1.0 - _of_company(state.listed, block))
    if state.foreign_barred.any():
        foreign = 1.0 - block.world.offers.at_home
        open_to = open_to * (1.0 - _of_company(state.foreign_barred, block) * foreign)
    return open_to


def _of_company(values: Floats, block: Block) -> Floats:
    """Spread (companies, R) over the offers to their buyers, (offers, R)."""
    return at(values, at(block.world.buyer_company, block.world.offers.buyer))


def _same(new: Basis, old: Basis) -> bool:
    return all(a is b or np.array_equal(a, b) for a, b in zip(new, old, strict=True))


def _over_offers(table: Codes, spread: Whole) -> Floats:
    """Return the entries (offers, R) of a table (classes, chips, R)."""
    return at(table.reshape(-1, table.shape[-1]), spread).astype(np.float64)


def clause_outcomes(state: State, acting: Flags, block: Block) -> Said:
    """Return what the clauses of each acting measure say of each chip."""
    book = block.rulebook
    matched = book.texts.first_match(state.chip_metrics, state.clause_lower, state.clause_upper)
    codes = outcomes_of(matched, book.outcomes)
    return {
        measure: codes[:, row] for row, measure in enumerate(book.texts.numbers) if acting[measure]
    }


def licences(said: Said, active: Flags, period: int, block: Block) -> Codes:
    """Return the outcome for every class of buyers and chip, (classes, chips, R).

    `active` (measures, R) are the measures taken as binding.
    """
    book, chips = block.rulebook, len(block.world.chips)
    cover = book.coverage[period]
    binds = {m: said[m] * _bite(m, active, block) for m in said if active[m].any()}
    result = np.zeros((len(cover.strict), chips * block.width), np.int8)
    for measure in binds:
        if book.base[measure] == ADDS:
            outcome = _outcome(measure, binds, cover)
            for amendment in binds:
                if book.base[amendment] == measure:
                    force = np.tile(active[amendment], chips)
                    outcome = _amend(outcome, amendment, binds, force, cover)
            np.maximum(result, outcome, out=result)
    for measure in np.flatnonzero(cover.listed.any(axis=1) & active.any(axis=1)).tolist():
        bite = np.int8(Outcome.DENIED) * _bite(measure, active, block)
        listed = cover.listed[measure].view(np.int8)
        np.maximum(result, listed[:, None] * bite.reshape(-1), out=result)
    return np.asarray(result.reshape(-1, chips, block.width))


def _bite(measure: int, active: Flags, block: Block) -> Codes:
    """Return 1 where a measure binds and reaches a chip, (chips, R)."""
    return np.asarray(active[measure] & block.rulebook.reach[measure][:, None]).view(np.int8)


def _outcome(measure: int, binds: Said, cover: Coverage) -> Codes:
    """Return what one measure says in each class, (classes, chips x R)."""
    covered = cover.covered[measure]
    touched, others = binds[measure].reshape(2, -1)
    by_embargo = (covered & cover.strict).view(np.int8)[:, None] * touched
    by_embargo += (covered & ~cover.strict).view(np.int8)[:, None] * others
    return np.asarray(by_embargo)


def _amend(base: Codes, amendment: int, binds: Said, force: Flags, cover: Coverage) -> Codes:
    """Put an amendment's outcome in the place of the base's, for what the base controls.

    An amendment without headquarters of its own reaches only what is shipped to the place: firms
    seated there that buy elsewhere stay under the amended text (91 FR 1684).
    """
    reach = cover.covered[amendment][:, None] & (base > 0) & force
    return np.where(reach, _outcome(amendment, binds, cover), base)


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
    preference = np.minimum(np.maximum(pressed, 0.0), 1.0) * p["market.home_preference"]
    demand = 1.0 + at(effects[EFFECTS.index("licensed_demand")], world.buyer_host)
    licensed = np.where(licence > 0.0, at(np.maximum(demand, 0.0), offers.buyer), 1.0)
    weight = _by_outcome(licence, weights) * licensed
    weight[offers.home] *= 1.0 + at(preference, at(offers.buyer, offers.home))
    return offers.on_sale(weight)


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
