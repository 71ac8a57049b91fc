"""Flows of goods over the map: legal, grey, smuggled, and a year's shipments along them."""

from __future__ import annotations

import math

from race.ui.canvas import Canvas, Point, dash_parts
from race.ui.charts.globe import Frame
from race.ui.facts.atlas import Arc, Atlas
from race.ui.theme import INK, Colour, look

HEAD = 8.0


def arc_points(arc: Arc, frame: Frame) -> list[Point]:
    """Return an arc as a bowed line; over the Pacific it leaves at an edge of the map."""
    (x0, y0), (x1, y1) = frame.point(*arc.start), frame.point(*arc.end)
    world = 360.0 * frame.degree
    if abs(x1 - x0) > world / 2.0:
        x1 += world if x1 < x0 else -world
    length = math.hypot(x1 - x0, y1 - y0)
    bow = 0.16 * length * (-1.0 if arc.kind == "smuggled" else 1.0)
    middle = (
        (x0 + x1) / 2.0,
        (y0 + y1) / 2.0 + (bow if y0 + y1 > 2 * frame.point(0, 0)[1] - 300 else -bow),
    )
    steps = max(12, round(length / 8.0))
    return [_bezier((x0, y0), middle, (x1, y1), n / steps) for n in range(steps + 1)]


def _bezier(a: Point, b: Point, c: Point, t: float) -> Point:
    u = 1.0 - t
    return (
        u * u * a[0] + 2 * u * t * b[0] + t * t * c[0],
        u * u * a[1] + 2 * u * t * b[1] + t * t * c[1],
    )


def draw_arc(layer: Canvas, arc: Arc, frame: Frame) -> None:
    """Draw a flow, and again where it comes in over the other edge."""
    points = arc_points(arc, frame)
    world = 360.0 * frame.degree
    edges = {0.0}
    if points[-1][0] > frame.x + frame.width:
        edges.add(-world)
    if points[-1][0] < frame.x:
        edges.add(world)
    for shift in sorted(edges):
        _arc_line(layer, arc, [(x + shift, y) for x, y in points])


def _arc_line(layer: Canvas, arc: Arc, points: list[Point]) -> None:
    colour = look(arc.receiver).colour
    if arc.kind == "legal":
        layer.polyline(points, INK, 4.4)
        layer.polyline(points, colour, 2.0)
    elif arc.kind == "grey":
        layer.polyline(points, INK, 4.2)
        for part in dash_parts(points, 7.0, 4.0):
            layer.polyline(part, colour, 1.8)
    else:
        layer.polyline(points, INK, 4.6)
        for part in dash_parts(points, 0.2, 4.4):
            layer.circle(part[0], 1.4, colour)
    _head(layer, points, colour)


def _head(layer: Canvas, points: list[Point], colour: Colour) -> None:
    (x0, y0), (x1, y1) = points[-3], points[-1]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    base = (x1 - HEAD * ux, y1 - HEAD * uy)
    wing = (-uy * HEAD * 0.45, ux * HEAD * 0.45)
    layer.polygon(
        [(x1, y1), (base[0] + wing[0], base[1] + wing[1]), (base[0] - wing[0], base[1] - wing[1])],
        colour,
    )


def draw_shipments(canvas: Canvas, atlas: Atlas, frame: Frame, share: float) -> None:
    """Draw a dot on each flow, so far along it; one sets out after the other."""
    for n, arc in enumerate(atlas.arcs):
        gone = share * (1.0 + 0.08 * len(atlas.arcs)) - 0.08 * n
        if not 0.0 < gone < 1.0:
            continue
        points = arc_points(arc, frame)
        x, y = points[min(int(gone * (len(points) - 1)), len(points) - 1)]
        if x > frame.x + frame.width:
            x -= 360.0 * frame.degree
        if x < frame.x:
            x += 360.0 * frame.degree
        if frame.x + 4 < x < frame.x + frame.width - 4:
            canvas.circle((x, y), 4.4, INK)
            canvas.circle((x, y), 3.0, look(arc.receiver).colour)
