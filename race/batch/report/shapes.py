"""The mark of each country as a small drawing for the page, the same as in the pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence

from race.batch.showing.look import colour_of, shape_of

_SIZE = 18
_SIDES = {
    "D": (4, 0.0), "s": (4, 45.0), "^": (3, -90.0), "v": (3, 90.0), "<": (3, 180.0),
    ">": (3, 0.0), "h": (6, 30.0), "p": (5, -90.0), "d": (4, 0.0),
}  # fmt: skip
"""Corners of the shapes of matplotlib's markers, and at which angle the first one stands."""
_CROSSES = {"P": 0.0, "X": 45.0}


def mark(country: str, countries: Sequence[str]) -> str:
    """Return the mark of a country as SVG, hidden from those who hear the page."""
    colour, shape = colour_of(country, countries), shape_of(country, countries)
    half = _SIZE / 2.0
    if shape in _CROSSES:
        inside = (
            f'<path d="M2 {half}H{_SIZE - 2}M{half} 2V{_SIZE - 2}" stroke="{colour}" '
            f'stroke-width="6" transform="rotate({_CROSSES[shape]:g} {half} {half})"/>'
        )
    elif shape in _SIDES:
        inside = f'<polygon points="{_corners(*_SIDES[shape])}" fill="{colour}"/>'
    else:
        inside = f'<circle cx="{half}" cy="{half}" r="{half - 2}" fill="{colour}"/>'
    return f'<svg width="{_SIZE}" height="{_SIZE}" aria-hidden="true">{inside}</svg>'


def _corners(count: int, first: float) -> str:
    half = _SIZE / 2.0
    angles = [math.radians(first + 360.0 * place / count) for place in range(count)]
    points = (
        f"{half + (half - 1) * math.cos(angle):.1f},{half + (half - 1) * math.sin(angle):.1f}"
        for angle in angles
    )
    return " ".join(points)
