"""What a number is made of, for own figures: the tree behind the gap, and small trees."""

from __future__ import annotations

import math

from race.base.calendar import SECONDS_PER_YEAR
from race.engine.figures import CAUSES
from race.ui.facts.core import Chronicle
from race.ui.facts.road import CAUSE_WORDS
from race.ui.facts.year import Term
from race.ui.words import Words, mark

SYMBOLS = {"chips": "N", "peak": "P", "utilisation": "u", "availability": "A"}
TERM_UNITS = {"chips": "chips", "peak": "FLOP/s", "utilisation": "1", "availability": "1"}
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
    return None


def _gap(chronicle: Chronicle, seat: str, words: Words) -> Term:
    stride, plan = chronicle.drawn("score.stride_m"), chronicle.drawn("score.plan_years")
    gap = chronicle.figure("training_gap_years", seat)
    leader = _leader(chronicle, seat)
    return Term(
        words.tr("Gap on the road"), gap / plan * stride, "m",
        note=words.tr("years ÷ years of a plan × length of a step"),
        change=_factor(chronicle, "training_gap_years", seat), source=_source(words, "sum"),
        children=(
            Term(
                words.tr("Years between you and the leader"), gap, "years",
                note=words.tr("your time less the leader's"),
                change=_factor(chronicle, "training_gap_years", seat),
                source=_source(words, "sum"),
                children=(
                    _time(chronicle, seat, words.tr("your time"), "own", words),
                    _time(chronicle, leader, words.tr("the leader's time"), "estimate", words),
                ),
            ),
            Term(words.tr("Years of a plan"), plan, "years", source=_source(words, "scenario")),
            Term(words.tr("Length of a step"), stride, "m", source=_source(words, "scenario")),
        ),
    )  # fmt: skip


def _symbol(name: str, words: Words) -> str:
    text = words.tr(CAUSE_WORDS[name])
    return f"{SYMBOLS[name]} {text}"


def _source(words: Words, kind: str) -> str:
    text = FROM[kind]
    return words.tr(text)


def _leader(chronicle: Chronicle, seat: str) -> str:
    world = chronicle.block.world
    side = world.countries if seat in world.countries else world.companies
    return min(side, key=lambda actor: chronicle.figure("training_gap_years", actor))


def _time(chronicle: Chronicle, actor: str, label: str, kind: str, words: Words) -> Term:
    state = chronicle.years[-1].state
    world = chronicle.block.world
    record = float(state.record_flop[0])
    speed = chronicle.figure("speed_flops", actor)
    if actor in world.countries:
        terms = state.country_terms[:, world.countries.index(actor), 0]
    else:
        terms = state.company_terms[:, world.companies.index(actor), 0]
    source = _source(words, kind)
    years = record / speed / SECONDS_PER_YEAR if speed > 0.0 else math.inf
    before = _record_before(chronicle)
    children = (
        Term(words.tr("C largest run of the world"), record, "FLOP", change=before,
             source=_source(words, "record")),
        *(
            Term(_symbol(name, words), float(value), TERM_UNITS[name],
                 source=source)
            for name, value in zip(CAUSES, terms.tolist(), strict=True)
        ),
    )  # fmt: skip
    note = words.tr("T = C ÷ (N · P · u · A)")
    return Term(label, years, "years", note=note, source=_source(words, "sum"), children=children)


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
