"""What a number is made of, for own figures: the tree behind the gap, and small trees."""

from __future__ import annotations

import math
from dataclasses import replace

from race.base.calendar import SECONDS_PER_YEAR
from race.ui.facts.core import Chronicle
from race.ui.facts.road_of_core import rival_of
from race.ui.facts.why_own import OwnTrees
from race.ui.facts.year import Term
from race.ui.names import name_of
from race.ui.words import Words, mark

FROM = {
    "sum": mark("worked out"),
    "record": mark("published"),
    "own": mark("exact, yours"),
    "estimate": mark("estimate"),
    "scenario": mark("scenario"),
}


def why_of_core(chronicle: Chronicle, seat: str, name: str, words: Words) -> Term | None:
    """Return the tree of a number, None if it has none."""
    if name == "gap" or name.startswith("cause"):
        return _gap(chronicle, seat, words)
    return OwnTrees(chronicle, seat, words).tree(name)


def _gap(chronicle: Chronicle, seat: str, words: Words) -> Term:
    """Return the tree of the gap to the leader; of a leader, of its lead over the second."""
    stride, plan = chronicle.drawn("score.stride_m"), chronicle.drawn("score.plan_years")
    first, second = _first_two(chronicle, seat)
    leads = seat == first
    behind = second if leads else seat
    gap = chronicle.figure("training_gap_years", behind)
    change = _factor(chronicle, "training_gap_years", behind)
    name = name_of(second, chronicle.block.world.scenario, words)
    title, years = words.tr("Gap on the road"), words.tr("Years between you and the leader")
    times = (
        _time(chronicle, seat, words.tr("your time"), "own", words),
        _time(chronicle, first, words.tr("the leader's time"), "estimate", words),
    )
    if leads:
        title = words.tr("Your lead over {name}", name=name)
        years = words.tr("Years between you and the second")
        times = (
            _time(chronicle, second, words.tr("the second's time"), "estimate", words),
            times[0],
        )
    return Term(
        title, gap / plan * stride, "m",
        note=words.tr("years ÷ years of a plan × length of a step"),
        change=change, source=_source(words, "sum"), topic="figure:kilometres", good_up=leads,
        children=(
            Term(
                years, gap, "years", note=words.tr("the slower time less the leader's"),
                change=change, source=_source(words, "sum"), children=times,
                topic="figure:training_gap_years", good_up=leads,
            ),
            Term(words.tr("Years of a plan"), plan, "years", source=_source(words, "scenario"),
                 topic="parameter:score.plan_years"),
            Term(words.tr("Length of a step"), stride, "m", source=_source(words, "scenario"),
                 topic="parameter:score.stride_m"),
        ),
    )  # fmt: skip


def _source(words: Words, kind: str) -> str:
    text = FROM[kind]
    return words.tr(text)


def _first_two(chronicle: Chronicle, seat: str) -> tuple[str, str]:
    """Return the leader and the second on the side of a seat."""
    rival = rival_of(chronicle, seat)
    leads = chronicle.figure("training_gap_years", seat) <= 0.0
    return (seat, rival) if leads else (rival, seat)


def _time(chronicle: Chronicle, actor: str, label: str, kind: str, words: Words) -> Term:
    record = float(chronicle.years[-1].state.record_flop[0])
    speed = chronicle.figure("speed_flops", actor)
    trees = OwnTrees(chronicle, actor, words)
    pool, old = trees.now.pool(), trees.before.pool() if trees.before else None
    source = _source(words, kind)
    years = record / speed / SECONDS_PER_YEAR if speed > 0.0 else math.inf
    before = _record_before(chronicle)
    children = (
        Term(words.tr("C largest run of the world"), record, "FLOP", change=before,
             source=_source(words, "record"), topic="figure:largest_run_flop"),
        *(replace(term, source=source) for term in trees.terms(pool.terms, old.terms if old else None)),
    )  # fmt: skip
    formula = words.tr("T = C ÷ (N · P · u · A)")
    note = f"{formula}. {trees.owner(pool, old)}"
    change = None
    if old is not None and before is not None and pool.speed > 0.0:
        change = before * old.speed / pool.speed
    label = f"{label} · {trees.short(pool)}"
    return Term(label, years, "years", note=note, change=change, source=_source(words, "sum"),
                children=children, topic="figure:speed_flops")  # fmt: skip


def _record_before(chronicle: Chronicle) -> float | None:
    if len(chronicle.years) < 2:
        return None
    now, was = (float(chronicle.years[n].state.record_flop[0]) for n in (-1, -2))
    return now / was if was > 0.0 else None


def _factor(chronicle: Chronicle, name: str, actor: str) -> float | None:
    if len(chronicle.years) < 2:
        return None
    now, was = chronicle.figure(name, actor), chronicle.figure(name, actor, 1)
    return now / was if 0.0 < was < math.inf and math.isfinite(now) else None
