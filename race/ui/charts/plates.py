"""Plates: blue signs with a paper border, the axis of every chart of distances; red at 3 km."""

from __future__ import annotations

from race.ui.canvas import Canvas
from race.ui.fonts import SEMIBOLD
from race.ui.theme import INK, PAPER, RED_FILL, SIGN, SMALL, WHITE

PLATE_HEIGHT = 19.0
PADDING = 14.0


def plate(
    canvas: Canvas, centre: float, top: float, text: str, *, red: bool = False, lit: bool = False
) -> float:
    """Draw a plate with its middle at `centre` and return its width; a lit one has a second border."""
    width = round(canvas.measure(text, SMALL, SEMIBOLD)) + PADDING
    left = centre - width / 2.0
    if lit:
        canvas.rect(left - 4, top - 4, width + 8, PLATE_HEIGHT + 8, PAPER, radius=4)
        canvas.rect(left - 2, top - 2, width + 4, PLATE_HEIGHT + 4, INK, radius=3)
    canvas.rect(left, top, width, PLATE_HEIGHT, RED_FILL if red else SIGN, radius=2)
    canvas.frame(left, top, width, PLATE_HEIGHT, PAPER, 1, radius=2)
    canvas.text(centre, top + 13.6, text, SMALL, WHITE, SEMIBOLD, "centre")
    return width


def post(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    """Draw a striped stake, 5 wide."""
    canvas.rect(x - 2.5, top, 5.0, bottom - top, PAPER)
    y = top
    while y < bottom:
        canvas.rect(x - 2.5, y, 5.0, min(1.5, bottom - y), INK)
        y += 3.0
