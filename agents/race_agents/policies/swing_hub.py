"""A state between the blocs through whose ports goods pass: it weighs trade against standing."""

from __future__ import annotations

import numpy as np

from race.api import Given, View
from race_agents.beliefs import passing
from race_agents.scoring import choose, ramp

INSPECTION = np.array([0.5, 1.0, 3.0])[:, None, None]
"""Bundles: let goods pass, balance, inspect; over the usual spending on inspection."""
BIG_TRADE_CHIPS = 5e3
COST = 0.05
"""Of inspection at its usual level, beside a trade that is worth at most 1."""
TEMPERATURE = 0.1


def decide(view: View) -> Given:
    """Let pass while it pays and nobody looks; inspect once the attention could cost its own chips.

    Trade is worth what still passes, which falls with the root of inspection; attention is worth
    fear in proportion to how close the state stands to the controller.
    """
    usual, aligned = view.own("usual_enforcement"), view.own("alignment")
    trade = ramp(passing(view), 0.0, BIG_TRADE_CHIPS) * (1.0 - 0.5 * aligned)
    fear = view.own("transit_heat") * (0.5 + aligned)
    utility = trade / np.sqrt(INSPECTION) - fear / INSPECTION - COST * INSPECTION
    chosen = choose(utility, view.mood, TEMPERATURE)
    return {
        "follow": np.minimum(aligned + 0.3 * fear, 1.0),
        "enforcement": usual,
        "hub_enforcement": usual * INSPECTION[:, 0, 0][chosen],
        "subsidy": 0.6 * view.own("programme"),
    }
