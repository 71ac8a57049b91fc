"""A surface in logical units: places on it, level shapes that snap to whole pixels, targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import pygame

from race.ui.fonts import Fonts
from race.ui.theme import Colour

Point = tuple[float, float]


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
class Sheet:
    """A surface in logical units, `left` and `top` its upper corner, and level shapes on it.

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
            pygame.draw.rect(self.surface, self.paint(colour, alpha), area, border_radius=corner)
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
        pygame.draw.rect(self.surface, self.paint(colour), area, self.thick(line), corner)

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
            self.paint(colour),
            (self.px(x), self.py(y), self.px(to) - self.px(x), self.thick(width)),
        )

    def vline(self, x: float, y: float, to: float, colour: Colour, width: float = 1.0) -> None:
        """Draw an upright line whose left edge is at x."""
        self.surface.fill(
            self.paint(colour),
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

    def paint(self, colour: Colour, alpha: float = 1.0) -> tuple[int, int, int, int]:
        """Return what a colour is in the palette, multiplied by alpha."""
        colour = self.fonts.shade(colour)
        if alpha >= 1.0:
            return (*colour, 255)
        red, green, blue = (round(part * alpha) for part in colour)
        return red, green, blue, round(255 * alpha)
