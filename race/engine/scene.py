"""A scene: a state with its block, and the figures that are worked out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from race.base.arrays import Flags, Floats, Grouping, Whole, at, over_second, ratio
from race.rules.block import Block
from race.rules.calendar_events import announced
from race.rules.classification import Outcome
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


def column(name: str) -> Callable[[Scene], Floats]:
    """Return how a column of the state is read."""

    def read(scene: Scene) -> Floats:
        values: Floats = getattr(scene.state, name)
        return values

    return read


def input_of(name: str) -> Callable[[Scene], Floats]:
    """Return how an input of the block is read."""
    return lambda scene: scene.block.inputs[name]


def fact(name: str) -> Callable[[Scene], Floats]:
    """Return how what never changes is read, such as whether a company trains."""
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


def refused(scene: Scene) -> Floats:
    """Return the chip spending that licences refuse, (companies, R)."""
    return scene.world.buyers_by_company.total(scene.state.wanted)


def turned_away(scene: Scene) -> Floats:
    """Return the share of chip spending that licences refuse, (companies, R)."""
    p = scene.block.parameters
    wanted = refused(scene)
    return np.minimum(ratio(wanted, scene.state.ai_spending * p["market.chip_share"]), 1.0)


def turned_away_at_home(scene: Scene) -> Floats:
    """Return the share of chip spending at home that licences refuse, (countries, R)."""
    world, p = scene.world, scene.block.parameters
    wanted = world.companies_by_country.total(refused(scene))
    spending = world.companies_by_country.total(scene.state.ai_spending)
    return np.minimum(ratio(wanted, spending * p["market.chip_share"]), 1.0)


def home_share(scene: Scene) -> Floats:
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


def idle_share(scene: Scene) -> Floats:
    """Return the power of waiting chips over that and all halls, (companies, R)."""
    state, world = scene.state, scene.world
    offers = world.offers
    waiting = offers.by_buyer.total(state.stock * at(state.chip_kw, offers.chip)) * MW_PER_KW
    by_company = world.buyers_by_company
    return ratio(by_company.total(waiting), by_company.total(waiting + state.power_mw))


def threat(scene: Scene) -> Floats:
    """Return 1 where an announced rule will close a chip, (companies, R)."""
    state, world = scene.state, scene.world
    closing = (state.licence_announced > state.licence) & (state.access > 0.0)
    closes = world.offers.by_buyer.largest(closing.astype(float))
    return world.buyers_by_company.largest(closes)


def grey_to(scene: Scene) -> Floats:
    """Return arrivals by grey routes, chips a year, (countries, R)."""
    return scene.world.routes_by_destination.total(scene.state.route_carried)


def transit(scene: Scene) -> Floats:
    """Return grey goods passing, chips a year, (countries, R)."""
    return scene.world.routes_by_hub.total(scene.state.route_carried)


def transit_heat(scene: Scene) -> Floats:
    """Return the attention to the routes of a hub, (countries, R)."""
    return scene.world.routes_by_hub.largest(scene.state.route_heat)


@lru_cache(maxsize=8)
def _brokers(world: World) -> Grouping:
    return Grouping(world.buyer_company[world.route_broker].tolist(), len(world.companies))


def premium(scene: Scene) -> Floats:
    """Return the best price over list of a broker's routes, (companies, R)."""
    return _brokers(scene.world).largest(scene.state.route_premium, empty=1.0)


def variant_share(scene: Scene) -> Floats:
    """Return the share of variants in the compute on its way to embargoed homes, (countries, R)."""
    state, world = scene.state, scene.world
    offers, _, group = _embargoed_market(world)
    chip = at(world.offers.chip, offers)
    coming = at(state.transit, offers) * at(state.chip_peak8, chip)
    variants = group.total(coming * (at(world.chip_variant_for, chip) >= 0)[:, None])
    return ratio(variants, group.total(coming))


def newest_measure(scene: Scene) -> Floats:
    """Return when the newest measure against each embargoed state was announced, (countries, R)."""
    state, book = scene.state, scene.block.rulebook
    moment = np.where(announced(state, state.time), state.measure_announced, NEVER)
    newest = np.full((len(scene.world.countries), scene.block.width), NEVER)
    covered = book.destination[book.period(state.time)]
    for country in np.flatnonzero(scene.world.denied > 0.0):
        newest[country] = moment[covered[:, country]].max(axis=0, initial=NEVER)
    return newest


def newest_own_rule(scene: Scene) -> Floats:
    """Return when the controller's last rule beside the record was announced, (R,)."""
    drafts = scene.state.measure_announced[scene.block.rulebook.drafts >= 0]
    issued = np.where(drafts <= scene.state.time, drafts, NEVER)
    return np.asarray(issued.max(axis=0, initial=NEVER))


def best_open_tpp(scene: Scene) -> Floats:
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
