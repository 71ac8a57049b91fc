"""What a seat knows at a moment: its own figures and what they are made of, others' with bands."""

from __future__ import annotations

import math

import numpy as np

from race.base.arrays import Floats
from race.base.calendar import DAYS_PER_YEAR, SECONDS_PER_DAY
from race.engine.figures import FIGURES
from race.engine.sight import Sight
from race.play.course import SHOWN, Course, Position
from race.play.shown import Estimate, Fact, Facts, Why
from race.play.words import Words

OWN = (
    "training_gap_years", "kilometres", "behind_years", "catch_up_years", "ratio", "speed_flops",
    "compute_h100e", "largest_cluster_h100e", "rented_h100e", "lag_months",
)  # fmt: skip
TERMS = ("chips", "peak", "utilisation", "availability")
Z80 = 1.2816
"""Half of the middle 80 % of a normal distribution, in standard deviations."""


def facts_of(course: Course, position: Position, seat: str, language: str) -> Facts:
    """Return the facts of a seat."""
    words = Words(language)
    figures = course.figures(position)
    world = course.ground.world
    row = (*world.countries, *world.companies).index(seat)
    units = {figure.name: figure.unit for figure in FIGURES}
    own = {}
    for name in OWN:
        value = float(figures[name][row, SHOWN])
        title = words(f"measure.{name}")
        own[name] = Fact(name, title, value, units[name], Why(title, value, units[name]))
    gap = why_gap(position, row, own, words)
    for name in ("training_gap_years", "kilometres"):
        own[name] = Fact(name, own[name].title, own[name].value, own[name].unit, gap)
    year = int(position.state.time + 1e-6)
    return Facts(year, seat, own, tuple(_estimates(course, position, seat, words)))


def why_gap(position: Position, row: int, own: dict[str, Fact], words: Words) -> Why:
    """Explain the gap: days for the record run here and at the leader, and what makes the speeds."""
    state = position.state
    record = float(state.record_flop[SHOWN])
    leader = int(state.company_speed[:, SHOWN].argmax())
    countries = len(state.country_speed)
    mine = (
        state.country_terms[:, row] if row < countries else state.company_terms[:, row - countries]
    )
    here = _why_days(record, mine, words("why.own_days"), words)
    there = _why_days(record, state.company_terms[:, leader], words("why.leader_days"), words)
    gap = own["training_gap_years"]
    return Why(gap.title, gap.value, gap.unit, words("why.gap"), (here, there))


def _why_days(record: float, terms: Floats, label: str, words: Words) -> Why:
    parts = [float(part[SHOWN]) for part in terms]
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


def _estimates(course: Course, position: Position, seat: str, words: Words) -> list[Estimate]:
    """Return what the seat believes of the pools of all others."""
    block, world = course.block, course.ground.world
    sight = Sight(position.state, block)
    side = "countries" if seat in world.countries else "companies"
    actors = world.countries if side == "countries" else world.companies
    observer = np.array([actors.index(seat)])
    spread = float(block.parameters["view.pool.sd"][SHOWN])
    wide = 10.0 ** (Z80 * spread)
    found = []
    for target_side, names in (("countries", world.countries), ("companies", world.companies)):
        rows = np.arange(len(names))
        seen = sight.seen(f"pool_of_{target_side}", side, observer, rows)[0, :, SHOWN]
        for name, value in zip(names, seen.tolist(), strict=True):
            if name != seat and value > 0.0:
                title = words("measure.speed_flops")
                low, high = value / wide, value * wide
                found.append(Estimate(name, "speed_flops", title, value, low, high, "FLOP/s"))
    return found
