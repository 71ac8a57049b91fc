"""What lags, rates and terms come to in one step: worked out once for a block, for they do not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Delay, Floats, at, share_of_lag
from race.base.calendar import HOURS_PER_YEAR, SECONDS_PER_DAY
from race.world.world import World

YEARS = "years"
_LEAST_TALENT = 0.01


@dataclass(frozen=True, eq=False)
class Pace:
    """Shares and delays of one step.

    Attributes:
        leaving: by parameter in years, the share of a first-order delay that leaves, (R,).
        build_years: from the order of a hall to its opening, (buyers, R).
        planning, building: halls in planning and under construction, (buyers, R).
        routes: goods on grey routes, (routes, 1, R).
        capacity: packaging and memory on order, (R,).
        learning: share of what a company lacks of public algorithms that it makes good, (companies,
            R): the slower, the fewer engineers its home has beside the home that has most.
        failing: share of a site's chips that fail and are not made good, (buyers x slots, R).
        training_day: seconds of a day of training, (companies, R), 0 for who trains nothing.
        cut: 1 for variants, cut from dies that are made already, (chips, R).
        patient: share of orders on hand that buyers keep, (offers, R).
        leverage: spending over own income that lenders and investors carry, (companies, R).
        running: electricity and operation of a MW, (buyers, R), in BUSD.
    """

    leaving: Mapping[str, Floats]
    build_years: Floats
    planning: Delay
    building: Delay
    routes: Delay
    capacity: Delay
    failing: Floats
    learning: Floats
    training_day: Floats
    cut: Floats
    patient: Floats
    leverage: Floats
    running: Floats


def pace(world: World, p: Mapping[str, Floats], inputs: Mapping[str, Floats]) -> Pace:
    """Return the pace of a block with such parameters and starting quantities."""
    step, quantities = world.calendar.step_years, world.scenario.parameters
    years = at(inputs["country.build_years"], world.buyer_host)
    share = p["build.planning_share"]
    width = len(share)
    lent_to = inputs["company.leveraged"]
    denied = inputs["buyer.denied"]
    beyond_repair = p["build.unrepaired"] + denied * (
        p["build.unrepaired_denied"] - p["build.unrepaired"]
    )
    return Pace(
        leaving={
            name: share_of_lag(step, p[name])
            for name, quantity in quantities.items()
            if quantity.unit == YEARS
        },
        build_years=years,
        planning=Delay(step, years * share),
        building=Delay(step, years * (1.0 - share)),
        routes=Delay(step, inputs["route.lag_years"][:, None, :]),
        capacity=Delay(step, p["production.lag"]),
        learning=share_of_lag(
            step, p["research.diffusion"] / np.maximum(inputs["company.talent"], _LEAST_TALENT)
        ),
        training_day=np.repeat(SECONDS_PER_DAY * world.company_trains, width).reshape(-1, width),
        cut=np.repeat((world.chip_variant_for >= 0) * 1.0, width).reshape(-1, width),
        patient=np.tile(np.exp(-step / p["market.patience"]), (len(world.offers), 1)),
        leverage=1.0 + lent_to * (p["finance.leverage"] - 1.0),
        running=at(_running(p, inputs), world.buyer_host) * step,
        failing=at(-np.expm1(-p["build.failure"] * beyond_repair * step), world.site_buyer),
    )


def _running(p: Mapping[str, Floats], inputs: Mapping[str, Floats]) -> Floats:
    """Return what a MW of halls costs in a year, (countries, R), in BUSD."""
    price = inputs["country.power_price_usd_per_kwh"]
    energy = price * (p["finance.load"] * HOURS_PER_YEAR * 1e3 * 1e-9)
    return energy + p["finance.operation_musd_per_mw"] * 1e-3
