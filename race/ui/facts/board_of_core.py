"""Top bar, compute index and news as the core knows them."""

from __future__ import annotations

import numpy as np

from race.rules.ledger import company_cash, state_cash
from race.ui.facts.board import IndexRow, Metric, News
from race.ui.facts.core import Chronicle, Year
from race.ui.facts.road import Road, Span
from race.ui.facts.road_of_core import BLOCS, Beliefs, record_by
from race.ui.names import home_of, kind_of, name_of
from race.ui.words import Words, mark

SECONDS_PER_YEAR = 365.25 * 86_400.0
INDEX_LENGTH = 6
TITLES = {
    "money": mark("Money"),
    "power": mark("Power"),
    "chips": mark("Chips"),
    "compute": mark("Compute"),
    "trust": mark("Trust"),
    "gap": mark("Gap"),
    "lead": mark("Lead"),
}


def metrics_of_core(
    chronicle: Chronicle, seat: str, road: Road, words: Words
) -> tuple[Metric, ...]:
    """Return the figures of the top bar."""
    now = _own(chronicle, chronicle.years[-1], seat)
    before = _own(chronicle, chronicle.years[-2], seat) if len(chronicle.years) > 1 else None

    def metric(name: str, unit: str, *, good_up: bool = True, factor: bool = False) -> Metric:
        was = None if before is None else before[name]
        return Metric(name, words.tr(TITLES[name]), now[name], unit, was, good_up, factor)

    last = TITLES["lead"] if road.leads else TITLES["gap"]
    return (
        metric("money", "busd"),
        metric("power", "mw"),
        metric("chips", "chips"),
        metric("compute", "flop", factor=True),
        metric("trust", "points"),
        Metric(
            "gap",
            words.tr(last),
            road.gap_m,
            "metres",
            road.was_m,
            road.leads,
            factor=not road.leads,
        ),
    )


def _own(chronicle: Chronicle, year: Year, seat: str) -> dict[str, float]:
    """Return the exact own figures of a seat at a year's end."""
    world, state = chronicle.block.world, year.state
    if seat in world.countries:
        country = world.countries.index(seat)
        members = [int(m) for m in world.members[country] if m < len(world.companies)]
        money = float(state_cash(state.balance, world)[country, 0])
    else:
        company = world.companies.index(seat)
        members, country = [company], int(world.company_country[company])
        money = float(company_cash(state.balance, world)[company, 0])
    buyers = np.isin(world.buyer_company, members)
    row = chronicle.actors.index(seat)
    return {
        "money": money,
        "power": float(state.power_mw[buyers, 0].sum()),
        "chips": float(
            state.site_chips[buyers, :, 0].sum()
            + world.offers.by_buyer.total(state.stock)[buyers, 0].sum()
        ),
        "compute": float(year.figures["speed_flops"][row, 0]) * SECONDS_PER_YEAR,
        "trust": float(state.trust[country, 0]),
    }


def index_of_core(
    chronicle: Chronicle, seat: str, words: Words, beliefs: Beliefs | None = None
) -> tuple[IndexRow, ...]:
    """Return the largest owners of compute among countries; a seat is always among them.

    What a seat believes of a pool it believes of the whole: an estimate errs by the same factor.
    """
    world, figures = chronicle.block.world, chronicle.years[-1].figures
    scenario = world.scenario
    home = home_of(seat, scenario)
    spans = {
        n: _believed(
            chronicle,
            name,
            float(figures["compute_h100e"][n, 0]),
            None if name == home else beliefs,
        )
        for n, name in enumerate(world.countries)
        if name not in BLOCS
    }
    order = sorted(spans, key=lambda n: -spans[n].value)
    shown = order[:INDEX_LENGTH]
    own = world.countries.index(home)
    if own not in shown and own in spans:
        shown[-1] = own
    rows = []
    for n in shown:
        actor = world.countries[n]
        whole = max(float(figures["compute_h100e"][n, 0]), 1e-9)
        private = float(figures["private_h100e"][n, 0])
        public = float(figures["public_cloud_h100e"][n, 0])
        rows.append(
            IndexRow(
                actor=actor, name=name_of(actor, scenario, words), home=actor,
                kind=kind_of(actor, scenario), rank=order.index(n) + 1, total=spans[n],
                share_private=min(private / whole, 1.0), share_public=min(public / whole, 1.0),
                you=n == own,
            )
        )  # fmt: skip
    return tuple(rows)


def _believed(chronicle: Chronicle, actor: str, value: float, beliefs: Beliefs | None) -> Span:
    speed = None if beliefs is None else beliefs.get(actor)
    true = chronicle.figure("speed_flops", actor)
    if speed is None or true <= 0.0:
        return Span.exact(value)
    return Span(*(value * part / true for part in (speed.value, speed.low, speed.high)))


def news_of_core(chronicle: Chronicle, words: Words) -> tuple[News, ...]:
    """Return what is publicly known to have happened in the last year: records, rules, seizures."""
    if len(chronicle.years) < 2:
        return ()
    now, before = chronicle.years[-1], chronicle.years[-2]
    return (*_records(now, chronicle, words), *_rules(now, before, chronicle, words),
            *_seized(now, before, words))  # fmt: skip


def _records(now: Year, chronicle: Chronicle, words: Words) -> list[News]:
    owner = record_by(chronicle)
    if not owner:
        return []
    name = name_of(owner, chronicle.block.world.scenario, words)
    flop = words.power(float(now.state.record_flop[0]))
    text = words.tr("{name} finishes the largest run so far, {flop} FLOP", name=name, flop=flop)
    return [News("run", text, now.year, jump=f"actor:{owner}")]


def _rules(now: Year, before: Year, chronicle: Chronicle, words: Words) -> list[News]:
    world, state = chronicle.block.world, now.state
    news = []
    ids = chronicle.block.rulebook.ids
    for n, name in enumerate(ids):
        moment = float(state.measure_effective[n, 0])
        if before.state.time <= moment < state.time and name in world.scenario.measures:
            row = world.scenario.measures[name]
            title = row.title_ru if words.russian and row.title_ru else row.title
            text = words.tr("In force: {title}", title=title)
            news.append(News("rule", text, now.year, jump=f"rule:{name}"))
    return news[:4]


def _seized(now: Year, before: Year, words: Words) -> list[News]:
    chips = float((now.state.seized - before.state.seized)[:, 0].sum())
    if chips < 50.0:
        return []
    text = words.tr("Customs seized {chips} accelerators on their way", chips=words.count(chips))
    return [News("seizure", text, now.year, jump="layer:chips", bad=True)]
