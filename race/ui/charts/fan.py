"""The fan chart: what is known of the past, now, and the futures with an order and without it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from race.ui.canvas import Align, Canvas, Point
from race.ui.charts.plates import plate
from race.ui.facts.fan import HIGH, LOW, MIDDLE, Fan, Points
from race.ui.fonts import SEMIBOLD
from race.ui.theme import (
    NAME,
    NIGHT,
    PAPER,
    PAPER2,
    PAPER3,
    RED,
    RULE,
    RULE2,
    SMALL,
    Colour,
)
from race.ui.words import Words

LEFT, TOP, WIDTH, HEIGHT = 356.0, 470.0, 808.0, 212.0
THREE_KM = 3000.0
LEAST_M = 1e-3
YEARS_AHEAD = 5.0
"""Years that have room before their futures are known."""


class FanChart:
    """Places years and distances; drawn once a change."""

    def __init__(
        self, canvas: Canvas, past: Sequence[tuple[int, float]], fan: Fan | None, last: float
    ) -> None:
        self.canvas = canvas
        self.past = [
            (year, metres) for year, metres in past if math.isfinite(metres) and metres > 0.0
        ]
        self.fan = fan
        values = [metres for _, metres in self.past]
        if fan is not None:
            values += [v for row in (*fan.points, *fan.without) for v in row if math.isfinite(v)]
        values = [max(v, LEAST_M) for v in values] or [0.1, 10.0]
        self.low = math.floor(math.log10(min(values)) - 0.1)
        self.high = max(math.ceil(math.log10(max(values)) + 0.1), self.low + 2)
        years = [year for year, _ in self.past]
        self.first = float(min(years, default=round(last) - 5))
        self.last = max(last, self.first + 1.0)

    def x(self, year: float) -> float:
        """Return the place of a year."""
        return LEFT + (year - self.first) / (self.last - self.first) * WIDTH

    def y(self, metres: float) -> float:
        """Return the level of a distance."""
        share = (math.log10(max(metres, 10.0**self.low)) - self.low) / (self.high - self.low)
        return TOP + HEIGHT * (1.0 - min(share, 1.0))

    def line(
        self, now: Point, years: Sequence[float], points: Sequence[Points], part: int
    ) -> list[Point]:
        """Return the way of one of the points of a hundred, from now on."""
        return [
            now,
            *((self.x(year), self.y(row[part])) for year, row in zip(years, points, strict=True)),
        ]


def draw_fan(
    canvas: Canvas, past: Sequence[tuple[int, float]], fan: Fan | None, now: float, colour: Colour,
    chosen: float, words: Words, *, stale: bool = False,
) -> None:  # fmt: skip
    """Draw the chart; `chosen` is the year whose medians are named.

    A `stale` fan is that of the setting before: it is drawn faint until the new one is known.
    """
    end = max([now + YEARS_AHEAD, *(fan.years if fan else ())])
    chart = FanChart(canvas, past, fan, end)
    _axes(canvas, chart, now, end, chosen, words)
    points = [(chart.x(year), chart.y(metres)) for year, metres in chart.past]
    if len(points) > 1:
        canvas.polyline(points, colour, 2.2)
    start: Point = points[-1] if points else (chart.x(now), TOP + HEIGHT / 2)
    canvas.vdash(chart.x(now), TOP - 10, TOP + HEIGHT, PAPER2, 2, 3)
    left = chart.x(now) < LEFT + 60
    canvas.text(
        chart.x(now) + (6 if left else -6), TOP + 2, words.tr("today"), SMALL, PAPER2,
        align="left" if left else "right",
    )  # fmt: skip
    if fan is None or not fan.points:
        canvas.text(
            LEFT + WIDTH - 8,
            TOP - 12,
            words.tr("futures are being played…"),
            SMALL,
            PAPER3,
            align="right",
        )
        return
    _futures(canvas, chart, fan, start, colour, words, strength=0.5 if stale else 1.0)
    if stale:
        text = words.tr("futures are being played…")
        canvas.text(LEFT + WIDTH, TOP - 12, text, SMALL, PAPER3, align="right")
        return
    _chosen(canvas, chart, fan, chosen, words)
    seconds = words.number(fan.milliseconds / 1000.0, 2)
    text = words.tr("{n} futures, {seconds} s", n=fan.futures, seconds=seconds)
    if fan.futures < fan.wanted:
        text = words.tr("{n} of {wanted} futures", n=fan.futures, wanted=fan.wanted)
    canvas.text(LEFT + WIDTH, TOP - 12, text, SMALL, PAPER3, align="right")


def _axes(
    canvas: Canvas, chart: FanChart, now: float, end: float, chosen: float, words: Words
) -> None:
    step = 1 if chart.high - chart.low <= 5 else 2
    for exponent in range(chart.low, chart.high + 1, step):
        y = chart.y(10.0**exponent)
        canvas.hline(LEFT, LEFT + WIDTH, y, RULE)
        plate(canvas, LEFT - 34, y - 9.5, words.metres(10.0**exponent))
    if chart.low <= math.log10(THREE_KM) <= chart.high:
        y = chart.y(THREE_KM)
        canvas.hline(LEFT, LEFT + WIDTH, y, RED)
        canvas.outlined(LEFT + 8, y - 5, words.metres(THREE_KM), SMALL, RED, SEMIBOLD)
    for year in range(math.ceil(chart.first), math.floor(end) + 1):
        x = chart.x(year)
        canvas.vline(x, TOP + HEIGHT, TOP + HEIGHT + 5, RULE2)
        bold = year in {round(now), round(chosen)}
        if bold or (end - chart.first) < 9 or year % 3 == 0:
            weight = SEMIBOLD if bold else "Regular"
            canvas.text(
                x, TOP + HEIGHT + 19, str(year), SMALL, PAPER if bold else PAPER3, weight, "centre"
            )


def _futures(
    canvas: Canvas, chart: FanChart, fan: Fan, start: Point, colour: Colour, words: Words,
    *, strength: float,
) -> None:  # fmt: skip
    lines = [chart.line(start, fan.years, fan.points, part) for part in range(HIGH + 1)]
    for inner, alpha in ((0, 0.20), (1, 0.32)):
        canvas.polygon([*lines[inner], *reversed(lines[HIGH - inner])], colour, strength * alpha)
    if strength < 1.0:
        return
    canvas.polyline(lines[MIDDLE], colour, 2.6)
    if not fan.without:
        return
    for part in (LOW, HIGH):
        canvas.polyline(chart.line(start, fan.years, fan.without, part), PAPER3, 1.0)
    dashed = chart.line(start, fan.years, fan.without, MIDDLE)
    with canvas.smooth(LEFT - 4, TOP - 10, WIDTH + 8, HEIGHT + 20, 2) as layer:
        layer.dashes(dashed, PAPER2, 1.8, 7, 5)
    ends = [
        (chart.y(fan.points[-1][MIDDLE]), words.tr("with it"), colour),
        (chart.y(fan.without[-1][MIDDLE]), words.tr("without"), PAPER2),
    ]
    if abs(ends[0][0] - ends[1][0]) < 16:
        lift = 8.0 if ends[0][0] > ends[1][0] else -8.0
        ends = [(ends[0][0] + lift, *ends[0][1:]), (ends[1][0] - lift, *ends[1][1:])]
    for y, text, shade in ends:
        canvas.text(1264, y + 4, text, SMALL, shade, SEMIBOLD, "right")


def _chosen(canvas: Canvas, chart: FanChart, fan: Fan, chosen: float, words: Words) -> None:
    place = nearest(fan, chosen)
    x = chart.x(fan.years[place])
    canvas.vline(x, TOP - 10, TOP + HEIGHT, PAPER, 1.2)
    with_it = fan.points[place][MIDDLE]
    y = chart.y(with_it)
    canvas.circle((x, y), 4.2, PAPER)
    align: Align = "right" if x > LEFT + WIDTH - 80 else "left"
    left = x - 10.0 if align == "right" else x + 10.0
    lower = False
    if fan.without:
        without = fan.without[place][MIDDLE]
        other = chart.y(without)
        canvas.circle((x, other), 4.2, NIGHT)
        canvas.ring((x, other), 3.6, PAPER2, 1.6)
        lower = other < y
        if abs(other - y) > 4:
            level = other - 8 if lower else other + 16
            canvas.outlined(left, level, distance(without, words), SMALL, PAPER2, SEMIBOLD, align)
    level = y + 16 if lower else y - 8
    canvas.outlined(left, level, distance(with_it, words), NAME, PAPER, SEMIBOLD, align)


def distance(metres: float, words: Words) -> str:
    """Write a point of a fan; what lies beyond the leader's place is a distance no more."""
    return words.metres(metres) if metres > 0.0 else words.tr("none")


def nearest(fan: Fan, year: float) -> int:
    """Return the place of the year that is nearest to one."""
    return min(range(len(fan.years)), key=lambda n: abs(fan.years[n] - year))
