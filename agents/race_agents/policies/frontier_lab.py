"""A laboratory whose product is the model: it rents what it cannot own and trains all the time."""

from __future__ import annotations

import numpy as np

from race.api import Given, View
from race_agents.habits import buying, joining, keenness, publishing
from race_agents.scoring import ramp

RENT_OF_OWNER, RENT_OF_TENANT = 0.6, 0.8
"""Share of spending on rent: of a laboratory with chips of its own, and of one without."""
OPEN_ENOUGH = 0.7
MUCH_FASTER = 3.0
LENT = 0.3
GREY_MOST = 0.6


def decide(view: View) -> Given:
    """Run for 90 to 100 days, rent where there is a provider, join an open pool if it is much faster.

    Only laboratories that publish most of what they make lend chips to a pool.
    """
    keen = keenness(view)
    rent = np.where(view.own("buys") > 0.0, RENT_OF_OWNER, RENT_OF_TENANT)
    pool = view.own("pool")
    gains = (pool > 0.0) & (view.public("open_pool") > MUCH_FASTER * pool)
    joins = gains & (view.own("openness") >= OPEN_ENOUGH)
    return {
        **buying(view, GREY_MOST),
        "rent": rent * view.own("rents"),
        "run_days": 90.0 + 10.0 * keen,
        "spend": 1.0 + 0.1 * keen,
        "bid": 1.0 + 0.2 * keen,
        "research": 1.0 + 0.5 * ramp(view.own("turned_away"), 0.1, 0.6),
        "join_pool": np.where(joins, LENT, 0.0),
        "merge": joining(view),
        "release": publishing(view),
    }
