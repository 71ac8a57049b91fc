"""A broker at a hub: it buys openly what its routes are asked for, and bids what they can bear."""

from __future__ import annotations

import numpy as np

from race.api import Given, View

KEPT_OF_PREMIUM = 0.5


def decide(view: View) -> Given:
    """Bid up to half of the premium that its best route brings."""
    return {"bid": 1.0 + KEPT_OF_PREMIUM * np.maximum(view.own("premium") - 1.0, 0.0)}
