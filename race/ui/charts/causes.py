"""Causes of the gap: what it would be if one thing were as the leader has it, on plates."""

from __future__ import annotations

import math

from race.ui.canvas import Canvas
from race.ui.charts.plates import plate
from race.ui.charts.skin import colour_of
from race.ui.facts.road import CAUSE_WORDS, Road
from race.ui.fonts import SEMIBOLD
from race.ui.theme import PAPER, RULE, SMALL
from race.ui.words import Words

LEAST_M = 1e-3
PLATE_PITCH = 58.0
"""Plates stand at least so far apart."""


def draw_causes(canvas: Canvas, road: Road, x: float, y: float, width: float, words: Words) -> None:
    """Draw a bar for each cause, from the gap as it is to what it would be."""
    if not road.causes or not 0.0 < road.gap_m < math.inf:
        canvas.text(x, y + 20, words.tr("There is nothing to compare."), SMALL, PAPER)
        return
    colour = colour_of(road, road.rival if road.leads else road.seat)
    told = [road.gap_m, *(max(cause.metres, LEAST_M) for cause in road.causes)]
    low, high = math.floor(math.log10(min(told))), math.log10(max(told))
    left, right = x + 112, x + width - 70
    decade = (right - left) / max(high - low, 0.5)

    def place(metres: float) -> float:
        return left + (math.log10(max(metres, 10.0**low)) - low) * decade

    bottom = y + 40 + 34 * len(road.causes)
    step = max(1, math.ceil(PLATE_PITCH / decade))
    for exponent in range(low, math.floor(high) + 1, step):
        canvas.vline(place(10.0**exponent), y + 27, bottom, RULE)
        plate(canvas, place(10.0**exponent), y + 6, words.metres(10.0**exponent))
    now = place(road.gap_m)
    for n, cause in enumerate(road.causes):
        top = y + 44 + 34 * n
        name = words.tr(CAUSE_WORDS.get(cause.name, cause.name))
        canvas.text(x, top + 11, canvas.fit(name, 106), SMALL, PAPER)
        there = place(cause.metres)
        canvas.rect(min(there, now), top + 1, abs(now - there), 11, colour, alpha=0.38)
        canvas.rect(there - 1.5, top - 1, 3, 15, colour)
        text = words.metres(cause.metres) if cause.metres > 0.0 else words.tr("none")
        canvas.text(x + width, top + 11, text, SMALL, PAPER, SEMIBOLD, "right")
    canvas.rect(now - 0.8, y + 27, 1.6, bottom - y - 27, colour)
    text = words.tr("now {gap}", gap=words.metres(road.gap_m))
    canvas.text(min(now, x + width - canvas.measure(text, SMALL, SEMIBOLD) / 2), bottom + 18, text,
                SMALL, colour, SEMIBOLD, "centre")  # fmt: skip


def growth_line(road: Road, words: Words) -> list[tuple[str, str]]:
    """Return the year's arithmetic as (kind, text): was, the leader's factor, yours, now."""
    if road.was_m is None or road.own_step is None or road.leader_step is None:
        return []
    own = ("own", words.number(road.own_step, 2)), words.tr("your pool grew")
    other = ("leader", words.number(road.leader_step, 2)), words.tr("the leader's side grew")
    if road.leads:
        own = own[0], words.tr("your side grew")
        other = other[0], words.tr("the second's pool grew")
    (more, what), (less, that) = (own, other) if road.leads else (other, own)
    return [
        ("plain", words.tr("In a year: {gap}", gap=words.metres(road.was_m))),
        (more[0], f"× {more[1]}"),
        ("plain", what),
        (less[0], f"÷ {less[1]}"),
        ("plain", that),
        ("now", f"= {words.metres(road.gap_m)}"),
    ]
