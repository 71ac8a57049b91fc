"""A large state under controls with designers and foundries of its own: it builds what it lacks."""

from __future__ import annotations

from race.api import Given, View
from race_agents.scoring import ramp

SPENT_OF_SAVINGS = 0.2
HIT_YEARS = 1.0


def decide(view: View) -> Given:
    """Pay for fabs and tools the more is refused, for computing the rest; answer new rules."""
    money = view.own("programme") + SPENT_OF_SAVINGS * view.own("treasury").clip(0.0)
    refused = ramp(view.own("turned_away"), 0.0, 0.6)
    to_fabs = 0.3 + 0.25 * refused
    to_tools = 0.1 + 0.15 * (1.0 - view.own("tool_access"))
    return {
        "fab": money * to_fabs,
        "tools": money * to_tools,
        "subsidy": money * (1.0 - to_fabs - to_tools),
        "retaliate": view.time - view.own("newest_measure") <= HIT_YEARS,
    }
