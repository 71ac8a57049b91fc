"""The compute index: bars whose length is the logarithm, parts that are shares of the length."""

from __future__ import annotations

import math
from collections.abc import Sequence

from race.ui.canvas import Canvas
from race.ui.charts.walker import flag
from race.ui.facts.board import IndexRow
from race.ui.fonts import SEMIBOLD
from race.ui.theme import INK, PAPER, PAPER2, PAPER3, RAISED, RULE, RULE2, SMALL, look
from race.ui.widgets.panel import head
from race.ui.words import Words

X, Y, WIDTH = 944.0, 56.0, 320.0
BAR, BAR_END, ROW, PITCH, BAR_HEIGHT = 1070.0, 1187.0, 100.0, 26.0, 13.0
TICK = 22.0
"""Room that the figure of a decade needs."""
LEAST_DECADES = 3.6


def draw_index(canvas: Canvas, rows: Sequence[IndexRow], words: Words) -> None:
    """Draw the head, the scale, the rows and the legend."""
    head(canvas, X, Y + 12, WIDTH, words.tr("Compute index"), words.tr("H100 eq., 8-bit"))
    values = [row.total for row in rows if row.total.value > 0.0]
    top = math.log10(max((v.high for v in values), default=1e4))
    low = min(top - LEAST_DECADES, math.log10(min((v.low for v in values), default=1e3)) - 0.25)
    decade = (BAR_END - BAR) / (top - low)
    bottom = ROW + PITCH * len(rows)
    every = math.ceil(TICK / decade)
    for exponent in range(math.ceil(low + 0.15), math.floor(top) + 1):
        if exponent % every:
            continue
        x = BAR + (exponent - low) * decade
        canvas.text(x, Y + 35, words.ten(exponent), SMALL, PAPER3, align="centre")
        canvas.vline(x, Y + 40, bottom, RULE)
    for n, row in enumerate(rows):
        _row(canvas, row, ROW + PITCH * n, low, decade, words)
    _legend(canvas, bottom + 14, words)


def _row(canvas: Canvas, row: IndexRow, y: float, low: float, decade: float, words: Words) -> None:
    name = f"actor:{row.actor}"
    if row.you or canvas.hot == name:
        canvas.rect(X, y, WIDTH, PITCH - 2, RAISED)
    skin = look(row.actor, row.home, row.kind)
    if row.you:
        canvas.rect(X, y, 3, PITCH - 2, skin.colour)
    base = y + 16.5
    canvas.text(X + 20, base, str(row.rank), SMALL, PAPER3, align="right")
    flag(canvas, (X + 32, y + 12), 7.2, skin)
    canvas.text(
        X + 46, base, canvas.fit(row.name, BAR - X - 50, SMALL, SEMIBOLD), SMALL, PAPER, SEMIBOLD
    )

    def place(value: float) -> float:
        return BAR + max(math.log10(max(value, 1e-9)) - low, 0.0) * decade

    end, top = place(row.total.value), y + 5.5
    length = end - BAR
    first = BAR + length * row.share_private
    second = first + length * row.share_public
    canvas.rect(BAR, top, first - BAR, BAR_HEIGHT, skin.colour)
    canvas.rect(first, top, second - first, BAR_HEIGHT, skin.colour, alpha=0.45)
    if end - second > 2:
        canvas.hatch(second, top, end - second, BAR_HEIGHT, skin.colour, 4, 1.0, 1.0)
        canvas.frame(second, top, end - second, BAR_HEIGHT, skin.colour)
    if not row.total.is_exact:
        _whisker(canvas, place(row.total.low), place(row.total.high), y + 12)
    value = words.count(row.total.value)
    canvas.text(X + WIDTH - 5, base, value, SMALL, PAPER, SEMIBOLD, "right")
    tip = f"{row.name}: {value} H100e"
    if not row.total.is_exact:
        band = words.tr(
            "in 8 cases of 10 between {low} and {high}",
            low=words.count(row.total.low), high=words.count(row.total.high),
        )  # fmt: skip
        tip = f"{tip}\n{band}"
    canvas.target(name, X, y, WIDTH, PITCH - 2, tip)


def _whisker(canvas: Canvas, low: float, high: float, y: float) -> None:
    for colour, width in ((INK, 3.6), (PAPER, 1.6)):
        half = width / 2.0
        canvas.rect(low, y - half, high - low, width, colour)
        for x in (low, high):
            canvas.rect(x - half, y - 3.5 - half + 0.8, width, 7 + width - 1.6, colour)


def _legend(canvas: Canvas, base: float, words: Words) -> None:
    x = X
    for kind, text in (
        ("solid", words.tr("private")),
        ("light", words.tr("public")),
        ("hatch", words.tr("national")),
    ):
        top = base - 9
        if kind == "hatch":
            canvas.hatch(x, top, 12, 10, PAPER2, 4)
            canvas.frame(x, top, 12, 10, PAPER2)
        else:
            canvas.rect(x, top, 12, 10, PAPER2 if kind == "solid" else RULE2)
        x += 17 + canvas.text(x + 17, base, text, SMALL, PAPER2) + 14
    canvas.text(X + WIDTH, base, words.tr("length: log"), SMALL, PAPER3, align="right")
