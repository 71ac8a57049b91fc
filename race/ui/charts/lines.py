"""Lines over years on a logarithmic scale: truth as lines, beliefs as bands, marks on the lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from race.ui.canvas import Canvas
from race.ui.charts.plates import plate
from race.ui.charts.walker import flag
from race.ui.fonts import REGULAR, SEMIBOLD
from race.ui.shapes import marker
from race.ui.theme import PAPER, PAPER2, PAPER3, RED, RULE, RULE2, SMALL, Look
from race.ui.words import Words

Span3 = tuple[float, float, float]


@dataclass(frozen=True)
class Line:
    """An actor's line: a value a year, infinite or nought where there is none."""

    name: str
    look: Look
    values: tuple[float, ...]
    band: tuple[Span3 | None, ...] = ()
    strong: bool = False


@dataclass(frozen=True)
class Plot:
    """The box of a chart, its years and the decades of its scale."""

    x: float
    y: float
    width: float
    height: float
    first: float
    last: float
    low: int
    high: int

    def px(self, year: float) -> float:
        """Return the place of a year."""
        return self.x + (year - self.first) / max(self.last - self.first, 1.0) * self.width

    def py(self, value: float) -> float:
        """Return the level of a value."""
        share = (math.log10(max(value, 10.0**self.low)) - self.low) / (self.high - self.low)
        return self.y + self.height * (1.0 - min(max(share, 0.0), 1.0))


def plot_of(
    box: tuple[float, float, float, float], years: Sequence[int], lines: Sequence[Line],
    *, least: float = 1e-3, until: float | None = None,
) -> Plot:  # fmt: skip
    """Return the frame in which all lines fit."""
    values = [v for line in lines for v in line.values if math.isfinite(v) and v >= least]
    low = math.floor(math.log10(min(values, default=least)))
    high = max(math.ceil(math.log10(max(values, default=10.0)) + 0.05), low + 2)
    x, y, width, height = box
    last = until if until is not None else float(years[-1])
    return Plot(x, y, width, height, float(years[0]), last, low, high)


def draw_lines(
    canvas: Canvas, plot: Plot, years: Sequence[int], lines: Sequence[Line], words: Words,
    write: Callable[[float], str], *, plates: bool, now: float | None = None,
) -> None:  # fmt: skip
    """Draw axes, bands, lines and the names at their ends."""
    _axes(canvas, plot, words, write, plates=plates)
    for line in lines:
        _band(canvas, plot, years, line)
    for line in sorted(lines, key=lambda one: one.strong):
        _line(canvas, plot, years, line)
    _ends(canvas, plot, lines, write)
    if now is not None:
        x = plot.px(now)
        canvas.vdash(x, plot.y - 10, plot.y + plot.height, PAPER, 2, 3)


def _axes(
    canvas: Canvas,
    plot: Plot,
    words: Words, write: Callable[[float], str],
    *, plates: bool,
) -> None:  # fmt: skip
    step = max(1, math.ceil((plot.high - plot.low) / 8))
    for exponent in range(plot.low, plot.high + 1, step):
        y = plot.py(10.0**exponent)
        canvas.hline(plot.x, plot.x + plot.width, y, RULE)
        if plates:
            plate(canvas, plot.x - 36, y - 9.5, words.metres(10.0**exponent))
        else:
            canvas.text(plot.x - 10, y + 4, write(10.0**exponent), SMALL, PAPER3, align="right")
    if plates and plot.low <= math.log10(3000.0) <= plot.high:
        y = plot.py(3000.0)
        canvas.hatch(plot.x, plot.y, plot.width, max(y - plot.y, 0.0), RED, 8, 0.22, 0.8)
        canvas.hline(plot.x, plot.x + plot.width, y, RED, 1.2)
        plate(canvas, plot.x - 36, y - 9.5, words.metres(3000.0), red=True)
    for year in range(round(plot.first), round(plot.last) + 1):
        x = plot.px(year)
        every = 1 if plot.last - plot.first <= 8 else 5
        whole = (year - round(plot.first)) % every == 0 or year == round(plot.last)
        canvas.vline(x, plot.y + plot.height, plot.y + plot.height + (7 if whole else 4), RULE2)
        if whole:
            canvas.text(x, plot.y + plot.height + 21, str(year), SMALL, PAPER2, align="centre")


def _points(
    plot: Plot, years: Sequence[int], values: Sequence[float]
) -> list[list[tuple[float, float]]]:
    """Return the stretches of a line in which it has values."""
    parts: list[list[tuple[float, float]]] = [[]]
    for year, value in zip(years, values, strict=False):
        if math.isfinite(value) and value > 0.0:
            parts[-1].append((plot.px(year), plot.py(value)))
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def _band(canvas: Canvas, plot: Plot, years: Sequence[int], line: Line) -> None:
    rows = [
        (y, b)
        for y, b in zip(years, line.band, strict=False)
        if b is not None and math.isfinite(b[2])
    ]
    if len(rows) < 2:
        return
    lower = [(plot.px(year), plot.py(band[1])) for year, band in rows]
    upper = [(plot.px(year), plot.py(band[2])) for year, band in rows]
    canvas.polygon([*lower, *reversed(upper)], line.look.colour, 0.22)
    middle = [(plot.px(year), plot.py(band[0])) for year, band in rows]
    with canvas.smooth(plot.x - 4, plot.y - 4, plot.width + 8, plot.height + 8, 2) as layer:
        layer.dashes(middle, line.look.colour, 1.0, 4, 3)


def _line(canvas: Canvas, plot: Plot, years: Sequence[int], line: Line) -> None:
    for part in _points(plot, years, line.values):
        if len(part) > 1:
            canvas.polyline(part, line.look.colour, 2.8 if line.strong else 1.6)
        for point in part[:: max(1, len(part) // 3)] if not line.strong else part[-1:]:
            marker(canvas, point, line.look.shape, 3.2, line.look.colour)


def _ends(canvas: Canvas, plot: Plot, lines: Sequence[Line], write: Callable[[float], str]) -> None:
    """Write names and last values at the ends of the lines, pushed apart where they would meet.

    A line that has come down to nothing has its name alone, at the foot of the plot.
    """
    found = sorted(
        (plot.py(line.values[-1]) if line.values[-1] > 0.0 else plot.y + plot.height, n)
        for n, line in enumerate(lines)
        if any(value > 0.0 for value in line.values) and math.isfinite(line.values[-1])
    )
    last = -math.inf
    for level, n in found:
        line, y = lines[n], max(level, last + 19.0)
        last = y
        x = plot.x + plot.width + 18
        flag(canvas, (x, y), 7.0, line.look)
        colour = line.look.colour if line.strong else PAPER2
        weight = SEMIBOLD if line.strong else REGULAR
        width = canvas.text(x + 13, y + 4, line.name, SMALL, colour, weight)
        value = write(line.values[-1]) if line.values[-1] > 0.0 else ""
        canvas.text(
            x + 13 + width + 6, y + 4, value, SMALL, colour if line.strong else PAPER3, weight
        )


def lines_of(
    actors: Mapping[str, tuple[str, Look]], values: Mapping[str, Sequence[float]],
    bands: Mapping[str, Sequence[Span3 | None]], strong: str,
) -> list[Line]:  # fmt: skip
    """Return lines of actors, the strong one last."""
    return [
        Line(name, skin, tuple(values[actor]), tuple(bands.get(actor, ())), actor == strong)
        for actor, (name, skin) in actors.items()
        if actor in values
    ]
