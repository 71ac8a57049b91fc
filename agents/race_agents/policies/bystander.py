"""An actor that neither shapes the rules nor does much to get around them."""

from __future__ import annotations

from race.api import COUNTRIES, Given, View
from race_agents.habits import publishing

RUN_DAYS = 90.0


def decide(view: View) -> Given:
    """Carry on: usual inspection and half of the programme for states, a usual run for companies.

    A company does not look for grey routes, for chips of partners or for rent, whatever it is refused.
    """
    if view.side == COUNTRIES:
        usual = view.own("usual_enforcement")
        return {
            "follow": view.own("alignment"),
            "enforcement": usual,
            "hub_enforcement": usual,
            "subsidy": 0.5 * view.own("programme"),
        }
    return {"run_days": RUN_DAYS, "release": publishing(view)}
