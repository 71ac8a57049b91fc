"""The record: to its end, states do what they did; laid over the actor's default policy.

Rules, listings, launches and sites under construction are dated in the scenario and come to pass by
themselves. So following the record means adding no act of state to it. Spending, purchases and runs
are always the default policy's.
"""

from __future__ import annotations

from race.api import COUNTRIES, Given, View


def decide(view: View) -> Given:
    """Return no own act of state until the record ends; nothing after, and nothing for companies."""
    if view.side != COUNTRIES or view.time >= view.record_until:
        return {}
    return {
        "tighten_tpp": 0.0,
        "relax": 0.0,
        "close_remote_access": 0.0,
        "follow": view.own("alignment"),
        "retaliate": 0.0,
    }
