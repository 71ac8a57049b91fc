"""What only the game knows: a frozen record of arrays beside the state of the core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from race.base.arrays import Floats, Whole
from race.world.columns import column, table

NO_EVENT = -1
OPEN, WON, PARTIAL, LOST = 0, 1, 2, 3
"""Verdicts: open while the game goes on."""
NEVER = float("inf")


@dataclass(frozen=True, eq=False)
class PlayState:
    """All that the rules of play change; the replicate axis is the last of every column."""

    # Seats
    backing: Floats = column("seats", "points", "support at home, or of the board", low=0, high=100)
    own_trust: Floats = column(
        "seats", "points", "credit of a company; a state's stands in the core", low=0, high=100
    )
    secured_mw: Floats = column("seats", "MW", "power secured and not yet built on", low=0)
    stolen: Floats = column("seats", "1", "times its weights were stolen", low=0)
    state_stake: Floats = column("seats", "1", "share that a state holds", low=0, high=1)
    slots_used: Floats = column("seats", "slots", "of this year's four", low=0, high=4)

    # Between states, and of the world
    standing: Floats = column(
        "countries countries", "points", "what two states think of each other", low=-100, high=100
    )
    talent: Floats = column("countries", "1", "people who can run large systems", low=0, high=3)
    world_risk: Floats = column("", "points", "of an accident that hits all", low=0, high=100)
    incidents: Floats = column("", "1", "serious accidents so far", low=0)
    home_wafers: Floats = column("", "1", "leading wafers made on Taiwan", low=0, high=1)
    shown_capability: Floats = column(
        "companies", "points", "index of the best model that a company let be seen"
    )

    # Levers of the game: at rest without effects
    risk_pressure: Floats = column("", "points/year", "what orders add to the risk")
    lobby: Floats = column("", "1", "pressure on the controller", low=-1, high=1)
    no_capital: Floats = column("", "1", "1 where investors hold back", low=0, high=1)
    verification: Floats = column("", "level", "of the treaty in force", low=0, high=4)
    safety_share: Floats = column("companies", "1", "of runs, for safety", low=0, high=0.4)
    treaty: Floats = column("seats", "1", "1 where bound by a treaty", low=0, high=1)
    cheating: Floats = column("seats", "1", "1 where it hides a site", low=0, high=1)
    compliance: Floats = column("seats", "level", "checks of buyers", low=0, high=3)
    deceit: Floats = column("seats", "log10", "shift of what others read")
    hub_policy: Floats = column("seats", "level", "of a hub", low=0, high=3)
    admits: Floats = column("seats", "level", "whom a collective takes", low=0, high=2)
    checks: Floats = column("seats", "1", "1 where updates are checked", low=0, high=1)
    growth: Floats = column("seats", "1", "on programme money or income")
    rebate: Floats = column("seats", "1", "of chip spending that comes back", low=0, high=1)
    grid_barred: Floats = column("seats", "1", "1 where new links are barred", low=0, high=1)
    moved: Floats = column("seats", "1", "1 where the seat was moved", low=0, high=1)
    watched: Floats = column("seats", "1", "1 where a warning hangs over it", low=0, high=1)

    # Events
    pending: Whole = column(
        "seats", "event", "event that waits for an answer, -1 for none", dtype="int64", low=-1
    )
    event_last: Floats = column("events seats", "years", "when it last came, -inf if never")
    drafts_due: Floats = column("measures", "years", "own rule that waits: its date, else inf")

    # Marks of a quarter and of a year ago, to see what changed
    seized_before: Floats = column("", "chips", "seized by a quarter ago", low=0)
    capacity_before: Floats = column("routes", "chips/year", "capacity a quarter ago", low=0)
    output_before: Floats = column("foundries", "1", "output left a quarter ago", low=0, high=1)
    tension_before: Floats = column("", "level", "tension a quarter ago", low=0, high=5)
    leaked: Floats = column("", "1", "1 where weights leaked in this quarter", low=0, high=1)
    gap_mark: Floats = column("seats", "years", "gap at the last year end", low=0)
    pool_mark: Floats = column("seats", "FLOP/s", "pool at the last year end", low=0)
    record_mark: Floats = column("", "FLOP", "record at the last year end", low=0)
    effective_mark: Floats = column("", "FLOP", "effective record at the last year end", low=0)
    revenue_mark: Floats = column(
        "seats", "BUSD", "revenue of its chips to the last year end", low=0
    )
    best_mark: Floats = column("seats", "FLOP", "its largest run to the last year end", low=0)
    gap_before: Floats = column("seats", "years", "gap a year before that", low=0)
    pool_before: Floats = column("seats", "FLOP/s", "pool a year before that", low=0)
    record_before: Floats = column("", "FLOP", "record a year before that", low=0)
    effective_before: Floats = column("", "FLOP", "effective record a year before that", low=0)
    revenue_before: Floats = column(
        "seats", "BUSD", "revenue of its chips a year before that", low=0
    )
    best_before: Floats = column("seats", "FLOP", "its largest run a year before that", low=0)
    exposed: Floats = column("seats", "1", "1 where it was exposed this year", low=0, high=1)

    # Score
    counts: Floats = column("counts seats", "years", "year ends at which a condition held", low=0)
    streaks: Floats = column("counts seats", "years", "running", low=0)
    lost: Floats = column("seats", "years", "moment at which it was lost, inf if not")
    fallen: Floats = column("seats", "years", "year ends running without support", low=0)
    ended: Floats = column("", "years", "moment at which the game ended, inf while it goes on")
    war: Floats = column("", "quarters", "of war running", low=0)
    accord: Floats = column("", "years", "a well checked treaty has held", low=0)

    # Information
    median: Floats = column("quantities seats targets", "log10", "what a seat believes")
    spread: Floats = column("quantities seats targets", "log10", "standard deviation of it", low=0)
    age: Floats = column("quantities seats targets", "years", "since the last reading", low=0)
    clash: Floats = column("seats targets", "1", "1 where sources disagree", low=0, high=1)
    source_until: Floats = column("sources seats", "years", "until when a source is paid")

    def evolve(self, **changes: Any) -> Self:
        """Return a record with some arrays replaced."""
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new.__dict__.update(changes)
        return new


PLAY_COLUMNS = table(PlayState)
