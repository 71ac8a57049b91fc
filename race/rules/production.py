"""Production: packages, memory and yield turn orders into chips.

A chip uses advanced packaging in units of one 814 mm2 die (an H100) and 16 GB memory stacks.
Capacity follows what is asked of it with a lag of four to six quarters, within the growth that
tools allow. A foundry under equipment controls grows with its access to tools. Anchors: NVIDIA
units of 2022-24 (source E3), Ascend yield of about 0.4 in early 2025 (source N9).
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, Grouping, Whole, at, most, ratio, some
from race.rules.block import Block
from race.rules.orders import Orders
from race.scenario.models.measures import EFFECTS
from race.world.state import State

_ORDER_YEARS = 0.12
"""Orders that makers have on their books, in years of the flow of orders."""


def production(state: State, orders: Orders, block: Block) -> State:
    """Make chips toward what is on order; grow capacity that is short."""
    step = block.world.calendar.step_years
    wish = wanted_output(state, block)
    if some(state.listed):
        wish = wish * _not_listed(state, block)
    packages = packages_of(wish, state, block)
    made = chips_made(state, wish, packages, block, step)
    state = _grow(state, wish, packages, orders, block, step)
    return state.evolve(made=state.made + made, vendor_stock=state.vendor_stock + made)


def wanted_output(state: State, block: Block) -> Floats:
    """Return what designers ask to have made in this step, (chips, R): orders not in stock.

    A part is asked for, so that the books hold the same share of a year's orders whatever the step.
    """
    step = block.world.calendar.step_years
    on_sale = state.chip_launch <= state.time + step
    pace = step / (step + _ORDER_YEARS)
    asked = block.world.offers.by_chip.total(state.backlog)
    missing = np.maximum(asked - state.vendor_stock, 0.0)
    return np.asarray(missing * on_sale * pace)


def _not_listed(state: State, block: Block) -> Floats:
    """Return the share of each chip's output that foundries make for its designer, (chips, R)."""
    nobody = np.zeros((1, block.width))
    return 1.0 - at(np.concatenate([state.listed, nobody]), block.world.chip_designer)


def chips_made(state: State, wish: Floats, asked: Floats, block: Block, step: float) -> Floats:
    """Return chips made, (chips, R): the wish, which asks for so many packages, cut by packaging and by memory."""
    world = block.world
    packages, stacks = open_supply(state, block)
    per_package = state.chip_price / np.maximum(state.chip_packages, 1e-6)
    by_foundry = (world.foundry_chips, world.chip_foundry)
    by_memory = (world.memory_chips, world.chip_memory)
    made = wish * _fill(asked, per_package, packages * step, *by_foundry)
    return made * _fill(made * state.chip_stacks, per_package, stacks * step, *by_memory)


def packages_of(wish: Floats, state: State, block: Block) -> Floats:
    """Return the packages that so many chips take, those of bad dies included, (chips, R)."""
    good = at(np.maximum(state.fab_yield, 1e-6), block.world.chip_foundry)
    return np.asarray(wish * state.chip_packages / good)


def open_supply(state: State, block: Block) -> tuple[Floats, Floats]:
    """Return what each foundry and memory maker can deliver in a year, foreign help included.

    Designers cut off from the leading foundry and from allied memory still get a share of both, as
    far as the measures in force leave the door open (the Sophgo dies, the memory bought in the
    month before 2024-12).
    """
    world, p = block.world, block.parameters
    output = 1.0 + state.measure_effects[EFFECTS.index("chip_output")].min(axis=0)
    output = output * state.materials
    packages = state.packaging * state.output_factor * output
    stacks = state.memory.copy()
    leading = packages[0].copy()
    for foundry, country in enumerate(world.foundry_country.tolist()):
        if world.denied[country]:
            door = 1.0 + state.measure_effects[EFFECTS.index("foundry_access"), country]
            packages[foundry] += leading * p["production.foreign_packages"] * np.maximum(door, 0.0)
            if world.countries[country] != world.memory_makers[1]:
                continue
            door = 1.0 + state.measure_effects[EFFECTS.index("hbm_access"), country]
            door = np.maximum(door, 0.0) * (1.0 - most(state.hold_memory))
            stacks[1] += stacks[0] * p["production.foreign_memory"] * door
            stacks[1] += np.minimum(state.memory_bought[country], stacks[0])
    return packages, stacks


def _fill(
    asked: Floats, worth: Floats, capacity: Floats, grouping: Grouping, source: Whole
) -> Floats:
    """Return the share of each row that its source can serve, (chips, R).

    What pays more for the same capacity is served first, but not alone: a first round in proportion
    to asked x worth, a second to what is left.
    """
    per_worth = ratio(capacity, grouping.total(asked * worth))
    first = np.minimum(worth * at(per_worth, source), 1.0)
    given = asked * first
    left = np.maximum(capacity - grouping.total(given), 0.0)
    second = np.minimum(ratio(left, grouping.total(asked - given)), 1.0)
    return np.asarray(first + (1.0 - first) * at(second, source))


def _grow(
    state: State, wish: Floats, asked: Floats, orders: Orders, block: Block, step: float
) -> State:
    """Move capacity on order into use, and order what is short, within tools and wafers."""
    world, p = block.world, block.each["foundries"]
    packages = world.foundry_chips.total(asked) / step
    stacks = world.memory_chips.total(wish * state.chip_stacks) / step
    country = world.foundry_country
    denied = world.denied[country] > 0.0
    access = np.where(denied[:, None], at(state.tool_access, country), 1.0)
    paid = at(orders.fab, country) * p["production.packages_per_busd"] * access
    years = state.time - world.calendar.start
    growth = np.exp(block.parameters["production.ceiling_growth"] * years)
    ceiling = block.inputs["foundry.ceiling"] * growth
    ceiling = ceiling * access + paid * p["production.subsidy_years"]
    packaging, building = _build(
        state.packaging, state.packaging_building, packages, ceiling, access, paid, block
    )
    memory_access = np.ones(state.memory.shape)
    memory_access[1] = access[denied].max(axis=0, initial=0.0)
    paid_memory = np.zeros(state.memory.shape)
    paid_memory[1] = most(paid) * block.parameters["production.memory_per_package"]
    memory_ceiling = block.inputs["memory.ceiling"] * growth
    memory_ceiling += paid_memory * block.parameters["production.subsidy_years"]
    memory, memory_building = _build(
        state.memory,
        state.memory_building,
        stacks,
        memory_ceiling,
        memory_access,
        paid_memory,
        block,
    )
    learned = block.leaving["foundries"]["production.yield_lag"]
    aim = block.inputs["foundry.yield_ceiling"] * np.minimum(1.0, 0.5 + access)
    return state.evolve(
        packaging=packaging,
        packaging_building=building,
        memory=memory,
        memory_building=memory_building,
        fab_yield=state.fab_yield + (aim - state.fab_yield) * learned,
    )


def _build(
    capacity: Floats,
    building: Floats,
    asked: Floats,
    ceiling: Floats,
    access: Floats,
    paid: Floats,
    block: Block,
) -> tuple[Floats, Floats]:
    """Return capacity and capacity on order after one step.

    Growth is bound by tools, for what makers order themselves; what the state pays comes on top,
    `paid` in units of capacity a year.
    """
    p, step = block.parameters, block.world.calendar.step_years
    aim = np.minimum(asked * p["production.headroom"], ceiling)
    missing = np.maximum(aim - capacity - building, 0.0)
    pace = capacity * np.expm1(p["production.growth"] * access * step) + paid * step
    ordered = np.minimum(missing, pace)
    left, ready = block.pace.capacity.passed(building, ordered)
    return capacity + ready, left
