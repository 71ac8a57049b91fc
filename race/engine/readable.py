"""What can be read at all of a state at the start of a year: three tables and how they are filled.

`OWN` are figures that an actor knows of itself, exactly; `READINGS` are figures of others, which it
sees with errors; `PUBLIC` is known to all. What is in none of them, no policy can know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from race.base.arrays import Flags, Floats, Grouping, Whole, at, over_second, ratio
from race.rules.block import Block
from race.rules.calendar_events import announced
from race.rules.classification import Outcome
from race.rules.ledger import company_cash, state_cash
from race.world.state import State
from race.world.world import World

NEVER = float("-inf")
MW_PER_KW = 1e-3


class Scene(NamedTuple):
    """A state and its block."""

    state: State
    block: Block

    @property
    def world(self) -> World:
        """Give the world of the block."""
        return self.block.world


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


def _column(name: str) -> Callable[[Scene], Floats]:
    def read(scene: Scene) -> Floats:
        values: Floats = getattr(scene.state, name)
        return values

    return read


def _input(name: str) -> Callable[[Scene], Floats]:
    return lambda scene: scene.block.inputs[name]


def _fact(name: str) -> Callable[[Scene], Floats]:
    return lambda scene: _facts(scene.world, scene.block.width)[name]


@lru_cache(maxsize=8)
def _facts(world: World, width: int) -> Mapping[str, Floats]:
    """Return what does not change and is the same in every future, each (actors, R)."""
    rows = list(world.scenario.companies.values())
    facts = {
        "openness": [row.openness or 0.0 for row in rows],
        "buys": [row.buys for row in rows],
        "trains": [row.trains for row in rows],
        "rents": [row.provider is not None for row in rows],
        "home_embargoed": world.denied[world.company_country],
        "embargoed": world.denied,
        "has_foundry": np.isin(np.arange(len(world.countries)), world.foundry_country),
    }
    return {
        name: np.repeat(np.asarray(values, dtype=float)[:, None], width, axis=1)
        for name, values in facts.items()
    }


@lru_cache(maxsize=8)
def _hubs(world: World) -> Grouping:
    return Grouping(world.route_hub.tolist(), len(world.countries))


def _refused(scene: Scene) -> Floats:
    return scene.world.buyers_by_company.total(scene.state.wanted)


def _turned_away(scene: Scene) -> Floats:
    p = scene.block.parameters
    wanted = _refused(scene)
    return np.minimum(ratio(wanted, scene.state.ai_spending * p["market.chip_share"]), 1.0)


def _turned_away_at_home(scene: Scene) -> Floats:
    world, p = scene.world, scene.block.parameters
    wanted = world.companies_by_country.total(_refused(scene))
    spending = world.companies_by_country.total(scene.state.ai_spending)
    return np.minimum(ratio(wanted, spending * p["market.chip_share"]), 1.0)


def _home_share(scene: Scene) -> Floats:
    """Return the share of home designs in the installed compute of embargoed companies, 0 elsewhere.

    Looked up in flat tables: a quarter of the cost of an index in three dimensions.
    """
    state, world, width = scene.state, scene.world, scene.block.width
    buyers, group = _embargoed_buyers(world)
    held = np.maximum(state.site_chip.take(buyers, axis=0), 0)
    peak = state.chip_peak8.take(held * width + np.arange(width))
    compute = state.site_chips.take(buyers, axis=0) * peak
    home = compute * world.at_home.take(held + buyers[:, None, None] * len(world.chips))
    return ratio(group.total(over_second(home)), group.total(over_second(compute)))


@lru_cache(maxsize=8)
def _embargoed_buyers(world: World) -> tuple[Whole, Grouping]:
    """Return the buyers of companies with an embargoed home, and a grouping of them by company."""
    buyers = np.flatnonzero(world.denied[world.company_country[world.buyer_company]] > 0.0)
    return buyers, Grouping(world.buyer_company[buyers].tolist(), len(world.companies))


def _idle_share(scene: Scene) -> Floats:
    state, world = scene.state, scene.world
    offers = world.offers
    waiting = offers.by_buyer.total(state.stock * at(state.chip_kw, offers.chip)) * MW_PER_KW
    by_company = world.buyers_by_company
    return ratio(by_company.total(waiting), by_company.total(waiting + state.power_mw))


def _threat(scene: Scene) -> Floats:
    state, world = scene.state, scene.world
    closing = (state.licence_announced > state.licence) & (state.access > 0.0)
    closes = world.offers.by_buyer.largest(closing.astype(float))
    return world.buyers_by_company.largest(closes)


def _grey_to(scene: Scene) -> Floats:
    return scene.world.routes_by_destination.total(scene.state.route_carried)


def _transit(scene: Scene) -> Floats:
    return _hubs(scene.world).total(scene.state.route_carried)


def _transit_heat(scene: Scene) -> Floats:
    return _hubs(scene.world).largest(scene.state.route_heat)


@lru_cache(maxsize=8)
def _brokers(world: World) -> Grouping:
    return Grouping(world.buyer_company[world.route_broker].tolist(), len(world.companies))


def _premium(scene: Scene) -> Floats:
    return _brokers(scene.world).largest(scene.state.route_premium, empty=1.0)


def _variant_share(scene: Scene) -> Floats:
    """Return the share of variants in the compute on its way to embargoed homes, (countries, R)."""
    state, world = scene.state, scene.world
    offers, _, group = _embargoed_market(world)
    chip = at(world.offers.chip, offers)
    coming = at(state.transit, offers) * at(state.chip_peak8, chip)
    variants = group.total(coming * (at(world.chip_variant_for, chip) >= 0)[:, None])
    return ratio(variants, group.total(coming))


def _newest_measure(scene: Scene) -> Floats:
    """Return when the newest measure against each embargoed state was announced, (countries, R)."""
    state, book = scene.state, scene.block.rulebook
    moment = np.where(announced(state, state.time), state.measure_announced, NEVER)
    newest = np.full((len(scene.world.countries), scene.block.width), NEVER)
    covered = book.destination[book.period(state.time)]
    for country in np.flatnonzero(scene.world.denied > 0.0):
        newest[country] = moment[covered[:, country]].max(axis=0, initial=NEVER)
    return newest


def _newest_own_rule(scene: Scene) -> Floats:
    drafts = scene.state.measure_announced[scene.block.rulebook.drafts >= 0]
    issued = np.where(drafts <= scene.state.time, drafts, NEVER)
    return np.asarray(issued.max(axis=0, initial=NEVER))


def _best_open_tpp(scene: Scene) -> Floats:
    """Return the TPP of the best foreign chip that some embargoed buyer may have at home, (R,)."""
    state, world = scene.state, scene.world
    offers, foreign, _ = _embargoed_market(world)
    chip = at(world.offers.chip, offers)
    on_sale = (at(state.licence, offers) < float(Outcome.DENIED)) & foreign
    on_sale &= at(state.chip_launch, chip) <= state.time
    return np.asarray((at(state.chip_metrics[0], chip) * on_sale).max(axis=0, initial=0.0))


@lru_cache(maxsize=8)
def _embargoed_market(world: World) -> tuple[Whole, Flags, Grouping]:
    """Return the offers to buyers at embargoed homes, which are of foreign chips, their hosts.

    Indices (offers,), flags (offers, 1), and a grouping of these offers by host.
    """
    at_home = (world.denied[world.buyer_host] > 0.0) & ~world.buyer_is_branch
    offers = np.flatnonzero(at_home[world.offers.buyer])
    foreign = ~np.isin(world.chip_home, np.flatnonzero(world.denied > 0.0))
    offered = foreign[world.offers.chip[offers]][:, None] & (world.offers.sold[offers] > 0.0)
    host = world.buyer_host[world.offers.buyer[offers]]
    return offers, offered, Grouping(host.tolist(), len(world.countries))


OWN: Mapping[str, Mapping[str, Figure]] = {
    "companies": {
        "ai_budget": Figure("BUSD/year", "what finance would spend on AI", _column("ai_budget")),
        "ai_revenue": Figure("BUSD/year", "sales of models and compute", _column("ai_revenue")),
        "cash": Figure("BUSD", "money at hand", lambda s: company_cash(s.state.balance, s.world)),
        "pool": Figure("FLOP/s", "useful speed of the fastest pool", _column("company_speed")),
        "rented": Figure("H100e", "rented capacity", _column("rented_h100e")),
        "best_flop": Figure("FLOP", "largest completed run", _column("best_flop")),
        "running": Figure("FLOP", "size of the run in progress", _column("run_target")),
        "capability": Figure("points", "index of the best own model", _column("capability")),
        "algorithm": Figure("years", "algorithmic level as a date", _column("algorithm")),
        "team": Figure("1", "0 new to large runs, 1 tuned", _column("team")),
        "refused": Figure("BUSD/year", "chip spending that licences refuse", _refused),
        "turned_away": Figure("1", "share of chip spending refused by licences", _turned_away),
        "home_share": Figure("1", "home designs in own compute, under an embargo", _home_share),
        "idle_share": Figure("1", "power of waiting chips over that and all halls", _idle_share),
        "threat": Figure("1", "1 where an announced rule will close a chip", _threat),
        "openness": Figure("1", "chance of publishing weights", _fact("openness")),
        "buys": Figure("1", "1 if it buys chips", _fact("buys")),
        "trains": Figure("1", "1 if it trains models", _fact("trains")),
        "rents": Figure("1", "1 if it has a provider to rent from", _fact("rents")),
        "home_embargoed": Figure("1", "1 if an embargo hits its home", _fact("home_embargoed")),
        "premium": Figure("1", "best price over list of own routes", _premium),
        "collective": Figure("1", "1 if it is an open pool", _input("company.collective")),
    },
    "countries": {
        "treasury": Figure("BUSD", "money at hand", lambda s: state_cash(s.state.balance, s.world)),
        "programme": Figure("BUSD/year", "public money for AI", _input("country.programme_busd")),
        "income": Figure("BUSD/year", "national income", _input("country.gdp_busd")),
        "pool": Figure("FLOP/s", "useful speed of the fastest pool", _column("country_speed")),
        "tool_access": Figure("1", "access to fab equipment", _column("tool_access")),
        "usual_enforcement": Figure("MUSD/year", "at the start", _input("country.enforcement")),
        "enforcement": Figure("MUSD/year", "money for export enforcement", _column("enforcement")),
        "hub_enforcement": Figure("MUSD/year", "inspection of transit", _column("hub_enforcement")),
        "alignment": Figure("1", "bent to follow the controller", _input("country.alignment")),
        "trust": Figure("points", "credit with partners, 0 to 100", _column("trust")),
        "turned_away": Figure("1", "share of chip spending refused", _turned_away_at_home),
        "grey_arrivals": Figure("chips/year", "arrivals by grey routes", _grey_to),
        "transit_heat": Figure("1", "attention to the routes here", _transit_heat),
        "embargoed": Figure("1", "1 if an embargo is aimed at it", _fact("embargoed")),
        "has_foundry": Figure("1", "1 if it makes accelerators", _fact("has_foundry")),
        "newest_measure": Figure("years", "last rule against it, -inf if none", _newest_measure),
    },
}  # fmt: skip

READINGS: Mapping[str, Reading] = {
    "pool_of_countries": Reading(
        "countries", "FLOP/s", "fastest pool of each state", _column("country_speed"), "pool"
    ),
    "pool_of_companies": Reading(
        "companies", "FLOP/s", "fastest pool of each company", _column("company_speed"), "pool"
    ),
    "capability_of_companies": Reading(
        "companies",
        "points",
        "index of each one's best model",
        _column("capability"),
        "capability",
        additive=True,
    ),
    "grey_to_countries": Reading(
        "countries", "chips/year", "arrivals by grey routes", _grey_to, "grey"
    ),
    "grey_through_countries": Reading(
        "countries",
        "chips/year",
        "grey goods passing; of itself, too, only a reading",
        _transit,
        "grey",
        knows_itself=False,
    ),
    "variants_to_countries": Reading(
        "countries",
        "1",
        "variants in the compute on its way, if embargoed",
        _variant_share,
        "variants",
    ),
}

PUBLIC: Mapping[str, Figure] = {
    "open_capability": Figure("points", "index of the best open model", _column("open_capability")),
    "published_flop": Figure(
        "FLOP", "largest published run", lambda s: s.state.published_flop.max(axis=0)
    ),
    "open_pool": Figure("FLOP/s", "fastest open pool", lambda s: s.state.pool_speed.max(axis=0)),
    "tension": Figure("level", "Taiwan Strait, 0 calm to 5 war", _column("tension")),
    "best_open_tpp": Figure("TPP", "best foreign chip open to embargoed buyers", _best_open_tpp),
    "newest_own_rule": Figure(
        "years", "controller's last rule beside the record, -inf if none", _newest_own_rule
    ),
}
