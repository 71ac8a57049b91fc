"""The number of the road with its year, and what would close the gap, above the walkers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from race.base.distances import LEVEL_M
from race.ui.canvas import Canvas
from race.ui.charts.axis import TOP, Stage, gap_shown
from race.ui.charts.moment import draw_moment
from race.ui.facts.moments import Moment
from race.ui.facts.road import CAUSE_WORDS, Road
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.theme import GOOD, HERO, NAME, PAPER, PAPER2, RED, RULE2, SMALL, Colour
from race.ui.words import Words


def draw_hero(
    canvas: Canvas, road: Road, words: Words, stage: Stage, moments: Sequence[Moment] = ()
) -> None:
    """Write the gap, what it was, how many steps it is, and the first moment of the year."""
    if road.leads:
        caption = words.tr("Your lead over {name}", name=road.name_of(road.rival))
    else:
        caption = words.tr("Gap to the leader")
    canvas.text(16, TOP + 20, caption, SMALL, PAPER2)
    text = words.metres(gap_shown(road, stage))
    width = canvas.text(16, TOP + 59, text, HERO, PAPER, BOLD, passing=not stage.still)
    x = 16 + width + 19
    canvas.target("why:gap", 12, TOP + 22, width + 10, 46, words.tr("Why so many?"))
    if moments and stage.still:
        draw_moment(canvas, moments[0], max(x, 16 + canvas.measure(caption) + 24), TOP + 20, words)
    if road.was_m is not None:
        text, colour = _change(road, words)
        canvas.text(x, TOP + 41, text, NAME, colour, SEMIBOLD)
    plans = in_plans(road, words)
    canvas.text(
        x, TOP + 58, f"{plans} · {_rent(road, words)}" if road.rent else plans, SMALL, PAPER2
    )


def _change(road: Road, words: Words) -> tuple[str, Colour]:
    """Return what the gap was a year ago, and the colour: red for worse, plain where it stayed."""
    was = road.was_m or 0.0
    if was < LEVEL_M:
        return level_before(road, words), GOOD if road.leads else RED
    grown = road.gap_m > was
    colour = RED if grown != road.leads else GOOD
    before = words.tr("was {gap} in {year}", gap=words.metres(was), year=road.year - 1)
    if not (0.0 < was < math.inf and 0.0 < road.gap_m < math.inf):
        return before, colour
    factor = road.gap_m / was
    if factor >= 1.05:
        return words.tr(
            "{before}, {factor} in a year", before=before, factor=words.factor(factor)
        ), colour
    if factor <= 0.95:
        return words.tr("{before}: shrinking", before=before), colour
    return words.tr("{before}: as it was", before=before), PAPER2


def level_before(road: Road, words: Words) -> str:
    """Say that there was no gap a year ago."""
    if road.leads:
        return words.tr("there was no lead in {year}", year=road.year - 1)
    return words.tr("you were level or ahead in {year}", year=road.year - 1)


def in_plans(road: Road, words: Words) -> str:
    """Write the gap as a time, and as five-year plans of one step each."""
    if math.isinf(road.gap_years):
        return words.tr("there is no cluster of your own to run with")
    if road.gap_m < LEVEL_M:
        return words.tr("side by side: the same pool, or one as fast")
    stride = words.metres(road.stride_m)
    if road.plans >= 1.5:
        plans = words.trn(
            "{n} five-year plan of {stride}", "{n} five-year plans of {stride}",
            round(road.plans), stride=stride,
        )  # fmt: skip
    else:
        plans = words.tr(
            "{share} of a five-year plan of {stride}",
            share=_share(road.plans, words),
            stride=stride,
        )
    return f"{words.years(road.gap_years)} = {plans}"


def _share(share: float, words: Words) -> str:
    """Write a share in percent, a small one with the digits that tell it from nothing."""
    return words.percent(share) if share >= 0.01 else f"{words.number(100.0 * share, 1)}\u00a0%"


def _rent(road: Road, words: Words) -> str:
    """Tell of rent, which comes and goes faster than computers are built."""
    texts = {
        "held": words.tr("on rented computers: they go when the rent ends"),
        "ending": words.tr("the rent has ended: what is left of it goes within a year"),
        "ended": words.tr("rented computers have gone: the rent ended"),
    }
    return texts[road.rent]


def draw_closers(canvas: Canvas, road: Road, words: Words) -> None:
    """Write what the gap would be if one thing were as the leader has it."""
    if not road.causes or not 0.0 < road.gap_m < math.inf:
        return
    pitch = 104.0
    x = 1264.0 - pitch * len(road.causes)
    if road.leads:
        head = words.tr(
            "If {name} had what you have, your lead would be", name=road.name_of(road.rival)
        )
    else:
        head = words.tr("If you had what the leader has, the gap would be")
    canvas.text(x, TOP + 19, head, SMALL, PAPER2)
    for n, cause in enumerate(road.causes):
        left = x + n * pitch
        canvas.vline(left, TOP + 28, TOP + 62, RULE2)
        name = words.tr(CAUSE_WORDS.get(cause.name, cause.name))
        canvas.text(left + 8, TOP + 38, canvas.fit(name, pitch - 12), SMALL, PAPER2)
        text = (
            words.metres(cause.metres)
            if cause.metres > 0.0
            else words.tr("no lead")
            if road.leads
            else words.tr("no gap")
        )
        canvas.text(left + 8, TOP + 55, text, NAME, PAPER, SEMIBOLD)
        canvas.hline(left + 8, left + pitch - 10, TOP + 60, RULE2, 2)
        share = _closed(road.gap_m, cause.metres)
        canvas.hline(left + 8, left + 8 + share * (pitch - 18), TOP + 60, PAPER, 2)
        canvas.target(f"why:cause:{cause.name}", left, TOP + 26, pitch - 4, 38)


def _closed(gap: float, without: float) -> float:
    """Return the share of the gap's orders of magnitude, down to 1 mm, that a cause closes."""
    whole = math.log10(max(gap, 2e-3) / 1e-3)
    part = math.log10(gap / max(without, 1e-3))
    return min(max(part / whole, 0.0), 1.0)
