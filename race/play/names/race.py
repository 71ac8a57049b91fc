"""The race: pools, gaps, ranks, the record and who holds it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats, ratio
from race.play.names.sheet import Read, Sheet, of_company, of_play, of_world
from race.world.state import NO_ONE

_LARGE = 1e300


def _pool(n: Sheet) -> Floats:
    return n.by_side(n.state.country_speed, n.state.company_speed)


def _gap(n: Sheet) -> Floats:
    return n.by_side(n.state.country_gap, n.state.company_gap)


def _public_gap(n: Sheet) -> Floats:
    """Return the gap of the fastest pool that a state's own programmes have."""
    rows = n.world.scenario.companies.values()
    public = np.array([row.ownership == "national" for row in rows])[:, None]
    return np.asarray(
        -n.most_at_home(np.where(public, -n.state.company_gap, -np.inf), empty=-np.inf)
    )


def _margin(n: Sheet) -> Floats:
    """Return the smallest gap of the states that the leader would hold off; 0 for others."""
    gaps, world = n.state.country_gap, n.world
    denied = np.where(world.denied[:, None] > 0.0, gaps, np.inf)
    others = np.stack(
        [
            _others(gaps, n, int(c)) if world.denied[c] > 0.0 else denied.min(axis=0)
            for c in n.seats.country
        ]
    )
    firms = n.state.company_gap
    ranked = np.sort(firms, axis=0)
    rivals = np.broadcast_to(ranked[1], others.shape)
    margin = np.where(n.seats.is_country[:, None], others, rivals)
    return np.where(n["gap_years"] <= 0.0, margin, 0.0)


def _others(gaps: Floats, n: Sheet, country: int) -> Floats:
    left = gaps.copy()
    left[country] = np.inf
    return np.asarray(left.min(axis=0))


def _rank(n: Sheet) -> Floats:
    countries, companies = n.state.country_speed, n.state.company_speed
    own = n["pool"]
    of_states = (countries[None] > own[:, None]).sum(axis=1)
    of_firms = (companies[None] > own[:, None]).sum(axis=1)
    return np.asarray(np.where(n.seats.is_country[:, None], of_states, of_firms) + 1.0)


def _record_owner(n: Sheet) -> Floats:
    owner = n.state.record_owner
    company = np.maximum(owner, 0)
    home = np.asarray(n.world.company_country)[company]
    mine = n.seats.company[:, None] == owner
    at_home = n.seats.is_country[:, None] & (n.seats.country[:, None] == home)
    return np.asarray((mine | at_home) & (owner != NO_ONE))


def effective_record(n: Sheet) -> Floats:
    """Return effective FLOP of the record: algorithms of 2.8 times a year since 2022."""
    gain = n.table.number("algorithm_growth")
    return np.asarray(n.state.record_flop * gain ** (n.state.algorithm.max(axis=0) - 2022.0))


def _threshold_decades(n: Sheet) -> Floats:
    return np.log10(n.state.threshold) - np.log10(np.maximum(effective_record(n), 1.0))


READ: Mapping[str, Read] = {
    "record_flop": of_world("record_flop"),
    "record_growth": lambda n: ratio(n.state.record_flop, n.play.record_before),
    "leader_margin": lambda n: np.where(
        n.world.denied[:, None] > 0.0, n.state.country_gap, np.inf
    ).min(axis=0),
    "threshold_decades": _threshold_decades,
    "threshold_passed": lambda n: n.state.first_past != NO_ONE,
    "gap_years": _gap,
    "public_gap_years": _public_gap,
    "gap_before": of_play("gap_before"),
    "margin_years": _margin,
    "ratio": lambda n: np.where(
        n["pool"] > 0.0,
        ratio(np.broadcast_to(n.state.company_speed.max(axis=0), n["pool"].shape), n["pool"]),
        _LARGE,
    ),
    "rank": _rank,
    "pool": _pool,
    "own_pool": of_company("company_speed"),
    "record_owner": _record_owner,
    "first_past": lambda n: n.seats.company[:, None] == n.state.first_past,
    "grown": lambda n: ratio(n["pool"], n.play.pool_before),
}
