"""Causes: the end of the game with one order taken out, beside the end as it was."""

from __future__ import annotations

import math
from collections.abc import Sequence

from race.play.telling.shown import Without, named
from race.ui.canvas import Canvas
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.theme import GOOD, INK, NAME, PAPER, PAPER2, RED, RULE, SMALL, TITLE, Colour
from race.ui.widgets.panel import head
from race.ui.words import Words

METRES = 1000.0
TOP, PITCH = 284.0, 76.0


def draw_without(canvas: Canvas, reruns: Sequence[Without], words: Words, *, waits: bool) -> float:
    """Draw the three orders that moved the end most, and return where that ends.

    `waits`: more are being played.
    """
    head(canvas, 24, 250, 400, words.tr("Why: one order taken out, the world played again"))
    rows = named(reruns)
    if not rows:
        text = words.tr("no orders were given")
        if waits:
            text = words.tr("being played again…")
        elif reruns:
            text = words.tr("no single order made a difference to the end")
        canvas.text(24, TOP, text, SMALL, PAPER2)
    for n, row in enumerate(rows):
        _cause(canvas, n, row, TOP + PITCH * n, words)
    return TOP + max(PITCH * len(rows) - 24.0, 10.0)


def _cause(canvas: Canvas, n: int, row: Without, y: float, words: Words) -> None:
    canvas.rect(24, y - 14, 20, 20, PAPER)
    canvas.text(34, y + 1, str(n + 1), SMALL, INK, BOLD, "centre")
    times = words.trn("{n} time since {year}", "{n} times since {year}", row.times, year=row.year)
    colour = GOOD if row.helped else RED
    with_it, without = METRES * row.with_it, METRES * row.kilometres
    change = "∞" if math.isinf(without - with_it) else words.metres(with_it - without, sign=True)
    wide = canvas.text(424, y + 2, change, TITLE, colour, SEMIBOLD, "right")
    canvas.text(54, y, canvas.fit(row.title, 360 - wide, NAME, SEMIBOLD), NAME, PAPER, SEMIBOLD)
    text = words.tr("without it {gap} ({times})", gap=words.metres(without), times=times)
    canvas.text(54, y + 20, canvas.fit(text, 370), SMALL, PAPER2)
    _scale(canvas, with_it, without, y + 38, colour)


def _scale(canvas: Canvas, gap: float, without: float, y: float, colour: Colour) -> None:
    """Draw the gap and what it would have been on a logarithmic line."""
    canvas.hline(54, 424, y, RULE)
    if not (0.0 < gap < math.inf and 0.0 < without < math.inf):
        return
    low = math.floor(math.log10(min(gap, without, 100.0)))
    high = math.ceil(math.log10(max(gap, without, 5000.0)))

    def place(value: float) -> float:
        return 54.0 + (math.log10(value) - low) / (high - low) * 370.0

    a, b = sorted((place(gap), place(without)))
    canvas.rect(a, y - 3, b - a, 6, colour, alpha=0.75)
    canvas.rect(place(3000.0) - 1, y - 6, 2, 12, RED)
    canvas.rect(place(gap) - 1.5, y - 9, 3, 18, PAPER)
    canvas.circle((place(without), y), 4, colour)
