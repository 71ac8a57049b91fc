"""Handles: the closed list of the variables that effects move.

`race.play.orders.cells` and `race.play.stages.moving` work them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

AxisName: TypeAlias = Literal[
    "companies", "countries", "routes", "foundries", "chips", "seats", "pairs", "world"
]
Kind: TypeAlias = Literal["dial", "lever", "level", "play", "money"]


class Handle(NamedTuple):
    """A variable that effects move.

    Attributes:
        kind: `dial` an order of the core, `lever` a column of the core that is at rest without
            effects, `level` a column of the core that is moved once and then goes on by itself,
            `play` the same of the game's own, `money` BUSD through the ledger.
        column: its name in the record.
    """

    axis: AxisName
    kind: Kind
    column: str
    unit: str
    low: float
    high: float


AXES: Mapping[str, tuple[str, ...]] = {
    "companies": ("self", "home", "target", "target_home", "all", "denied", "leader", "controller"),
    "countries": ("self", "target", "all", "denied", "others", "controller"),
    "routes": ("to_here", "through_here", "route", "all"),
    "foundries": ("home", "first", "all", "target_home"),
    "chips": ("chip", "own_chips", "all"),
    "seats": ("self", "target", "all", "denied", "others", "states", "firms", "leader"),
    "pairs": ("target", "controller", "denied"),
    "world": ("self",),
}
"""Whose variable an effect may move, by axis."""

_INF = float("inf")

HANDLES: dict[str, Handle] = {
    # Orders of the core, for as long as the effect lasts
    "spend": Handle("companies", "dial", "spend", "1", 0, 5),
    "bid": Handle("companies", "dial", "bid", "1", 1, 3),
    "home_chips": Handle("companies", "dial", "home_chips", "1", 0, 1),
    "run_days": Handle("companies", "dial", "run_days", "days", 0, 180),
    "research": Handle("companies", "dial", "research", "1", 0, 3),
    "join_pool": Handle("companies", "dial", "join_pool", "1", 0, 1),
    "release": Handle("companies", "dial", "release", "1", 0, 1),
    "enforcement": Handle("countries", "dial", "enforcement", "MUSD/year", 0, 5000),
    "hub_enforcement": Handle("countries", "dial", "hub_enforcement", "MUSD/year", 0, 5000),
    "tighten_tpp": Handle("countries", "dial", "tighten_tpp", "TPP", 0, 1e6),
    "relax": Handle("countries", "dial", "relax", "1", 0, 1),
    "subsidy": Handle("countries", "dial", "subsidy", "BUSD/year", 0, 500),
    "fab": Handle("countries", "dial", "fab", "BUSD/year", 0, 500),
    "tools": Handle("countries", "dial", "tools", "BUSD/year", 0, 100),
    "merge_national": Handle("countries", "dial", "merge_national", "1", 0, 1),
    "close_remote_access": Handle("countries", "dial", "close_remote_access", "1", 0, 1),
    "follow": Handle("countries", "dial", "follow", "1", 0, 1),
    "retaliate": Handle("countries", "dial", "retaliate", "1", 0, 1),
    # Levers of the core
    "grey_money": Handle("companies", "lever", "grey_money", "BUSD/year", 0, 500),
    "rent_money": Handle("companies", "lever", "rent_money", "BUSD/year", 0, 500),
    "withheld": Handle("companies", "lever", "withheld", "1", 0, 0.95),
    "run_cap": Handle("companies", "lever", "run_cap", "log10 FLOP", 20, 40),
    "sells": Handle("companies", "lever", "sells", "1", 0, 3),
    "listed": Handle("companies", "lever", "listed", "1", 0, 1),
    "eased": Handle("companies", "lever", "eased", "1", 0, 1),
    "foreign_barred": Handle("companies", "lever", "foreign_barred", "1", 0, 1),
    "security": Handle("companies", "lever", "security", "level", 1, 5),
    "cut_wish": Handle("companies", "lever", "cut_wish", "1", 0, 1),
    "rents_out": Handle("companies", "lever", "rents_out", "1", 0, 2),
    "national_lead": Handle("companies", "lever", "national_lead", "1", 0, 1),
    "fabric_gain": Handle("companies", "lever", "fabric_gain", "1", 0.3, 2),
    "rule_lead": Handle("countries", "lever", "rule_lead", "years", -1, 2),
    "rule_density": Handle("countries", "lever", "rule_density", "TPP/mm2", -1, 1000),
    "hold_memory": Handle("countries", "lever", "hold_memory", "1", 0, 1),
    "tools_lost": Handle("countries", "lever", "tools_lost", "1", 0, 1),
    "memory_bought": Handle("countries", "lever", "memory_bought", "stacks/year", 0, 1e8),
    "deterrence": Handle("countries", "lever", "deterrence", "1", 0.05, 4),
    "dispersed": Handle("countries", "lever", "dispersed", "1", 0, 1),
    "served": Handle("countries", "lever", "served", "1", 0.1, 5),
    "route_open": Handle("routes", "lever", "route_open", "1", 0, 2),
    "route_money": Handle("routes", "lever", "route_money", "BUSD/year", 0, 500),
    "hushed": Handle("companies", "lever", "hushed", "1", 0, 1),
    "seated_in": Handle("companies", "lever", "seated_in", "index", -1, 1000),
    # Levels of the core, moved once
    "team": Handle("companies", "level", "team", "1", 0, 1),
    "algorithm": Handle("companies", "level", "algorithm", "years", 0, 3000),
    "pool_method": Handle("companies", "level", "pool_method", "1", 0, 5),
    "pool_members": Handle("companies", "level", "pool_members", "sites", 0, 1e6),
    "run_done": Handle("companies", "level", "run_done", "FLOP", 0, 1e40),
    "run_target": Handle("companies", "level", "run_target", "FLOP", 0, 1e40),
    "tool_access": Handle("countries", "level", "tool_access", "1", 0, 1),
    "route_capacity": Handle("routes", "level", "route_capacity", "chips/year", 64, 1e9),
    "route_heat": Handle("routes", "level", "route_heat", "1", 0, 1),
    "route_premium": Handle("routes", "level", "route_premium", "1", 1, 20),
    "fab_yield": Handle("foundries", "level", "fab_yield", "1", 0.01, 1),
    "packaging": Handle("foundries", "level", "packaging", "packages/year", 0, 1e10),
    "packaging_building": Handle(
        "foundries", "level", "packaging_building", "packages/year", 0, 1e10
    ),
    "materials": Handle("world", "level", "materials", "1", 0, 1),
    "tension": Handle("world", "level", "tension", "level", 0, 5),
    "scarcity": Handle("chips", "level", "scarcity", "1", 0.3, 5),
    "list_price": Handle("chips", "level", "chip_price", "USD", 1, 1e7),
    # The game's own
    "backing": Handle("seats", "play", "backing", "points", 0, 100),
    "trust": Handle("seats", "play", "trust", "points", 0, 100),
    "world_risk": Handle("world", "play", "world_risk", "points", 0, 100),
    "risk_pressure": Handle("world", "lever", "risk_pressure", "points/year", -50, 50),
    "standing": Handle("pairs", "play", "standing", "points", -100, 100),
    "talent": Handle("countries", "play", "talent", "1", 0, 3),
    "lobby": Handle("world", "lever", "lobby", "1", -1, 1),
    "compliance": Handle("seats", "lever", "compliance", "level", 0, 3),
    "deceit": Handle("seats", "lever", "deceit", "log10", -0.5, 0.5),
    "safety_share": Handle("companies", "lever", "safety_share", "1", 0, 0.4),
    "treaty": Handle("seats", "lever", "treaty", "1", 0, 1),
    "verification": Handle("world", "lever", "verification", "level", 0, 4),
    "cheating": Handle("seats", "lever", "cheating", "1", 0, 1),
    "hub_policy": Handle("seats", "lever", "hub_policy", "level", 0, 3),
    "admits": Handle("seats", "lever", "admits", "level", 0, 2),
    "checks": Handle("seats", "lever", "checks", "1", 0, 1),
    "secured_mw": Handle("seats", "play", "secured_mw", "MW", 0, 1e6),
    "growth": Handle("seats", "lever", "growth", "1", -0.9, 5),
    "rebate": Handle("seats", "lever", "rebate", "1", 0, 0.6),
    "no_capital": Handle("world", "lever", "no_capital", "1", 0, 1),
    "grid_barred": Handle("seats", "lever", "grid_barred", "1", 0, 1),
    "incidents": Handle("world", "play", "incidents", "1", 0, 100),
    "stolen": Handle("seats", "play", "stolen", "1", 0, 100),
    "moved": Handle("seats", "lever", "moved", "1", 0, 1),
    "state_stake": Handle("seats", "play", "state_stake", "1", 0, 0.49),
    "watched": Handle("seats", "lever", "watched", "1", 0, 1),
    "home_wafers": Handle("world", "play", "home_wafers", "1", 0, 1),
    "money": Handle("seats", "money", "balance", "BUSD", -_INF, _INF),
}
