"""The grey market: brokers pass goods on, lots are seized, routes adapt."""

from __future__ import annotations

from math import ceil, exp
from typing import TYPE_CHECKING

from tests.oracle.agents import Buyer, Chip, Country, Route
from tests.oracle.arithmetic import leaves, pass_delay, ratio
from tests.oracle.grey_orders import wanted_at, worth_of_capacity

if TYPE_CHECKING:
    from tests.oracle.model import PlainModel

LOT_CHIPS = 64.0
MOST_LOTS = 16
FORGOTTEN_BUSD = 1e-12
"""Weight of a buyer that asked for nothing, so that goods find an owner."""


def grey_market(model: PlainModel) -> None:
    """Take over what brokers hold, lose lots, deliver what got through, let routes adapt."""
    draws = model.draw("grey.lots", MOST_LOTS * len(model.routes))
    cargo = {route: _cargo(model, route) for route in model.routes}
    for route in model.routes:
        for chip, number in cargo[route].items():
            route.broker.stock[chip] = max(route.broker.stock[chip] - number, 0.0)
    seized = {}
    arrived: dict[Country, dict[Chip, float]] = {}
    for number, route in enumerate(model.routes):
        volume = sum(cargo[route].values()) / model.step_years
        of_route = draws[number * MOST_LOTS : (number + 1) * MOST_LOTS]
        seized[route] = _seized_share(model, route, volume, of_route)
        _carry(model, route, cargo[route], seized[route], arrived)
    for country, goods in arrived.items():
        _deliver(model, country, goods)
    wanted = {country: wanted_at(model, country) for country in model.countries}
    served = {c: sum(r.demand for r in model.routes if r.destination is c) for c in model.countries}
    for route in model.routes:
        volume = sum(cargo[route].values()) / model.step_years
        to = route.destination
        _adapt(model, route, volume, seized[route], ratio(wanted[to], wanted[to] + served[to]))


def _cargo(model: PlainModel, route: Route) -> dict[Chip, float]:
    """Return what a route takes over: the broker's goods, divided by what its routes were asked."""
    routes = [one for one in model.routes if one.broker is route.broker]
    share = ratio(route.demand, sum(one.demand for one in routes))
    return {chip: number * share for chip, number in route.broker.stock.items()}


def seizure_chance(model: PlainModel, route: Route, volume: float) -> float:
    """Return the chance that a lot is seized; `volume` in chips a year.

    It rises with the use of the route, with enforcement at the origin and at the hub, and with heat.
    """
    p = model.parameters
    origin = model.controller.enforcement / p["grey.enforcement.origin_musd"]
    hub = route.hub.hub_enforcement * route.inspection / p["grey.enforcement.hub_musd"]
    chance: float = p["grey.interception.base"] * (1.0 + ratio(volume, route.capacity))
    chance *= max(origin, 1e-3) ** p["grey.interception.origin_power"]
    chance *= max(hub, 1e-3) ** p["grey.interception.hub_power"]
    chance *= 1.0 + route.heat
    chance += route.destination.effects["interception"]
    return min(max(chance, 0.01), p["grey.interception.most"])


def _seized_share(model: PlainModel, route: Route, volume: float, draws: list[float]) -> float:
    """Return the share of lots that are seized: lots of 64 chips, or 16 equal ones if there are more."""
    chips = volume * model.step_years
    lots = min(max(ceil(chips / LOT_CHIPS - 1e-9), 1), MOST_LOTS)
    chance = seizure_chance(model, route, volume)
    return sum(1 for draw in draws[:lots] if draw < chance) / lots


def _carry(
    model: PlainModel,
    route: Route,
    cargo: dict[Chip, float],
    seized: float,
    arrived: dict[Country, dict[Chip, float]],
) -> None:
    """Lose what is seized, and move the rest through the route."""
    goods = arrived.setdefault(route.destination, dict.fromkeys(model.chips, 0.0))
    total = 0.0
    for chip, number in cargo.items():
        chip.seized += number * seized
        route.transit[chip], out = pass_delay(
            route.transit[chip], number * (1.0 - seized), model.step_years, route.lag_years
        )
        goods[chip] += out
        total += out
    route.carried = total / model.step_years
    route.destination.smuggled += total


def _deliver(model: PlainModel, country: Country, goods: dict[Chip, float]) -> None:
    """Share out arrivals among the buyers of the destination by what they asked for."""
    buyers: list[Buyer] = [b for b in model.buyers if b.host is country and country.embargoed]
    total = sum(buyer.grey_wanted + FORGOTTEN_BUSD for buyer in buyers)
    for buyer in buyers:
        share = (buyer.grey_wanted + FORGOTTEN_BUSD) / total
        for chip, number in goods.items():
            buyer.stock[chip] += number * share


def _adapt(model: PlainModel, route: Route, volume: float, lost: float, hunger: float) -> None:
    """Move heat, capacity and premium; `hunger` is the share of demand that found no route.

    Heat follows how visible the traffic is beside the hub's own imports, and seizures. Capacity
    grows with bookings and profit and falls with heat; the premium stays while nobody asks.
    """
    p, step = model.parameters, model.step_years
    visible = ratio(volume, volume + route.open_trade * model.output_grown)
    aim = min(1.0, p["grey.heat.visibility"] * visible + p["grey.heat.seizure"] * lost)
    heat = route.heat + (aim - route.heat) * leaves(step, p["grey.heat.lag"])
    profit = max((route.premium - 1.0) * (1.0 - lost) - lost, 0.0)
    booked = min(1.0, ratio(route.demand, worth_of_capacity(model, route)))
    growth = p["grey.growth"] * booked * profit - p["grey.decline"] * heat
    growth = min(max(growth, -3.0), 3.0)
    wish = 1.0 + p["grey.premium.span"] * hunger
    route.heat = heat
    route.capacity = max(route.capacity * exp(growth * step), LOT_CHIPS)
    if hunger > 0.0:
        route.premium += (wish - route.premium) * leaves(step, p["grey.premium.lag"])
    route.premium = max(route.premium, 1.0)
