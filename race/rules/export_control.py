"""Stage 2, export control: the outcome for every buyer and chip.

Each measure tests the chips' figures by its clauses in order, the first that matches decides
(15 CFR 774 supplement 1, ECCN 3A090 and its notes; see `race.rules.classification`). Between
measures the strictest outcome holds, but an amending measure takes the place of the amended one
for what that one controls. Chips are never known by name here.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats, share_of_lag
from race.rules.calendar_events import announced, in_force
from race.rules.classification import Outcome, classify
from race.rules.orders import Orders
from race.world.state import State
from race.world.world import Block, Rulebook

DENIED = float(Outcome.DENIED)


def export_control(state: State, orders: Orders, block: Block) -> State:
    """Classify every (buyer, chip), now and as announced; keep the answer while nothing changes."""
    binding = in_force(state, state.time)
    known = announced(state, state.time)
    basis = (binding, known, state.chip_metrics, state.clause_lower, orders.home_chips)
    if state.licence_basis is not None and _same(basis, state.licence_basis):
        return state
    outcomes = measure_outcomes(state, block.world.rulebook)
    licence = licences(outcomes, binding, block)
    coming = licence if np.array_equal(binding, known) else licences(outcomes, known, block)
    return state.evolve(
        licence=licence,
        licence_announced=coming,
        licence_basis=basis,
        access=access(licence, orders, block),
        arrival=arrival(licence, block),
    )


def _same(new: tuple[Floats | Flags, ...], old: tuple[Floats | Flags, ...]) -> bool:
    return all(a is b or np.array_equal(a, b) for a, b in zip(new, old, strict=True))


def access(licence: Floats, orders: Orders, block: Block) -> Floats:
    """Return the weight of each chip in each buyer's choice, (buyers, chips, R); 0 where denied.

    Buyers shun what may be held up: the weights of notice and case by case are parameters.
    """
    world, p = block.world, block.parameters
    weights = (1.0, p["market.weight.notice"], p["market.weight.case_by_case"], 0.0)
    preference = orders.home_chips[world.buyer_company] * p["market.home_preference"]
    favour = 1.0 + world.at_home[..., None] * preference[:, None, :]
    return world.sellable[..., None] * _by_outcome(licence, weights) * favour


def arrival(licence: Floats, block: Block) -> Floats:
    """Return the share of goods in transit that arrives in a step, (buyers, chips, R).

    Delivery takes its lag; a notice adds its 25 days (15 CFR 740.8), a case-by-case review more.
    """
    p, step = block.parameters, block.world.calendar.step_years
    lag = p["market.lag.delivery"]
    by_outcome = (
        share_of_lag(step, lag),
        share_of_lag(step, lag + p["market.lag.notice"]),
        share_of_lag(step, lag + p["market.lag.case_by_case"]),
        share_of_lag(step, lag),
    )
    return _by_outcome(licence, by_outcome)


def _by_outcome(licence: Floats, values: tuple[Floats | float, ...]) -> Floats:
    """Return for each entry the value of its outcome; values are numbers or (R,)."""
    result = np.zeros_like(licence)
    for code, value in enumerate(values):
        result += (licence == code) * value
    return result


def measure_outcomes(state: State, book: Rulebook) -> tuple[Floats, Floats]:
    """Return what each measure says of each chip, (measures, chips, R), if it covers the buyer.

    Two tables: for destinations in the strict group, and for the others that it covers.
    """
    lower, upper = state.clause_lower, state.clause_upper
    strict, elsewhere = [], []
    bounds = [*book.first_clause.tolist(), len(book.clause_outcome)]
    for first, last in zip(bounds[:-1], bounds[1:], strict=True):
        part = slice(first, last)
        said = classify(
            state.chip_metrics,
            lower[part],
            upper[part],
            (book.clause_outcome[part], book.clause_outcome_elsewhere[part]),
        )
        strict.append(said[0])
        elsewhere.append(said[1])
    return np.stack(strict), np.stack(elsewhere)


def licences(outcomes: tuple[Floats, Floats], active: Flags, block: Block) -> Floats:
    """Return the outcome for every buyer and chip, (buyers, chips, R).

    `active` (measures, R) are the measures taken as binding.
    """
    world, book = block.world, block.world.rulebook
    strict, elsewhere = outcomes
    host = world.buyer_host
    home = world.company_country[world.buyer_company]
    shape = (len(world.buyers), len(world.chips), block.width)
    by_measure: list[Floats] = []
    result = np.zeros(shape)
    amended: set[int] = {int(base) for base in book.base if base >= 0}
    for measure in range(len(book.ids)):
        covered = book.destination[measure, host] | book.headquarters[measure, home]
        listed = book.entities[measure, world.buyer_company]
        embargoed = book.embargoed[measure, host] | book.embargoed[measure, home]
        said = np.zeros(shape)
        if active[measure].any():
            bite = active[measure] & book.issuer_chips[measure][:, None]
            said[covered & embargoed] = strict[measure] * bite
            said[covered & ~embargoed] = elsewhere[measure] * bite
            said[listed] = DENIED * bite
        by_measure.append(said)
        if measure not in amended and book.base[measure] < 0:
            np.maximum(result, said, out=result)
    for base in sorted(amended):
        np.maximum(result, _amend(base, by_measure, active, block), out=result)
    return result


def _amend(base: int, said: list[Floats], active: Flags, block: Block) -> Floats:
    """Return the outcome of a measure with its amendments in the order of the scenario."""
    book, world = block.world.rulebook, block.world
    outcome = said[base]
    home = world.company_country[world.buyer_company]
    for measure in np.flatnonzero(book.base == base):
        # An amendment reaches what is shipped to the place itself: re-export and subsidiaries
        # elsewhere stay under the amended text (91 FR 1684).
        covered = book.destination[measure, world.buyer_host] & book.destination[measure, home]
        reach = covered[:, None, None] & (outcome > 0.0) & active[measure]
        outcome = np.where(reach, said[measure], outcome)
    return outcome
