"""Izostat walkers: a flag for a head, a torso, four limbs; two poses and a mirrored one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from race.paths import assets_folder
from race.ui.canvas import Canvas, Point
from race.ui.fonts import BOLD
from race.ui.theme import INK, NIGHT, PAPER, Look

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 46.0
HEAD = 8.0
Limb = tuple[Point, ...]

# Places from the middle of the feet's line, y up; a torso, then legs and arms, in a stride.
_TORSO: tuple[Point, ...] = ((-4.6, 28.0), (4.6, 28.0), (3.4, 15.0), (-3.4, 15.0))
_POSES: tuple[tuple[Limb, Limb, Limb, Limb], ...] = (
    (
        ((1.6, 15.0), (5.6, 8.6), (8.6, 1.6), (11.6, 1.8)),
        ((-1.6, 15.0), (-4.4, 8.0), (-9.6, 3.4), (-11.6, 4.8)),
        ((4.0, 26.4), (8.6, 20.6), (12.2, 23.0)),
        ((-4.0, 26.4), (-8.8, 21.2), (-10.8, 15.6)),
    ),
    (
        ((1.2, 15.0), (4.0, 9.2), (0.6, 3.6), (-2.2, 5.0)),
        ((-1.2, 15.0), (-0.6, 8.0), (-0.4, 1.6), (2.6, 1.6)),
        ((4.0, 26.4), (5.4, 20.0), (8.4, 16.4)),
        ((-4.0, 26.4), (-5.6, 20.2), (-4.4, 14.6)),
    ),
)
_HEAD_AT = 37.2


@lru_cache(maxsize=64)
def _flag_file(name: str) -> pygame.Surface | None:
    """Return the flag of a country; None of one that is made up."""
    file = assets_folder() / "flags" / f"{name}.png"
    if not file.is_file():
        return None
    return pygame.image.load(str(file)).convert_alpha().premul_alpha()


@lru_cache(maxsize=256)
def flag_picture(name: str, pixels: int) -> pygame.Surface | None:
    """Return a round flag of a width in pixels, multiplied by alpha; None where there is none."""
    file = _flag_file(name)
    return None if file is None else pygame.transform.smoothscale(file, (pixels, pixels))


def flag(canvas: Canvas, centre: Point, radius: float, look: Look) -> None:
    """Draw a flag as a disc on ink; an open pool has three dots, a made-up country two letters."""
    canvas.circle(centre, radius * 1.1, INK)
    if not look.flag:
        _pool_sign(canvas, centre, radius)
        return
    pixels = max(4, round(2.0 * radius * canvas.scale))
    picture = flag_picture(look.flag, pixels)
    if picture is None:
        _letters(canvas, centre, radius, look)
        return
    x, y = canvas.at(centre)
    place = (round(x - pixels / 2.0), round(y - pixels / 2.0))
    canvas.surface.blit(picture, place, special_flags=pygame.BLEND_PREMULTIPLIED)


def _letters(canvas: Canvas, centre: Point, radius: float, look: Look) -> None:
    canvas.circle(centre, radius, look.colour)
    size = max(round(radius * 1.15), 5)
    canvas.text(centre[0], centre[1] + 0.4 * size, look.flag[:2], size, INK, BOLD, "centre")


def _pool_sign(canvas: Canvas, centre: Point, radius: float) -> None:
    x, y = centre
    canvas.ring(centre, radius * 0.94, PAPER, radius * 0.14)
    for dx, dy in ((0.0, -0.38), (-0.36, 0.28), (0.36, 0.28)):
        canvas.circle((x + dx * radius, y + dy * radius), radius * 0.2, PAPER)


def walker(
    canvas: Canvas, foot: Point, look: Look, *, pose: int = 0, you: bool = False,
    mirrored: bool = False,
) -> None:  # fmt: skip
    """Draw a walker whose feet stand at a place; `you` puts a paper ring round the head.

    On a screen its picture is kept and laid at a whole pixel; on a layer it is drawn.
    """
    if not canvas.multiplied:
        _lay(canvas, foot, look, (pose, you, mirrored))
        return
    _draw(canvas, foot, look, pose=pose, you=you, mirrored=mirrored)


def _lay(canvas: Canvas, foot: Point, look: Look, how: tuple[int, bool, bool]) -> None:
    key = ("walker", look, how, canvas.scale)
    kept = canvas.fonts.walkers
    if key not in kept:
        size = (round(36 * canvas.scale), round((HEIGHT + 16) * canvas.scale))
        picture = pygame.Surface(size, pygame.SRCALPHA)
        still = Canvas(picture, canvas.scale, canvas.fonts, -18.0, -HEIGHT - 8.0)
        _draw(still, (0.0, 0.0), look, pose=how[0], you=how[1], mirrored=how[2])
        kept[key] = picture
    place = canvas.px(foot[0] - 18.0), canvas.py(foot[1] - HEIGHT - 8.0)
    canvas.surface.blit(kept[key], place, special_flags=pygame.BLEND_PREMULTIPLIED)


def _draw(canvas: Canvas, foot: Point, look: Look, *, pose: int, you: bool, mirrored: bool) -> None:
    """Draw limbs, torso, head."""
    turn = -1.0 if mirrored else 1.0

    def place(points: Sequence[Point]) -> list[Point]:
        return [(foot[0] + turn * x, foot[1] - y) for x, y in points]

    front, back, near, far = _POSES[pose % len(_POSES)]
    with canvas.smooth(foot[0] - 16, foot[1] - HEIGHT - 4, 32, HEIGHT + 8) as layer:
        for width in (2.4, 0.0):
            colour = INK if width else look.colour
            for limb, thick in ((back, 4.6), (far, 3.4), (front, 4.6), (near, 3.4)):
                layer.polyline(place(limb), colour, thick + width)
            torso = place(_TORSO)
            layer.polygon(torso, colour)
            layer.polyline([*torso, torso[0]], colour, 2.0 + width)
    head = (foot[0] + turn * 0.6, foot[1] - _HEAD_AT)
    flag(canvas, head, HEAD, look)
    if you:
        canvas.ring(head, 10.4, PAPER, 1.8)


def ghost(canvas: Canvas, foot: Point, look: Look) -> None:
    """Draw last year's place: thin lines and a dashed, empty head."""
    front, back, near, far = _POSES[0]
    with canvas.smooth(foot[0] - 16, foot[1] - HEIGHT - 4, 32, HEIGHT + 8) as layer:
        for limb, thick in ((back, 4.6), (far, 3.4), (front, 4.6), (near, 3.4)):
            points = [(foot[0] + x, foot[1] - y) for x, y in limb]
            layer.polyline(points, look.colour, 0.35 * thick, 0.75)
        spine = [(foot[0], foot[1] - 28.0), (foot[0], foot[1] - 15.0)]
        layer.polyline(spine, look.colour, 1.6, 0.75)
        head = (foot[0] + 0.6, foot[1] - _HEAD_AT)
        _dashed_circle(layer, head, HEAD, look)


def _dashed_circle(layer: Canvas, centre: Point, radius: float, look: Look) -> None:
    layer.circle(centre, radius + 1.0, NIGHT)
    x, y = layer.at(centre)
    size = radius * layer.scale
    area = pygame.Rect(round(x - size), round(y - size), round(2 * size), round(2 * size))
    for n in range(10):
        start = n * 0.6283
        pygame.draw.arc(
            layer.surface,
            layer.fonts.shade(look.colour),
            area,
            start,
            start + 0.38,
            layer.thick(1.2),
        )
