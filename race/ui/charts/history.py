"""The road of history: training runs by year and size, the record as a line, years on plates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from race.ui.canvas import Canvas
from race.ui.charts.plates import plate
from race.ui.facts.opening import Run
from race.ui.fonts import SEMIBOLD
from race.ui.shapes import marker
from race.ui.theme import (
    DASH,
    EDGE,
    NAME,
    NIGHT,
    PAPER,
    PAPER2,
    PAPER3,
    ROAD,
    RULE,
    RULE2,
    SKY,
    SMALL,
    WIDTH,
    look,
)
from race.ui.words import Words

TOP = 544.0
PITCH, FIRST_X = 97.7, 112.0
PLOT_TOP, PLOT_BOTTOM = TOP + 22.0, TOP + 122.0
USUAL_TOP, DECADES = 24.6, 7.6
"""Decades of FLOP: the highest that is shown if no run is larger, and how many are."""
FIRST_YEAR, MOST_YEARS = 2012, 12
NAMED_GAP = 78.0
COLOURED = ("US", "CN", "RU", "AE", "FR")


@dataclass(frozen=True)
class Past:
    """The axes of history: the moment at which it ends, and the highest decade."""

    start: float
    top: float = USUAL_TOP

    @property
    def first(self) -> int:
        """Return the first year: 2012, or as many years before a later start."""
        return max(FIRST_YEAR, math.floor(self.start) - MOST_YEARS)

    def x(self, year: float) -> float:
        """Return the place of a moment; the axis shrinks if many years are shown."""
        pitch = min(PITCH, (1172.0 - FIRST_X) / max(self.start - self.first + 0.85, 1.0))
        return FIRST_X + (year - self.first) * pitch

    def y(self, flop: float) -> float:
        """Return the level of a size."""
        share = (math.log10(flop) - self.top + DECADES) / DECADES
        return PLOT_BOTTOM - min(max(share, 0.0), 1.0) * (PLOT_BOTTOM - PLOT_TOP)

    def shown(self, run: Run, now: float) -> bool:
        """Tell whether a run has its place up to a moment."""
        return self.first <= run.year <= min(now, self.start)


def past_of(runs: Sequence[Run], start: float) -> Past:
    """Return axes on which the largest runs before a start find room."""
    largest = max((math.log10(run.flop) for run in runs if run.year <= start), default=0.0)
    return Past(start, max(USUAL_TOP, largest + 0.2))


def draw_history(
    canvas: Canvas, runs: Sequence[Run], start: float, now: float, words: Words, key: str
) -> None:
    """Draw the runs up to a moment."""
    past = past_of(runs, start)
    canvas.rect(0, TOP, WIDTH, 176, SKY[0])
    canvas.rect(0, TOP + 100, WIDTH, 26, SKY[1])
    canvas.hline(0, WIDTH, TOP, RULE2)
    canvas.text(16, TOP + 20, "FLOP", SMALL, PAPER3)
    for exponent in range(math.ceil((past.top - DECADES) / 3.0) * 3, math.floor(past.top) + 1, 3):
        y = past.y(10.0**exponent)
        canvas.hline(94, 1196, y, RULE)
        canvas.text(88, y + 4, words.ten(exponent), SMALL, PAPER3, align="right")
    road = TOP + 126
    canvas.rect(0, road, WIDTH, 22, ROAD)
    canvas.rect(0, road + 22, WIDTH, 30, NIGHT)
    canvas.hline(0, WIDTH, road, EDGE)
    canvas.hline(0, WIDTH, road + 22, EDGE)
    canvas.hdash(0, WIDTH, road + 10.5, DASH, 22, 18)
    for year in range(past.first, math.ceil(start) + 1):
        x = past.x(year)
        canvas.vline(x - 2, road + 18, road + 26, PAPER, 4)
        plate(canvas, x, road + 26, str(year))
    _record(canvas, runs, past, now)
    _dots(canvas, runs, past, now)
    _names(canvas, runs, past, now)
    _now(canvas, past, now, words, key)


def _record(canvas: Canvas, runs: Sequence[Run], past: Past, now: float) -> None:
    points: list[tuple[float, float]] = []
    for run in runs:
        if run.record and run.year <= now:
            x, y = past.x(max(run.year, past.first)), past.y(run.flop)
            if points:
                points.append((x, points[-1][1]))
            points.append((x, y))
    if points:
        points.append((past.x(min(now, past.start)), points[-1][1]))
        canvas.polyline(points, look("US").colour, 1.4, 0.75)


def _dots(canvas: Canvas, runs: Sequence[Run], past: Past, now: float) -> None:
    for run in runs:
        if not past.shown(run, now):
            continue
        place = past.x(run.year), past.y(run.flop)
        if run.country in COLOURED:
            skin = look(run.country)
            marker(canvas, place, skin.shape, 3.6, skin.colour)
        else:
            canvas.circle(place, 2.4, PAPER3)


def _names(canvas: Canvas, runs: Sequence[Run], past: Past, now: float) -> None:
    last = -NAMED_GAP
    for run in runs:
        if not (run.record and past.shown(run, now)):
            continue
        x = past.x(run.year)
        name = run.name.split(" (")[0]
        if x - last < NAMED_GAP or len(name) > 16:
            continue
        y = past.y(run.flop) - 9
        canvas.outlined(x + 6, max(y, TOP + 14), name, SMALL, PAPER, align="right", ground=SKY[0])
        last = x


def _now(canvas: Canvas, past: Past, now: float, words: Words, key: str) -> None:
    x = past.x(min(now, past.start))
    canvas.vline(x - 0.8, TOP + 4, TOP + 148, PAPER, 1.6)
    canvas.polygon([(x - 6, TOP + 2), (x + 6, TOP + 2), (x, TOP + 10)], PAPER)
    if now >= past.start:
        canvas.text(1264, TOP + 22, words.tr("now you"), NAME, PAPER, SEMIBOLD, "right")
        again = words.tr("{key}: again", key=key)
    else:
        again = words.tr("{key}: skip", key=key)
    canvas.text(1264, TOP + 42, again, SMALL, PAPER2, align="right")
    canvas.target("history", 1180, TOP + 4, 96, 46)
