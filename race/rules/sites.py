"""Build: power first, then chips; failures, spares and retirement.

Halls cost 8.8 million USD a MW (source E5), take the country's build time in planning and in
construction, and the grid connects only so much in a year. Chips wait in stock until there are
megawatts. Nine per cent of chips fail in a year (source N41); most are repaired from spares and
warranty, a share that is larger under sanctions is not. An owner retires a site when better chips
wait for the same megawatts.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, Whole, at, covered, flat, sum_at
from race.rules.block import Block
from race.rules.grey_orders import USD_PER_BUSD
from race.rules.installing import install
from race.rules.ledger import Ledger, company_cash
from race.rules.orders import Orders
from race.rules.site_kinds import as_rows, site_kinds
from race.world.state import State

_TYPES_PER_YEAR = 8
"""Types that a buyer brings into use in a year, one in each round of installing."""


def build(state: State, orders: Orders, block: Block) -> State:
    """Finish and order halls, lose what fails, install what waits."""
    kinds = site_kinds(state)
    state = _fail(state, kinds, block)
    state = build_power(state, used_power(state, kinds, block), orders, block)
    rounds = max(1, _TYPES_PER_YEAR // block.world.calendar.steps_per_year)
    return install(state, kinds, block, rounds)


def used_power(state: State, kinds: Whole, block: Block) -> Floats:
    """Return the MW that installed chips draw, (buyers, R)."""
    drawn = as_rows(state.site_chips) * state.chip_kw.take(kinds)
    return block.world.sites_by_buyer.total(drawn) * 1e-3


def _fail(state: State, kinds: Whole, block: Block) -> State:
    """Take away the failures that are not made good."""
    chips = as_rows(state.site_chips)
    lost = chips * block.pace.failing
    by_chip = sum_at(lost, kinds, state.failed.shape)
    return state.evolve(
        site_chips=(chips - lost).reshape(state.site_chips.shape), failed=state.failed + by_chip
    )


def build_power(state: State, used: Floats, orders: Orders, block: Block) -> State:
    """Advance halls under way; order for chips on the way and planned, as far as the grid goes.

    `used` are the MW in use, (buyers, R).
    """
    world, p = block.world, block.each["buyers"]
    waiting = state.transit + state.backlog
    waiting += state.stock
    waiting *= at(state.chip_kw, world.offers.chip)
    coming = world.offers.by_buyer.total(waiting) * 1e-3
    planned = state.spending * mw_per_busd(state) * block.pace.build_years * p["build.foresight"]
    have = state.power_mw + state.power_building + state.power_ordered
    need = (used + coming + planned) * at(orders.power, world.buyer_company)
    wish = np.maximum(need - have, 0.0) * block.leaving["buyers"]["build.decision_lag"]
    new = _within_grid(wish, state, block)
    cost = new * p["build.hall_musd_per_mw"] * 1e-3
    due = world.buyers_by_company.total(cost)
    cash = np.maximum(company_cash(state.balance, world), 0.0)
    payable = covered(cash, due)
    new = new * at(payable, world.buyer_company)
    ledger = Ledger(state.balance, world)
    ledger.companies_pay(due * payable, "builders")
    ordered, started = block.pace.planning.passed(state.power_ordered, new)
    building, finished = block.pace.building.passed(state.power_building, started)
    return state.evolve(
        power_mw=state.power_mw + finished,
        power_building=building,
        power_ordered=ordered,
        balance=ledger.balance,
    )


def mw_per_busd(state: State) -> Floats:
    """Return the MW that a billion dollars of the most wanted chip draws, (R,)."""
    best = flat(state.pull.argmax(axis=0))
    price = state.chip_price.take(best) * state.scarcity.take(best)
    return np.asarray(state.chip_kw.take(best) * (1e-3 * USD_PER_BUSD) / np.maximum(price, 1.0))


def _within_grid(wish: Floats, state: State, block: Block) -> Floats:
    """Cut new power, (buyers, R), to what each country connects in a step."""
    world, inputs = block.world, block.inputs
    years = state.time - world.calendar.start
    most = inputs["country.grid_mw_per_year"] * np.exp(inputs["country.grid_growth"] * years)
    asked = world.buyers_by_host.total(wish)
    scale = covered(most * world.calendar.step_years, asked)
    return np.asarray(wish * at(scale, world.buyer_host))
