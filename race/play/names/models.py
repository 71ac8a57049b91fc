"""Training: runs, models, teams, safety, and pools across borders."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats, ratio
from race.base.calendar import SECONDS_PER_DAY
from race.play.names.sheet import Read, Sheet, of_company
from race.rules.decentralised import efficiency, model_size

MONTHS = 12.0


def _eci_lag(n: Sheet) -> Floats:
    lag = n.play.shown_capability.max(axis=0) - n.most_at_home(n.state.capability)
    return np.asarray(np.maximum(lag, 0.0) / n.table.number("eci_points_per_year") * MONTHS)


def _open_lag(n: Sheet) -> Floats:
    lag = n.state.capability.max(axis=0) - n.state.open_capability
    return np.asarray(np.maximum(lag, 0.0) / n.table.number("eci_points_per_year") * MONTHS)


def _algo_lag(n: Sheet) -> Floats:
    lag = n.state.algorithm.max(axis=0) - n.most_at_home(n.state.algorithm)
    return np.asarray(np.minimum(np.maximum(lag, 0.0), 50.0) * MONTHS)


def _pool_e(n: Sheet) -> Floats:
    """Return the efficiency of a slow-link pool of the seat's own kind at the record's size."""
    state = n.state
    sites = np.maximum(state.pool_members, 2.0)
    model = model_size(state.record_flop)
    return n.of_company(efficiency(model, sites, state.pool_method, n.block.parameters))


def _pool_rank(n: Sheet) -> Floats:
    flop = n.of_company(n.state.pool_flop)
    return np.asarray(1.0 + (n.state.best_flop[None] > flop[:, None]).sum(axis=1))


def _run_days_left(n: Sheet) -> Floats:
    left = n.of_company(np.maximum(n.state.run_target - n.state.run_done, 0.0))
    return ratio(left, n.of_company(n.state.company_speed) * SECONDS_PER_DAY)


READ: Mapping[str, Read] = {
    "open_lag_months": _open_lag,
    "best_flop": lambda n: n.most_at_home(n.state.best_flop),
    "run_on": lambda n: n.of_company(n.state.run_target) > 0.0,
    "run_days_left": _run_days_left,
    "run_share": lambda n: ratio(n.of_company(n.state.run_done), n.of_company(n.state.run_target)),
    "run_possible": lambda n: n.of_company(n.state.company_speed) * 90.0 * 86_400.0,
    "team": of_company("team"),
    "capability": lambda n: n.most_at_home(n.state.capability),
    "capability_rank": lambda n: (
        1.0 + (n.play.shown_capability[None] > n["capability"][:, None]).sum(axis=1)
    ),
    "eci_lag_months": _eci_lag,
    "algo_lag_months": _algo_lag,
    "has_model": lambda n: n.of_company(n.state.best_flop) > 0.0,
    "security": of_company("security"),
    "safety_share": lambda n: n.of_company(n.play.safety_share),
    "pool_members": of_company("pool_members"),
    "pool_method": of_company("pool_method"),
    "pool_e": _pool_e,
    "pooled": lambda n: (
        (n.of_company(n.state.pool_join) > 0.0) | (n.of_company(n.state.pool_members) > 0.0)
    ),
    "pool_rank": _pool_rank,
    "pool_flop": of_company("pool_flop"),
}
