"""The light of a cluster: a core by power and two rings, hollow where it is an estimate."""

from __future__ import annotations

import math

import pygame

from race.ui.canvas import OVER, Canvas
from race.ui.charts.globe import Frame
from race.ui.facts.atlas import Light
from race.ui.theme import INK, LAMP

LIT = 3
"""A light is lit in three steps: its core, then one ring, then the other."""
REACH = 18.0
RING = (104, 94, 66)
SMALLEST_WITH_RINGS = 2.2


def core_radius(megawatts: float) -> float:
    """Return the radius of the core, 1.6 to 6, by the logarithm of the power."""
    return min(6.0, max(1.6, 1.0 + 1.15 * math.log10(max(megawatts, 1.0))))


def draw_light(canvas: Canvas, light: Light, frame: Frame, steps: int = LIT) -> None:
    """Draw a light, lit so many steps of three; its picture is kept with the fonts."""
    if steps < 1:
        return
    x, y = frame.point(*light.place)
    core = round(4.0 * core_radius(light.megawatts)) / 4.0
    key = "light", core, light.estimated, steps, canvas.scale
    kept = canvas.fonts.stamps
    if key not in kept:
        kept[key] = _picture(canvas, core, steps, hollow=light.estimated)
    canvas.picture(kept[key], x - REACH, y - REACH)


def _picture(canvas: Canvas, core: float, steps: int, *, hollow: bool) -> pygame.Surface:
    size = round(2.0 * REACH * canvas.scale)
    large = pygame.Surface((size * OVER, size * OVER), pygame.SRCALPHA)
    layer = Canvas(large, canvas.scale * OVER, canvas.fonts, multiplied=True)
    centre = (REACH, REACH)
    if core > SMALLEST_WITH_RINGS:
        if steps >= LIT:
            layer.circle(centre, 2.6 * core, LAMP, 0.10)
        if steps >= LIT - 1:
            layer.circle(centre, 1.7 * core, RING)
    if hollow:
        layer.circle(centre, core + 1.2, INK)
        layer.ring(centre, core, LAMP, 1.6)
    else:
        layer.circle(centre, core, LAMP)
    return pygame.transform.smoothscale(large, (size, size))
