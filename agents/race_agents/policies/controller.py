"""The state that issues the export rules: it guards a lead, and follows smuggled chips."""

from __future__ import annotations

import numpy as np

from race.api import Floats, Given, View
from race_agents.beliefs import lead_years, smuggled, variants_share
from race_agents.scoring import ramp

MARGIN_YEARS = 1.5
"""A lead under which rules are tightened: those of 2022-24 came at a lag of about a year."""
EASE_YEARS = 4.0
VARIANT_SHARE = 0.2
CUT = 0.8
"""A new threshold over the best chip that is still open."""
LEAST_TPP = 1000.0
"""Below it lie the chips of games and desks, which no rule has touched (1,600 in 2023)."""
REST_YEARS = 2.0
MANY_SMUGGLED = 5e4
"""Chips a year, as seen, at which inspection is at its most, four times the usual."""


def _threshold(view: View) -> Floats:
    """Return the threshold of a new rule, (R,); 0 where no chip is left that matters."""
    threshold = CUT * view.public("best_open_tpp")
    return np.where(threshold >= LEAST_TPP, threshold, 0.0)


def decide(view: View) -> Given:
    """Tighten when the lead shrinks or variants fill the gap, inspect where chips leak."""
    lead = lead_years(view)
    pressed = (lead < MARGIN_YEARS) | (variants_share(view) > VARIANT_SHARE)
    rested = view.time - view.public("newest_own_rule") >= REST_YEARS
    tightens = pressed & rested
    leak = ramp(smuggled(view), 0.0, MANY_SMUGGLED)
    return {
        "tighten_tpp": _threshold(view) * tightens if tightens.any() else 0.0,
        "relax": (lead > EASE_YEARS) & rested,
        "enforcement": view.own("usual_enforcement") * (1.0 + 3.0 * leak),
        "close_remote_access": lead < MARGIN_YEARS,
        "subsidy": 0.5 * view.own("programme"),
        "follow": 1.0,
    }
