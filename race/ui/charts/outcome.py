"""The chart of the end: what was believed, how it was, and where orders that mattered were given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from race.play.telling.shown import Without
from race.ui.canvas import Canvas
from race.ui.charts.lines import Line, Plot, draw_lines, plot_of
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.theme import INK, PAPER, PAPER2, PAPER3, SMALL
from race.ui.words import Words

BOX = (536.0, 64.0, 560.0, 400.0)
X, RIGHT, HEAD = 472.0, 1256.0, 40.0
BANDED = 2
"""Lines that keep their bands: more of them hide one another."""


def draw_outcome(
    canvas: Canvas, years: Sequence[int], lines: Sequence[Line], path: Sequence[float],
    causes: Sequence[Without], now: int, words: Words,
) -> None:  # fmt: skip
    """Draw lines of metres by year; causes are numbered on the `path`, and `now` is marked."""
    title = words.tr("The gap: what you knew and how it was")
    canvas.text(X, HEAD, title.upper(), SMALL, PAPER, SEMIBOLD)
    shown = _few_bands(lines)
    plot = plot_of(BOX, years, shown)
    draw_lines(canvas, plot, years, shown, words, words.metres, plates=True, now=float(now))
    _numbers(canvas, plot, years, path, causes)
    _legend(canvas, words)


def _few_bands(lines: Sequence[Line]) -> list[Line]:
    """Keep the bands of those nearest to the leader."""
    banded = sorted((line.values[-1], line.name) for line in lines if any(line.band))
    kept = {name for _, name in banded[:BANDED]}
    return [line if line.name in kept else replace(line, band=()) for line in lines]


def _numbers(
    canvas: Canvas, plot: Plot, years: Sequence[int], path: Sequence[float],
    causes: Sequence[Without],
) -> None:  # fmt: skip
    """Set the number of each cause on the line, where its order was first given."""
    taken: list[float] = []
    for n, row in enumerate(causes):
        if row.year not in years or years.index(row.year) >= len(path):
            continue
        metres = path[years.index(row.year)]
        if not 0.0 < metres < math.inf:
            continue
        x, y = plot.px(row.year), plot.py(metres)
        top = y - 40.0 - 24.0 * taken.count(x)
        taken.append(x)
        canvas.vline(x, top + 18, y, PAPER2)
        canvas.circle((x, y), 3.2, PAPER)
        canvas.rect(x - 9, top, 18, 18, PAPER, radius=2)
        canvas.text(x, top + 13, str(n + 1), SMALL, INK, BOLD, "centre")


def _legend(canvas: Canvas, words: Words) -> None:
    x = RIGHT
    for text, dashed in ((words.tr("truth"), False), (words.tr("believed, 8 of 10"), True)):
        width = canvas.text(x, HEAD, text, SMALL, PAPER2, align="right")
        x -= width + 30
        if dashed:
            canvas.rect(x, 31, 24, 10, PAPER3, alpha=0.3)
            canvas.hdash(x, x + 24, 35, PAPER2, 4, 3)
        else:
            canvas.rect(x, 35, 24, 2.4, PAPER)
        x -= 14
