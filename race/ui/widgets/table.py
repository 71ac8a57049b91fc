"""Small tables of the tabs: words at the left, numbers at the right, rows that can be pressed."""

from __future__ import annotations

from collections.abc import Sequence

from race.ui.canvas import Canvas
from race.ui.facts.board import Table
from race.ui.fonts import SEMIBOLD
from race.ui.theme import PAPER, PAPER2, PAPER3, RAISED, RED, SMALL

PITCH = 19.5


def draw_table(
    canvas: Canvas, x: float, y: float, width: float, table: Table, *, most: int = 6,
    shares: Sequence[float] = (),
) -> None:  # fmt: skip
    """Draw a table whose head stands on the baseline y; columns after the first are numbers.

    `shares` are the right edges of the columns after the first, as shares of the width.
    """
    if not table.rows:
        for n, line in enumerate(canvas.wrap(table.empty, width)):
            canvas.text(x, y + 16 * n, line, SMALL, PAPER2)
        return
    columns = len(table.heads)
    edges = shares or [0.45 + 0.55 * n / (columns - 1) for n in range(1, columns)]
    first = width * (edges[0] - 0.18) if columns > 1 else width
    for n, text in enumerate(table.heads):
        if n == 0:
            canvas.text(x, y, canvas.fit(text, first), SMALL, PAPER3)
        else:
            canvas.text(x + width * edges[n - 1], y, text, SMALL, PAPER3, align="right")
    for n, row in enumerate(table.rows[:most]):
        base = y + 20 + PITCH * n
        jump = table.jumps[n] if n < len(table.jumps) else ""
        if jump and canvas.hot == jump:
            canvas.rect(x - 6, base - 14, width + 12, PITCH, RAISED)
        for m, cell in enumerate(row):
            colour = RED if cell.bad else (PAPER3 if cell.dim else PAPER)
            weight = SEMIBOLD if cell.bad else "Regular"
            if m == 0:
                room = _room(canvas, row, width, edges)
                canvas.text(
                    x, base, canvas.fit(cell.text, room), SMALL, PAPER3 if cell.dim else PAPER
                )
            else:
                canvas.text(
                    x + width * edges[m - 1], base, cell.text, SMALL, colour, weight, "right"
                )
        if jump:
            canvas.target(jump, x - 6, base - 14, width + 12, PITCH)


def _room(canvas: Canvas, row: Sequence[object], width: float, edges: Sequence[float]) -> float:
    """Return what the first column may take: up to the left edge of the next text."""
    for cell, edge in zip(row[1:], edges, strict=False):
        text = getattr(cell, "text", "")
        if text:
            return width * edge - canvas.measure(text) - 8
    return width
