"""A maker of memory: capacity follows orders; some have laboratories of their own."""

from __future__ import annotations

from race.api import Given, View
from race_agents.habits import publishing

RUN_DAYS = 60.0


def decide(view: View) -> Given:
    """Train short runs where there is a laboratory, and publish by openness."""
    return {"run_days": RUN_DAYS, "release": publishing(view)}
