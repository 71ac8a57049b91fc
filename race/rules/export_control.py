"""Export control: the outcome for every offer, a buyer and a chip.

Each measure tests the chips' figures by its clauses in order, the first that matches decides
(15 CFR 774 supplement 1, ECCN 3A090 and its notes; see `race.rules.classification`). Between
measures the strictest outcome holds, but an amending measure takes the place of the amended one
for what that one controls. Chips are never known by name here. Outcomes are worked out for classes
of buyers that measures treat alike (`race.rules.coverage`), in tables (classes, chips, R), and then
spread over the offers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from race.base.arrays import Codes, Flags, Floats, Whole, at, delay_factors, over_first, pick, some
from race.rules.block import Block
from race.rules.calendar_events import announced, in_force, middle
from race.rules.classification import Outcome
from race.rules.levies import Levied, levied, levies
from race.rules.orders import Orders
from race.rules.rulebook import ADDS
from race.rules.texts import outcomes_of
from race.scenario.models.measures import EFFECTS
from race.world.state import State
from race.world.world import World

DENIED = float(Outcome.DENIED)


class Basis(NamedTuple):
    """What licences were worked out from, and what clauses say of chips by it.

    Attributes:
        binding, known: which measures bind, and of which buyers have heard, (measures, R).
        period: of group membership.
        said: outcomes by clauses, (2, texts, chips, R): for buyers that the arms embargo touches,
            and for the others that are covered.
        levied: the levies that come with the licences.
    """

    metrics: Floats
    bounds: Floats
    binding: Flags
    known: Flags
    period: int
    eased: Floats
    seated_in: Floats
    home_chips: Floats
    listed: Floats
    foreign_barred: Floats
    said: Codes
    levied: Levied | None = None


def export_control(state: State, orders: Orders, block: Block) -> State:
    """Classify every offer, now and as announced; keep the answer while nothing changes.

    Orders that a new rule forbids lapse.
    """
    old: Basis | None = state.licence_basis
    now = middle(state, block)
    binding = in_force(state, now)
    known = binding | announced(state, now + block.parameters["market.rumour"])
    period = block.rulebook.period(now)
    clauses = (state.chip_metrics, state.clause_lower)
    rules = (*clauses, binding, known, period, state.eased, state.seated_in)
    choice = (orders.home_chips, state.listed, state.foreign_barred)
    if old is not None and _same(rules, old[: len(rules)]):
        if _same(choice, old[len(rules) : len(rules) + len(choice)]):
            return state
        return _with_access(state, orders, Basis(*rules, *choice, old.said, old.levied), block)
    if old is not None and _same(clauses, old[: len(clauses)]):
        said = old.said
    else:
        said = clause_outcomes(state, block)
    return _with_licences(state, orders, Basis(*rules, *choice, said), block)


def _with_licences(state: State, orders: Orders, basis: Basis, block: Block) -> State:
    """Return the state with its licences worked out."""
    spread = block.rulebook.coverage[basis.period].offer
    licence = _over_offers(licences(basis, basis.binding, block), spread)
    coming = licence
    if not np.array_equal(basis.binding, basis.known):
        coming = _over_offers(licences(basis, basis.known, block), spread)
    licence, coming = (
        passing(under_new_law(one, state, block), state, block) for one in (licence, coming)
    )
    kept, entry = transit_factors(licence, block)
    state = state.evolve(
        licence=licence,
        licence_announced=coming,
        measure_effects=measure_effects(basis.binding, basis.period, block),
        transit_kept=kept,
        transit_entry=entry,
    )
    effects = state.measure_effects
    basis = basis._replace(levied=levied(licence, effects, basis.binding, basis.period, block))
    return _with_access(state, orders, basis, block)


def _with_access(state: State, orders: Orders, basis: Basis, block: Block) -> State:
    """Return the state with the weights of chips in the buyers' choice; what is barred now lapses."""
    open_to = access(state.licence, state.measure_effects, orders, block)
    open_to = _with_levers(open_to, state, block)
    return state.evolve(
        licence_basis=basis,
        access=open_to,
        barred=block.world.offers.on_sale(1.0 - np.minimum(open_to, 1.0)),
        backlog=state.backlog * (open_to > 0.0),
    )


def under_new_law(licence: Floats, state: State, block: Block) -> Floats:
    """Return the outcomes with those of companies that moved their seat: their old home binds no more.

    What is shipped to a place stays under its rules: they get what firms of the new home, else those
    of the place, get there.
    """
    if (state.seated_in < 0.0).all():
        return licence
    found = licence.copy()
    for company in np.flatnonzero((state.seated_in >= 0.0).any(axis=1)).tolist():
        for country in np.unique(state.seated_in[company]).astype(int).tolist():
            if country >= 0:
                moved = state.seated_in[company] == country
                own, others = _alike_offers(company, country, block.world)
                found[own] = np.where(moved, licence[others], found[own])
    return found


@lru_cache(maxsize=64)
def _alike_offers(company: int, country: int, world: World) -> tuple[Whole, Whole]:
    """Return a company's offers, and those of whom the law takes it for when its seat is in a country.

    Offers without a like are left out.
    """
    offers = world.offers
    own = np.flatnonzero(at(world.buyer_company, offers.buyer) == company)
    alike = np.array([_alike(buyer, country, world) for buyer in offers.buyer[own].tolist()], int)
    others = np.where(alike < 0, -1, offers.place[alike, offers.chip[own]])
    return own[others >= 0], others[others >= 0]


def _alike(buyer: int, country: int, world: World) -> int:
    """Return a buyer of the same place with its seat in a country, else one at home there; -1 if none."""
    home = at(world.company_country, world.buyer_company)
    there = (world.buyer_host == world.buyer_host[buyer]) & (np.arange(len(home)) != buyer)
    for seat in (country, int(world.buyer_host[buyer])):
        rows = np.flatnonzero(there & (home == seat))
        if len(rows):
            return int(rows[0])
    return -1


def passing(licence: Floats, state: State, block: Block) -> Floats:
    """Return the outcomes with denied ones under review for companies that are let in."""
    if not some(state.eased):
        return licence
    let_in = _of_company(state.eased, block) > 0.0
    return np.where(let_in, np.minimum(licence, float(Outcome.CASE_BY_CASE)), licence)


def _with_levers(open_to: Floats, state: State, block: Block) -> Floats:
    """Return the weights of chips, less where companies are let in by halves, listed, or told to buy at home."""
    if some(state.eased):
        share = _of_company(state.eased, block)
        reviewed = (share > 0.0) & (state.licence >= float(Outcome.CASE_BY_CASE))
        open_to = np.where(reviewed, open_to * share, open_to)
    if some(state.listed):
        open_to = open_to * (1.0 - _of_company(state.listed, block))
    if some(state.foreign_barred):
        foreign = 1.0 - block.world.offers.at_home
        open_to = open_to * (1.0 - _of_company(state.foreign_barred, block) * foreign)
    return open_to


def _of_company(values: Floats, block: Block) -> Floats:
    """Spread (companies, R) over the offers to their buyers, (offers, R)."""
    return at(values, at(block.world.buyer_company, block.world.offers.buyer))


def _same(new: tuple[Any, ...], old: tuple[Any, ...]) -> bool:
    return all(a is b or np.array_equal(a, b) for a, b in zip(new, old, strict=True))


def _over_offers(table: Codes, spread: Whole) -> Floats:
    """Return the entries (offers, R) of a table (classes, chips, R)."""
    return at(table.reshape(-1, table.shape[-1]), spread).astype(np.float64)


def clause_outcomes(state: State, block: Block) -> Codes:
    """Return what the clauses of each text say of each chip, (2, texts, chips, R)."""
    texts = block.rulebook.texts
    matched = texts.first_match(state.chip_metrics, state.clause_lower, state.clause_upper)
    return outcomes_of(matched, block.rulebook.outcomes)


def licences(basis: Basis, active: Flags, block: Block) -> Codes:
    """Return the outcome for every class of buyers and chip, (classes, chips, R).

    `active` (measures, R) are the measures taken as binding.
    """
    book, chips = block.rulebook, len(block.world.chips)
    cover = book.coverage[basis.period]
    bite = (active[:, None, :] & book.reach[:, :, None]).view(np.int8)
    said = basis.said * bite[list(book.texts.numbers)]
    acts = np.asarray(active.any(axis=1))
    rows = [row for row, measure in enumerate(book.texts.numbers) if acts[measure]]
    binds = [book.texts.numbers[row] for row in rows]
    touched, others = said.reshape(2, len(book.texts.numbers), 1, -1)[:, rows]
    outcomes = cover.strict[binds] * touched + cover.others[binds] * others
    by_measure = dict(zip(binds, outcomes, strict=True))
    result = np.zeros((cover.classes, chips * block.width), np.int8)
    for measure in binds:
        if book.base[measure] == ADDS:
            outcome = by_measure[measure]
            for amendment in binds:
                if book.base[amendment] == measure:
                    force = np.tile(active[amendment], chips) & cover.covered[amendment][:, None]
                    outcome = _amended(outcome, by_measure[amendment], force)
            np.maximum(result, outcome, out=result)
    for measure in np.flatnonzero(cover.listed.any(axis=(1, 2)) & acts).tolist():
        denied = cover.listed[measure] * np.int8(Outcome.DENIED)
        np.maximum(result, denied * bite[measure].reshape(-1), out=result)
    return np.asarray(result.reshape(-1, chips, block.width))


def _amended(base: Codes, amendment: Codes, force: Flags) -> Codes:
    """Put an amendment's outcome in the place of the base's, for what the base controls.

    An amendment without headquarters of its own reaches only what is shipped to the place: firms
    seated there that buy elsewhere stay under the amended text (91 FR 1684).
    """
    return np.where((base > 0) & force, amendment, base)


def measure_effects(active: Flags, period: int, block: Block) -> Floats:
    """Return what the measures in force move, (effects, countries, R), all of them added up."""
    book = block.rulebook
    covered = book.destination[period].astype(np.float64)
    strength = block.strengths * at(active, book.strength_measures)
    effects = np.zeros((len(EFFECTS), len(block.world.countries), block.width))
    for effect, rows in book.strengths_by_effect:
        of_measures = covered[book.strength_measures[rows]]
        effects[effect] = over_first(of_measures[..., None] * strength[rows][:, None])
    return effects


def access(licence: Floats, effects: Floats, orders: Orders, block: Block) -> Floats:
    """Return the weight of each offer in its buyer's choice, (offers, R); 0 where denied.

    Buyers shun what may be held up: the weights of notice and case by case are parameters. What a
    duty makes dearer pulls less, as any other price does.
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
    dearer = levies(licence, effects, block)
    if dearer is not None:
        weight *= (1.0 + dearer.duty) ** -p["market.steepness"]
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
