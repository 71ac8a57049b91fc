"""What companies of many kinds have in common: buying under an embargo, publishing, catching up."""

from __future__ import annotations

import numpy as np

from race.api import Floats, View
from race_agents.beliefs import points_behind
from race_agents.scoring import ramp

MUCH_IDLE = 0.1
"""Of the power: a tenth of the chips wait."""
FAR_BEHIND_POINTS = 20.0
"""About fifteen months of the frontier's progress, at 1.3 points a month."""


def keenness(view: View) -> Floats:
    """Return 0 for the leader to 1 for those far behind the best model seen, (actors, R)."""
    return ramp(points_behind(view), 0.0, FAR_BEHIND_POINTS)


def buying(view: View, grey_most: float) -> dict[str, Floats]:
    """Return how companies of an embargoed home buy; the others get what changes nothing.

    They turn to chips from home the more of their demand is refused and the more of these chips
    they run already, buy ahead of announced rules, and send some of the refused demand, at most
    `grey_most` of it, to grey routes.
    """
    hit = view.own("home_embargoed")
    refused = view.own("turned_away")
    to_home = 0.2 + 0.6 * refused + 0.5 * view.own("home_share")
    return {
        "stockpile": hit,
        "home_chips": hit * np.minimum(to_home, 1.0),
        "grey": hit * grey_most,
    }


def joining(view: View) -> Floats:
    """Return how far a company merges its sites for its runs, (actors, R).

    The more the chips that wait for power at one place, the more of its places it joins over fibre,
    as was done for Gemini 1.0 in 2023.
    """
    return ramp(view.own("idle_share"), 0.0, MUCH_IDLE)


def publishing(view: View) -> Floats:
    """Return 1 where weights are published this year: a draw against the openness, (actors, R)."""
    return np.asarray((view.mood < view.own("openness")) * 1.0)
