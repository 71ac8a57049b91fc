"""The map: hosts of compute, lights of clusters, hubs, arcs of goods, stamps."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pygame

from race.paths import assets_folder
from race.ui.canvas import Canvas, Point, dash_parts
from race.ui.charts.globe import Frame, Ring, countries
from race.ui.charts.light import draw_light
from race.ui.charts.stamp import draw_stamp
from race.ui.facts.atlas import Arc, Atlas, Light, Seizure
from race.ui.shapes import hub
from race.ui.theme import (
    GRID,
    HOSTS,
    INK,
    LAND,
    NIGHT,
    PAPER,
    SEA,
    SMALL,
    Colour,
    look,
)
from race.ui.words import Words, mark

LAYERS = ("compute", "chips", "power", "controls", "rumours")
LAYER_WORDS = {
    "compute": mark("Compute"),
    "chips": mark("Chips"),
    "power": mark("Power"),
    "controls": mark("Controls"),
    "rumours": mark("Rumours"),
}
_STEPS_H100E = (1e4, 1e5, 1e6, 1e7)
_STEPS_MW = (30.0, 300.0, 3000.0, 30000.0)
RULES: dict[int, tuple[Colour, float]] = {
    1: (HOSTS[1], 1.0),
    2: (HOSTS[0], 1.0),
    3: ((92, 34, 24), 1.0),
}
HEAD = 8.0
Taken = list[tuple[float, float, float, float]]
"""Boxes that something is written or drawn in: left, top, right, bottom."""


def draw_map(
    canvas: Canvas, atlas: Atlas, frame: Frame, words: Words, layer: str = "compute",
    *, arcs: bool = True, labels: bool = True,
) -> None:  # fmt: skip
    """Draw the map of a layer into its frame."""
    clip = canvas.surface.get_clip()
    canvas.surface.set_clip(canvas.box(frame.x, frame.y, frame.width, frame.height))
    _ground(canvas, atlas, frame, layer)
    drawn = atlas.arcs if arcs and layer in {"compute", "chips", "controls"} else ()
    if drawn:
        with canvas.smooth(frame.x, frame.y, frame.width, frame.height, 2) as smooth:
            for arc in drawn:
                _arc(smooth, arc, frame)
    plain = layer in {"compute", "choice"}
    shown = atlas if plain or layer == "chips" else replace(atlas, seizures=())
    lit = layer != "controls"
    taken = _marks(canvas, shown, frame, words, lights=lit, labels=labels and plain)
    if labels and layer in {"power", "rumours"}:
        _figures(canvas, atlas, frame, words, layer, taken)
    if labels and layer == "chips":
        _counts(canvas, drawn, frame, words, taken)
    canvas.surface.set_clip(clip)


def _marks(
    canvas: Canvas, atlas: Atlas, frame: Frame, words: Words, *, lights: bool, labels: bool
) -> Taken:
    """Draw lights, hubs, stamps and names, note what can be pressed, and return the ground taken."""
    taken: Taken = []
    shown = sorted(atlas.lights, key=lambda light: -light.megawatts) if lights else []
    for light in shown:
        draw_light(canvas, light, frame)
    for node in atlas.nodes:
        x, y = frame.point(*node.place)
        hub(canvas, (x, y), PAPER)
        taken.append((x - 7, y - 7, x + 7, y + 7))
    taken += [
        draw_stamp(canvas, one.place, seizure_text(one, words), frame) for one in atlas.seizures
    ]
    if labels:
        taken += [_ground_of(light, frame) for light in shown]
        named = [light for light in shown if light.named][:14]
        for name, place in (
            *((node.name, node.place) for node in atlas.nodes),
            *((light.name.split(",")[0], light.place) for light in named),
        ):
            _label(canvas, frame.point(*place), name, taken, frame)
    for light in shown:
        x, y = frame.point(*light.place)
        tip = f"{light.name}\n{words.watts(light.megawatts)}, {words.count(light.h100e)} H100e"
        canvas.target(f"light:{light.country}:{light.owner}", x - 6, y - 6, 12, 12, tip)
    for node in atlas.nodes:
        x, y = frame.point(*node.place)
        canvas.target(f"hub:{node.country}", x - 9, y - 9, 18, 18, node.name)
    return taken


def _ground_of(light: Light, frame: Frame) -> tuple[float, float, float, float]:
    """Return the ground of a light that no name may cover."""
    x, y = frame.point(*light.place)
    return x - 2.5, y - 2.5, x + 2.5, y + 2.5


def _figures(
    canvas: Canvas, atlas: Atlas, frame: Frame, words: Words, layer: str, taken: Taken
) -> None:
    """Write a figure at each country: power, or what is believed of its compute."""
    centres = country_places()
    if layer == "power":
        rows = sorted(atlas.power_mw.items(), key=lambda row: -row[1])
        for country, megawatts in rows[:16]:
            if megawatts >= 1.0 and country in centres:
                _label(canvas, frame.point(*centres[country]), words.watts(megawatts), taken, frame)
    if layer == "rumours":
        for guess in atlas.estimates:
            text = f"{words.count(guess.low)} – {words.count(guess.high)}"
            _label(canvas, frame.point(*guess.place), text, taken, frame)


def _counts(canvas: Canvas, arcs: Iterable[Arc], frame: Frame, words: Words, taken: Taken) -> None:
    """Write at the middle of each flow how many chips a year it carries."""
    for arc in sorted(arcs, key=lambda one: -one.chips):
        points = arc_points(arc, frame)
        x, y = points[len(points) // 2]
        if frame.x < x < frame.x + frame.width:
            _label(canvas, (x - 8, y), words.count(arc.chips), taken, frame)


@lru_cache(maxsize=1)
def country_places() -> dict[str, tuple[float, float]]:
    """Return where the figure of a country stands, latitude and longitude."""
    text = (assets_folder() / "map" / "places.json").read_text(encoding="utf-8")
    found: dict[str, list[float]] = json.loads(text)["countries"]
    return {name: (place[0], place[1]) for name, place in found.items() if name != "EU"}


def country_at(frame: Frame, x: float, y: float) -> str:
    """Return the country under a point of the screen, empty over the sea."""
    for name, rings in countries().items():
        for ring in rings:
            for turn in frame.turns(ring):
                if _inside(frame.ring(ring, turn), x, y):
                    return name
    return ""


def _inside(points: Sequence[Point], x: float, y: float) -> bool:
    inside = False
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def _ground(canvas: Canvas, atlas: Atlas, frame: Frame, layer: str) -> None:
    """Draw sea, land, the ground of hosts, borders, and the outline of the seat's country.

    Sea, plain land and borders never change: they are drawn once a size and kept.
    """
    area = canvas.box(frame.x, frame.y, frame.width, frame.height)
    sheet = _sheet(frame, canvas.scale, area.size)
    canvas.surface.blit(sheet.land, area)
    for name, shapes in sheet.shapes.items():
        fill = _fill(name, atlas, layer)
        if fill != LAND:
            for points in shapes:
                pygame.draw.polygon(canvas.surface, fill, _moved(points, area))
    for name in sorted(atlas.shaded):
        _hatched(canvas, sheet.shapes.get(name, ()), area)
    canvas.surface.blit(sheet.borders, area)
    rings = [r for ring in countries().get(atlas.home, ()) for r in _shown((ring,), frame)]
    if rings:
        places = [point for ring in rings for point in ring]
        left, top = min(p[0] for p in places), min(p[1] for p in places)
        right, bottom = max(p[0] for p in places), max(p[1] for p in places)
        with canvas.smooth(left - 2, top - 2, right - left + 4, bottom - top + 4, 2) as smooth:
            for ring in rings:
                smooth.polyline([*ring, ring[0]], look(atlas.home).colour, 1.5)


@dataclass(frozen=True, eq=False)
class _Sheet:
    """What of a map never changes: plain land, borders, and the shapes of countries in pixels."""

    land: pygame.Surface
    borders: pygame.Surface
    shapes: Mapping[str, tuple[tuple[Point, ...], ...]]


@lru_cache(maxsize=1)
def _sheet(frame: Frame, scale: float, size: tuple[int, int]) -> _Sheet:
    land, borders = pygame.Surface(size), pygame.Surface(size, pygame.SRCALPHA)
    land.fill(SEA)
    for longitude in range(-120, 160, 20):
        x = round((frame.point(0, longitude)[0] - frame.x) * scale)
        pygame.draw.line(land, GRID, (x, 0), (x, size[1]), max(1, round(scale)))
    for latitude in (60, 40, 20, 0, -20, -40):
        y = round((frame.point(latitude, 0)[1] - frame.y) * scale)
        pygame.draw.line(land, GRID, (0, y), (size[0], y), max(1, round(scale)))
    shapes = {
        name: tuple(
            tuple(((x - frame.x) * scale, (y - frame.y) * scale) for x, y in points)
            for points in _shown(rings, frame)
        )
        for name, rings in countries().items()
    }
    width = 1 if scale < 1.75 else 2
    for found in shapes.values():
        for points in found:
            pygame.draw.polygon(land, LAND, points)
    for found in shapes.values():
        for points in found:
            for start, end in zip(points, (*points[1:], points[0]), strict=True):
                pygame.draw.aaline(borders, NIGHT, start, end, width)
    return _Sheet(land, borders, shapes)


def _moved(points: Iterable[Point], area: pygame.Rect) -> list[Point]:
    return [(x + area.left, y + area.top) for x, y in points]


def _shown(rings: Iterable[Ring], frame: Frame) -> list[list[Point]]:
    return [frame.ring(ring, turn) for ring in rings for turn in frame.turns(ring)]


def _fill(name: str, atlas: Atlas, layer: str) -> Colour:
    if layer == "choice" and name == atlas.home:
        own = look(name).colour
        red, green, blue = (round(0.72 * a + 0.28 * b) for a, b in zip(LAND, own, strict=True))
        return red, green, blue
    if layer == "controls":
        return RULES.get(atlas.rule.get(name, 0), (LAND, 1.0))[0]
    values, steps = (atlas.power_mw, _STEPS_MW) if layer == "power" else (atlas.hosts, _STEPS_H100E)
    reached = sum(values.get(name, 0.0) >= step for step in steps)
    return HOSTS[reached - 1] if reached else LAND


def _hatched(canvas: Canvas, shapes: Iterable[Sequence[Point]], area: pygame.Rect) -> None:
    """Hatch a country: lines on a layer, cut out by the country's shape."""
    found = [_moved(points, area) for points in shapes]
    if not found:
        return
    xs, ys = [p[0] for ring in found for p in ring], [p[1] for ring in found for p in ring]
    box = pygame.Rect(min(xs), min(ys), max(xs) - min(xs) + 2, max(ys) - min(ys) + 2)
    box = box.clip(canvas.surface.get_rect())
    if box.width <= 0 or box.height <= 0:
        return
    stencil, lines = (pygame.Surface(box.size, pygame.SRCALPHA) for _ in range(2))
    for ring in found:
        inside = [(x - box.left, y - box.top) for x, y in ring]
        pygame.draw.polygon(stencil, (255, 255, 255, 255), inside)
    pitch, tall = round(5.6 * canvas.scale), box.height
    for at in range(-tall, box.width, pitch):
        pygame.draw.aaline(lines, (*INK, 128), (at, tall), (at + tall, 0), canvas.thick(0.9))
    lines.blit(stencil, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    canvas.surface.blit(lines, box)


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


def _arc(layer: Canvas, arc: Arc, frame: Frame) -> None:
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


def _label(
    canvas: Canvas, place: Point, text: str, taken: Taken,
    frame: Frame,
) -> None:  # fmt: skip
    """Write a name beside a place where it hits nothing that is written, else not at all."""
    width, height = canvas.measure(text), 13.0
    x, y = place
    for left, base in (
        (x + 10, y + 4),
        (x - 10 - width, y + 4),
        (x - width / 2, y + 19),
        (x - width / 2, y - 10),
    ):
        box = (left - 1, base - 10, left + width + 1, base - 10 + height)
        inside = frame.x + 2 < box[0] and box[2] < frame.x + frame.width - 2
        inside = inside and frame.y + 2 < box[1] and box[3] < frame.y + frame.height - 2
        if inside and not any(_meet(box, other) for other in taken):
            canvas.outlined(left, base, text, SMALL, PAPER)
            taken.append(box)
            return


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def seizure_text(seizure: Seizure, words: Words) -> str:
    """Return what stands on the stamp of a seizure."""
    return words.tr("SEIZED {chips}", chips=words.count(seizure.chips)).upper()
