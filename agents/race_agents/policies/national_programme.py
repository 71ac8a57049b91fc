"""A state's own machines: open to its science, bound by the law of its home."""

from __future__ import annotations

from race.api import Given, View
from race_agents.habits import buying, publishing

RUN_DAYS = 60.0


def decide(view: View) -> Given:
    """Buy by the law, run moderately long, publish by openness; a state's machines are looked at."""
    return {
        **buying(view, grey_most=0.0),
        "run_days": RUN_DAYS,
        "release": publishing(view),
    }
