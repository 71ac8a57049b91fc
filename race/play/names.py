"""The names that terms and conditions read, worked out of a game when first asked for.

World names are (R,), seat names (seats, R). The lists with units stand in
`race.scenario.game_names`; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from race.base.arrays import Flags, Floats, over_second, pick, ratio
from race.play.game_state import GameState
from race.play.rules import Table
from race.rules.calendar_events import announced, in_force, middle
from race.rules.cloud import hour_price, open_door
from race.rules.compute_index import hosted, open_h100e, owned
from race.rules.decentralised import efficiency, model_size
from race.rules.ledger import company_cash, state_cash
from race.rules.pools import fleet_h100e
from race.world.state import NO_ONE

MONTHS = 12.0
_H100E = 1979.0
_LARGE = 1e300


Read = Callable[["Names"], Floats | Flags]


class Names(dict[str, Floats]):
    """Figures of one game by name, each worked out once."""

    def __init__(self, game: GameState, table: Table) -> None:
        """Begin with nothing worked out."""
        super().__init__()
        self.game, self.table = game, table
        self.state, self.play = game.state, game.play
        self.seats, self.block, self.world = table.seats, table.block, table.block.world

    def __missing__(self, name: str) -> Floats:
        """Work a name out."""
        values = np.asarray(READ[name](self), dtype=np.float64)
        self[name] = values
        return values

    def flags(self, role: str) -> Floats:
        """Return 1 for the seats of a role, (seats, R)."""
        return self.seats.roles[role][:, None] * np.ones(self.table.width)

    def of_country(self, values: Floats) -> Floats:
        """Return figures of the seats' countries."""
        return values[self.seats.country]

    def of_company(self, values: Floats) -> Floats:
        """Return figures of the seats' companies."""
        return values[self.seats.company]

    def by_side(self, countries: Floats, companies: Floats) -> Floats:
        """Return a state's figure for states, and a company's for companies."""
        state = self.seats.is_country[:, None]
        return np.where(state, self.of_country(countries), self.of_company(companies))

    def most_at_home(self, companies: Floats, empty: float = 0.0) -> Floats:
        """Return the largest figure of a state's companies, members' too; a company's own."""
        none = np.full((1, companies.shape[1]), empty)
        members = self.world.members[self.seats.country]
        most = np.concatenate([companies, none])[members].max(axis=1)
        return np.where(self.seats.is_country[:, None], most, self.of_company(companies))

    def total_at_home(self, companies: Floats) -> Floats:
        """Return the sum over a state's companies, members' too; a company's own."""
        none = np.zeros((1, companies.shape[1]))
        members = self.world.members[self.seats.country]
        total = over_second(np.concatenate([companies, none])[members])
        return np.where(self.seats.is_country[:, None], total, self.of_company(companies))

    def buyer(self, values: Floats) -> Floats:
        """Return figures of the seats' home buyers, 0 without one."""
        found = values[np.maximum(self.seats.buyer, 0)]
        has = (self.seats.buyer >= 0).reshape(-1, *[1] * (found.ndim - 1))
        return found * has


def _pool(n: Names) -> Floats:
    return n.by_side(n.state.country_speed, n.state.company_speed)


def _gap(n: Names) -> Floats:
    return n.by_side(n.state.country_gap, n.state.company_gap)


def _public_gap(n: Names) -> Floats:
    """Return the gap of the fastest pool that a state's own programmes have."""
    rows = n.world.scenario.companies.values()
    public = np.array([row.ownership == "national" for row in rows])[:, None]
    return np.asarray(
        -n.most_at_home(np.where(public, -n.state.company_gap, -np.inf), empty=-np.inf)
    )


def _margin(n: Names) -> Floats:
    """Return the smallest gap of the states that the leader would hold off; 0 for others."""
    gaps, world = n.state.country_gap, n.world
    denied = np.where(world.denied[:, None] > 0.0, gaps, np.inf)
    others = np.stack(
        [
            _others(gaps, n, int(c)) if world.denied[c] > 0.0 else denied.min(axis=0)
            for c in n.seats.country
        ]
    )
    firms = n.state.company_gap
    ranked = np.sort(firms, axis=0)
    rivals = np.broadcast_to(ranked[1], others.shape)
    margin = np.where(n.seats.is_country[:, None], others, rivals)
    return np.where(n["gap_years"] <= 0.0, margin, 0.0)


def _others(gaps: Floats, n: Names, country: int) -> Floats:
    left = gaps.copy()
    left[country] = np.inf
    return np.asarray(left.min(axis=0))


def _rank(n: Names) -> Floats:
    countries, companies = n.state.country_speed, n.state.company_speed
    own = n["pool"]
    of_states = (countries[None] > own[:, None]).sum(axis=1)
    of_firms = (companies[None] > own[:, None]).sum(axis=1)
    return np.asarray(np.where(n.seats.is_country[:, None], of_states, of_firms) + 1.0)


def _own_share(n: Names) -> Floats:
    state, world = n.state, n.world
    held = np.maximum(state.site_chip, 0)
    compute = state.site_chips * pick(state.chip_peak8, held)
    home = compute * (
        world.chip_home[held] == world.company_country[world.buyer_company][:, None, None]
    )
    total = world.buyers_by_company.total(over_second(compute))
    return ratio(
        n.total_at_home(world.buyers_by_company.total(over_second(home))), n.total_at_home(total)
    )


def _owned(n: Names) -> Floats:
    return n.total_at_home(owned(_open(n), n.world))


def _open(n: Names) -> Floats:
    if "_open" not in n:
        dict.__setitem__(n, "_open", open_h100e(n.state, n.block))
    return n["_open"]


def _hosts_share(n: Names) -> Floats:
    by_country = hosted(_open(n), n.world)
    bloc = n.world.scenario.countries
    share = ratio(by_country, np.broadcast_to(_open(n).sum(axis=(0, 1)), by_country.shape))
    rows = []
    for country in n.seats.country.tolist():
        members = [n.world.countries.index(m) for m in bloc[n.world.countries[country]].bloc]
        rows.append(share[[country, *members]].sum(axis=0))
    return np.stack(rows)


def _mask(licence: Floats, n: Names) -> Floats:
    """Return the outcome of the fastest foreign chip on sale for each seat's buyer."""
    state, world = n.state, n.world
    launched = state.chip_launch <= state.time
    foreign = ~(world.denied[np.maximum(world.chip_home, 0)] > 0.0) & (world.chip_home >= 0)
    place = world.offers.place[np.maximum(n.seats.buyer, 0)]
    sold = (place >= 0) & (world.offers.sold[np.maximum(place, 0), 0] > 0.0)
    offered = sold & foreign & (n.seats.buyer >= 0)[:, None]
    speed = state.chip_metrics[0] * launched
    best = (offered[..., None] * speed).argmax(axis=1)
    offer = np.take_along_axis(place, best, axis=1)
    found = pick(licence, np.maximum(offer, 0))
    return np.where((offer >= 0) & offered.any(axis=1)[:, None], found, 0.0)


def _refused(n: Names) -> Floats:
    wanted = n.world.buyers_by_company.total(n.state.wanted)
    asked = n.state.ai_spending * n.block.parameters["market.chip_share"]
    return np.minimum(ratio(n.total_at_home(wanted), n.total_at_home(asked)), 1.0)


def _money(n: Names) -> Floats:
    world, balance = n.world, n.state.balance
    purse = n.of_company(company_cash(balance, world))
    return purse + n.seats.is_country[:, None] * n.of_country(state_cash(balance, world))


def _income(n: Names) -> Floats:
    inputs = n.block.inputs
    years = n.state.time - n.world.calendar.start
    growth = np.array([row.growth.value for row in n.seats.rows])[:, None]
    programme = n.of_country(inputs["country.programme_busd"]) * np.exp(growth * years)
    core = n.of_company(inputs["company.core_income_busd"])
    return np.where(n.seats.is_country[:, None], programme, core + n["ai_revenue"])


def _idle(n: Names) -> Floats:
    state = n.state
    offers = n.world.offers
    waiting = n.buyer(offers.by_buyer.total(state.stock * state.chip_kw[offers.chip])) * 1e-3
    return ratio(waiting, waiting + n.buyer(state.power_mw))


def _grid_room(n: Names) -> Floats:
    inputs = n.block.inputs
    years = n.state.time - n.world.calendar.start
    most = inputs["country.grid_mw_per_year"] * np.exp(inputs["country.grid_growth"] * years)
    return n.of_country(most)


def _merge_gain(n: Names) -> Floats:
    own = n.state.company_own
    return ratio(n.total_at_home(n.state.company_together), n.most_at_home(own))


def _routes(n: Names, values: Floats, *, here: bool, how: str, empty: float = 0.0) -> Floats:
    """Return a figure of the routes to (or through) each seat's country: sum, most or least."""
    world = n.world
    place = world.route_destination if here else world.route_hub
    rows = []
    for country in n.seats.country.tolist():
        chosen = values[place == country]
        if not len(chosen):
            rows.append(np.full(values.shape[1], empty))
        elif how == "sum":
            rows.append(chosen.sum(axis=0))
        else:
            rows.append(chosen.max(axis=0) if how == "most" else chosen.min(axis=0))
    return np.stack(rows)


def _heat(n: Names) -> Floats:
    here = _routes(n, n.state.route_heat, here=True, how="most")
    return np.maximum(here, _routes(n, n.state.route_heat, here=False, how="most"))


def _fell(n: Names, *, here: bool) -> Floats:
    now = _routes(n, n.state.route_capacity, here=here, how="sum")
    before = _routes(n, n.play.capacity_before, here=here, how="sum")
    return np.maximum(1.0 - ratio(now, before), 0.0) * (before > 0.0)


def _seized(n: Names) -> Floats:
    lost = np.maximum(n.state.seized.sum(axis=0) - n.play.seized_before, 0.0)
    carried = n.state.route_carried.sum(axis=0) * n.world.calendar.step_years
    return ratio(lost, lost + carried)


def _rented_share(n: Names) -> Floats:
    rented = n.of_company(n.state.rented_h100e)
    return ratio(rented, rented + n.of_company(fleet_h100e(n.state, n.block)))


def _eci_lag(n: Names) -> Floats:
    best = n.state.capability.max(axis=0)
    lag = best - n.most_at_home(n.state.capability)
    return np.asarray(np.maximum(lag, 0.0) / n.table.number("eci_points_per_year") * MONTHS)


def _open_lag(n: Names) -> Floats:
    lag = n.state.capability.max(axis=0) - n.state.open_capability
    return np.asarray(np.maximum(lag, 0.0) / n.table.number("eci_points_per_year") * MONTHS)


def _algo_lag(n: Names) -> Floats:
    lag = n.state.algorithm.max(axis=0) - n.most_at_home(n.state.algorithm)
    return np.asarray(np.minimum(np.maximum(lag, 0.0), 50.0) * MONTHS)


def _sold_h100e(n: Names) -> Floats:
    """Return H100e sold by each company's designs since the start, the world's last."""
    sold = n.state.sold * n.state.chip_peak8 / _H100E
    return n.world.designer_chips.total(sold)


def _sales_share(n: Names) -> Floats:
    by_designer = _sold_h100e(n)
    total = np.broadcast_to(by_designer.sum(axis=0), (len(n.seats), n.table.width))
    designs = n.total_at_home(by_designer[:-1])
    return ratio(designs, total)


def _revenue(n: Names) -> Floats:
    """Return what the designs of each seat have brought since the start, BUSD."""
    return n.total_at_home(n.world.designer_chips.total(n.state.revenue)[:-1])


def _lost_sales(n: Names) -> Floats:
    lost = n.total_at_home(n.world.designer_chips.total(n.state.lost_revenue)[:-1])
    return ratio(lost, lost + n["sales_busd"])


def _sales_denied(n: Names) -> Floats:
    """Return chips of each company's design on the way to denied places, as a rate, a year."""
    coming = n.world.offers.by_chip.total(n.state.transit * _to_denied(n))
    by_designer = n.world.designer_chips.total(coming)[:-1]
    return n.total_at_home(by_designer) / np.maximum(
        n.block.parameters["market.lag.delivery"], 0.05
    )


def _to_denied(n: Names) -> Floats:
    """Return 1 for offers to buyers in denied places, (offers, 1)."""
    host = n.world.buyer_host[n.world.offers.buyer]
    return np.asarray((n.world.denied[host] > 0.0)[:, None], dtype=np.float64)


def _trust(n: Names) -> Floats:
    return np.where(n.seats.is_country[:, None], n.of_country(n.state.trust), n.play.own_trust)


def _standing(n: Names, other: int) -> Floats:
    return np.asarray(n.play.standing[n.seats.country, other])


def _largest_denied(n: Names) -> int:
    denied = np.flatnonzero(n.world.denied > 0.0)
    if not len(denied):
        return n.world.controller
    rows = list(n.world.scenario.countries.values())
    figures = [rows[c].gdp_busd for c in denied]
    income = [0.0 if figure is None else figure.value for figure in figures]
    return int(denied[int(np.argmax(income))])


def _pool_e(n: Names) -> Floats:
    """Return the efficiency of a slow-link pool of the seat's own kind at the record's size."""
    state = n.state
    sites = np.maximum(state.pool_members, 2.0)
    model = model_size(state.record_flop)
    return n.of_company(efficiency(model, sites, state.pool_method, n.block))


def _pool_rank(n: Names) -> Floats:
    flop = n.of_company(n.state.pool_flop)
    return np.asarray(1.0 + (n.state.best_flop[None] > flop[:, None]).sum(axis=1))


def _firm_share(n: Names) -> Floats:
    return 1.0 - n["rented_share"]


def _draft_due(n: Names) -> Floats:
    book = n.block.rulebook
    due = (n.play.drafts_due <= n.state.time + 1.0) & np.isfinite(n.play.drafts_due)
    return (
        np.stack([due[book.issuer == c].any(axis=0) for c in n.seats.country])
        * n.seats.is_country[:, None]
    )


def _drafts(n: Names) -> tuple[Floats, Floats]:
    book = n.block.rulebook
    rows = np.asarray(book.draft_measures, dtype=np.int64)
    written = np.isfinite(n.state.measure_announced[rows])
    live = written & (n.state.measure_until[rows] > n.state.time)
    free, on = (~written).sum(axis=0), live.any(axis=0)
    return n.flags("issuer") * free, n.flags("issuer") * on


def _rules_against(n: Names) -> Floats:
    book, state = n.block.rulebook, n.state
    recent = (state.measure_announced <= state.time) & (state.measure_announced > state.time - 2.0)
    covered = book.destination[book.period(state.time)][:, n.seats.country]
    return np.asarray(np.einsum("ms,mr->sr", covered.astype(float), recent.astype(float)))


def _drafted_against(n: Names) -> Floats:
    """Tell where a rule that covers the seat's country is due to bind within a year."""
    book, state = n.block.rulebook, n.state
    waits = np.isfinite(n.play.drafts_due)
    moment = np.where(waits, book.effective[:, None], state.measure_effective)
    soon = (moment > state.time) & (moment <= state.time + 1.0)
    covered = book.destination[book.period(state.time + 1.0)][:, n.seats.country]
    return np.asarray(np.einsum("ms,mr->sr", covered.astype(float), soon.astype(float)) > 0.0)


def _rule_news(n: Names) -> Floats:
    end = n.state.time
    begin = end - n.world.calendar.step_years
    moment = n.state.measure_announced
    return np.asarray(((moment >= begin) & (moment < end)).any(axis=0), dtype=np.float64)


def _rule_ahead(n: Names) -> Floats:
    now = middle(n.state, n.block)
    return np.asarray(
        (announced(n.state, now) & ~in_force(n.state, now)).any(axis=0), dtype=np.float64
    )


def _packaging_load(n: Names) -> Floats:
    state = n.state
    wanted = n.world.offers.by_chip.total(state.backlog)
    asked = n.world.foundry_chips.total(wanted * state.chip_packages)
    return np.asarray(ratio(asked, state.packaging).max(axis=0))


def _grey_share(n: Names) -> Floats:
    grey = n.state.route_carried.sum(axis=0)
    coming = n.world.offers.by_chip.total(n.state.transit * _to_denied(n)).sum(axis=0)
    legal = coming / np.maximum(n.block.parameters["market.lag.delivery"], 0.05)
    return ratio(grey, grey + legal)


def _variant_share(n: Names) -> Floats:
    coming = n.world.offers.by_chip.total(n.state.transit * _to_denied(n))
    compute = coming * n.state.chip_peak8
    cut = compute * (n.world.chip_variant_for >= 0)[:, None]
    return ratio(cut.sum(axis=0), compute.sum(axis=0))


def _coalition(n: Names) -> Floats:
    allies = n.world.denied <= 0.0
    return np.asarray(n.state.coalition[allies].mean(axis=0))


def _threshold_decades(n: Names) -> Floats:
    return np.log10(n.state.threshold) - np.log10(np.maximum(_effective(n), 1.0))


def _effective(n: Names) -> Floats:
    """Return effective FLOP of the record: algorithms of 2.8 times a year since 2022."""
    gain = n.table.number("algorithm_growth")
    return np.asarray(n.state.record_flop * gain ** (n.state.algorithm.max(axis=0) - 2022.0))


def _capital_strain(n: Names) -> Floats:
    return ratio(n.state.ai_spending.sum(axis=0), n.state.ai_revenue.sum(axis=0))


def _own_packages(n: Names) -> Floats:
    denied = n.world.denied[n.world.foundry_country] > 0.0
    return np.asarray(n.state.packaging[denied].sum(axis=0))


def _quake(n: Names, rows: slice) -> Floats:
    now, before = n.state.output_factor[rows], n.play.output_before[rows]
    return np.asarray(np.maximum(1.0 - ratio(now, before), 0.0).max(axis=0, initial=0.0))


def _election(n: Names) -> Floats:
    year = int(n.state.time - 1e-6)
    due = year % 4 == 0 and n["quarter"][0] == 4.0
    return np.full(n.table.width, float(due and year >= 2024))


def _packages_home(n: Names) -> Floats:
    return _foundries_at_home(n, n.state.packaging, 0.0)


def _foundries_at_home(n: Names, values: Floats, empty: float) -> Floats:
    place = n.world.foundry_country
    rows = [
        values[place == c].max(axis=0) if (place == c).any() else np.full(n.table.width, empty)
        for c in n.seats.country.tolist()
    ]
    return np.stack(rows)


def _own_chips(n: Names) -> Floats:
    launched = (n.state.chip_launch <= n.state.time) & (n.world.chip_designer >= 0)[:, None]
    rows = [launched[n.world.chip_home == c].any(axis=0) for c in n.seats.country.tolist()]
    return np.stack(rows)


def _count(kind: str, which: int) -> Read:
    return lambda n: getattr(n.play, kind)[which]


def _play(name: str) -> Read:
    return lambda n: getattr(n.play, name)


def _role(name: str) -> Read:
    return lambda n: n.flags(name)


def _world(name: str) -> Read:
    return lambda n: getattr(n.state, name)


def _company(name: str) -> Read:
    return lambda n: n.of_company(getattr(n.state, name))


def _full(value: Callable[[Names], float]) -> Read:
    return lambda n: np.full(n.table.width, value(n))


def _elapsed(n: Names) -> Floats:
    calendar = n.world.calendar
    share = (n.state.time - calendar.start) / (calendar.end - calendar.start)
    return np.full((len(n.seats), n.table.width), share)


def _top_chip(values: Floats, n: Names) -> Floats:
    return np.asarray(pick(values, n.state.pull.argmax(axis=0)[None])[0])


READ: Mapping[str, Read] = {
    "year": _full(lambda n: n.state.time),
    "quarter": _full(lambda n: float((n.state.step - 1) % n.world.calendar.steps_per_year + 1)),
    "tension": _world("tension"),
    "tension_rose": lambda n: n.state.tension > n.play.tension_before,
    "tension_fell": lambda n: n.state.tension < n.play.tension_before,
    "world_risk": _play("world_risk"),
    "verification": _play("verification"),
    "treaty_members": lambda n: n.play.treaty.sum(axis=0),
    "record_flop": _world("record_flop"),
    "record_growth": lambda n: ratio(n.state.record_flop, n.play.record_before),
    "leader_margin": lambda n: np.where(
        n.world.denied[:, None] > 0.0, n.state.country_gap, np.inf
    ).min(axis=0),
    "threshold_decades": _threshold_decades,
    "threshold_passed": lambda n: n.state.first_past != NO_ONE,
    "shortage": lambda n: _top_chip(n.state.shortage, n),
    "scarcity": lambda n: _top_chip(n.state.scarcity, n),
    "packaging_load": _packaging_load,
    "grey_share": _grey_share,
    "grey_chips": lambda n: n.state.route_carried.sum(axis=0),
    "variant_share": _variant_share,
    "seizures": _seized,
    "coalition": _coalition,
    "open_lag_months": _open_lag,
    "leaked": _play("leaked"),
    "quake": lambda n: _quake(n, slice(0, 1)),
    "fab_accident": lambda n: _quake(n, slice(None)),
    "election_us": _election,
    "lobby": _play("lobby"),
    "no_capital": _play("no_capital"),
    "capital_strain": _capital_strain,
    "rent_price": lambda n: hour_price(n.state.time, n.block),
    "incidents": _play("incidents"),
    "rule_news": _rule_news,
    "rule_ahead": _rule_ahead,
    "controller_held": _full(lambda n: float((n.seats.played & n.seats.roles["issuer"]).any())),
    "own_packages": _own_packages,
    "home_wafers": _play("home_wafers"),
    "is_country": _role("country"),
    "denied": _role("denied"),
    "issuer": _role("issuer"),
    "hub": _role("hub"),
    "designer": _role("designer"),
    "foundry": _role("foundry"),
    "played": lambda n: n.seats.played[:, None] * np.ones(n.table.width),
    "money": _money,
    "income": _income,
    "backing": _play("backing"),
    "trust": _trust,
    "standing_us": lambda n: _standing(n, n.world.controller),
    "standing_cn": lambda n: _standing(n, _largest_denied(n)),
    "alignment": lambda n: n.of_country(n.state.coalition),
    "mask": lambda n: _mask(n.state.licence, n),
    "mask_ahead": lambda n: _mask(n.state.licence_announced, n),
    "refused": _refused,
    "gap_years": _gap,
    "public_gap_years": _public_gap,
    "gap_before": _play("gap_before"),
    "margin_years": _margin,
    "ratio": lambda n: np.where(
        n["pool"] > 0.0,
        ratio(np.broadcast_to(n.state.company_speed.max(axis=0), n["pool"].shape), n["pool"]),
        _LARGE,
    ),
    "rank": _rank,
    "pool": _pool,
    "own_pool": _company("company_speed"),
    "record_owner": lambda n: _record_owner(n),  # noqa: PLW0108 - stands further below
    "best_flop": lambda n: n.most_at_home(n.state.best_flop),
    "run_on": lambda n: n.of_company(n.state.run_target) > 0.0,
    "run_share": lambda n: ratio(n.of_company(n.state.run_done), n.of_company(n.state.run_target)),
    "team": _company("team"),
    "talent": lambda n: n.of_country(n.play.talent),
    "capability": lambda n: n.most_at_home(n.state.capability),
    "capability_rank": lambda n: (
        1.0 + (n.state.capability[None] > n["capability"][:, None]).sum(axis=1)
    ),
    "eci_lag_months": _eci_lag,
    "algo_lag_months": _algo_lag,
    "has_model": lambda n: n.of_company(n.state.best_flop) > 0.0,
    "own_share": _own_share,
    "compute_h100e": _owned,
    "hosts_share": _hosts_share,
    "firm_share": _firm_share,
    "idle_share": _idle,
    "power_mw": lambda n: n.buyer(n.state.power_mw),
    "power_coming": lambda n: n.buyer(n.state.power_ordered + n.state.power_building),
    "secured_mw": _play("secured_mw"),
    "grid_room": _grid_room,
    "grid_barred": _play("grid_barred"),
    "has_branch": lambda n: (n.seats.branch >= 0)[:, None] * np.ones(n.table.width),
    "home_sites": lambda n: n.total_at_home((n.state.company_together > 0.0).astype(float)),
    "merge_gain": _merge_gain,
    "merged": lambda n: n.of_country(n.game.orders.merge_national),
    "routes_here": lambda n: _routes(n, np.ones_like(n.state.route_heat), here=True, how="sum"),
    "route_heat": _heat,
    "route_open": lambda n: _routes(n, n.state.route_open, here=True, how="most"),
    "route_capacity": lambda n: _routes(n, n.state.route_capacity, here=True, how="sum"),
    "route_fell": lambda n: _fell(n, here=True),
    "transit_fell": lambda n: _fell(n, here=False),
    "grey_here": lambda n: _routes(n, n.state.route_carried, here=True, how="sum"),
    "premium": lambda n: _routes(n, n.state.route_premium, here=True, how="least", empty=1.0),
    "seized_here": lambda n: n["seizures"] * (n["grey_here"] > 0.0),
    "transit": lambda n: _routes(n, n.state.route_carried, here=False, how="sum"),
    "remote_open": lambda n: (
        n.of_company(open_door(n.state, n.block))
        * (n.world.company_provider[n.seats.company] >= 0)[:, None]
    ),
    "rented_share": _rented_share,
    "rented_h100e": _company("rented_h100e"),
    "tool_access": lambda n: n.of_country(n.state.tool_access),
    "fab_yield": lambda n: _foundries_at_home(n, n.state.fab_yield, 0.0),
    "own_chips": _own_chips,
    "packages_home": _packages_home,
    "security": _company("security"),
    "safety_share": lambda n: n.of_company(n.play.safety_share),
    "pool_members": _company("pool_members"),
    "pool_method": _company("pool_method"),
    "pool_e": _pool_e,
    "pooled": lambda n: (
        (n.of_company(n.state.pool_join) > 0.0) | (n.of_company(n.state.pool_members) > 0.0)
    ),
    "pool_rank": _pool_rank,
    "home_owned_share": lambda n: np.minimum(
        ratio(n["compute_h100e"], n["hosts_share"] * _open(n).sum(axis=(0, 1))), 1.0
    ),
    "pool_flop": _company("pool_flop"),
    "first_past": lambda n: n.seats.company[:, None] == n.state.first_past,
    "ai_revenue": _company("ai_revenue"),
    "capex": _company("ai_spending"),
    "core_income": lambda n: n.of_company(n.block.inputs["company.core_income_busd"]),
    "sales_share": _sales_share,
    "sales_busd": lambda n: _sales(n),  # noqa: PLW0108 - stands further below
    "sales_denied": _sales_denied,
    "lost_sales": _lost_sales,
    "rent_rank": lambda n: (
        1.0 + (n.state.rent_income[None] > n.of_company(n.state.rent_income)[:, None]).sum(axis=1)
    ),
    "compliance": _play("compliance"),
    "admits": _play("admits"),
    "checks": _play("checks"),
    "hub_policy": _play("hub_policy"),
    "treaty": _play("treaty"),
    "cheating": _play("cheating"),
    "deceit": _play("deceit"),
    "watched": _play("watched"),
    "moved": _play("moved"),
    "state_stake": _play("state_stake"),
    "stolen": _play("stolen"),
    "drafts_left": lambda n: _drafts(n)[0],
    "rule_live": lambda n: _drafts(n)[1],
    "draft_due": _draft_due,
    "drafted_against": _drafted_against,
    "rules_against": _rules_against,
    "listed": _company("listed"),
    "grown": lambda n: ratio(n["pool"], n.play.pool_before),
    "run_possible": lambda n: n.of_company(n.state.company_speed) * 90.0 * 86_400.0,
    "count_a": _count("counts", 0),
    "count_b": _count("counts", 1),
    "count_c": _count("counts", 2),
    "streak_a": _count("streaks", 0),
    "streak_b": _count("streaks", 1),
    "streak_c": _count("streaks", 2),
    "elapsed": _elapsed,
}


def _sales(n: Names) -> Floats:
    """Return sales since the year end before the last, as a rate, (seats, R), BUSD a year."""
    calendar = n.world.calendar
    quarters = n.state.step % calendar.steps_per_year
    years = 1.0 + quarters / calendar.steps_per_year if n.state.step else 1.0
    return np.maximum(_revenue(n) - n.play.revenue_before, 0.0) / years


def _record_owner(n: Names) -> Floats:
    owner = n.state.record_owner
    company = np.maximum(owner, 0)
    home = np.asarray(n.world.company_country)[company]
    mine = n.seats.company[:, None] == owner
    at_home = n.seats.is_country[:, None] & (n.seats.country[:, None] == home)
    return np.asarray((mine | at_home) & (owner != NO_ONE))


def effective_record(names: Names) -> Floats:
    """Return effective FLOP of the record, (R,)."""
    return _effective(names)


def revenue_of_designs(names: Names) -> Floats:
    """Return what the designs of each seat have brought since the start, (seats, R), BUSD."""
    return _revenue(names)
