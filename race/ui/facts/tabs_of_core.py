"""The tabs at the right as the core knows them: market, clusters, training, policy, dossier."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from race.base.calendar import SECONDS_PER_YEAR
from race.rules.cloud import hour_price, open_door
from race.rules.clusters import Cluster, modelled
from race.ui.facts.board import Cell, Table
from race.ui.facts.core import Chronicle
from race.ui.facts.dossier import dossier_of_core
from race.ui.facts.road_of_core import Beliefs
from race.ui.names import SHORT, home_of, name_of
from race.ui.words import Words, mark

TABS = ("market", "cluster", "training", "policy", "dossier")
TAB_WORDS = {
    "market": mark("Market"),
    "cluster": mark("Clusters"),
    "training": mark("Training"),
    "policy": mark("Rules"),
    "dossier": mark("Dossier"),
}
CLASSES = (mark("free"), mark("notice"), mark("case"), mark("denied"))
DASH = Cell("—", dim=True)
QUARTERS = 4.0


def tab_of_core(
    chronicle: Chronicle, seat: str, tab: str, about: str, words: Words,
    beliefs: Beliefs | None = None,
) -> Table:  # fmt: skip
    """Return the table of a tab; `about` is the actor of the dossier."""
    if tab == "dossier":
        return dossier_of_core(chronicle, seat, about, words, beliefs)
    makers: dict[str, Callable[[Chronicle, str, str, Words], Table]] = {
        "market": _market, "cluster": _clusters, "training": _training,
        "policy": _policy,
    }  # fmt: skip
    return makers[tab](chronicle, seat, about, words)


def _buyer(chronicle: Chronicle, seat: str) -> int:
    """Return the buyer that stands for a seat: of a country, its largest one at home."""
    world, state = chronicle.block.world, chronicle.years[-1].state
    if seat in world.companies:
        company = world.companies.index(seat)
        rows = np.flatnonzero((world.buyer_company == company) & ~world.buyer_is_branch)
    else:
        country = world.countries.index(seat)
        rows = np.flatnonzero((world.buyer_host == country) & ~world.buyer_is_branch)
    return int(rows[np.argmax(state.power_mw[rows, 0])]) if len(rows) else 0


def _market(chronicle: Chronicle, seat: str, _about: str, words: Words) -> Table:
    world, state = chronicle.block.world, chronicle.years[-1].state
    buyer = _buyer(chronicle, seat)
    rows: list[tuple[Cell, ...]] = []
    jumps = []
    host = int(world.buyer_host[buyer])
    routes = np.flatnonzero(world.route_destination == host).tolist()
    for chip in _best_on_sale(chronicle, buyer, 2 if len(routes) > 1 else 3):
        licence = round(float(chronicle.licence()[buyer, chip]))
        price = float(state.chip_price[chip, 0] * state.scarcity[chip, 0])
        denied = licence == 3
        rows.append((
            Cell(words.tr("{chip}, direct", chip=_chip(chronicle, world.chips[chip])), dim=denied),
            DASH if denied else Cell(words.money(price * 1e-9)),
            Cell(words.tr(CLASSES[licence]), bad=denied),
            DASH if licence > 1 else Cell(words.tr("now")),
        ))  # fmt: skip
        jumps.append(f"chip:{world.chips[chip]}")
    rows.append(_cloud(chronicle, int(world.buyer_company[buyer]), words))
    jumps.append("order:rent_abroad")
    for route in routes:
        premium = float(state.route_premium[route, 0])
        heat = float(state.route_heat[route, 0])
        hub = world.countries[int(world.route_hub[route])]
        lag = float(chronicle.block.inputs["route.lag_years"][route, 0])
        rows.append((
            Cell(words.tr("Grey: {hub}", hub=words.tr(SHORT.get(hub, hub)))),
            Cell(f"×{words.fixed(premium, 2)}"),
            Cell(words.percent(heat), bad=heat > 0.25),
            Cell(words.trn("{n} quarter", "{n} quarters", max(1, round(lag * QUARTERS)))),
        ))  # fmt: skip
        jumps.append(f"hub:{hub}")
    heads = (words.tr("Channel"), words.tr("Price"), words.tr("Risk"), words.tr("Lag"))
    return Table(heads, tuple(rows), tuple(jumps), words.tr("Nothing is for sale here."))


def _cloud(chronicle: Chronicle, company: int, words: Words) -> tuple[Cell, ...]:
    """Return the row of rented computers: the price of an hour, and whether the door is open."""
    state, block = chronicle.years[-1].state, chronicle.block
    price = float(hour_price(state.time, block)[0])
    closed = open_door(state, block)[company, 0] <= 0.0
    return (
        Cell(words.tr("Rented H100e"), dim=closed),
        DASH if closed else Cell(words.tr("${price}/h", price=words.fixed(price, 2))),
        Cell(words.tr(CLASSES[3 if closed else 0]), bad=closed),
        DASH if closed else Cell(words.tr("now")),
    )


def _best_on_sale(chronicle: Chronicle, buyer: int, most: int) -> list[int]:
    """Return the fastest chips that are on sale and made for a buyer, by 16-bit peak."""
    state = chronicle.years[-1].state
    offered = chronicle.sold()[buyer] & (state.chip_launch[:, 0] <= state.time)
    order = np.argsort(-state.chip_peak16[:, 0], kind="stable")
    return [int(n) for n in order if offered[n] and state.chip_price[n, 0] > 0.0][:most]


def _chip(chronicle: Chronicle, name: str) -> str:
    """Return what a chip is called in short."""
    row = chronicle.block.world.scenario.chips.get(name)
    aliases = row.aliases if row is not None else ()
    return next((one for one in aliases if name.upper().startswith(f"{one.upper()}-")), name)


def _clusters(chronicle: Chronicle, seat: str, _about: str, words: Words) -> Table:
    block, state = chronicle.block, chronicle.years[-1].state
    home = home_of(seat, block.world.scenario)
    own = [
        row
        for row in modelled(state, block)
        if row.owner == seat or (seat == home and row.seat == home)
    ]
    rows = tuple(
        (
            Cell(_site_name(row, chronicle, words)),
            Cell(words.count(row.chips or 0.0)),
            Cell(_chip(chronicle, row.chip)),
            Cell(words.count(row.h100e)),
        )
        for row in own
    )
    heads = (words.tr("Cluster"), words.tr("Chips"), words.tr("Chip"), words.tr("H100e"))
    return Table(heads, rows, empty=words.tr("You own no cluster."))


def _site_name(row: Cluster, chronicle: Chronicle, words: Words) -> str:
    """Return the name of a site, or for halls without one whose they are."""
    if row.chip not in row.name:
        return row.name.split(", ", maxsplit=1)[0]
    owner = name_of(row.owner, chronicle.block.world.scenario, words)
    return words.tr("{name}, new halls", name=owner)


def _training(chronicle: Chronicle, seat: str, _about: str, words: Words) -> Table:
    year = chronicle.years[-1]
    world, state = chronicle.block.world, year.state
    record = float(state.record_flop[0])
    own = chronicle.figure("speed_flops", seat)
    leader = max(float(v) for v in year.figures["speed_flops"][:, 0])
    members = _companies(chronicle, seat)
    best = max((float(state.best_flop[c, 0]) for c in members), default=0.0)
    running = [(float(state.run_target[c, 0]), c) for c in members if state.run_target[c, 0] > 0]
    rows = [
        (Cell(words.tr("Record of the world")), Cell(words.power(record)), DASH),
        (Cell(words.tr("… on the leader's pool")), DASH, Cell(_length(record, leader, words))),
        (Cell(words.tr("… on yours")), DASH,
         Cell(_length(record, own, words), bad=own > 0 and record / own > SECONDS_PER_YEAR)),
        (Cell(words.tr("Your largest run")), Cell(words.power(best)), DASH),
    ]  # fmt: skip
    for flop, company in sorted(running, reverse=True)[:2]:
        done = float(state.run_done[company, 0]) / flop
        name = name_of(world.companies[company], world.scenario, words)
        rows.append(
            (
                Cell(words.tr("{name} trains", name=name)),
                Cell(words.power(flop)),
                Cell(words.percent(done)),
            )
        )
    heads = (words.tr("Run"), words.tr("FLOP"), words.tr("Takes"))
    return Table(heads, tuple(rows))


def _companies(chronicle: Chronicle, seat: str) -> list[int]:
    world = chronicle.block.world
    if seat in world.companies:
        return [world.companies.index(seat)]
    country = world.countries.index(seat)
    return [int(m) for m in world.members[country] if m < len(world.companies)]


def _length(flop: float, speed: float, words: Words) -> str:
    return words.years(flop / speed / SECONDS_PER_YEAR if speed > 0.0 else math.inf)


def _policy(chronicle: Chronicle, _seat: str, _about: str, words: Words) -> Table:
    world, state = chronicle.block.world, chronicle.years[-1].state
    measures = world.scenario.measures
    rows, jumps = [], []
    for n, name in enumerate(chronicle.block.rulebook.ids):
        start, end = float(state.measure_effective[n, 0]), float(state.measure_until[n, 0])
        announced = float(state.measure_announced[n, 0])
        if name not in measures or announced > state.time or end <= state.time:
            continue
        row = measures[name]
        title = row.title_ru if words.russian and row.title_ru else row.title
        when = f"{math.floor(start)}" if start < math.inf else "—"
        issuer = words.tr(SHORT.get(row.issuer, row.issuer))
        rows.append(
            (start, (Cell(title), Cell(issuer), Cell(when, bad=start > state.time)), f"rule:{name}")
        )
    rows.sort(key=lambda one: -one[0])
    jumps = [one[2] for one in rows]
    heads = (words.tr("Rule"), words.tr("Issuer"), words.tr("Since"))
    empty = words.tr("No rule is in force.")
    return Table(heads, tuple(one[1] for one in rows), tuple(jumps), empty)
