"""The road of history: training runs by year and size, the record as a line, years on plates."""

from __future__ import annotations

import math
from collections.abc import Sequence

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
FIRST_YEAR, PITCH, FIRST_X = 2012.0, 97.7, 112.0
PLOT_TOP, PLOT_BOTTOM = TOP + 22.0, TOP + 122.0
LOWEST, HIGHEST = 17.0, 24.6
NAMED_GAP = 78.0
COLOURED = ("US", "CN", "RU", "AE", "FR")


def x_of(year: float, last: float) -> float:
    """Return the place of a moment; the axis shrinks if the start lies later than 2022."""
    pitch = min(PITCH, (1172.0 - FIRST_X) / max(last - FIRST_YEAR + 0.85, 1.0))
    return FIRST_X + (year - FIRST_YEAR) * pitch


def y_of(flop: float) -> float:
    """Return the level of a size."""
    share = (math.log10(flop) - LOWEST) / (HIGHEST - LOWEST)
    return PLOT_BOTTOM - min(max(share, 0.0), 1.0) * (PLOT_BOTTOM - PLOT_TOP)


def draw_history(
    canvas: Canvas, runs: Sequence[Run], start: float, now: float, words: Words, key: str
) -> None:
    """Draw the runs up to a moment."""
    canvas.rect(0, TOP, WIDTH, 176, SKY[0])
    canvas.rect(0, TOP + 100, WIDTH, 26, SKY[1])
    canvas.hline(0, WIDTH, TOP, RULE2)
    canvas.text(16, TOP + 20, "FLOP", SMALL, PAPER3)
    for exponent in (18, 21, 24):
        y = y_of(10.0**exponent)
        canvas.hline(94, 1196, y, RULE)
        canvas.text(88, y + 4, words.ten(exponent), SMALL, PAPER3, align="right")
    road = TOP + 126
    canvas.rect(0, road, WIDTH, 22, ROAD)
    canvas.rect(0, road + 22, WIDTH, 30, NIGHT)
    canvas.hline(0, WIDTH, road, EDGE)
    canvas.hline(0, WIDTH, road + 22, EDGE)
    canvas.hdash(0, WIDTH, road + 10.5, DASH, 22, 18)
    for year in range(int(FIRST_YEAR), math.ceil(start) + 1):
        x = x_of(year, start)
        canvas.vline(x - 2, road + 18, road + 26, PAPER, 4)
        plate(canvas, x, road + 26, str(year))
    _record(canvas, runs, start, now)
    _dots(canvas, runs, start, now)
    _names(canvas, runs, start, now)
    _now(canvas, start, now, words, key)


def _record(canvas: Canvas, runs: Sequence[Run], start: float, now: float) -> None:
    points: list[tuple[float, float]] = []
    for run in runs:
        if run.record and run.year <= now:
            x, y = x_of(run.year, start), y_of(run.flop)
            if points:
                points.append((x, points[-1][1]))
            points.append((x, y))
    if points:
        points.append((x_of(min(now, start), start), points[-1][1]))
        canvas.polyline(points, look("US").colour, 1.4, 0.75)


def _dots(canvas: Canvas, runs: Sequence[Run], start: float, now: float) -> None:
    for run in runs:
        if run.year > min(now, start):
            continue
        place = x_of(run.year, start), y_of(run.flop)
        if run.country in COLOURED:
            skin = look(run.country)
            marker(canvas, place, skin.shape, 3.6, skin.colour)
        else:
            canvas.circle(place, 2.4, PAPER3)


def _names(canvas: Canvas, runs: Sequence[Run], start: float, now: float) -> None:
    last = -NAMED_GAP
    for run in runs:
        if not run.record or run.year > min(now, start):
            continue
        x = x_of(run.year, start)
        name = run.name.split(" (")[0]
        if x - last < NAMED_GAP or len(name) > 16:
            continue
        y = y_of(run.flop) - 9
        canvas.outlined(x + 6, max(y, TOP + 14), name, SMALL, PAPER, align="right", ground=SKY[0])
        last = x


def _now(canvas: Canvas, start: float, now: float, words: Words, key: str) -> None:
    x = x_of(min(now, start), start)
    canvas.vline(x - 0.8, TOP + 4, TOP + 148, PAPER, 1.6)
    canvas.polygon([(x - 6, TOP + 2), (x + 6, TOP + 2), (x, TOP + 10)], PAPER)
    if now >= start:
        canvas.text(1264, TOP + 22, words.tr("now you"), NAME, PAPER, SEMIBOLD, "right")
        again = words.tr("{key}: again", key=key)
    else:
        again = words.tr("{key}: skip", key=key)
    canvas.text(1264, TOP + 42, again, SMALL, PAPER2, align="right")
    canvas.target("history", 1180, TOP + 4, 96, 46)
