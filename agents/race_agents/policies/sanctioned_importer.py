"""A state cut off from chips that has no foundry of its own: it pays a little and waits."""

from __future__ import annotations

from race.api import Given, View


def decide(view: View) -> Given:
    """Put half of the programme into computing at home.

    It does not pool, rent abroad, smuggle at scale or build its own chips; scripts make it do so.
    """
    return {
        "subsidy": 0.5 * view.own("programme"),
        "enforcement": view.own("usual_enforcement"),
        "retaliate": 0.0,
    }
