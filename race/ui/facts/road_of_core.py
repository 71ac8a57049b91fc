"""The road as the core knows it: true figures, and for others what a seat's readings leave open."""

from __future__ import annotations

import math

import numpy as np

from race.engine.figures import CAUSES
from race.ui.facts.core import Chronicle
from race.ui.facts.road import CauseOf, Road, Runner, Span, ordered, steps
from race.ui.names import home_of, kind_of, name_of
from race.ui.words import Words

ALWAYS_SHOWN = ("US", "CN", "RU", "AE", "FR")
EIGHTY_PERCENT = 1.2816
"""Standard deviations of the normal distribution on each side that hold 80 %."""


def road_of_core(chronicle: Chronicle, seat: str, words: Words) -> Road:
    """Return the road at the last year's end, as seen from a seat."""
    world = chronicle.block.world
    stride, plan = chronicle.parameter("score.stride_m"), chronicle.parameter("score.plan_years")
    side = world.countries if seat in world.countries else world.companies
    gaps = {a: chronicle.figure("training_gap_years", a) for a in side}
    leads = gaps[seat] <= 0.0
    rivals = sorted((g, a) for a, g in gaps.items() if a != seat)
    rival = rivals[0][1] if rivals else seat
    measured = rival if leads else seat
    gap_years = gaps[measured]
    metres = stride / plan
    has_past = len(chronicle.years) > 1
    was = chronicle.figure("training_gap_years", measured, 1) * metres if has_past else None
    own_growth = _growth(chronicle, measured) if has_past else None
    own, leader = steps(gap_years * metres, was, own_growth)
    if leads:
        own, leader = leader, own
    return Road(
        year=chronicle.years[-1].year, seat=seat, leads=leads, rival=rival,
        gap_m=gap_years * metres, gap_years=gap_years, was_m=was,
        own_step=own, leader_step=leader,
        slower=chronicle.figure("ratio", measured), stride_m=stride, plan_years=plan,
        causes=_causes(chronicle, measured, metres),
        runners=ordered(_runners(chronicle, seat, rival, words, metres)),
    )  # fmt: skip


def _growth(chronicle: Chronicle, actor: str) -> float:
    now = chronicle.figure("speed_flops", actor)
    before = chronicle.figure("speed_flops", actor, 1)
    return now / before if before > 0.0 else math.inf


def _causes(chronicle: Chronicle, actor: str, metres: float) -> tuple[CauseOf, ...]:
    """Return what the gap would be with the leader's part of each term of speed."""
    gap = chronicle.figure("training_gap_years", actor)
    ratio = chronicle.figure("ratio", actor)
    if not (math.isfinite(gap) and ratio > 1.0):
        return ()
    leader_time = gap / (ratio - 1.0)
    found = []
    for name in CAUSES:
        part = 10.0 ** chronicle.figure(f"cause_{name}", actor)
        found.append(CauseOf(name, max(leader_time * (ratio / part - 1.0), 0.0) * metres))
    return tuple(found)


def _runners(
    chronicle: Chronicle, seat: str, rival: str, words: Words, metres: float
) -> list[Runner]:
    world, scenario = chronicle.block.world, chronicle.block.world.scenario
    speeds = chronicle.years[-1].figures["speed_flops"][:, 0]
    leader = world.countries[int(np.argmax(speeds[: len(world.countries)]))]
    shown = dict.fromkeys((seat, leader, *ALWAYS_SHOWN, rival))
    pool = _best_pool(chronicle)
    if pool:
        shown[pool] = None
    sd = chronicle.parameter("view.pool.sd")
    runners = []
    for actor in shown:
        if actor not in chronicle.actors:
            continue
        gap = chronicle.figure("training_gap_years", actor) * metres
        was = None
        if len(chronicle.years) > 1:
            was = chronicle.figure("training_gap_years", actor, 1) * metres
        runners.append(
            Runner(
                actor=actor, name=name_of(actor, scenario, words),
                home=home_of(actor, scenario), kind=kind_of(actor, scenario),
                gap_m=Span.exact(gap) if actor == seat else _span(gap, sd),
                was_m=was, you=actor == seat, leader=actor == leader,
            )
        )  # fmt: skip
    return runners


def _best_pool(chronicle: Chronicle) -> str:
    """Return the fastest open collective that is on its way, empty if there is none."""
    scenario = chronicle.block.world.scenario
    pools = [n for n, row in scenario.companies.items() if row.kind == "open_collective"]
    speeds = [(chronicle.figure("speed_flops", name), name) for name in pools]
    best, name = max(speeds, default=(0.0, ""))
    return name if best > 0.0 else ""


def _span(gap_m: float, sd: float) -> Span:
    if not math.isfinite(gap_m) or gap_m <= 0.0:
        return Span.exact(gap_m)
    spread = 10.0 ** (EIGHTY_PERCENT * sd)
    return Span(gap_m, gap_m / spread, gap_m * spread)
