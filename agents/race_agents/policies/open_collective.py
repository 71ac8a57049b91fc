"""An open collective: it lends all its chips to its pool and publishes what comes out."""

from __future__ import annotations

from race.api import Given, View
from race_agents.habits import publishing

RUN_DAYS = 42.0
"""INTELLECT-1 ran for 42 days."""


def decide(view: View) -> Given:
    """Pool, train, publish; work on methods harder the slower its pool is beside the open record."""
    return {
        "join_pool": 1.0,
        "run_days": RUN_DAYS,
        "research": 1.2,
        "release": publishing(view),
    }
