"""One step of the world, and a whole run of a block of replicates."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from race.engine.plan import PLAN
from race.engine.script import happen
from race.rules.block import Block
from race.rules.export_control import export_control
from race.rules.gap import score
from race.rules.orders import Orders
from race.rules.training import with_pools
from race.world.state import State

Decide = Callable[[State, Orders, Block], Orders]
Watch = Callable[[str, State, State], None]
"""Called after each stage with its name, the state before it and the state after it."""

DECIDE_AFTER = "export_control"


def neutral_orders(block: Block) -> Orders:
    """Return orders that change nothing: finance's own spending, runs of a usual length."""
    world, width = block.world, block.width
    companies, countries = (len(world.companies), width), (len(world.countries), width)
    zero_c, zero_s, one = np.zeros(companies), np.zeros(countries), np.ones(companies)
    return Orders(
        spend=one,
        bid=one,
        stockpile=zero_c,
        home_chips=zero_c,
        grey=zero_c,
        rent=zero_c,
        power=one,
        run_days=np.where(world.company_trains[:, None], 100.0, 0.0) * one,
        research=one,
        merge=zero_c,
        join_pool=zero_c,
        release=zero_c,
        tighten_tpp=zero_s,
        relax=zero_s,
        enforcement=block.inputs["country.enforcement"],
        hub_enforcement=block.inputs["country.hub_enforcement"],
        subsidy=zero_s,
        fab=zero_s,
        tools=zero_s,
        merge_national=zero_s,
        close_remote_access=zero_s,
        follow=block.inputs["country.alignment"],
        retaliate=zero_s,
    )


def opening(state: State, orders: Orders, block: Block) -> State:
    """Return the state at the start with its licences, pools and gaps worked out."""
    state = export_control(state, orders, block)
    return score(with_pools(state, orders, block), orders, block)


def take_step(
    state: State,
    orders: Orders,
    block: Block,
    decide: Decide | None = None,
    watch: Watch | None = None,
) -> tuple[State, Orders]:
    """Advance one step; agents are asked once a year, when the rules of the day are known.

    Events of the scenario's script come first of all.
    """
    state = happen(state, block)
    turn = block.world.calendar.turn_begins(state.step)
    for stage in PLAN:
        before = state
        state = stage.run(state, orders, block)
        if watch is not None:
            watch(stage.name, before, state)
        if stage.name == DECIDE_AFTER and turn and decide is not None:
            orders = decide(state, orders, block)
    step = state.step + 1
    return state.evolve(step=step, time=block.world.calendar.time(step)), orders


def states(
    start: State,
    block: Block,
    decide: Decide | None = None,
    until: float | None = None,
    watch: Watch | None = None,
) -> Iterator[State]:
    """Yield the state at the start and after each step, to the end or to a moment."""
    orders = neutral_orders(block)
    calendar = block.world.calendar
    last = calendar.steps if until is None else min(calendar.steps, calendar.step_at(until))
    state = opening(start, orders, block)
    yield state
    while state.step < last:
        state, orders = take_step(state, orders, block, decide, watch)
        yield state
