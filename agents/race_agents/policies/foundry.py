"""A foundry, or a maker of its tools: capacity follows orders (stage of production)."""

from __future__ import annotations

from race.api import Given, View
from race_agents.habits import publishing

RUN_DAYS = 60.0


def decide(view: View) -> Given:
    """Keep to the trade: no AI spending beyond what finance plans, short runs where there are any."""
    return {"spend": 1.0, "run_days": RUN_DAYS, "release": publishing(view)}
