"""What a seat knows at a moment: its own figures and what they are made of, others' with bands."""

from __future__ import annotations

import math

from race.base.arrays import Floats
from race.base.calendar import DAYS_PER_YEAR, SECONDS_PER_DAY
from race.engine.figures import FIGURES
from race.play.playing.cards import PLAYED
from race.play.playing.course import Course, Position
from race.play.stages.beliefs import BAND
from race.play.telling.shown import Estimate, Fact, Facts, Why
from race.play.words import Words
from race.scenario.game.names import NAMES, QUANTITIES, WORLD_NAMES

FIGURES_SHOWN = (
    "kilometres", "training_gap_years", "behind_years", "catch_up_years", "ratio", "speed_flops",
    "compute_h100e", "largest_cluster_h100e", "rented_h100e", "lag_months",
)  # fmt: skip
NAMES_SHOWN = (
    "money", "income", "backing", "trust", "talent", "team", "idle_share", "power_mw",
    "power_coming", "grid_room", "own_share", "firm_share", "rented_share", "pool_method",
    "pool_members", "pool_e", "route_heat", "route_capacity", "grey_here", "premium", "security",
    "tool_access", "margin_years", "hosts_share", "sales_share", "best_flop", "record_flop",
    "world_risk", "tension", "coalition", "open_lag_months", "rent_price", "standing_us",
    "standing_cn",
)  # fmt: skip
TERMS = ("chips", "peak", "utilisation", "availability")
TITLE = {"pool": "speed_flops", "capability": "capability", "grey": "grey_here",
         "own_chips": "own_packages"}  # fmt: skip
UNIT = {"pool": "FLOP/s", "capability": "decades", "grey": "chips/year",
        "own_chips": "packages/year"}  # fmt: skip
LEAST = {"pool": 12.0, "capability": 0.1, "grey": 2.0, "own_chips": 3.0}
"""Below this, in log10, there is nothing to speak of."""


def facts_of(course: Course, position: Position, seat: str, language: str) -> Facts:
    """Return the facts of a seat."""
    words = Words(language)
    own = _figures(course, position, seat, words) | _names(course, position, seat, words)
    gap = why_gap(course, position, seat, own, words)
    for name in ("training_gap_years", "kilometres"):
        own[name] = Fact(name, own[name].title, own[name].value, own[name].unit, gap)
    year = int(position.game.state.time + 1e-6)
    return Facts(year, seat, own, tuple(estimates(course, position, seat, words)))


def _figures(course: Course, position: Position, seat: str, words: Words) -> dict[str, Fact]:
    figures = course.figures(position)
    world = course.ground.world
    row = (*world.countries, *world.companies).index(seat)
    units = {figure.name: figure.unit for figure in FIGURES}
    return {
        name: _fact(name, float(figures[name][row, PLAYED]), units[name], words)
        for name in FIGURES_SHOWN
    }


def _names(course: Course, position: Position, seat: str, words: Words) -> dict[str, Fact]:
    names, row = course.game.names(position.game), course.game.seat(seat)
    found = {}
    for name in NAMES_SHOWN:
        values = names[name]
        value = float(values[PLAYED] if name in WORLD_NAMES else values[row, PLAYED])
        found[name] = _fact(name, value, NAMES[name].unit, words)
    return found


def _fact(name: str, value: float, unit: str, words: Words) -> Fact:
    title = words(f"measure.{name}")
    return Fact(name, title, value, unit, Why(title, value, unit))


def why_gap(
    course: Course, position: Position, seat: str, own: dict[str, Fact], words: Words
) -> Why:
    """Explain the gap: days for the record run here and at the leader, and what makes the speeds."""
    state, world = position.game.state, course.ground.world
    record = float(state.record_flop[PLAYED])
    leader = int(state.company_speed[:, PLAYED].argmax())
    if seat in world.countries:
        mine = state.country_terms[:, world.countries.index(seat)]
    else:
        mine = state.company_terms[:, world.companies.index(seat)]
    here = _why_days(record, mine, words("why.own_days"), words)
    there = _why_days(record, state.company_terms[:, leader], words("why.leader_days"), words)
    gap = own["training_gap_years"]
    return Why(gap.title, gap.value, gap.unit, words("why.gap"), (here, there))


def _why_days(record: float, terms: Floats, label: str, words: Words) -> Why:
    parts = [float(part[PLAYED]) for part in terms]
    speed = math.prod(parts)
    days = record / speed / SECONDS_PER_DAY if speed > 0.0 else math.inf
    units = ("chips", "FLOP/s", "1", "1")
    factors = tuple(
        Why(words(f"cause.{name}"), value, unit)
        for name, value, unit in zip(TERMS, parts, units, strict=True)
    )
    pool = Why(words("measure.speed_flops"), speed, "FLOP/s", words("why.speed"), factors)
    run = Why(words("why.record"), record, "FLOP")
    return Why(label, days / DAYS_PER_YEAR, "years", words("why.days"), (run, pool))


def estimates(course: Course, position: Position, seat: str, words: Words) -> list[Estimate]:
    """Return what the seat believes of all others."""
    view = course.game.view(position.game, seat)
    sources = _sources(course, position, seat)
    found = []
    for row, quantity in enumerate(QUANTITIES):
        title = words(f"measure.{TITLE[quantity]}")
        for column, target in enumerate(view.targets):
            median = float(view.median[row, column, PLAYED])
            spread = float(view.spread[row, column, PLAYED])
            if target == seat or spread <= 0.0 or median < LEAST[quantity]:
                continue
            points = (median, median - BAND * spread, median + BAND * spread)
            value, low, high = points if quantity == "capability" else (10.0**x for x in points)
            found.append(
                Estimate(
                    actor=target,
                    id=TITLE[quantity],
                    title=title,
                    value=value,
                    low=low,
                    high=high,
                    unit=UNIT[quantity],
                    age_years=float(view.age[row, column, PLAYED]),
                    sources=sources[quantity],
                    disagree=bool(view.clash[column, PLAYED]),
                )
            )
    return found


def _sources(course: Course, position: Position, seat: str) -> dict[str, tuple[str, ...]]:
    """Return the sources that a seat has at present, by what they tell of."""
    row, play = course.game.seat(seat), position.game.play
    paid = play.source_until[:, row, PLAYED] > position.game.state.time
    data = course.game.table.data.sources
    return {
        quantity: tuple(
            name
            for number, (name, source) in enumerate(data.items())
            if paid[number] and quantity in source.quantities
        )
        for quantity in QUANTITIES
    }
