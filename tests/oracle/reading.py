"""From one replicate of a state to the plain version."""

from __future__ import annotations

from typing import Any

import numpy as np

from race.base.rng import Chance
from race.rules.block import Block
from race.rules.classification import METRICS
from race.rules.orders import COMPANY_ORDERS, Orders
from race.rules.rulebook import Rulebook
from race.scenario.models.measures import EFFECTS
from race.scenario.models.measures import Measure as Text
from race.world.state import NO_ONE, State
from race.world.world import OUTSIDE_ACCOUNTS
from tests.oracle.agents import Buyer, Chip, Company, Country, Route, Site
from tests.oracle.arithmetic import ratio
from tests.oracle.law import OUTCOMES, Clause, Measure, link_amendments
from tests.oracle.model import PlainModel

DENIED = OUTCOMES["denied"]


class Reader:
    """Reads the figures of one replicate."""

    def __init__(self, state: State, orders: Orders, block: Block, replicate: int) -> None:
        self.state, self.orders, self.block = state, orders, block
        self.world, self.scenario = block.world, block.world.scenario
        self.replicate = replicate

    def held(self, column: str, *index: int) -> float:
        """Return a figure of the state."""
        return float(getattr(self.state, column)[(*index, self.replicate)])

    def ordered(self, name: str, actor: int) -> float:
        """Return an order of an actor."""
        return float(getattr(self.orders, name)[actor, self.replicate])

    def given(self, name: str, *index: int) -> float:
        """Return a starting quantity of an actor."""
        return float(self.block.inputs[name][(*index, self.replicate)])

    def columns(self, names: str, *index: int) -> dict[str, float]:
        """Return several figures of one thing by name."""
        return {name: self.held(name, *index) for name in names.split()}


def read(state: State, orders: Orders, block: Block, replicate: int, seed: int) -> PlainModel:
    """Return the plain version of one replicate; `seed` is that of the block."""
    source = Reader(state, orders, block, replicate)
    model = PlainModel()
    world = block.world
    model.steps_taken, model.start, model.moment = state.step, world.calendar.start, state.time
    model.step_years = world.calendar.step_years
    model.parameters = {name: float(row[replicate]) for name, row in block.parameters.items()}
    model.groups = world.scenario.groups
    model.chance = Chance(seed, block.first + replicate, 1)
    model.countries = [_country(model, source, i) for i in range(len(world.countries))]
    model.companies = [_company(model, source, i) for i in range(len(world.companies))]
    for number, row in enumerate(world.scenario.companies.values()):
        if row.provider is not None:
            provider = world.companies.index(row.provider)
            model.companies[number].provider = model.companies[provider]
    for country, text in zip(model.countries, world.scenario.countries.values(), strict=True):
        counted = {country.name, *text.bloc}
        country.counts_for = [one for one in model.companies if one.home.name in counted]
    model.chips = [_chip(model, source, i) for i in range(len(world.chips))]
    model.buyers = [_buyer(model, source, i) for i in range(len(world.buyers))]
    for buyer in model.buyers:
        buyer.company.buyers.append(buyer)
    pairs = zip(world.offers.buyer.tolist(), world.offers.chip.tolist(), strict=True)
    model.offers = [(model.buyers[buyer], model.chips[chip]) for buyer, chip in pairs]
    model.routes = [_route(model, source, i) for i in range(len(world.routes))]
    model.measures = [_measure(source, i) for i in range(len(block.rulebook.ids))]
    link_amendments(model.measures)
    model.controller = model.countries[world.controller]
    outside = len(world.companies) + len(world.countries)
    model.outside = {
        name: source.held("balance", outside + i) for i, name in enumerate(OUTSIDE_ACCOUNTS)
    }
    _read_world(model, source)
    return model


def _read_world(model: PlainModel, source: Reader) -> None:
    """Read the figures that belong to nobody."""
    model.record_flop = source.held("record_flop")
    foundries = range(len(source.world.foundries))
    packaged = sum(source.held("packaging", i) for i in foundries)
    at_start = sum(source.given("foundry.packages", i) for i in foundries)
    model.output_grown = ratio(packaged, at_start)
    owner, past = int(source.held("record_owner")), int(source.held("first_past"))
    model.record_owner = None if owner == NO_ONE else model.companies[owner]
    model.first_past = None if past == NO_ONE else model.companies[past]
    model.first_past_time = source.held("first_past_time")
    model.runs_large, model.threshold = source.held("runs_large"), source.held("threshold")


def _terms(source: Reader, column: str, number: int) -> tuple[float, ...]:
    return tuple(source.held(column, term, number) for term in range(4))


def _country(model: PlainModel, source: Reader, number: int) -> Country:
    world = source.world
    group = source.scenario.groups.get("D5")
    embargoed = {member.country for member in group.members} if group else set()
    return Country(
        model,
        name=world.countries[number],
        embargoed=world.countries[number] in embargoed,
        cash=source.held("balance", len(world.companies) + number),
        build_years=source.given("country.build_years", number),
        grid_mw_per_year=source.given("country.grid_mw_per_year", number),
        grid_growth=source.given("country.grid_growth", number),
        merges_national=source.ordered("merge_national", number),
        effects={name: source.held("measure_effects", i, number) for i, name in enumerate(EFFECTS)},
        speed=source.held("country_speed", number),
        terms=_terms(source, "country_terms", number),
        gap_years=source.held("country_gap", number),
        **source.columns("enforcement hub_enforcement smuggled quota_used", number),
    )


def _company(model: PlainModel, source: Reader, number: int) -> Company:
    text = list(source.scenario.companies.values())[number]
    return Company(
        model,
        name=source.world.companies[number],
        home=model.countries[source.world.countries.index(text.home)],
        provider=None,
        trains=text.trains,
        convinced=text.kind == "frontier_lab",
        orders={column.name: source.ordered(column.name, number) for column in COMPANY_ORDERS},
        cash=source.held("balance", number),
        cluster_share=source.given("company.cluster_share", number),
        buyers=[],
        speed=source.held("company_speed", number),
        own_speed=source.held("company_own", number),
        together=source.held("company_together", number),
        h100e=source.held("company_h100e", number),
        terms=_terms(source, "company_terms", number),
        gap_years=source.held("company_gap", number),
        **source.columns(
            "ai_spending rented team algorithm capability run_target run_done run_pause "
            "best_flop unpublished_flop unpublished_until published_flop year_flop",
            number,
        ),
    )


def _chip(model: PlainModel, source: Reader, number: int) -> Chip:
    world, axis = source.world, source.world.chip_axis
    designer, home = int(axis.designer[number]), int(axis.home[number])
    market = int(axis.variant_for[number])
    figures = {name: source.held("chip_metrics", i, number) for i, name in enumerate(METRICS)}
    return Chip(
        model,
        name=world.chips[number],
        designer=model.companies[designer] if designer >= 0 else None,
        home=model.countries[home] if home >= 0 else None,
        own_use_only=bool(axis.private[number]),
        variant_for=model.countries[market] if market >= 0 else None,
        figures=figures,
        peak16=source.held("chip_peak16", number),
        peak8=source.held("chip_peak8", number),
        kw=source.held("chip_kw", number),
        list_price=source.held("chip_price", number),
        launch=source.held("chip_launch", number),
        fame=source.given("chip.pull", number),
        utilisation=source.given("chip.mfu", number),
        **source.columns(
            "vendor_stock failed retired seized scarcity pull shortage sold revenue lost_revenue",
            number,
        ),
    )


def _buyer(model: PlainModel, source: Reader, number: int) -> Buyer:
    world = source.world
    company = model.companies[int(world.buyer_company[number])]

    def goods(column: str) -> dict[Chip, float]:
        places = world.offers.place[number].tolist()
        return {
            chip: source.held(column, place) if place >= 0 else 0.0
            for chip, place in zip(model.chips, places, strict=True)
        }

    return Buyer(
        model,
        name=world.buyers[number],
        company=company,
        host=model.countries[int(world.buyer_host[number])],
        is_branch=bool(world.buyer_is_branch[number]),
        share=source.given("buyer.share", number),
        tuned_utilisation=source.given("buyer.mfu", number),
        licence={chip: int(code) for chip, code in goods("licence").items()},
        licence_announced={chip: int(code) for chip, code in goods("licence_announced").items()},
        sites=[_site(model, source, number, slot) for slot in range(world.slots)],
        **{
            name: goods(name)
            for name in (
                "access", "barred", "transit_kept", "transit_entry", "backlog", "transit", "stock",
            )
        },
        **source.columns("spending wanted grey_wanted power_mw power_ordered power_building", number),
    )  # fmt: skip


def _site(model: PlainModel, source: Reader, buyer: int, slot: int) -> Site:
    table = source.world.sites
    kind = int(source.held("site_chip", buyer, slot))
    return Site(
        model,
        name=f"{source.world.buyers[buyer]} {slot}",
        chip=model.chips[kind] if kind >= 0 else None,
        chips=source.held("site_chips", buyer, slot),
        opens=float(table.opens[buyer, slot]),
        whole=bool(table.whole[buyer, slot]),
        grows=bool(table.grows[buyer, slot]),
    )


def _route(model: PlainModel, source: Reader, number: int) -> Route:
    text = list(source.scenario.routes.values())[number]
    world = source.world
    broker = next(
        buyer
        for buyer in model.buyers
        if buyer.is_branch and buyer.company.name == text.broker and buyer.host.name == text.hub
    )
    facts: dict[str, Any] = {
        name: source.held(f"route_{name}", number)
        for name in ("capacity", "heat", "premium", "demand", "carried")
    }
    return Route(
        model,
        name=world.routes[number],
        hub=model.countries[world.countries.index(text.hub)],
        destination=model.countries[world.countries.index(text.destination)],
        broker=broker,
        transit={c: source.held("route_transit", number, i) for i, c in enumerate(model.chips)},
        lag_years=source.given("route.lag_years", number),
        open_trade=source.given("route.open_trade", number),
        inspection=source.given("route.inspection", number),
        **facts,
    )


def _measure(source: Reader, number: int) -> Measure:
    """Read a measure: its words from the scenario, its dates and bounds from the state."""
    book, name = source.block.rulebook, source.block.rulebook.ids[number]
    text = source.scenario.measures.get(name)
    if text is None:
        return _draft(source, number)
    quota = text.quota.get("share_of_us_volume")
    total, period = text.quota.get("country_total"), text.quota.get("country_period")
    return Measure(
        name=name,
        issuer=text.issuer,
        announced=source.held("measure_announced", number),
        effective=source.held("measure_effective", number),
        until=source.held("measure_until", number),
        is_counter=text.kind == "counter",
        destinations=tuple(text.destinations),
        headquarters=tuple(text.headquarters),
        entities=tuple(text.entities),
        clauses=_clauses(source, book, number, text),
        strength={
            effect: source.given(f"measure.{name}.{effect}")
            for effect in text.strength
            if effect in EFFECTS
        },
        quota_share=quota.value if quota is not None else None,
        country_total=total.value if total is not None else None,
        country_period=period.value if period is not None else None,
        spent=_spent(source, number),
        amends=text.amends,
        alternative_to=text.alternative_to,
    )


def _draft(source: Reader, number: int) -> Measure:
    """Read a rule of the controller's own: two clauses that deny, aimed at embargoed countries."""
    book = source.block.rulebook
    first = int(book.first_clause[number])
    return Measure(
        name=book.ids[number],
        issuer=source.world.countries[source.world.controller],
        announced=source.held("measure_announced", number),
        effective=source.held("measure_effective", number),
        until=source.held("measure_until", number),
        is_counter=False,
        destinations=("D5",),
        headquarters=("D5",),
        entities=(),
        clauses=[_bounds(source, first + i, DENIED, DENIED) for i in range(2)],
        strength={},
        quota_share=None,
        country_total=None,
        country_period=None,
        spent={},
    )


def _spent(source: Reader, number: int) -> dict[str, float]:
    caps = source.block.rulebook.with_cap
    if number not in caps:
        return {}
    row = caps.index(number)
    return {
        country: source.held("cap_used", row, place)
        for place, country in enumerate(source.world.countries)
    }


def _clauses(source: Reader, book: Rulebook, number: int, text: Text) -> list[Clause]:
    first = int(book.first_clause[number])
    return [
        _bounds(
            source,
            first + i,
            OUTCOMES[clause.outcome],
            OUTCOMES[clause.outcome_elsewhere or clause.outcome],
        )
        for i, clause in enumerate(text.clauses)
    ]


def _bounds(source: Reader, clause: int, outcome: int, elsewhere: int) -> Clause:
    low = {name: source.held("clause_lower", clause, i) for i, name in enumerate(METRICS)}
    high = {name: source.held("clause_upper", clause, i) for i, name in enumerate(METRICS)}
    return Clause(
        {name: bound for name, bound in low.items() if bound > -np.inf},
        {name: bound for name, bound in high.items() if bound < np.inf},
        outcome,
        elsewhere,
    )
