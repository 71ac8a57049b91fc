"""What conditions may ask of the world: gauges, each of a country, a company, either, or the world.

The closed list stands here, where conditions are read; `race.engine.gauges` works them out.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Side: TypeAlias = Literal["world", "actor", "country", "company"]


class Gauge(NamedTuple):
    """A figure that a condition may name; `side` says whose, and an actor is either kind."""

    side: Side
    unit: str
    doc: str


GAUGES: dict[str, Gauge] = {
    "year": Gauge("world", "years", "the moment as a decimal year: 2025.5 is July 2025"),
    "largest_run_flop": Gauge("world", "FLOP", "largest completed training run of the world"),
    "open_capability": Gauge("world", "points", "capabilities index of the best open model"),
    "tension": Gauge("world", "level", "Taiwan Strait: 0 calm to 5 war"),
    "threshold_passed": Gauge("world", "1", "1 once a company is past superintelligence"),
    "gap_years": Gauge("actor", "years", "training gap to the leader; infinite without a pool"),
    "kilometres": Gauge("actor", "km", "the same gap on the road; infinite without a pool"),
    "speed_flops": Gauge("actor", "FLOP/s", "useful speed of the fastest pool"),
    "ratio": Gauge("actor", "1", "the leader's speed over this one's; infinite without a pool"),
    "rank": Gauge("actor", "1", "by speed: 1 for the first of the countries, or of the companies"),
    "compute_h100e": Gauge("actor", "H100e", "owned and in use, 8-bit convention"),
    "largest_cluster_h100e": Gauge("actor", "H100e", "largest cluster owned"),
    "rented_h100e": Gauge("actor", "H100e", "rented from others"),
    "run_flop": Gauge("actor", "FLOP", "largest completed training run"),
    "capability": Gauge("actor", "points", "capabilities index of the best own model"),
    "hosted_h100e": Gauge("country", "H100e", "in use on the ground of the country"),
    "trust": Gauge("country", "points", "0 to 100, credit with sellers and partners"),
    "tool_access": Gauge("country", "1", "0 to 1, access to fab equipment"),
    "smuggled_chips": Gauge("country", "chips", "arrived by grey routes since the start"),
    "cash_busd": Gauge("company", "BUSD", "money at hand"),
}
