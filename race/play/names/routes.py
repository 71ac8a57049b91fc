"""Routes through middlemen, and what passes by them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats, over_first, ratio
from race.play.names.sheet import Read, Sheet, coming_to_denied


def of_routes(n: Sheet, values: Floats, *, here: bool, how: str, empty: float = 0.0) -> Floats:
    """Return a figure of the routes to (or through) each seat's country: sum, most or least."""
    routes = n.world.routes_by_destination if here else n.world.routes_by_hub
    if how == "sum":
        return n.of_country(routes.total(values))
    if how == "most":
        return n.of_country(routes.largest(values, empty=empty))
    return n.of_country(-routes.largest(-values, empty=-empty))


def _heat(n: Sheet) -> Floats:
    here = of_routes(n, n.state.route_heat, here=True, how="most")
    return np.maximum(here, of_routes(n, n.state.route_heat, here=False, how="most"))


def _fell(n: Sheet, *, here: bool) -> Floats:
    now = of_routes(n, n.state.route_capacity, here=here, how="sum")
    before = of_routes(n, n.play.capacity_before, here=here, how="sum")
    return np.maximum(1.0 - ratio(now, before), 0.0) * (before > 0.0)


def _seized(n: Sheet) -> Floats:
    lost = np.maximum(over_first(n.state.seized) - n.play.seized_before, 0.0)
    carried = over_first(n.state.route_carried) * n.world.calendar.step_years
    return ratio(lost, lost + carried)


def _grey_share(n: Sheet) -> Floats:
    grey = over_first(n.state.route_carried)
    coming = over_first(coming_to_denied(n))
    legal = coming / np.maximum(n.block.parameters["market.lag.delivery"], 0.05)
    return ratio(grey, grey + legal)


READ: Mapping[str, Read] = {
    "routes_here": lambda n: of_routes(n, np.ones_like(n.state.route_heat), here=True, how="sum"),
    "route_heat": _heat,
    "route_open": lambda n: of_routes(n, n.state.route_open, here=True, how="most"),
    "route_capacity": lambda n: of_routes(n, n.state.route_capacity, here=True, how="sum"),
    "route_fell": lambda n: _fell(n, here=True),
    "transit_fell": lambda n: _fell(n, here=False),
    "grey_here": lambda n: of_routes(n, n.state.route_carried, here=True, how="sum"),
    "premium": lambda n: of_routes(n, n.state.route_premium, here=True, how="least", empty=1.0),
    "seized_here": lambda n: n["seizures"] * (n["grey_here"] > 0.0),
    "transit": lambda n: of_routes(n, n.state.route_carried, here=False, how="sum"),
    "seizures": _seized,
    "grey_share": _grey_share,
    "grey_chips": lambda n: over_first(n.state.route_carried),
}
