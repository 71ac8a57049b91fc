"""Small shapes drawn as polygons, because the font has no glyphs for them."""

from __future__ import annotations

import math

from race.ui.canvas import Canvas, Point
from race.ui.theme import INK, Colour

_CORNERS = {
    "triangle": (3, -90.0),
    "diamond": (4, -90.0),
    "square": (4, -45.0),
    "hexagon": (6, 0.0),
}


def regular(centre: Point, radius: float, corners: int, turn: float = -90.0) -> list[Point]:
    """Return the corners of a regular polygon, the first at `turn` degrees."""
    x, y = centre
    return [
        (
            x + radius * math.cos(math.radians(turn + 360.0 * n / corners)),
            y + radius * math.sin(math.radians(turn + 360.0 * n / corners)),
        )
        for n in range(corners)
    ]


def marker(canvas: Canvas, centre: Point, shape: str, size: float, colour: Colour) -> None:
    """Draw an actor's shape: circle, diamond, square, triangle, hexagon or ring."""
    if shape == "ring":
        canvas.ring(centre, size * 0.75, colour, size * 0.5)
    elif shape == "circle":
        canvas.circle(centre, size, colour)
    else:
        corners, turn = _CORNERS[shape]
        grown = size * (1.25 if shape in {"triangle", "diamond"} else 1.15)
        canvas.polygon(regular(centre, grown, corners, turn), colour)


def star(canvas: Canvas, centre: Point, size: float, colour: Colour) -> None:
    """Draw a star of four rays on an ink contour."""
    outer, inner = (
        regular(centre, radius, 4, turn) for radius, turn in ((1.0, -90.0), (0.32, -45.0))
    )
    x, y = centre
    with canvas.smooth(x - size - 3, y - size - 3, 2 * size + 6, 2 * size + 6) as layer:
        for grown, paint in ((size + 2.0, INK), (size, colour)):
            points = [
                (x + grown * (px - x), y + grown * (py - y))
                for pair in zip(outer, inner, strict=True)
                for px, py in pair
            ]
            layer.polygon(points, paint)


def rising(canvas: Canvas, x: float, y: float, size: float, colour: Colour, *, up: bool) -> None:
    """Draw a triangle that points up or down, its box from x, y."""
    tip, base = (y, y + size * 0.85) if up else (y + size * 0.85, y)
    canvas.polygon([(x, base), (x + size, base), (x + size / 2.0, tip)], colour)


def cross(canvas: Canvas, centre: Point, size: float, colour: Colour, width: float = 1.6) -> None:
    """Draw a cross of two strokes, `size` from the middle to an end."""
    x, y = centre
    with canvas.smooth(x - size - 2, y - size - 2, 2 * size + 4, 2 * size + 4) as layer:
        layer.polyline([(x - size, y - size), (x + size, y + size)], colour, width)
        layer.polyline([(x - size, y + size), (x + size, y - size)], colour, width)


def hub(canvas: Canvas, centre: Point, colour: Colour, size: float = 5.0) -> None:
    """Draw an open diamond."""
    with canvas.smooth(centre[0] - 8, centre[1] - 8, 16, 16) as layer:
        points = regular(centre, size + 1.6, 4)
        layer.polygon(points, INK)
        layer.polyline([*points, points[0]], colour, 1.6)


def arrow(canvas: Canvas, start: Point, end: Point, colour: Colour, width: float = 2.4) -> None:
    """Draw a line that ends in a head of 8."""
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    if length < 1e-6:
        return
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    head = min(8.0, length)
    neck = (end[0] - ux * head, end[1] - uy * head)
    side = (-uy * head * 0.42, ux * head * 0.42)
    if length > head:
        canvas.polyline([start, neck], colour, width)
    canvas.polygon(
        [end, (neck[0] + side[0], neck[1] + side[1]), (neck[0] - side[0], neck[1] - side[1])],
        colour,
    )


def play_sign(canvas: Canvas, centre: Point, size: float, colour: Colour) -> None:
    """Draw the sign for play."""
    x, y = centre
    canvas.polygon([(x - size * 0.6, y - size), (x - size * 0.6, y + size), (x + size, y)], colour)


def tick_box(canvas: Canvas, x: float, y: float, colour: Colour, *, opened: bool) -> None:
    """Draw the box of a tree's branch, 11 wide, with + or - in it."""
    canvas.frame(x, y, 11, 11, colour)
    canvas.hline(x + 3, x + 8, y + 5, colour)
    if not opened:
        canvas.vline(x + 5, y + 3, y + 8, colour)
