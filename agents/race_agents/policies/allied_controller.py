"""An ally that makes tools, memory or wafers: it follows the rules and watches its own ports."""

from __future__ import annotations

from race.api import Given, View
from race_agents.beliefs import passing
from race_agents.scoring import ramp

WATCHED_CHIPS = (200.0, 5e3)
"""Chips a year through its ports from which inspection rises, and at which it is at its most."""


def decide(view: View) -> Given:
    """Follow, inspect what passes, and put the programme into own computing and fabs."""
    usual = view.own("usual_enforcement")
    leak = ramp(passing(view), *WATCHED_CHIPS)
    return {
        "follow": 1.0,
        "enforcement": usual,
        "hub_enforcement": usual * (1.0 + 2.0 * leak),
        "subsidy": 0.5 * view.own("programme"),
        "fab": 0.3 * view.own("programme"),
    }
