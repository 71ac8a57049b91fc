"""What lags and rates come to in one step: worked out once for a block, for they do not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Delay, Floats, at, share_of_lag
from race.world.world import World

YEARS = "years"
_LEAST_TALENT = 0.01


@dataclass(frozen=True, eq=False)
class Pace:
    """Shares and delays of one step.

    Attributes:
        leaving: by parameter in years, the share of a first-order delay that leaves, (R,).
        planning, building: halls in planning and under construction, (buyers, R).
        routes: goods on grey routes, (routes, 1, R).
        capacity: packaging and memory on order, (R,).
        learning: share of what a company lacks of public algorithms that it makes good, (companies,
            R): the slower, the fewer engineers its home has beside the home that has most.
        failing: share of a site's chips that fail and are not made good, (buyers x slots, R).
    """

    leaving: Mapping[str, Floats]
    planning: Delay
    building: Delay
    routes: Delay
    capacity: Delay
    failing: Floats
    learning: Floats


def pace(world: World, p: Mapping[str, Floats], inputs: Mapping[str, Floats]) -> Pace:
    """Return the pace of a block with such parameters and starting quantities."""
    step, quantities = world.calendar.step_years, world.scenario.parameters
    years = at(inputs["country.build_years"], world.buyer_host)
    share = p["build.planning_share"]
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
        planning=Delay(step, years * share),
        building=Delay(step, years * (1.0 - share)),
        routes=Delay(step, inputs["route.lag_years"][:, None, :]),
        capacity=Delay(step, p["production.lag"]),
        learning=share_of_lag(
            step, p["research.diffusion"] / np.maximum(inputs["company.talent"], _LEAST_TALENT)
        ),
        failing=at(-np.expm1(-p["build.failure"] * beyond_repair * step), world.site_buyer),
    )
