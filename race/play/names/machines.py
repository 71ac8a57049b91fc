"""Computers: owned and rented, their power, where they stand, chip plants."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from race.base.arrays import Floats, Whole, over_first, over_second, pick, ratio
from race.play.names.sheet import Read, Sheet, of_company, of_play
from race.rules.cloud import open_door
from race.rules.compute_index import hosted, open_h100e, owned
from race.rules.export_control import DENIED
from race.world.world import World

SOON_YEARS = 0.5
"""Vendors announce chips about so long before they sell them."""


def _open(n: Sheet) -> Floats:
    """Return H100e of the open market, worked out once."""
    if "_open" not in n:
        dict.__setitem__(n, "_open", open_h100e(n.state, n.block))
    return n["_open"]


def _own_share(n: Sheet) -> Floats:
    state, world = n.state, n.world
    held = np.maximum(state.site_chip, 0)
    compute = state.site_chips * pick(state.chip_peak8, held)
    home = compute * (
        world.chip_home[held] == world.company_country[world.buyer_company][:, None, None]
    )
    total = world.buyers_by_company.total(over_second(compute))
    return ratio(
        n.total_at_home(world.buyers_by_company.total(over_second(home))), n.total_at_home(total)
    )


def _owned(n: Sheet) -> Floats:
    return n.total_at_home(owned(_open(n), n.world))


def _hosts_share(n: Sheet) -> Floats:
    by_country = hosted(_open(n), n.world)
    share = ratio(by_country, np.broadcast_to(over_first(over_first(_open(n))), by_country.shape))
    padded = np.concatenate([share, np.zeros((1, n.table.width))])
    return over_second(n.of_country(padded[_with_bloc(n.world)]))


@lru_cache(maxsize=8)
def _with_bloc(world: World) -> Whole:
    """Return each country and those of its bloc, (countries, most); past the last the row after all."""
    rows = [
        [place, *map(world.countries.index, row.bloc)]
        for place, row in enumerate(world.scenario.countries.values())
    ]
    most = max(map(len, rows))
    return np.array([[*row, *[len(rows)] * (most - len(row))] for row in rows])


def _idle(n: Sheet) -> Floats:
    state = n.state
    offers = n.world.offers
    waiting = n.buyer(offers.by_buyer.total(state.stock * state.chip_kw[offers.chip])) * 1e-3
    return ratio(waiting, waiting + n.buyer(state.power_mw))


def _grid_room(n: Sheet) -> Floats:
    inputs = n.block.inputs
    years = n.state.time - n.world.calendar.start
    most = inputs["country.grid_mw_per_year"] * np.exp(inputs["country.grid_growth"] * years)
    return n.of_country(most)


def _merge_gain(n: Sheet) -> Floats:
    own = n.state.company_own
    return ratio(n.total_at_home(n.state.company_together), n.most_at_home(own))


def _rented_share(n: Sheet) -> Floats:
    rented = n.of_company(n.state.rented_h100e)
    return ratio(rented, rented + n.of_company(n.state.company_h100e))


def _firm_share(n: Sheet) -> Floats:
    return 1.0 - n["rented_share"]


def _packages_home(n: Sheet) -> Floats:
    return _foundries_at_home(n, n.state.packaging, 0.0)


def _foundries_at_home(n: Sheet, values: Floats, empty: float) -> Floats:
    return n.of_country(n.world.foundries_by_country.largest(values, empty=empty))


def _own_chips(n: Sheet) -> Floats:
    launched = (n.state.chip_launch <= n.state.time) & (n.world.chip_designer >= 0)[:, None]
    rows = [launched[n.world.chip_home == c].any(axis=0) for c in n.seats.country.tolist()]
    return np.stack(rows)


def _next_chip_gain(n: Sheet) -> Floats:
    """Return speed a dollar of the best chip due soon over the best on sale, to each buyer."""
    state, offers = n.state, n.world.offers
    place = offers.place[np.maximum(n.seats.buyer, 0)]
    offer = np.maximum(place, 0)
    sold = (place >= 0) & (offers.sold[offer, 0] > 0.0) & (n.seats.buyer >= 0)[:, None]
    worth = sold[..., None] * (state.licence[offer] < DENIED)
    worth = worth * ratio(state.chip_peak8, state.chip_price)
    now = state.chip_launch <= state.time
    soon = ~now & (state.chip_launch <= state.time + SOON_YEARS)
    return ratio((worth * soon).max(axis=1), (worth * now).max(axis=1))


READ: Mapping[str, Read] = {
    "own_share": _own_share,
    "compute_h100e": _owned,
    "hosts_share": _hosts_share,
    "home_owned_share": lambda n: np.minimum(
        ratio(n["compute_h100e"], n["hosts_share"] * over_first(over_first(_open(n)))), 1.0
    ),
    "firm_share": _firm_share,
    "idle_share": _idle,
    "power_mw": lambda n: n.buyer(n.state.power_mw),
    "power_coming": lambda n: n.buyer(n.state.power_ordered + n.state.power_building),
    "secured_mw": of_play("secured_mw"),
    "grid_room": _grid_room,
    "grid_barred": of_play("grid_barred"),
    "has_branch": lambda n: (n.seats.branch >= 0)[:, None] * np.ones(n.table.width),
    "next_chip_gain": _next_chip_gain,
    "home_sites": lambda n: n.total_at_home((n.state.company_together > 0.0).astype(float)),
    "merge_gain": _merge_gain,
    "merged": of_company("national_lead"),
    "remote_open": lambda n: (
        n.of_company(open_door(n.state, n.block))
        * (n.world.company_provider[n.seats.company] >= 0)[:, None]
    ),
    "rented_share": _rented_share,
    "rented_h100e": of_company("rented_h100e"),
    "rent_rank": lambda n: (
        1.0 + (n.state.rent_income[None] > n.of_company(n.state.rent_income)[:, None]).sum(axis=1)
    ),
    "tool_access": lambda n: n.of_country(n.state.tool_access),
    "fab_yield": lambda n: _foundries_at_home(n, n.state.fab_yield, 0.0),
    "own_chips": _own_chips,
    "packages_home": _packages_home,
}
