"""Hold the stages of the engine to the plain version, one stage or a run of those that it has."""

from __future__ import annotations

import numpy as np

from race.engine.plan import PLAN
from race.engine.start import initial_state
from race.engine.step import neutral_orders, opening
from race.rules.block import Block
from race.rules.export_control import export_control
from race.rules.orders import Orders
from race.world.state import State
from tests.oracle.comparing import Allowance, differences
from tests.oracle.model import STAGES
from tests.oracle.reading import read
from tests.oracle.shaking import shaken
from tests.worlds import random_orders

ENGINE = {stage.name: stage.run for stage in PLAN}
OF_STAGE = Allowance()
OF_RUN = Allowance(relative=1e-6, absolute=1e-6, ties=True)
"""Rounding grows over a run, and leaves 1e-12 of a chip where nothing should be left."""


def faults_of_stage(stage: str, block: Block, seed: int) -> list[str]:
    """Run a stage on a random state, in arrays and plainly; return where the two differ.

    Stages after export control begin with the licences of the random state.
    """
    state, orders = shaken(block, seed)
    if stage != "export_control":
        state = export_control(state, orders, block)
    after = ENGINE[stage](state, orders, block)
    faults = []
    for replicate in range(block.width):
        model = read(state, orders, block, replicate, seed)
        STAGES[stage](model)
        faults += [
            f"{stage}, replicate {replicate}: {fault}"
            for fault in differences(model, state, after, replicate, OF_STAGE)
        ]
    return faults


def plain_stages(state: State, orders: Orders, block: Block) -> State:
    """Take a step of the stages that the plain version has, in arrays."""
    for stage in STAGES:
        state = ENGINE[stage](state, orders, block)
    step = state.step + 1
    return state.evolve(step=step, time=block.world.calendar.time(step))


def supplied(block: Block, seed: int) -> tuple[State, Orders]:
    """Return the start of a run without finance and production: with money and stocks for it all.

    Vendors hold a million of every chip, companies the spending of all years; orders are random,
    and hold throughout.
    """
    state = initial_state(block)
    orders = random_orders(seed)(state, neutral_orders(block), block)
    orders = orders.evolve(run_days=np.where(orders.run_days > 0.0, 90.0, 0.0))
    calendar = block.world.calendar
    balance = state.balance.copy()
    balance[: len(block.world.companies)] += state.ai_budget * (calendar.end - calendar.start)
    state = state.evolve(
        balance=balance,
        ai_spending=state.ai_budget,
        vendor_stock=np.full_like(state.vendor_stock, 1e6),
    )
    return opening(state, orders, block), orders


def faults_of_run(block: Block, seed: int, years: float) -> list[str]:
    """Run the plain version's stages for some years both ways; return where the ends differ."""
    start, orders = supplied(block, seed)
    steps = min(round(years * block.world.calendar.steps_per_year), block.world.calendar.steps)
    end = start
    for _ in range(steps):
        end = plain_stages(end, orders, block)
    faults = []
    for replicate in range(block.width):
        model = read(start, orders, block, replicate, seed)
        for _ in range(steps):
            model.step()
        faults += [
            f"after {steps} steps, replicate {replicate}: {fault}"
            for fault in differences(model, start, end, replicate, OF_RUN)
        ]
    return faults
