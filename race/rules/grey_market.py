"""Grey imports: routes through hubs, with a capacity, a premium and busts.

What licences turn away looks for a route. Brokers at hubs buy openly and pass the goods on; a lot
is intercepted with a chance that rises with volume, enforcement at the origin and at the hub, and
heat. A route's capacity grows with its profit and falls with heat, and heat rises as the traffic
becomes visible beside the hub's own imports: that bounds the trade, no constant does. Anchors:
China 2024 10,000 to several hundred thousand chips, median about 140,000 (CNAS 2025, source N13).
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, at, over_first, over_second, ratio
from race.rules.block import Block
from race.rules.grey_orders import capacity_busd
from race.rules.orders import Orders
from race.scenario.models.measures import EFFECTS
from race.world.state import State

LOT_CHIPS = 64.0
LOTS = 16
_ROUNDING = 1e-9
"""Of a lot: a full lot is one, whatever the last digit of its chips."""
_EVEN = 1e-12
"""BUSD: goods whose buyers have stopped asking go to all denied buyers alike."""


def grey_market(state: State, orders: Orders, block: Block) -> State:
    """Ship what brokers hold, seize lots, deliver what got through, let routes adapt."""
    world, goods = block.world, block.world.grey_goods
    step = world.calendar.step_years
    shipped = shipments(state, block)
    units = over_second(shipped)
    p_seize = interception(state, units / step, block)
    draws = block.chance.chances("grey.lots", state.step, len(world.routes) * LOTS)
    lost = seized_share(units, p_seize, draws.reshape(len(world.routes), LOTS, block.width))
    through = shipped * (1.0 - lost)[:, None, :]
    transit, arrived = block.pace.routes.passed(state.route_transit, through)
    stock = state.stock.copy()
    taken = _rows(goods.routes_by_broker.total(shipped))
    stock[goods.held] = np.maximum(at(stock, goods.held) - at(taken, goods.source), 0.0)
    _deliver(stock, arrived, state.grey_wanted, block)
    arrivals = over_second(arrived)
    smuggled = state.smuggled.copy()
    smuggled[goods.places] += goods.routes_by_place.total(arrivals)
    heat, capacity, premium = _adapt(state, units / step, lost, block)
    return state.evolve(
        stock=stock,
        route_transit=transit,
        seized=state.seized + over_first(shipped - through),
        route_heat=heat,
        route_capacity=capacity,
        route_premium=premium,
        route_carried=arrivals / step,
        smuggled=smuggled,
    )


def shipments(state: State, block: Block) -> Floats:
    """Return what each route takes over from its broker, (routes, chips, R).

    A broker divides all its goods among its routes by what they were asked for.
    """
    goods = block.world.grey_goods
    nothing = np.zeros((1, block.width))
    held = np.concatenate([at(state.stock, goods.held), nothing])
    by_broker = goods.routes_by_broker.total(state.route_demand)
    share = ratio(state.route_demand, at(by_broker, goods.routes_by_broker.group))
    return at(held, goods.load) * share[:, None, :]


def interception(state: State, volume: Floats, block: Block) -> Floats:
    """Return the chance that a lot is seized, (routes, R); `volume` in chips a year."""
    p, world = block.each["routes"], block.world
    crowding = 1.0 + ratio(volume, state.route_capacity)
    origin = state.enforcement[world.controller] / block.parameters["grey.enforcement.origin_musd"]
    hub = at(state.hub_enforcement, world.route_hub) * block.inputs["route.inspection"]
    hub /= p["grey.enforcement.hub_musd"]
    chance = (
        p["grey.interception.base"]
        * np.maximum(origin, 1e-3) ** p["grey.interception.origin_power"]
        * crowding
        * np.maximum(hub, 1e-3) ** p["grey.interception.hub_power"]
        * (1.0 + state.route_heat)
    )
    chance += at(state.measure_effects[EFFECTS.index("interception")], world.route_destination)
    return np.asarray(np.minimum(np.maximum(chance, 0.01), p["grey.interception.most"]))


def seized_share(units: Floats, p_seize: Floats, draws: Floats) -> Floats:
    """Return the share of each route's goods that is seized, (routes, R).

    Goods travel in lots of 64 chips or, when there are more than 16 of them, in 16 equal ones;
    `draws` (routes, 16, R) are made whether or not there is a lot.
    """
    lots = np.minimum(np.maximum(np.ceil(units / LOT_CHIPS - _ROUNDING), 1.0), float(LOTS))
    number = np.arange(LOTS)[:, None]
    hits = ((draws < p_seize[:, None, :]) & (number < lots[:, None, :])).sum(axis=1)
    return np.asarray(hits / lots)


def _deliver(stock: Floats, arrived: Floats, demand: Floats, block: Block) -> None:
    """Share out arrivals at a destination, (routes, chips, R), by what its buyers asked for."""
    goods = block.world.grey_goods
    there = _rows(goods.routes_by_place.total(arrived))
    weight = at(demand, goods.customers) + _EVEN
    share = weight / at(goods.by_place.total(weight), goods.place)
    stock[goods.got] += at(share, goods.got_by) * at(there, goods.arrival)


def _rows(table: Floats) -> Floats:
    """Return a table (first, second, R) as rows (first x second, R)."""
    return table.reshape(-1, table.shape[-1])


def _adapt(
    state: State, volume: Floats, lost: Floats, block: Block
) -> tuple[Floats, Floats, Floats]:
    """Return heat, capacity and premium after a step with this traffic, each (routes, R)."""
    goods, p, leaving = block.world.grey_goods, block.each["routes"], block.leaving["routes"]
    # A hub's open imports grow with what the world makes, and grey goods hide among them.
    grown = ratio(over_first(state.packaging), over_first(block.inputs["foundry.packages"]))
    visible = ratio(volume, volume + block.inputs["route.open_trade"] * grown)
    aim = np.minimum(1.0, p["grey.heat.visibility"] * visible + p["grey.heat.seizure"] * lost)
    heat = state.route_heat + (aim - state.route_heat) * leaving["grey.heat.lag"]
    booked = np.minimum(1.0, ratio(state.route_demand, capacity_busd(state, state.pull)))
    profit = (state.route_premium - 1.0) * (1.0 - lost) - lost
    growth = p["grey.growth"] * booked * np.maximum(profit, 0.0) - p["grey.decline"] * heat
    growth = np.minimum(np.maximum(growth, -3.0), 3.0)
    capacity = state.route_capacity * np.exp(growth * block.world.calendar.step_years)
    asked = goods.by_place.total(at(state.grey_wanted, goods.customers))
    served = goods.routes_by_place.total(state.route_demand)
    hunger = at(ratio(asked, asked + served), goods.route_place)
    wish = 1.0 + p["grey.premium.span"] * hunger
    learned = leaving["grey.premium.lag"] * (hunger > 0.0)
    premium = state.route_premium + (wish - state.route_premium) * learned
    return heat, np.maximum(capacity, LOT_CHIPS), np.maximum(premium, 1.0)
