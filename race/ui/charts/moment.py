"""A moment of the road in a line: what is told, and the plate of the post that it is about."""

from __future__ import annotations

from race.ui.canvas import Canvas
from race.ui.charts.plates import plate
from race.ui.facts.moments import Moment
from race.ui.facts.road import nice_plate
from race.ui.fonts import SEMIBOLD
from race.ui.theme import GOOD, RED, SMALL
from race.ui.words import Words


def draw_moment(
    canvas: Canvas, moment: Moment, x: float, base: float, words: Words, size: float = SMALL
) -> None:
    """Write a moment on the baseline."""
    colour = RED if moment.bad else GOOD
    width = canvas.text(x, base, moment.text, size, colour, SEMIBOLD)
    if moment.post_m is not None:
        text = words.metres(moment.post_m)
        half = canvas.measure(text, SMALL, SEMIBOLD) / 2.0 + 7.0
        plate(canvas, x + width + 8 + half, base - 13.6, text, red=nice_plate(moment.post_m))
