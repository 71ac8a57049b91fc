"""The road as the core knows it: true figures, and for others what a seat's readings leave open."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

import numpy as np

from race.base.calendar import SECONDS_PER_YEAR
from race.engine.figures import CAUSES
from race.ui.facts.core import Chronicle
from race.ui.facts.holdings import Holdings
from race.ui.facts.road import CauseOf, Rent, Road, Runner, Span, ordered, steps
from race.ui.names import home_of, kind_of, name_of
from race.ui.words import Words
from race.world.world import World

BLOCS = frozenset({"EU"})
"""Not on the road beside their members, whose companies they count."""
ALWAYS_SHOWN = ("US", "CN", "RU", "AE", "FR")
LEAST_RECORD = 1.01
"""A run counts as a record if it is larger than the last one by this factor."""
EIGHTY_PERCENT = 1.2816
"""Standard deviations of the normal distribution on each side that hold 80 %."""


Beliefs = Mapping[str, Span]
"""Useful speed of the fastest pool of others, FLOP/s, as a seat believes it."""


def road_of_core(
    chronicle: Chronicle, seat: str, words: Words, beliefs: Beliefs | None = None,
    past: Beliefs | None = None,
) -> Road:  # fmt: skip
    """Return the road as seen from a seat; without beliefs others are shown as they are.

    `past` are the beliefs of a year ago, from which others set out.
    """
    stride, plan = chronicle.drawn("score.stride_m"), chronicle.drawn("score.plan_years")
    leads = chronicle.figure("training_gap_years", seat) <= 0.0
    rival = rival_of(chronicle, seat)
    measured = rival if leads else seat
    gap_years = chronicle.figure("training_gap_years", measured)
    metres = stride / plan
    has_past = len(chronicle.years) > 1
    was = chronicle.figure("training_gap_years", measured, 1) * metres if has_past else None
    own_growth = _growth(chronicle, measured) if has_past else None
    own, leader = steps(gap_years * metres, was, own_growth)
    if leads:
        own, leader = leader, own
    return Road(
        year=round(chronicle.years[-1].state.time), seat=seat, leads=leads, rival=rival,
        gap_m=gap_years * metres, gap_years=gap_years, was_m=was,
        own_step=own, leader_step=leader,
        slower=chronicle.figure("ratio", measured), stride_m=stride, plan_years=plan,
        causes=_causes(chronicle, measured, metres),
        runners=ordered(_runners(chronicle, seat, rival, words, metres, (beliefs, past))),
        rent="" if leads else _rent(chronicle, seat), record_by=name_of(record_by(chronicle), chronicle.block.world.scenario, words),
    )  # fmt: skip


def rival_of(chronicle: Chronicle, seat: str) -> str:
    """Return the nearest to the leader beside a seat: among countries, or companies.

    Where two are equal, one rents from the other: who owns more clusters goes first.
    """
    world = chronicle.block.world
    if seat in world.countries:
        apart = {seat, *BLOCS, *members_of(world, seat)}
        others = [a for a in world.countries if a not in apart]
        return min(others, key=partial(chronicle.figure, "training_gap_years"), default=seat)
    owned = chronicle.years[-1].state.company_together[:, 0]
    order = {
        name: (chronicle.figure("training_gap_years", name), -float(owned[n]))
        for n, name in enumerate(world.companies) if name != seat
    }  # fmt: skip
    return min(order, key=lambda name: order[name], default=seat)


def members_of(world: World, seat: str) -> frozenset[str]:
    """Return the states whose companies a bloc counts as its own; nobody's, for other seats."""
    if seat not in BLOCS:
        return frozenset()
    own = set(world.counted[world.countries.index(seat)])
    rows = zip(world.countries, world.counted, strict=True)
    return frozenset(name for name, row in rows if name != seat and row and own.issuperset(row))


def record_by(chronicle: Chronicle) -> str:
    """Return the company that finished the largest run so far in the last year, empty if none did."""
    if len(chronicle.years) < 2:
        return ""
    before, now = (year.state for year in chronicle.years[-2:])
    owner = int(now.record_owner[0])
    if owner < 0 or float(now.record_flop[0]) <= LEAST_RECORD * float(before.record_flop[0]):
        return ""
    return chronicle.block.world.companies[owner]


def _rent(chronicle: Chronicle, seat: str) -> Rent:
    """Tell whether the fastest pool of a seat is rented, or was a year ago."""
    now = Holdings(chronicle, seat)
    if now.pool().provider:
        begins = now.state.step == 0  # contracts of the start are settled in its first step
        return "held" if begins or now.rented_h100e() > 0.0 else "ending"
    has_past = len(chronicle.years) > 1
    return "ended" if has_past and Holdings(chronicle, seat, 1).pool().provider else ""


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
    chronicle: Chronicle, seat: str, rival: str, words: Words, metres: float,
    beliefs: tuple[Beliefs | None, Beliefs | None],
) -> list[Runner]:  # fmt: skip
    """Return who is shown by beliefs of today and of a year ago.

    Who leads knows its lead, so that the second stands where it is.
    """
    world, scenario = chronicle.block.world, chronicle.block.world.scenario
    leads = chronicle.figure("training_gap_years", seat) <= 0.0
    speeds = chronicle.years[-1].figures["speed_flops"][:, 0]
    leader = world.countries[int(np.argmax(speeds[: len(world.countries)]))]
    shown = dict.fromkeys((seat, leader, *ALWAYS_SHOWN, rival))
    if seat in world.companies:
        leader = seat if leads else rival
        shown.pop(home_of(leader, scenario), None)
    pool = _best_pool(chronicle)
    if pool:
        shown[pool] = None
    for member in members_of(world, seat):
        shown.pop(member, None)
    before = chronicle.until(len(chronicle.years) - 1) if len(chronicle.years) > 1 else None
    runners = []
    for actor in shown:
        if actor not in chronicle.actors:
            continue
        was = None
        believed, then = (None, None) if leads and actor == rival else beliefs
        if before is not None:
            was = believed_gap(before, actor, seat, then, metres).value
        runners.append(
            Runner(
                actor=actor, name=name_of(actor, scenario, words),
                home=home_of(actor, scenario), kind=kind_of(actor, scenario),
                gap_m=believed_gap(chronicle, actor, seat, believed, metres),
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


def belief_error(chronicle: Chronicle, actor: str, beliefs: Beliefs | None) -> float:
    """Return by how much an actor's pool is believed larger than it is, a factor."""
    if beliefs is None or actor not in beliefs or actor not in chronicle.actors:
        return 1.0
    true = chronicle.figure("speed_flops", actor)
    return beliefs[actor].value / true if true > 0.0 else 1.0


def believed_gap(
    chronicle: Chronicle, actor: str, seat: str, beliefs: Beliefs | None, metres: float
) -> Span:
    """Return the gap of an actor in metres: true for the seat itself, else what it believes.

    A seat knows its own time for the record run and its own gap, hence the leader's time.
    """
    gap = chronicle.figure("training_gap_years", actor) * metres
    speed = beliefs.get(actor) if beliefs is not None and actor != seat else None
    if speed is None or not math.isfinite(gap) or gap <= 0.0 or speed.low <= 0.0:
        return Span.exact(gap)
    record = float(chronicle.years[-1].state.record_flop[0]) / SECONDS_PER_YEAR
    leader = record / max(float(chronicle.years[-1].figures["speed_flops"].max(axis=0)[0]), 1.0)
    low, middle, high = (
        max(record / value - leader, 1e-3 * leader) * metres
        for value in (speed.high, speed.value, speed.low)
    )
    return Span(middle, low, high)
