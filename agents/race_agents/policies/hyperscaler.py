"""A company with clouds of its own: it buys at scale and trains beside serving."""

from __future__ import annotations

import numpy as np

from race.api import Given, View
from race_agents.habits import buying, joining, keenness, publishing

SHORTEST_DAYS, LONGEST_DAYS = 60.0, 100.0
GREY_MOST = 0.6


def decide(view: View) -> Given:
    """Train in runs of varying length, far behind in long ones; there pay more and study more."""
    keen = keenness(view)
    patience = np.maximum(keen, view.mood)
    return {
        **buying(view, GREY_MOST),
        "run_days": SHORTEST_DAYS + (LONGEST_DAYS - SHORTEST_DAYS) * patience,
        "spend": 1.0 + 0.1 * keen,
        "bid": 1.0 + 0.2 * keen,
        "research": 1.0 + 0.2 * keen,
        "merge": joining(view),
        "release": publishing(view),
    }
