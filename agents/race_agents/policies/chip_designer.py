"""A designer of chips: its chips are its answer to rules (stage of design); it trains a little."""

from __future__ import annotations

from race.api import Given, View
from race_agents.habits import publishing

RUN_DAYS = 60.0


def decide(view: View) -> Given:
    """Train short runs to prove the chips, and publish by openness."""
    return {"run_days": RUN_DAYS, "release": publishing(view)}
