"""A surface to draw on in logical units, with smooth edges and alpha, at any scale.

Rectangles and level lines snap to whole pixels. Slanted shapes are drawn some times larger and
scaled down, with colours multiplied by alpha, so that edges are smooth without fringes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

import pygame

from race.ui.fonts import REGULAR, Fonts
from race.ui.theme import INK, SMALL, Colour

Point = tuple[float, float]
Align = Literal["left", "right", "centre"]
OVER = 3
"""How many times larger smooth shapes are drawn."""


class Target(NamedTuple):
    """A place that can be pointed at, focused and pressed, in logical units of the screen."""

    name: str
    x: float
    y: float
    width: float
    height: float
    tip: str = ""
    enabled: bool = True

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(eq=False)
class Canvas:
    """Draws on a surface; all numbers are logical units, `left` and `top` its upper corner.

    Attributes:
        scale: pixels a unit.
        targets: filled by widgets with what can be pressed.
        hot, pressed: names of the targets under the pointer and under the button.
        multiplied: whether colours are to be multiplied by alpha, on a layer.
    """

    surface: pygame.Surface
    scale: float
    fonts: Fonts
    left: float = 0.0
    top: float = 0.0
    targets: list[Target] = field(default_factory=list)
    hot: str = ""
    pressed: str = ""
    multiplied: bool = False

    # --- places

    def px(self, x: float) -> int:
        """Return the pixel column of a place."""
        return round((x - self.left) * self.scale)

    def py(self, y: float) -> int:
        """Return the pixel row of a place."""
        return round((y - self.top) * self.scale)

    def at(self, point: Point) -> Point:
        """Return the exact pixel of a place."""
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale

    def box(self, x: float, y: float, width: float, height: float) -> pygame.Rect:
        """Return whole pixels whose edges are the rounded edges of a box."""
        left, top = self.px(x), self.py(y)
        return pygame.Rect(left, top, self.px(x + width) - left, self.py(y + height) - top)

    def thick(self, width: float) -> int:
        """Return the whole pixels of a line's width, at least one."""
        return max(1, round(width * self.scale))

    def target(
        self, name: str, x: float, y: float, width: float, height: float,
        tip: str = "", *, enabled: bool = True,
    ) -> None:  # fmt: skip
        """Note a place that can be pressed."""
        self.targets.append(Target(name, x, y, width, height, tip, enabled))

    # --- level shapes

    def rect(
        self, x: float, y: float, width: float, height: float, colour: Colour,
        alpha: float = 1.0, radius: float = 0.0,
    ) -> None:  # fmt: skip
        """Fill a box."""
        area = self.box(x, y, width, height)
        if area.width <= 0 or area.height <= 0:
            return
        corner = round(radius * self.scale)
        if alpha >= 1.0 or self.multiplied:
            pygame.draw.rect(self.surface, self._paint(colour, alpha), area, border_radius=corner)
            return
        layer = pygame.Surface(area.size, pygame.SRCALPHA)
        paint = (*self.fonts.shade(colour), round(255 * alpha))
        pygame.draw.rect(layer, paint, layer.get_rect(), border_radius=corner)
        self.surface.blit(layer, area)

    def frame(
        self, x: float, y: float, width: float, height: float, colour: Colour,
        line: float = 1.0, radius: float = 0.0,
    ) -> None:  # fmt: skip
        """Draw the outline of a box, inside its edges."""
        corner = round(radius * self.scale)
        area = self.box(x, y, width, height)
        pygame.draw.rect(self.surface, self._paint(colour), area, self.thick(line), corner)

    def dashed_frame(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Draw a dashed outline, 4 on and 3 off."""
        for level in (y, y + height - 1):
            self.hdash(x, x + width, level, colour, 4, 3)
        for place in (x, x + width - 1):
            at = y
            while at < y + height:
                self.vline(place, at, min(at + 4, y + height), colour)
                at += 7

    def hline(self, x: float, to: float, y: float, colour: Colour, width: float = 1.0) -> None:
        """Draw a level line whose top edge is at y."""
        self.surface.fill(
            self._paint(colour),
            (self.px(x), self.py(y), self.px(to) - self.px(x), self.thick(width)),
        )

    def vline(self, x: float, y: float, to: float, colour: Colour, width: float = 1.0) -> None:
        """Draw an upright line whose left edge is at x."""
        self.surface.fill(
            self._paint(colour),
            (self.px(x), self.py(y), self.thick(width), self.py(to) - self.py(y)),
        )

    def hdash(
        self, x: float, to: float, y: float, colour: Colour, on: float, off: float,
        width: float = 1.0,
    ) -> None:  # fmt: skip
        """Draw a level dashed line."""
        while x < to:
            self.hline(x, min(x + on, to), y, colour, width)
            x += on + off

    def vdash(
        self, x: float, y: float, to: float, colour: Colour, on: float, off: float,
        width: float = 1.0,
    ) -> None:  # fmt: skip
        """Draw an upright dashed line."""
        while y < to:
            self.vline(x, y, min(y + on, to), colour, width)
            y += on + off

    # --- smooth shapes

    @contextmanager
    def smooth(
        self, x: float, y: float, width: float, height: float, over: int = OVER
    ) -> Iterator[Canvas]:
        """Give a larger transparent layer for a box; it is scaled down and laid here at the end."""
        if self.multiplied:
            yield self
            return
        area = self.box(x, y, width, height).inflate(4, 4)
        area = area.clip(self.surface.get_rect())
        if area.width <= 0 or area.height <= 0:
            area = pygame.Rect(0, 0, 1, 1)
        layer = pygame.Surface((area.width * over, area.height * over), pygame.SRCALPHA)
        left, top = self.left + area.left / self.scale, self.top + area.top / self.scale
        yield Canvas(layer, self.scale * over, self.fonts, left, top, multiplied=True)
        small = pygame.transform.smoothscale(layer, area.size)
        self.surface.blit(small, area, special_flags=pygame.BLEND_PREMULTIPLIED)

    def polygon(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0) -> None:
        """Fill a polygon with smooth edges."""
        if self.multiplied:
            pygame.draw.polygon(self.surface, self._paint(colour, alpha), [*map(self.at, points)])
            return
        with self.smooth(*_around(points, 1.0)) as layer:
            layer.polygon(points, colour, alpha)

    def polyline(
        self, points: Sequence[Point], colour: Colour, width: float = 1.0, alpha: float = 1.0
    ) -> None:
        """Draw joined lines with round joints and ends."""
        if not self.multiplied:
            with self.smooth(*_around(points, width)) as layer:
                layer.polyline(points, colour, width, alpha)
            return
        paint, pixels = self._paint(colour, alpha), [*map(self.at, points)]
        half = width * self.scale / 2.0
        for (x0, y0), (x1, y1) in pairwise(pixels):
            length = math.hypot(x1 - x0, y1 - y0)
            if length > 0.0:
                nx, ny = (y1 - y0) / length * half, (x0 - x1) / length * half
                corners = [
                    (x0 + nx, y0 + ny),
                    (x1 + nx, y1 + ny),
                    (x1 - nx, y1 - ny),
                    (x0 - nx, y0 - ny),
                ]
                pygame.draw.polygon(self.surface, paint, corners)
        if half >= 1.0:
            for pixel in pixels:
                pygame.draw.circle(self.surface, paint, pixel, half)

    def line(self, start: Point, end: Point, colour: Colour, width: float = 1.0) -> None:
        """Draw a straight line with smooth edges."""
        self.polyline([start, end], colour, width)

    def dashes(
        self, points: Sequence[Point], colour: Colour, width: float, on: float, off: float
    ) -> None:
        """Draw joined lines in dashes of even length along the whole."""
        for part in dash_parts(points, on, off):
            self.polyline(part, colour, width)

    def circle(self, centre: Point, radius: float, colour: Colour, alpha: float = 1.0) -> None:
        """Fill a disc."""
        if not self.multiplied:
            with self.smooth(*_around([centre], 2.0 * radius)) as layer:
                layer.circle(centre, radius, colour, alpha)
            return
        pygame.draw.circle(
            self.surface, self._paint(colour, alpha), self.at(centre), radius * self.scale
        )

    def ring(self, centre: Point, radius: float, colour: Colour, width: float = 1.0) -> None:
        """Draw a circle; the line lies half inside and half outside of the radius."""
        if not self.multiplied:
            with self.smooth(*_around([centre], 2.0 * radius + width)) as layer:
                layer.ring(centre, radius, colour, width)
            return
        pixels = max(1, round(width * self.scale))
        outer = (radius + width / 2.0) * self.scale
        pygame.draw.circle(self.surface, self._paint(colour), self.at(centre), outer, pixels)

    def hatch(
        self, x: float, y: float, width: float, height: float, colour: Colour,
        pitch: float = 4.0, alpha: float = 1.0, line: float = 1.0,
    ) -> None:  # fmt: skip
        """Hatch a box at 45 degrees."""
        with self.smooth(x, y, width, height, 2) as layer:
            clip = layer.surface.get_clip()
            layer.surface.set_clip(layer.box(x, y, width, height))
            at = x - height
            while at < x + width:
                layer.polyline([(at, y + height), (at + height, y)], colour, line, alpha)
                at += pitch * math.sqrt(2.0)
            layer.surface.set_clip(clip)

    # --- text and pictures

    def text(
        self, x: float, y: float, text: str, size: float = SMALL, colour: Colour = INK,
        weight: str = REGULAR, align: Align = "left", *, passing: bool = False,
    ) -> float:  # fmt: skip
        """Write text on the baseline y and return its width; `passing` is gone with the next frame."""
        pixels = self.points(size)
        picture = self.fonts.render(text, pixels, colour, weight, kept=not passing)
        width = picture.get_width() / self.scale
        start = x - {"left": 0.0, "right": width, "centre": width / 2.0}[align]
        top = self.py(y) - self.fonts.ascent(pixels, weight)
        self.surface.blit(picture, (self.px(start), top))
        return width

    def outlined(
        self, x: float, y: float, text: str, size: float, colour: Colour, weight: str = REGULAR,
        align: Align = "left", ground: Colour = INK,
    ) -> float:  # fmt: skip
        """Write text with a dark contour, to be read on a busy ground."""
        step = 1.0 / self.scale
        reach = max(1, round(self.scale))
        for dx in (-reach, 0, reach):
            for dy in (-reach, 0, reach):
                if dx or dy:
                    self.text(x + dx * step, y + dy * step, text, size, ground, weight, align)
        return self.text(x, y, text, size, colour, weight, align)

    def measure(self, text: str, size: float = SMALL, weight: str = REGULAR) -> float:
        """Return the width of a text."""
        return self.fonts.width(text, self.points(size), weight) / self.scale

    def points(self, size: float) -> int:
        """Return the pixels of a size of type."""
        return max(6, round(size * self.scale))

    def fit(self, text: str, width: float, size: float = SMALL, weight: str = REGULAR) -> str:
        """Return a text that is no wider than given, cut at a word and ended by an ellipsis."""
        if self.measure(text, size, weight) <= width:
            return text
        while text and self.measure(text + "…", size, weight) > width:
            text = text[:-1]
        return text.rstrip(" ,.:;·—-") + "…"

    def wrap(
        self, text: str, width: float, size: float = SMALL, weight: str = REGULAR, lines: int = 99
    ) -> list[str]:
        """Break a text into lines no wider than given; what does not fit into `lines` is cut."""
        rows: list[str] = []
        for paragraph in text.split("\n"):
            row = ""
            for word in paragraph.split(" "):
                longer = f"{row} {word}" if row else word
                if row and self.measure(longer, size, weight) > width:
                    rows.append(row)
                    row = word
                else:
                    row = longer
            rows.append(row)
        if len(rows) > lines:
            rows = [*rows[: lines - 1], self.fit(" ".join(rows[lines - 1 :]), width, size, weight)]
        return rows

    def picture(self, picture: pygame.Surface, x: float, y: float) -> None:
        """Lay a picture of the right size, multiplied by alpha, with its upper corner at a place."""
        place = self.px(x), self.py(y)
        self.surface.blit(picture, place, special_flags=pygame.BLEND_PREMULTIPLIED)

    def _paint(self, colour: Colour, alpha: float = 1.0) -> tuple[int, int, int, int]:
        colour = self.fonts.shade(colour)
        if alpha >= 1.0:
            return (*colour, 255)
        red, green, blue = (round(part * alpha) for part in colour)
        return red, green, blue, round(255 * alpha)


def dash_parts(points: Sequence[Point], on: float, off: float) -> Iterator[list[Point]]:
    """Yield the stretches of a polyline that are drawn, each as a polyline."""
    part: list[Point] = [points[0]]
    left, drawing = on, True
    for (x0, y0), (x1, y1) in pairwise(points):
        length, done = math.hypot(x1 - x0, y1 - y0), 0.0
        while length - done > left:
            done += left
            share = done / length
            corner = (x0 + share * (x1 - x0), y0 + share * (y1 - y0))
            if drawing:
                yield [*part, corner]
            part = [corner]
            drawing = not drawing
            left = on if drawing else off
        left -= length - done
        if drawing:
            part.append((x1, y1))
    if drawing and len(part) > 1:
        yield part


def _around(points: Sequence[Point], width: float) -> tuple[float, float, float, float]:
    """Return the box around points, widened by half a line."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    half = width / 2.0 + 1.0
    left, top = min(xs) - half, min(ys) - half
    return left, top, max(xs) + half - left, max(ys) + half - top
