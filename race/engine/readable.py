"""What can be read at all of a state at the start of a year: three tables and how they are filled.

`OWN` are figures that an actor knows of itself, exactly; `READINGS` are figures of others, which it
sees with errors; `PUBLIC` is known to all. What is in none of them, no policy can know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from race.base.arrays import Floats
from race.engine.scene import (
    Scene,
    best_open_tpp,
    column,
    fact,
    grey_to,
    home_share,
    idle_share,
    input_of,
    newest_measure,
    newest_own_rule,
    premium,
    refused,
    threat,
    transit,
    transit_heat,
    turned_away,
    turned_away_at_home,
    variant_share,
)
from race.rules.ledger import company_cash, state_cash


class Figure(NamedTuple):
    """Something that can be read: its unit, what it means, and how it is worked out."""

    unit: str
    doc: str
    read: Callable[[Scene], Floats]


class Reading(NamedTuple):
    """A figure of others, and how readings of it err.

    Attributes:
        side: whose figure it is, `countries` or `companies`.
        error: the parameters `view.ERROR.sd` and `view.ERROR.bias`, in log10 or, if `additive`, in
            the unit of the figure.
        knows_itself: whether an actor reads its own figure exactly.
    """

    side: str
    unit: str
    doc: str
    read: Callable[[Scene], Floats]
    error: str
    additive: bool = False
    knows_itself: bool = True


OWN: Mapping[str, Mapping[str, Figure]] = {
    "companies": {
        "ai_budget": Figure("BUSD/year", "what finance would spend on AI", column("ai_budget")),
        "ai_revenue": Figure("BUSD/year", "sales of models and compute", column("ai_revenue")),
        "cash": Figure("BUSD", "money at hand", lambda s: company_cash(s.state.balance, s.world)),
        "pool": Figure("FLOP/s", "useful speed of the fastest pool", column("company_speed")),
        "rented": Figure("H100e", "rented capacity", column("rented_h100e")),
        "best_flop": Figure("FLOP", "largest completed run", column("best_flop")),
        "running": Figure("FLOP", "size of the run in progress", column("run_target")),
        "capability": Figure("points", "index of the best own model", column("capability")),
        "algorithm": Figure("years", "algorithmic level as a date", column("algorithm")),
        "team": Figure("1", "0 new to large runs, 1 tuned", column("team")),
        "refused": Figure("BUSD/year", "chip spending that licences refuse", refused),
        "turned_away": Figure("1", "share of chip spending refused by licences", turned_away),
        "home_share": Figure("1", "home designs in own compute, under an embargo", home_share),
        "idle_share": Figure("1", "power of waiting chips over that and all halls", idle_share),
        "threat": Figure("1", "1 where an announced rule will close a chip", threat),
        "openness": Figure("1", "chance of publishing weights", fact("openness")),
        "buys": Figure("1", "1 if it buys chips", fact("buys")),
        "trains": Figure("1", "1 if it trains models", fact("trains")),
        "rents": Figure("1", "1 if it has a provider to rent from", fact("rents")),
        "home_embargoed": Figure("1", "1 if an embargo hits its home", fact("home_embargoed")),
        "premium": Figure("1", "best price over list of own routes", premium),
        "collective": Figure("1", "1 if it is an open pool", input_of("company.collective")),
    },
    "countries": {
        "treasury": Figure("BUSD", "money at hand", lambda s: state_cash(s.state.balance, s.world)),
        "programme": Figure("BUSD/year", "public money for AI", input_of("country.programme_busd")),
        "income": Figure("BUSD/year", "national income", input_of("country.gdp_busd")),
        "pool": Figure("FLOP/s", "useful speed of the fastest pool", column("country_speed")),
        "tool_access": Figure("1", "access to fab equipment", column("tool_access")),
        "usual_enforcement": Figure("MUSD/year", "at the start", input_of("country.enforcement")),
        "enforcement": Figure("MUSD/year", "money for export enforcement", column("enforcement")),
        "hub_enforcement": Figure("MUSD/year", "inspection of transit", column("hub_enforcement")),
        "alignment": Figure("1", "bent to follow the controller", input_of("country.alignment")),
        "trust": Figure("points", "credit with partners, 0 to 100", column("trust")),
        "turned_away": Figure("1", "share of chip spending refused", turned_away_at_home),
        "grey_arrivals": Figure("chips/year", "arrivals by grey routes", grey_to),
        "transit_heat": Figure("1", "attention to the routes here", transit_heat),
        "embargoed": Figure("1", "1 if an embargo is aimed at it", fact("embargoed")),
        "has_foundry": Figure("1", "1 if it makes accelerators", fact("has_foundry")),
        "newest_measure": Figure("years", "last rule against it, -inf if none", newest_measure),
    },
}  # fmt: skip

READINGS: Mapping[str, Reading] = {
    "pool_of_countries": Reading(
        "countries", "FLOP/s", "fastest pool of each state", column("country_speed"), "pool"
    ),
    "pool_of_companies": Reading(
        "companies", "FLOP/s", "fastest pool of each company", column("company_speed"), "pool"
    ),
    "capability_of_companies": Reading(
        "companies",
        "points",
        "index of each one's best model",
        column("capability"),
        "capability",
        additive=True,
    ),
    "grey_to_countries": Reading(
        "countries", "chips/year", "arrivals by grey routes", grey_to, "grey"
    ),
    "grey_through_countries": Reading(
        "countries",
        "chips/year",
        "grey goods passing; of itself, too, only a reading",
        transit,
        "grey",
        knows_itself=False,
    ),
    "variants_to_countries": Reading(
        "countries",
        "1",
        "variants in the compute on its way, if embargoed",
        variant_share,
        "variants",
    ),
}

PUBLIC: Mapping[str, Figure] = {
    "open_capability": Figure("points", "index of the best open model", column("open_capability")),
    "published_flop": Figure(
        "FLOP", "largest published run", lambda s: s.state.published_flop.max(axis=0)
    ),
    "open_pool": Figure("FLOP/s", "fastest open pool", lambda s: s.state.pool_speed.max(axis=0)),
    "tension": Figure("level", "Taiwan Strait, 0 calm to 5 war", column("tension")),
    "best_open_tpp": Figure("TPP", "best foreign chip open to embargoed buyers", best_open_tpp),
    "newest_own_rule": Figure(
        "years", "controller's last rule beside the record, -inf if none", newest_own_rule
    ),
}
