"""Design: new generations come out, and variants under the thresholds.

A designer's coming generations are drawn for each replicate before the start (cadence, and 1.35
times a year per chip, source: growth of hardware FLOP/s per chip, Hobbhahn 2023 as cited by
Epoch); a designer under embargo moves at a share of that pace. A vendor whose best chip is shut out of a large
market cuts a variant just under the thresholds two to four quarters later, as the A800, H800 and
H20 were, whatever the thresholds are.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Codes, Flags, Floats, Whole, at, over_first, some
from race.rules.block import Block
from race.rules.calendar_events import announced, middle
from race.rules.classification import Outcome
from race.rules.export_control import DENIED, clause_outcomes
from race.rules.orders import Orders
from race.world.state import State

# Candidates for a variant: how much of the peak is kept, with a full and with a cut link.
_PEAKS, _LINK, _BANDWIDTH, _SUM = slice(0, 2), 2, 3, 4
_UNDER = 0.97
_PUT_OFF = 0.5
_JUST_OUT, _SOON = 0.75, 1.25
"""Years: no second variant is begun so soon after one, or with one so near."""
KEPT = np.geomspace(1.0, 0.005, 20)


def design(state: State, orders: Orders, block: Block) -> State:
    """Begin variants where sales worth one are turned away.

    Vendors look when there is news of rules, and once a year.
    """
    state = _with_reason(state, block)
    looks = _news(state, block) | block.world.calendar.turn_begins(state.step)
    if some(looks):
        for slot in block.world.variant_slots:
            state = _variant(state, int(slot), looks, block)
    return state


def _news(state: State, block: Block) -> Flags:
    """Tell where a measure was announced, or has come to bind, since the last step, (R,)."""
    end = middle(state, block)
    begin = end - block.world.calendar.step_years
    moments = np.concatenate([state.measure_announced, state.measure_effective])
    return np.asarray(((moments > begin) & (moments <= end)).any(axis=0))


def _with_reason(state: State, block: Block) -> State:
    """Put off a named variant whose date has come while its market may buy the chip it was cut from.

    The record's launch dates hold only where the record's reason for them does.
    """
    world = block.world
    soon = state.time + world.calendar.step_years
    named = world.named_variants
    dates = at(state.chip_launch, named)
    due = (dates > state.time) & (dates <= soon)
    if not some(due):
        return state
    launch = state.chip_launch.copy()
    for row in np.flatnonzero(due.any(axis=1)):
        chip = named[row]
        base, market = int(world.chip_variant_of[chip]), int(world.chip_variant_for[chip])
        free = _worst(state.chip_metrics[:, [base]], base, market, state, block)[0] <= 0
        launch[chip] = np.where(due[row] & free, soon + _PUT_OFF, launch[chip])
    return state.evolve(chip_launch=launch)


def _worst(metrics: Floats, chip: int, market: int, state: State, block: Block) -> Codes:
    """Return the strictest outcome of known measures for designs, (designs, R), in a market.

    `metrics` (metrics, designs, R); `chip` tells whose items they are.
    """
    now = middle(state, block)
    book, known = block.rulebook, announced(state, now)
    period = book.period(now)
    acting = book.destination[period, :, market] & book.reach[:, chip]
    said = clause_outcomes(state.evolve(chip_metrics=metrics), block)[0]
    texts = np.array(book.texts.numbers)
    binds = acting[texts, None] & known[texts]
    return np.asarray((said * binds[:, None, :]).max(axis=0, initial=0))


def _variant(state: State, slot: int, looks: Flags, block: Block) -> State:
    """Decide on one reserved variant slot: begin it where sales worth it are lost."""
    world, p = block.world, block.parameters
    designer = world.chip_designer[slot]
    family = np.flatnonzero(world.chip_designer == designer)
    lost = over_first(state.lost_revenue[family])
    free = np.isinf(state.chip_launch[slot])
    worth_it = (lost > p["design.variant.worth_busd"]) | (state.cut_wish[designer] > 0.5)
    starts = looks & free & worth_it
    if not some(starts):
        return state
    starts &= ~_on_its_way(state, slot, block)
    if not some(starts):
        return state
    base = _flagship(state, family)
    metrics, kept, found = _best_legal(state, base, slot, block)
    starts = starts & found
    delay = p["design.variant.quarters"] / 4.0
    launch = np.where(starts, state.time + delay, state.chip_launch[slot])
    return _fill_slot(state, slot, base, metrics, kept, launch, starts)


def _on_its_way(state: State, slot: int, block: Block) -> Flags:
    """Tell where the designer has another variant for the market just out or coming soon, (R,)."""
    world = block.world
    same = (world.chip_designer == world.chip_designer[slot]) & (world.chip_variant_for >= 0)
    same[slot] = False
    launch = state.chip_launch[same]
    market = int(world.chip_variant_for[slot])
    there = np.flatnonzero(world.buyer_host == market)
    offers = world.offers.place[there][:, same]
    licence = np.where(offers[..., None] >= 0, state.licence[offers], DENIED)
    sells = licence.min(axis=0, initial=DENIED) < DENIED
    recent = (launch > state.time - _JUST_OUT) & (launch < state.time + _SOON) & sells
    earlier = [s for s in world.variant_slots[world.variant_slots < slot] if same[s]]
    waiting = (state.chip_launch[earlier] > state.time).any(axis=0)
    return np.asarray(recent.any(axis=0) | waiting)


def _flagship(state: State, family: Whole) -> Whole:
    """Return for each replicate the chip index of the fastest launched chip of a family, (R,)."""
    launched = state.chip_launch[family] <= state.time
    speed = state.chip_peak16[family] * launched
    return np.asarray(family[speed.argmax(axis=0)])


def _best_legal(state: State, base: Whole, slot: int, block: Block) -> tuple[Floats, Floats, Flags]:
    """Find the fastest cut of the base chip that no known measure catches in the market.

    Returns metrics (metrics, R), the share of the peak kept (R,), and whether there is one (R,).
    """
    market = int(block.world.chip_variant_for[slot])
    replicates = np.arange(block.width)
    figures = state.chip_metrics[:, base, replicates]
    candidates = _cuts(figures, state.clause_lower)
    legal = _worst(candidates, slot, market, state, block) == Outcome.FREE
    kept = np.tile(KEPT, len(candidates[0]) // len(KEPT))
    choice = (legal * kept[:, None]).argmax(axis=0)
    return (
        candidates[:, choice, replicates],
        kept[choice],
        legal[choice, replicates],
    )


def _cuts(figures: Floats, lower: Floats) -> Floats:
    """Return candidate metrics, (metrics, candidates, R), from those of the base, (metrics, R).

    Each kept share of the peak: with link and memory as they are, with the link just under the
    lowest bound that any clause sets, (clauses, metrics, R), and with link and memory both so, and
    under the lowest bound of their sum.
    """
    bounds = _UNDER * np.where(lower > 0.0, lower, np.inf).min(axis=0)
    link = np.minimum(figures[_LINK], bounds[_LINK])
    memory = np.minimum(figures[_BANDWIDTH], bounds[_BANDWIDTH])
    memory = np.clip(bounds[_SUM] - link, 0.0, memory)
    count = len(KEPT)
    cuts = np.repeat(figures[:, None, :], 3 * count, axis=1)
    cuts[_PEAKS] *= np.tile(KEPT, 3)[:, None]
    cuts[_LINK, count:] = link
    cuts[_BANDWIDTH, 2 * count :] = memory
    cuts[_SUM] = cuts[_LINK] + cuts[_BANDWIDTH]
    return cuts


def _fill_slot(
    state: State, slot: int, base: Whole, metrics: Floats, kept: Floats, launch: Floats, on: Flags
) -> State:
    """Write a design into its slot in the replicates where it begins."""
    replicates = np.arange(len(on))

    def scaled(values: Floats, factor: Floats | float) -> Floats:
        changed = values.copy()
        changed[slot] = np.where(on, values[base, replicates] * factor, values[slot])
        return changed

    all_metrics = state.chip_metrics.copy()
    all_metrics[:, slot] = np.where(on, metrics, state.chip_metrics[:, slot])
    launches = state.chip_launch.copy()
    launches[slot] = launch
    return state.evolve(
        chip_metrics=all_metrics,
        chip_launch=launches,
        chip_peak16=scaled(state.chip_peak16, kept),
        chip_peak8=scaled(state.chip_peak8, kept),
        chip_kw=scaled(state.chip_kw, 0.4 + 0.6 * kept),
        chip_price=scaled(state.chip_price, 0.35 + 0.65 * kept),
        chip_packages=scaled(state.chip_packages, 1.0),
        chip_stacks=scaled(state.chip_stacks, 1.0),
    )
