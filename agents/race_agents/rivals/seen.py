"""What a rival knows: its own figures, what is public, and its beliefs about others.

A name that is in none of these lists cannot be read at all, so that no rule can look behind the
view. The test of the view permutes what is hidden and asks for equal orders.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from race.base.arrays import Flags, Floats, Whole
from race.base.calendar import SECONDS_PER_YEAR
from race.base.errors import RunError
from race.play.names import Names
from race.play.state.game_state import GameState
from race.play.state.table import Table

PUBLIC = frozenset({
    "year", "quarter", "tension", "tension_rose", "tension_fell", "world_risk", "verification",
    "treaty_members", "record_growth", "shortage", "scarcity", "packaging_load", "coalition",
    "open_lag_months", "election_us", "no_capital", "capital_strain", "rent_price", "incidents",
    "rule_news", "rule_ahead", "controller_held", "home_wafers",
})  # fmt: skip
"""World names that are published: prices, laws, drills, published models."""
OWN = frozenset({
    "is_country", "denied", "issuer", "hub", "foundry", "designer", "money", "income", "backing", "trust",
    "standing_us", "standing_cn", "alignment", "mask", "mask_ahead", "refused", "gap_years",
    "gap_before", "ratio", "pool", "record_owner", "best_flop", "run_on", "run_share", "team",
    "talent", "capability", "eci_lag_months", "has_model", "own_share", "compute_h100e",
    "firm_share", "idle_share", "power_mw", "power_coming", "secured_mw", "grid_room",
    "grid_barred", "home_sites", "merge_gain", "merged", "routes_here", "route_heat", "route_open",
    "route_capacity", "route_fell", "grey_here", "premium", "transit", "transit_fell",
    "remote_open", "rented_share", "rented_h100e", "tool_access", "fab_yield", "own_chips",
    "packages_home", "security", "safety_share", "pool_members", "pool_method", "pool_e", "pooled",
    "ai_revenue", "capex", "core_income", "sales_share", "sales_busd", "sales_denied", "lost_sales",
    "compliance", "admits", "checks", "hub_policy", "treaty", "cheating", "deceit", "watched",
    "moved", "state_stake", "stolen", "drafts_left", "rule_live", "draft_due", "rules_against",
    "listed", "grown", "run_possible", "count_a", "count_b", "count_c", "streak_a", "streak_b",
    "streak_c", "elapsed", "wins_now", "partly_now", "run_days_left", "next_chip_gain",
    "capability_rank", "variant_share", "seizures", "grey_share",
})  # fmt: skip
"""Names of the seat itself. The gap is its own: days that it needs, less days that the record took;
models are ranked by what is published of them.

The last three are trade statistics, which all who keep customs read alike.
"""
POOL, GREY, OWN_CHIPS = 0, 2, 3
"""Places of quantities of belief."""


class Seen(dict[str, Floats]):
    """Names that seats may know, (seats, R) or (R,), worked out when first asked for."""

    def __init__(self, game: GameState, table: Table, names: Names) -> None:
        super().__init__()
        self.game, self.table = game, table
        self.names = names
        self.shape = len(table.seats), table.width
        """(seats, R)."""

    def __missing__(self, name: str) -> Floats:
        """Work a name out.

        Raises:
            RunError: the name is not in a seat's view.
        """
        if name in PUBLIC or name in OWN:
            values = self.names[name]
        elif name in _BELIEVED:
            values = _BELIEVED[name](self)
        else:
            raise RunError(f"'{name}' is not in the view of a seat")
        self[name] = values
        return values

    def goal(self, name: str) -> Floats:
        """Return a measure of a seat's own objective: as in the view, else as it is.

        A person is shown how each part of the goal stands, so that a rival is too.
        """
        if name == "record_flop":
            return np.asarray(self.game.state.published_flop.max(axis=0))
        known = name in PUBLIC or name in OWN or name in _BELIEVED
        return self[name] if known else self.names[name]

    @property
    def others(self) -> Flags:
        """Tell whom a seat runs against: other states, or other companies, (seats, targets)."""
        seats, world = self.table.seats, self.table.block.world
        countries, companies = len(world.countries), len(world.companies)
        rows = np.arange(len(seats))
        states = np.repeat(seats.is_country[:, None], countries, axis=1)
        states[rows, seats.country] = False
        firms = np.repeat(~seats.is_country[:, None], companies, axis=1)
        firms[rows, seats.company] = False
        return np.concatenate([states, firms], axis=1)

    def rival(self) -> Whole:
        """Return the place among targets of the strongest other pool as believed, (seats, R)."""
        believed = np.where(self.others[:, :, None], self.game.play.median[POOL], -np.inf)
        return np.asarray(believed.argmax(axis=1))

    def strongest(self) -> tuple[Floats, Floats]:
        """Return log10 of the strongest other pool as believed, and its spread, each (seats, R)."""
        play, best = self.game.play, self.rival()
        rows, columns = np.arange(best.shape[0])[:, None], np.arange(best.shape[1])[None]
        median = np.maximum(play.median[POOL][rows, best, columns], 0.0)
        return median, play.spread[POOL][rows, best, columns]


def _of_denied(quantity: int) -> Callable[[Seen], Floats]:
    """Read the largest belief about a denied state."""

    def read(seen: Seen) -> Floats:
        denied = np.flatnonzero(seen.table.block.world.denied > 0.0)
        if not len(denied):
            return np.zeros(seen.shape)
        return np.asarray(10.0 ** seen.game.play.median[quantity][:, denied].max(axis=1))

    return read


def _disagree(seen: Seen) -> Floats:
    return np.asarray(seen.game.play.clash.max(axis=1) * np.ones(seen.shape))


def _hope(seen: Seen) -> Floats:
    """Return how far the gap is within what the seat still calls near, log10."""
    near = np.log10(np.clip(seen["gap_before"], 1e-6, 1e12))
    return np.asarray(near - np.log10(np.clip(seen["gap_years"], 1e-6, 1e12)))


def _margin(seen: Seen) -> Floats:
    """Return by how many years the seat leads the strongest other, as it believes; 0 if it does not."""
    record = seen.game.state.published_flop.max(axis=0)
    rival = 10.0 ** seen.strongest()[0]
    lead = record * (1.0 / np.maximum(rival, 1.0) - 1.0 / np.maximum(seen["pool"], 1.0))
    return np.where(seen["gap_years"] > 0.0, 0.0, np.maximum(lead / SECONDS_PER_YEAR, 0.0))


_BELIEVED: Mapping[str, Callable[[Seen], Floats]] = {
    "rival_pool": lambda seen: 10.0 ** seen.strongest()[0],
    "rival_sd": lambda seen: seen.strongest()[1],
    "rival_grey": _of_denied(GREY),
    "rival_fabs": _of_denied(OWN_CHIPS),
    "sources_disagree": _disagree,
    "hope": _hope,
    "margin_years": _margin,
}
