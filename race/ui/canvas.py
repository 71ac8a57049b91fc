"""A surface to draw on in logical units, with smooth edges, alpha and text, at any scale.

Slanted shapes are drawn some times larger and scaled down, with colours multiplied by alpha, so that
edges are smooth without fringes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import pygame

from race.ui.fonts import REGULAR
from race.ui.sheet import Point, Sheet, Target
from race.ui.theme import INK, SMALL, Colour

Align = Literal["left", "right", "centre"]
UNIT = re.compile(r"(?<=\d) (?=[^\W\d]{1,4}\b|%)")
"""The space between a number and its unit, at which no line is broken."""
OVER = 3
"""How many times larger smooth shapes are drawn."""


@dataclass(eq=False)
class Canvas(Sheet):
    """Draws smooth shapes, text and pictures on a sheet; all numbers are logical units."""

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
            pygame.draw.polygon(self.surface, self.paint(colour, alpha), [*map(self.at, points)])
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
        paint, pixels = self.paint(colour, alpha), [*map(self.at, points)]
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
            self.surface, self.paint(colour, alpha), self.at(centre), radius * self.scale
        )

    def ring(self, centre: Point, radius: float, colour: Colour, width: float = 1.0) -> None:
        """Draw a circle; the line lies half inside and half outside of the radius."""
        if not self.multiplied:
            with self.smooth(*_around([centre], 2.0 * radius + width)) as layer:
                layer.ring(centre, radius, colour, width)
            return
        pixels = max(1, round(width * self.scale))
        outer = (radius + width / 2.0) * self.scale
        pygame.draw.circle(self.surface, self.paint(colour), self.at(centre), outer, pixels)

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
        for paragraph in UNIT.sub("\u00a0", text).split("\n"):
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


__all__ = ["Canvas", "Point", "Target", "dash_parts"]
