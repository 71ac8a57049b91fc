"""Stamps on the map: a seizure, a rule that has come into force."""

from __future__ import annotations

import pygame

from race.ui.canvas import Canvas
from race.ui.charts.globe import Frame
from race.ui.facts.atlas import Place
from race.ui.fonts import BOLD, Fonts
from race.ui.shapes import cross
from race.ui.theme import INK, RED, SMALL

RAISED = 1.6
"""How much larger a stamp is before it comes down."""


def draw_stamp(
    canvas: Canvas, place: Place, text: str, frame: Frame, down: float = 1.0
) -> tuple[float, float, float, float]:
    """Draw a stamp at a place, so far down from 0 to 1; return its box. The place is crossed out."""
    x, y = frame.point(*place)
    picture = stamp_picture(text, canvas.scale, canvas.fonts)
    cross(canvas, (x, y), 4.5, RED, 2.0)
    width, height = picture.get_width() / canvas.scale, picture.get_height() / canvas.scale
    left = min(max(x - width / 2.0, frame.x + 4), frame.x + frame.width - width - 4)
    top = y - height - 6 if y - height - 6 > frame.y else y + 8
    if down < 1.0:
        grown = RAISED + (1.0 - RAISED) * down
        picture = pygame.transform.smoothscale_by(picture, grown)
        over = (grown - 1.0) / 2.0
        canvas.picture(picture, left - over * width, top - over * height)
    else:
        canvas.picture(picture, left, top)
    return left, top + 6, left + width, top + height - 6


def stamp_picture(text: str, scale: float, fonts: Fonts) -> pygame.Surface:
    """Return a stamp, turned by 9 degrees, multiplied by alpha; kept with the fonts."""
    key = text, scale
    if key not in fonts.stamps:
        fonts.stamps[key] = _make_stamp(text, scale, fonts)
    return fonts.stamps[key]


def _make_stamp(text: str, scale: float, fonts: Fonts) -> pygame.Surface:
    over = 3.0
    pixels = round(SMALL * scale * over)
    words = fonts.font(BOLD, pixels).render(text, True, RED)
    pad = round(7 * scale * over)
    size = (words.get_width() + 2 * pad, words.get_height() + round(0.9 * pad))
    plate = pygame.Surface(size, pygame.SRCALPHA)
    plate.fill((*INK, 209))
    area = plate.get_rect()
    pygame.draw.rect(plate, (*RED, 255), area, round(2 * scale * over))
    inner = area.inflate(-round(6 * scale * over), -round(6 * scale * over))
    pygame.draw.rect(plate, (*RED, 255), inner, max(1, round(0.8 * scale * over)))
    plate.blit(words, words.get_rect(center=area.center))
    return pygame.transform.rotozoom(plate.premul_alpha(), 9.0, 1.0 / over)
