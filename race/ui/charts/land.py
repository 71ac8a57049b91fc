"""The ground of the map: sea and land, hosts of compute, borders, hatching, the seat's outline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pygame

from race.ui.canvas import Canvas, Point
from race.ui.charts.globe import Frame, Ring, countries
from race.ui.facts.atlas import Atlas
from race.ui.theme import GRID, HOSTS, INK, LAND, NIGHT, SEA, Colour, look

_STEPS_H100E = (1e4, 1e5, 1e6, 1e7)
_STEPS_MW = (30.0, 300.0, 3000.0, 30000.0)
RULES: dict[int, tuple[Colour, float]] = {
    1: (HOSTS[1], 1.0),
    2: (HOSTS[0], 1.0),
    3: ((92, 34, 24), 1.0),
}


def draw_land(canvas: Canvas, atlas: Atlas, frame: Frame, layer: str) -> None:
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
