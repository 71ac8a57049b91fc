"""What futures say of a year: the gap with an order and without it, beside the fan."""

from __future__ import annotations

import math

from race.ui.canvas import Canvas
from race.ui.charts.fan import distance, nearest
from race.ui.charts.skin import colour_of
from race.ui.facts.fan import HIGH, LOW, MIDDLE, Fan
from race.ui.facts.road import Road
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.theme import HERO, NAME, PAPER, PAPER2, PAPER3, SMALL, Colour
from race.ui.words import Words


def draw_foretold(canvas: Canvas, fan: Fan | None, road: Road, year: float, words: Words) -> None:
    """Draw the gap of a year with the order and without it, and the legend of the fan."""
    if fan is None or not fan.points:
        canvas.text(16, 470, words.tr("Foresight"), SMALL, PAPER2)
        text = words.tr(
            "Futures from what you believe are being played; they show neither hidden truth nor tonight's luck."
        )
        for n, line in enumerate(canvas.wrap(text, 240)):
            canvas.text(16, 494 + 18 * n, line, SMALL, PAPER2)
        return
    place = nearest(fan, year)
    low, middle, high = (distance(fan.points[place][part], words) for part in (LOW, MIDDLE, HIGH))
    what = (
        words.tr("Lead in {year}", year=round(fan.years[place]))
        if road.leads
        else words.tr("Gap in {year}", year=round(fan.years[place]))
    )
    time = fan.points[place][MIDDLE] * road.plan_years / road.stride_m
    if 0.0 < time < math.inf:
        what = f"{what} · {words.years(time)}"
    canvas.text(16, 468, canvas.fit(what, 250), SMALL, PAPER2)
    canvas.text(16, 510, middle, HERO, PAPER, BOLD)
    if fan.without:
        text = words.tr("{gap} without the order", gap=distance(fan.without[place][MIDDLE], words))
        canvas.text(16, 536, canvas.fit(text, 250, NAME, SEMIBOLD), NAME, PAPER, SEMIBOLD)
    text = words.tr("8 cases of 10: {low} to {high}", low=low, high=high)
    canvas.text(16, 558, canvas.fit(text, 252), SMALL, PAPER2)
    _legend(canvas, colour_of(road, road.seat), words)


def _legend(canvas: Canvas, colour: Colour, words: Words) -> None:
    rows = (words.tr("with it: median, 5 and 8 of 10"), words.tr("without it: median and 8 of 10"),
            words.tr("known so far"))  # fmt: skip
    for n, text in enumerate(rows):
        y = 586 + 22 * n
        if n == 0:
            canvas.rect(16, y - 6, 26, 12, colour, alpha=0.20)
            canvas.rect(16, y - 3, 26, 7, colour, alpha=0.32)
            canvas.rect(16, y - 1, 26, 2.4, colour)
        elif n == 1:
            canvas.hline(16, 42, y - 5, PAPER3)
            canvas.hline(16, 42, y + 5, PAPER3)
            canvas.hdash(16, 42, y - 1, PAPER2, 6, 4, 1.8)
        else:
            canvas.rect(16, y - 1, 26, 2.2, colour)
        canvas.text(50, y + 4, canvas.fit(text, 210), SMALL, PAPER2)
