"""Build: power first, then chips; failures, spares and retirement.

Halls cost 8.8 million USD a MW (source E5), take the country's build time in planning and in
construction, and the grid connects only so much in a year. Chips wait in stock until there are
megawatts. Nine per cent of chips fail in a year (source N41); most are repaired from spares and
warranty, a share that is larger under sanctions is not. An owner retires a site when better chips
wait for the same megawatts.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import (
    Flags,
    Floats,
    Whole,
    delayed,
    flat_second,
    pick,
    pick_second,
    ratio,
    scatter,
    share_of_lag,
    weigh_second,
)
from race.rules.block import Block
from race.rules.grey_orders import USD_PER_BUSD
from race.rules.ledger import Ledger, company_cash
from race.rules.orders import Orders
from race.world.state import State

_TYPES_PER_YEAR = 8
"""Types that a buyer brings into use in a year, one in each round of installing."""
_EMPTY = 0.5
_LEAST_CHIPS = 1e-3
"""Less is not installed: what rounding leaves of power brings no site into use."""


def build(state: State, orders: Orders, block: Block) -> State:
    """Finish and order halls, lose what fails, install what waits."""
    state = _fail(state, block)
    state = build_power(state, orders, block)
    for _ in range(max(1, _TYPES_PER_YEAR // block.world.calendar.steps_per_year)):
        state = install(state, block)
    return state


def used_power(state: State) -> Floats:
    """Return the MW that installed chips draw, (buyers, R)."""
    return np.asarray(site_power(state).sum(axis=1))


def site_power(state: State) -> Floats:
    """Return the MW that the chips of each site draw, (buyers, slots, R)."""
    held = np.maximum(state.site_chip, 0)
    return state.site_chips * pick(state.chip_kw, held) * 1e-3


def _fail(state: State, block: Block) -> State:
    """Take away the failures that are not made good."""
    world, p = block.world, block.parameters
    denied = block.inputs["buyer.denied"][:, None, :]
    unrepaired = p["build.unrepaired"] + denied * (
        p["build.unrepaired_denied"] - p["build.unrepaired"]
    )
    share = -np.expm1(-p["build.failure"] * unrepaired * world.calendar.step_years)
    lost = state.site_chips * share
    by_chip = scatter(lost, np.maximum(state.site_chip, 0), len(world.chips))
    return state.evolve(site_chips=state.site_chips - lost, failed=state.failed + by_chip)


def build_power(state: State, orders: Orders, block: Block) -> State:
    """Advance halls under way; order for chips on the way and planned, as far as the grid goes."""
    world, p = block.world, block.parameters
    step = world.calendar.step_years
    years = block.inputs["country.build_years"][world.buyer_host]
    moving, ordered, idle = (
        weigh_second(goods, state.chip_kw) for goods in (state.transit, state.backlog, state.stock)
    )
    coming = (moving + ordered + idle) * 1e-3
    planned = state.spending * mw_per_busd(state) * years * p["build.foresight"]
    have = state.power_mw + state.power_building + state.power_ordered
    need = (used_power(state) + coming + planned) * orders.power[world.buyer_company]
    wish = np.maximum(need - have, 0.0) * share_of_lag(step, p["build.decision_lag"])
    new = _within_grid(wish, state, block)
    cost = new * block.parameters["build.hall_musd_per_mw"] * 1e-3
    due = world.buyers_by_company.total(cost)
    cash = np.maximum(company_cash(state.balance, world), 0.0)
    payable = np.where(due > 0.0, np.minimum(1.0, ratio(cash, due)), 1.0)
    new = new * payable[world.buyer_company]
    ledger = Ledger(state.balance, world)
    ledger.companies_pay(due * payable, "builders")
    planning = p["build.planning_share"]
    ordered, started = delayed(state.power_ordered, new, step, years * planning)
    building, finished = delayed(state.power_building, started, step, years * (1.0 - planning))
    return state.evolve(
        power_mw=state.power_mw + finished,
        power_building=building,
        power_ordered=ordered,
        balance=ledger.balance,
    )


def mw_per_busd(state: State) -> Floats:
    """Return the MW that a billion dollars of the most wanted chip draws, (R,)."""
    best = state.pull.argmax(axis=0)
    price = pick(state.chip_price, best) * pick(state.scarcity, best)
    kw = pick(state.chip_kw, best)
    return np.asarray(kw * 1e-3 * USD_PER_BUSD / np.maximum(price, 1.0))


def _within_grid(wish: Floats, state: State, block: Block) -> Floats:
    """Cut new power, (buyers, R), to what each country connects in a step."""
    world, inputs = block.world, block.inputs
    years = state.time - world.calendar.start
    most = inputs["country.grid_mw_per_year"] * np.exp(inputs["country.grid_growth"] * years)
    asked = world.buyers_by_host.total(wish)
    room = most * world.calendar.step_years
    scale = np.where(asked > 0.0, np.minimum(1.0, ratio(room, asked)), 1.0)
    return wish * scale[world.buyer_host]


def install(state: State, block: Block) -> State:
    """Move the waiting type with most compute of each buyer from stock to one of its sites.

    The site is one that grows with the same type, else an empty one, else the one with least
    compute, whose chips are retired if the waiting ones do enough more per kW.
    """
    gain = block.parameters["build.retirement_gain"]
    chip = (state.stock * state.chip_peak16).argmax(axis=1)
    number = pick_second(state.stock, chip)
    kw, peak = pick(state.chip_kw, chip), pick(state.chip_peak16, chip)
    slot, same, empty = _choose_slot(state, chip, block)
    held = np.maximum(pick_second(state.site_chip, slot), 0)
    there = pick_second(state.site_chips, slot)
    held_kw, held_peak = pick(state.chip_kw, held), pick(state.chip_peak16, held)
    better = peak * held_kw > gain * held_peak * kw
    replace = better & ~same & ~empty & (number >= 1.0)
    worn = np.where(replace, there, 0.0)
    free = np.maximum(state.power_mw - used_power(state), 0.0) + worn * held_kw * 1e-3
    wish = np.where(same | empty | replace, number, 0.0)
    fits = np.minimum(wish, free / np.maximum(kw, 1e-9) * 1e3)
    fits *= fits >= _LEAST_CHIPS
    worn = worn * (fits > 0.0)
    old_slot, old = _make_room(state, chip, wish - fits, gain)
    old = np.where(old_slot == slot, 0.0, old)
    left = np.where((fits > 0.0) & empty, there, 0.0)
    out = worn + left
    retired = scatter(out, held, len(block.world.chips))
    retired += scatter(old, np.maximum(pick_second(state.site_chip, old_slot), 0), len(retired))
    return _apply(state, chip, slot, (there - out + fits, fits), (old_slot, old), retired)


def _choose_slot(state: State, chip: Whole, block: Block) -> tuple[Whole, Flags, Flags]:
    """Return the slot for a type, and whether it holds the type or is empty, each (buyers, R)."""
    grows = block.world.sites.grows[..., None]
    holds = (state.site_chip == chip[:, None, :]) & (state.site_chips > 0.0) & grows
    is_empty = state.site_chips < _EMPTY
    compute = state.site_chips * pick(state.chip_peak16, np.maximum(state.site_chip, 0))
    rank = np.where(holds, -2.0, np.where(is_empty & grows, -1.0, compute))
    rank = np.where(grows, rank, np.inf)
    slot = rank.argmin(axis=1)
    chosen = pick_second(rank, slot)
    return slot, chosen == -2.0, chosen == -1.0


def _make_room(state: State, chip: Whole, short: Floats, gain: Floats) -> tuple[Whole, Floats]:
    """Find an old site to retire when chips wait and power is short.

    Returns the slot and the chips to retire there, each (buyers, R); `short` are chips that wait.
    """
    held = np.maximum(state.site_chip, 0)
    per_kw = state.chip_peak16 / np.maximum(state.chip_kw, 1e-9)
    rank = np.where(state.site_chips >= _EMPTY, pick(per_kw, held), np.inf)
    worst = rank.argmin(axis=1)
    worst_type = pick_second(held, worst)
    gains = pick(per_kw, chip) > gain * pick_second(rank, worst)
    need = short * pick(state.chip_kw, chip) / np.maximum(pick(state.chip_kw, worst_type), 1e-9)
    chips = np.minimum(pick_second(state.site_chips, worst), need)
    return worst, np.where(gains, chips, 0.0)


def _apply(
    state: State,
    chip: Whole,
    slot: Whole,
    now: tuple[Floats, Floats],
    old: tuple[Whole, Floats],
    retired: Floats,
) -> State:
    """Write one round of installing and retiring into the state.

    `now` are the chips at the slot and those of them that are new, `old` a slot and what goes there.
    """
    there, fits = now
    site_chips, site_chip = state.site_chips.copy(), state.site_chip.copy()
    stock = state.stock.copy()
    place = flat_second(site_chips.shape, slot)
    site_chips.reshape(-1)[place] = there
    held = site_chip.reshape(-1)[place]
    site_chip.reshape(-1)[place] = np.where(fits > 0.0, chip, held)
    waiting = flat_second(stock.shape, chip)
    stock.reshape(-1)[waiting] -= fits
    site_chips.reshape(-1)[flat_second(site_chips.shape, old[0])] -= old[1]
    return state.evolve(
        site_chips=site_chips, site_chip=site_chip, stock=stock, retired=state.retired + retired
    )
