"""The sections of the report that tell results."""

from __future__ import annotations

from collections.abc import Sequence

from race.batch.report.facts import Compared, Facts
from race.batch.report.markup import Picture, folded, paragraph, picture, section, table, text
from race.batch.report.shapes import mark
from race.batch.report.words import (
    distance_between,
    distance_span,
    of_what,
    percent,
    percent_span,
    quoted,
    signed,
    span,
    times,
    times_span,
)
from race.batch.showing.wording import digits, distance
from race.batch.stats.cells import by_replicate
from race.batch.stats.interval import of_median
from race.batch.stats.pairs import Effect

CARDS = 4
"""Cards at the head of the page; more comparisons stand in the table of effects."""


def answer(facts: Facts) -> str:
    """Return the cards at the head: what each arm does, or how large the gap is with one arm."""
    pairs = [(one, actor) for actor in facts.behind for one in facts.compared]
    if pairs:
        cards = [_effect_card(facts, one, actor) for one, actor in pairs[:CARDS]]
    else:
        cards = [_gap_card(facts, actor) for actor in facts.behind[:CARDS]]
    return '<ul class="cards">\n' + "\n".join(cards) + "\n</ul>"


def _effect_card(facts: Facts, compared: Compared, actor: str) -> str:
    found = compared.gap[actor][facts.at]
    first, arm = facts.title_of(facts.first), facts.title_of(compared.arm)
    medians = [
        distance(float(facts.gap[one][actor].median[facts.at]))
        for one in (facts.first, compared.arm)
    ]
    whose = of_what(facts.name_of(actor))
    parts = [
        f"{whose} gap at the end of {facts.year}: {quoted(arm)} against {quoted(first)}.",
        f"95 % interval {distance_span(found.difference)}.",
    ]
    more = f"In 80 % of futures {span(signed(found.p10), signed(found.p90))}. Median gap {medians[1]}, against {medians[0]}."
    if found.factor is not None:
        more += f" {times(float(found.factor.estimate))} the gap ({times_span(found.factor)})."
    more += f" Larger in {percent(float(found.larger.estimate))} of futures."
    return _card(facts, actor, signed(float(found.difference.estimate)), parts, more)


def _gap_card(facts: Facts, actor: str) -> str:
    found = of_median(by_replicate(facts.batch, facts.at_year[facts.first][actor]))
    bands = facts.gap[facts.first][actor]
    low, high = (distance(float(part[facts.at])) for part in (bands.p10, bands.p90))
    parts = [f"Median gap at the end of {facts.year}.", f"95 % interval {distance_between(found)}."]
    more = f"80 % of futures lie within {span(low, high)}."
    return _card(facts, actor, distance(float(bands.median[facts.at])), parts, more)


def _card(facts: Facts, actor: str, sign: str, parts: Sequence[str], more: str) -> str:
    far = " far" if float(facts.gap[facts.first][actor].median[facts.at]) >= 3.0 else ""
    inside = "".join(paragraph(part) for part in parts)
    return (
        f'<li><div class="who">{mark(actor, facts.actors)}{text(facts.name_of(actor))}</div>'
        f'<div class="sign{far}">{text(sign)}</div>{inside}{paragraph(more, "more")}</li>'
    )


def gap_section(facts: Facts, drawn: Picture) -> str:
    """Return the fan of the gap, with a table for each actor."""
    caption = (
        f"The gap at year ends, one step of the road for each five-year plan. The first arm is in "
        f"colour: median, half of all futures and 80 %. The dotted line is the year {facts.year}."
    )
    return section(
        "gap", "How far behind", picture(drawn, caption),
        *(folded(f"Table: gap of {facts.name_of(a)}", _gap_table(facts, a)) for a in facts.behind),
    )  # fmt: skip


def _gap_table(facts: Facts, actor: str) -> str:
    head = ["Year"]
    for arm in facts.batch.arms:
        title = facts.title_of(arm)
        head += [f"{title}: years", "80 % of futures", "of road", "80 % of futures"]
    rows = []
    for at, year in enumerate(facts.batch.years):
        row = [str(year)]
        for arm in facts.batch.arms:
            for bands, word in ((facts.gap_years, digits), (facts.gap, distance)):
                one = bands[arm][actor]
                low, high = word(float(one.p10[at])), word(float(one.p90[at]))
                row += [word(float(one.median[at])), span(low, high)]
        rows.append(row)
    caption = f"Gap of {facts.name_of(actor)} at year ends: medians, and 10 % to 90 % quantiles"
    return table(caption, head, rows, kind="years")


def effects_section(facts: Facts, drawn: Picture | None) -> str:
    """Return what each arm does to each gap, with intervals."""
    if drawn is None:
        return ""
    caption = (
        f"How many times as long the gap is under an arm as under "
        f"{quoted(facts.title_of(facts.first))}, in the same future: the median over futures with its "
        "95 % interval."
    )
    about = f"Effect on the gap at the end of {facts.year}, paired by future; medians"
    return section(
        "effects", "What the arms change", picture(drawn, caption),
        _effects_table(facts, about), _by_year(facts),
    )  # fmt: skip


def _effects_table(facts: Facts, about: str) -> str:
    """Return a row for each country and arm; columns that would say nothing are left out."""
    pairs = [(actor, one) for actor in facts.behind for one in facts.compared]
    found = [(actor, one, one.gap[actor][facts.at]) for actor, one in pairs]
    several = len(facts.compared) > 1
    untold = any(effect.undefined for _, _, effect in found)
    head = [
        "Country", *(["Arm"] if several else []), "change of the gap", "95 % interval",
        "80 % of futures", "factor", "95 % interval", "gap larger in", "95 % interval",
        *(["both infinite in"] if untold else []),
    ]  # fmt: skip
    rows = [
        [
            facts.name_of(actor),
            *([facts.title_of(one.arm)] if several else []),
            *_effect_cells(effect),
            percent(float(effect.larger.estimate)),
            percent_span(effect.larger),
            *([f"{effect.undefined:,} futures"] if untold else []),
        ]
        for actor, one, effect in found
    ]
    return table(about, head, rows, words=(0, 1) if several else (0,))


def _effect_cells(found: Effect) -> list[str]:
    factor = found.factor
    return [
        signed(float(found.difference.estimate)),
        distance_span(found.difference),
        span(signed(found.p10), signed(found.p90)),
        times(float(factor.estimate)) if factor else "",
        times_span(factor) if factor else "",
    ]


def _by_year(facts: Facts) -> str:
    head = [
        "Year", "change of the gap", "95 % interval", "80 % of futures", "factor", "95 % interval",
    ]  # fmt: skip
    return "\n".join(
        folded(
            f"Table: {facts.name_of(actor)}, {facts.title_of(one.arm)}, by year",
            table(
                f"Effect of {facts.title_of(one.arm)} on the gap of {facts.name_of(actor)}",
                head,
                [
                    [str(year), *_effect_cells(found)]
                    for year, found in zip(facts.batch.years, one.gap[actor], strict=True)
                ],
                kind="years",
            ),
            on_paper=False,
        )
        for one in facts.compared
        for actor in facts.behind
    )
