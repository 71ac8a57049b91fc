"""Stage 11, build: power first, then chips; failures, spares and retirement.

Halls cost 8.8 million USD a MW (source E5), take the country's build time in planning and in
construction, and the grid connects only so much in a year. Chips wait in stock until there are
megawatts. Nine per cent of chips fail in a year (source N41); most are repaired from spares and
warranty, a share that is larger under sanctions is not. An owner retires a site when better chips
wait for the same megawatts.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, ratio, share_of_lag, weigh_second
from race.rules.ledger import Ledger, company_cash
from race.rules.market import USD_PER_BUSD, attraction
from race.rules.orders import Orders
from race.rules.pools import take_chips
from race.world.state import State
from race.rules.block import Block

_ROUNDS = 2
_EMPTY = 0.5


def build(state: State, orders: Orders, block: Block) -> State:
    """Finish and order halls, lose what fails, install what waits."""
    state = _fail(state, block)
    state = build_power(state, orders, block)
    for _ in range(_ROUNDS):
        state = install(state, block)
    return state


def used_power(state: State) -> Floats:
    """Return the MW that installed chips draw, (buyers, R)."""
    return site_power(state).sum(axis=1)


def site_power(state: State) -> Floats:
    """Return the MW that the chips of each site draw, (buyers, slots, R)."""
    held = np.maximum(state.site_chip, 0)
    return state.site_chips * take_chips(state.chip_kw, held) * 1e-3


def _fail(state: State, block: Block) -> State:
    """Take away the failures that are not made good."""
    world, p = block.world, block.parameters
    denied = block.inputs["buyer.denied"][:, None, :]
    unrepaired = p["build.unrepaired"] + denied * (p["build.unrepaired_denied"] - p["build.unrepaired"])
    share = -np.expm1(-p["build.failure"] * unrepaired * world.calendar.step_years)
    lost = state.site_chips * share
    failed = state.failed.copy()
    _add_by_chip(failed, lost, state)
    return state.evolve(site_chips=state.site_chips - lost, failed=failed)


def _add_by_chip(total: Floats, chips: Floats, state: State) -> None:
    """Add chips of sites, (buyers, slots, R), to a total by type, (chips, R), in place."""
    held = np.maximum(state.site_chip, 0).reshape(-1, total.shape[1])
    np.add.at(total, (held, np.arange(total.shape[1])), chips.reshape(held.shape))


def build_power(state: State, orders: Orders, block: Block) -> State:
    """Advance halls under way; order for chips on the way and planned, as far as the grid goes."""
    world, p = block.world, block.parameters
    step = world.calendar.step_years
    years = block.inputs["country.build_years"][world.buyer_host]
    started = state.power_ordered * share_of_lag(step, years * p["build.planning_share"])
    finished = state.power_building * share_of_lag(step, years * (1.0 - p["build.planning_share"]))
    coming = weigh_second(state.transit + state.backlog + state.stock, state.chip_kw) * 1e-3
    planned = state.spending * mw_per_busd(state, block) * years * p["build.foresight"]
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
    return state.evolve(
        power_mw=state.power_mw + finished,
        power_building=state.power_building + started - finished,
        power_ordered=state.power_ordered + new - started,
        balance=ledger.balance,
    )


def mw_per_busd(state: State, block: Block) -> Floats:
    """Return the MW that a billion dollars of the most wanted chip draws, (R,)."""
    best = attraction(state, block).argmax(axis=0)
    column = np.arange(block.width)
    price = state.chip_price[best, column] * state.scarcity[best, column]
    return state.chip_kw[best, column] * 1e-3 * USD_PER_BUSD / np.maximum(price, 1.0)


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

    The site is one with the same type, else an empty one, else the one with least compute, whose
    chips are retired if the waiting ones do enough more per kW.
    """
    p = block.parameters
    waiting = state.stock * state.chip_peak16
    chip = waiting.argmax(axis=1)
    number = np.take_along_axis(state.stock, chip[:, None, :], axis=1)[:, 0]
    kw = np.take_along_axis(state.chip_kw, chip, axis=0)
    peak = np.take_along_axis(state.chip_peak16, chip, axis=0)
    slot, same, empty = _choose_slot(state, chip)
    held = np.take_along_axis(state.site_chip, slot, axis=1)
    there = np.take_along_axis(state.site_chips, slot, axis=1)[:, 0]
    held_kw = np.take_along_axis(state.chip_kw, np.maximum(held[:, 0], 0), axis=0)
    held_peak = np.take_along_axis(state.chip_peak16, np.maximum(held[:, 0], 0), axis=0)
    better = peak * held_kw > p["build.retirement_gain"] * held_peak * kw
    usable = same | empty | better
    number = number * usable
    free = np.maximum(state.power_mw - used_power(state), 0.0)
    replace = usable & ~same & ~empty & (number >= 1.0)
    worn = np.where(replace, there, 0.0)
    room = free + worn * held_kw * 1e-3
    fits = np.minimum(number, room / np.maximum(kw, 1e-9) * 1e3)
    retire_own = _make_room(state, chip, fits, number, block)
    return _apply(state, chip, slot, fits, worn, replace, retire_own)


def _choose_slot(state: State, chip: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the slot for a type, (buyers, 1, R), and whether it holds it or is empty, (buyers, R)."""
    holds = (state.site_chip == chip[:, None, :]) & (state.site_chips > 0.0)
    is_empty = state.site_chips < _EMPTY
    held = np.maximum(state.site_chip, 0)
    compute = state.site_chips * take_chips(state.chip_peak16, held)
    rank = np.where(holds, -2.0, np.where(is_empty, -1.0, compute))
    slot = rank.argmin(axis=1)[:, None, :]
    chosen = np.take_along_axis(rank, slot, axis=1)[:, 0]
    return slot, chosen == -2.0, chosen == -1.0


def _make_room(
    state: State, chip: Floats, fits: Floats, number: Floats, block: Block
) -> tuple[Floats, Floats]:
    """Find an old site to retire when chips wait and power is short.

    Returns the slot (buyers, 1, R) and the chips to retire there (buyers, R).
    """
    p = block.parameters
    held = np.maximum(state.site_chip, 0)
    kw = take_chips(state.chip_kw, held)
    per_kw = take_chips(state.chip_peak16, held) / np.maximum(kw, 1e-9)
    used = state.site_chips >= _EMPTY
    worst = np.where(used, per_kw, np.inf).argmin(axis=1)[:, None, :]
    worst_per_kw = np.take_along_axis(per_kw, worst, axis=1)[:, 0]
    worst_chips = np.take_along_axis(state.site_chips, worst, axis=1)[:, 0]
    worst_kw = np.take_along_axis(kw, worst, axis=1)[:, 0]
    new_kw = np.take_along_axis(state.chip_kw, chip, axis=0)
    new_per_kw = np.take_along_axis(state.chip_peak16, chip, axis=0) / np.maximum(new_kw, 1e-9)
    gain = new_per_kw > p["build.retirement_gain"] * worst_per_kw
    short = np.maximum(number - fits, 0.0) * new_kw
    chips = np.where(gain, np.minimum(worst_chips, short / np.maximum(worst_kw, 1e-9)), 0.0)
    return worst, chips


def _apply(
    state: State,
    chip: Floats,
    slot: Floats,
    fits: Floats,
    worn: Floats,
    replace: Floats,
    make_room: tuple[Floats, Floats],
) -> State:
    """Write one round of installing and retiring into the state."""
    site_chips = state.site_chips.copy()
    site_chip = state.site_chip.copy()
    stock = state.stock.copy()
    retired = state.retired.copy()
    width = np.arange(fits.shape[1])
    there = np.take_along_axis(site_chips, slot, axis=1)[:, 0]
    held = np.take_along_axis(site_chip, slot, axis=1)[:, 0]
    np.add.at(retired, (np.maximum(held, 0), width), worn)
    set_type = (fits > 0.0) & (held != chip)
    leftover = np.where(set_type & ~replace, there, 0.0)
    np.add.at(retired, (np.maximum(held, 0), width), leftover)
    now = np.where(replace, 0.0, there) - leftover + fits
    np.put_along_axis(site_chips, slot, now[:, None, :], axis=1)
    np.put_along_axis(site_chip, slot, np.where(set_type, chip, held)[:, None, :], axis=1)
    waiting = np.take_along_axis(stock, chip[:, None, :], axis=1)[:, 0]
    np.put_along_axis(stock, chip[:, None, :], (waiting - fits)[:, None, :], axis=1)
    old_slot, old = make_room
    untouched = ~(old_slot == slot)[:, 0]
    old = old * untouched
    old_type = np.take_along_axis(site_chip, old_slot, axis=1)[:, 0]
    old_there = np.take_along_axis(site_chips, old_slot, axis=1)[:, 0]
    np.put_along_axis(site_chips, old_slot, (old_there - old)[:, None, :], axis=1)
    np.add.at(retired, (np.maximum(old_type, 0), width), old)
    return state.evolve(site_chips=site_chips, site_chip=site_chip, stock=stock, retired=retired)
