"""Export control: the outcome for every buyer and chip.

Each measure tests the chips' figures by its clauses in order, the first that matches decides
(15 CFR 774 supplement 1, ECCN 3A090 and its notes; see `race.rules.classification`). Between
measures the strictest outcome holds, but an amending measure takes the place of the amended one
for what that one controls. Chips are never known by name here.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from race.base.arrays import Codes, Flags, Floats, delay_factors
from race.rules.block import Block
from race.rules.calendar_events import announced, in_force, middle
from race.rules.classification import Outcome, classify
from race.rules.orders import Orders
from race.rules.rulebook import ADDS, EFFECTS
from race.world.state import State

DENIED = float(Outcome.DENIED)


def export_control(state: State, orders: Orders, block: Block) -> State:
    """Classify every (buyer, chip), now and as announced; keep the answer while nothing changes.

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


def _with_licences(
    state: State, orders: Orders, basis: tuple[Floats | Flags, ...], block: Block
) -> State:
    """Return the state with its licences worked out; orders that a new rule forbids lapse."""
    binding, known, period = basis[0], basis[1], int(basis[2])
    said = clause_outcomes(state, np.asarray(known.any(axis=1)), block)
    licence = licences(said, np.asarray(binding), period, block)
    coming = licence
    if not np.array_equal(binding, known):
        coming = licences(said, np.asarray(known), period, block)
    licence, coming = passing(licence, state, block), passing(coming, state, block)
    kept, entry = transit_factors(licence, block)
    state = state.evolve(
        licence=licence,
        licence_announced=coming,
        measure_effects=measure_effects(np.asarray(binding), period, block),
        transit_kept=kept,
        transit_entry=entry,
    )
    state = _with_access(state, orders, basis, block)
    return state.evolve(backlog=state.backlog * (state.access > 0.0))


def _with_access(
    state: State, orders: Orders, basis: tuple[Floats | Flags, ...], block: Block
) -> State:
    """Return the state with the weights of chips in the buyers' choice."""
    open_to = access(state.licence, state.measure_effects, orders, block)
    open_to = _with_levers(open_to, state, block)
    barred = block.world.sellable[..., None] - np.minimum(open_to, 1.0)
    return state.evolve(
        licence_basis=(*basis, orders.home_chips, state.listed),
        access=open_to,
        barred=np.maximum(barred, 0.0),
    )


def passing(licence: Floats, state: State, block: Block) -> Floats:
    """Return the outcomes with denied ones under review for companies that are let in."""
    if not state.eased.any():
        return licence
    let_in = state.eased[block.world.buyer_company][:, None, :] > 0.0
    return np.where(let_in, np.minimum(licence, float(Outcome.CASE_BY_CASE)), licence)


def _with_levers(open_to: Floats, state: State, block: Block) -> Floats:
    """Return the weights of chips, less for companies let in by halves and for those listed."""
    world = block.world
    if state.eased.any():
        share = state.eased[world.buyer_company][:, None, :]
        reviewed = (share > 0.0) & (state.licence >= float(Outcome.CASE_BY_CASE))
        open_to = np.where(reviewed, open_to * share, open_to)
    if state.listed.any():
        open_to = open_to * (1.0 - state.listed[world.buyer_company][:, None, :])
    return open_to


def _same(new: tuple[Floats | Flags, ...], old: tuple[Floats | Flags, ...]) -> bool:
    return all(a is b or np.array_equal(a, b) for a, b in zip(new, old, strict=True))


def clause_outcomes(state: State, acting: Flags, block: Block) -> dict[int, Codes]:
    """Return what the clauses of each acting measure say of each chip, (2, chips, R), by measure.

    Row 0 is for buyers that the arms embargo touches, row 1 for the others that are covered.
    """
    book = block.rulebook
    bounds = [*book.first_clause.tolist(), len(book.lower)]
    return {
        measure: classify(
            state.chip_metrics,
            state.clause_lower[first:last],
            state.clause_upper[first:last],
            book.outcomes[:, first:last],
            complete=True,
        )
        for measure, (first, last) in enumerate(pairwise(bounds))
        if last > first and acting[measure]
    }


def licences(said: dict[int, Codes], active: Flags, period: int, block: Block) -> Floats:
    """Return the outcome for every buyer and chip, (buyers, chips, R).

    Worked out once for each pair of destination and headquarters, then for the companies that a
    measure lists. `active` (measures, R) are the measures taken as binding.
    """
    world, book = block.world, block.rulebook
    result = np.zeros((len(world.regimes), len(world.chips), block.width))
    for measure in said:
        if book.base[measure] == ADDS:
            outcome = _outcome(measure, said, active, period, block)
            for amendment in said:
                if book.base[amendment] == measure:
                    outcome = _amend(outcome, amendment, said, active, period, block)
            np.maximum(result, outcome, out=result)
    by_buyer = result[world.buyer_regime]
    for measure in np.flatnonzero(book.entities.any(axis=1) & active.any(axis=1)).tolist():
        listed = book.entities[measure, world.buyer_company]
        bite = DENIED * (active[measure] & book.reach[measure][:, None])
        by_buyer[listed] = np.maximum(by_buyer[listed], bite)
    return by_buyer


def _outcome(
    measure: int, said: dict[int, Codes], active: Flags, period: int, block: Block
) -> Floats:
    """Return what one measure says in each regime, (regimes, chips, R)."""
    world, book = block.world, block.rulebook
    host, home = world.regimes.T
    covered = book.destination[period, measure, host] | book.headquarters[period, measure, home]
    strict = book.embargoed[host] | book.embargoed[home]
    bite = active[measure] & book.reach[measure][:, None]
    outcome = np.zeros((len(world.regimes), len(world.chips), block.width))
    outcome[covered & strict] = said[measure][0] * bite
    outcome[covered & ~strict] = said[measure][1] * bite
    return outcome


def _amend(
    base: Floats,
    amendment: int,
    said: dict[int, Codes],
    active: Flags,
    period: int,
    block: Block,
) -> Floats:
    """Put an amendment's outcome in the place of the base's, for what the base controls.

    An amendment without headquarters of its own reaches only what is shipped to the place: firms
    seated there that buy elsewhere stay under the amended text (91 FR 1684).
    """
    book = block.rulebook
    host, home = block.world.regimes.T
    covered = book.destination[period, amendment, host] | book.headquarters[period, amendment, home]
    reach = covered[:, None, None] & (base > 0.0) & active[amendment]
    return np.where(reach, _outcome(amendment, said, active, period, block), base)


def measure_effects(active: Flags, period: int, block: Block) -> Floats:
    """Return what the measures in force move, (effects, countries, R), all of them added up."""
    book = block.rulebook
    effects = np.zeros((len(EFFECTS), len(block.world.countries), block.width))
    for measure, effect, name in book.strengths:
        covered = book.destination[period, measure]
        effects[effect, covered] += block.inputs[name] * active[measure]
    return effects


def access(licence: Floats, effects: Floats, orders: Orders, block: Block) -> Floats:
    """Return the weight of each chip in each buyer's choice, (buyers, chips, R); 0 where denied.

    Buyers shun what may be held up: the weights of notice and case by case are parameters.
    """
    world, p = block.world, block.parameters
    weights = (1.0, p["market.weight.notice"], p["market.weight.case_by_case"], 0.0)
    home = world.company_country[world.buyer_company]
    pressed = (
        orders.home_chips[world.buyer_company] + effects[EFFECTS.index("own_chip_share")][home]
    )
    preference = np.clip(pressed, 0.0, 1.0) * p["market.home_preference"]
    favour = 1.0 + world.at_home[..., None] * preference[:, None, :]
    demand = 1.0 + effects[EFFECTS.index("licensed_demand")][world.buyer_host]
    licensed = np.where(licence > 0.0, np.maximum(demand, 0.0)[:, None, :], 1.0)
    return np.asarray(world.sellable[..., None] * _by_outcome(licence, weights) * favour * licensed)


def transit_factors(licence: Floats, block: Block) -> tuple[Floats, Floats]:
    """Return how much of transit, and of new shipments, is left after a step, (buyers, chips, R).

    Delivery takes its lag; a notice adds its 25 days (15 CFR 740.8), a case-by-case review more.
    """
    p, step = block.parameters, block.world.calendar.step_years
    lag = p["market.lag.delivery"]
    lags = (lag, lag + p["market.lag.notice"], lag + p["market.lag.case_by_case"], lag)
    factors = [delay_factors(step, one) for one in lags]
    kept = _by_outcome(licence, tuple(factor[0] for factor in factors))
    return kept, _by_outcome(licence, tuple(factor[1] for factor in factors))


def _by_outcome(licence: Floats, values: tuple[Floats | float, ...]) -> Floats:
    """Return for each entry the value of its outcome; values are numbers or (R,)."""
    result = np.zeros_like(licence)
    for code, value in enumerate(values):
        result += (licence == code) * value
    return result
