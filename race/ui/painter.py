"""Paints the stack of screens on one surface: parts that changed, then what floats above."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

import pygame

from race.ui.canvas import Canvas, Target
from race.ui.desk import Desk, Part, Screen
from race.ui.fonts import SEMIBOLD
from race.ui.theme import ASPHALT, HEIGHT, NIGHT, PAPER, RULE2, SMALL, WIDTH
from race.ui.widgets.panel import tooltip

DIM = 204
"""Of 255: how much of the night lies over the screen under a floating one."""


@dataclass
class Pointer:
    """What the player points at: the place under the mouse, the one held down, the one in focus."""

    hot: str = ""
    pressed: str = ""
    focus: str = ""
    tip_due: bool = False


@dataclass(eq=False)
class _Drawn:
    key: Hashable
    targets: list[Target]


def fitted(size: tuple[int, int]) -> tuple[float, tuple[int, int]]:
    """Return pixels a logical unit in a window, and the pixel at which the logical screen begins."""
    scale = min(size[0] / WIDTH, size[1] / HEIGHT)
    width, height = round(WIDTH * scale), round(HEIGHT * scale)
    return scale, ((size[0] - width) // 2, (size[1] - height) // 2)


@dataclass(eq=False)
class Painter:
    """Keeps one surface a layer and draws only parts whose key has changed.

    Attributes:
        view: which part of a screen that is larger than the window is seen, 0 to 1 each way.
    """

    desk: Desk
    size: tuple[int, int]
    view: tuple[float, float] = (0.5, 0.5)
    layers: list[pygame.Surface] = field(default_factory=list)
    _drawn: dict[tuple[int, str], _Drawn] = field(default_factory=dict)
    _stack: list[int] = field(default_factory=list)

    @property
    def scale(self) -> float:
        """Return pixels a logical unit."""
        return fitted(self.size)[0] * self.desk.settings.zoom

    @property
    def area(self) -> tuple[int, int]:
        """Return the pixels of the whole logical screen."""
        return round(WIDTH * self.scale), round(HEIGHT * self.scale)

    @property
    def corner(self) -> tuple[int, int]:
        """Return the pixel at which the logical screen begins, when it is smaller or larger."""
        left, top = (
            spare // 2 if (spare := size - whole) >= 0 else round(spare * seen)
            for size, whole, seen in zip(self.size, self.area, self.view, strict=True)
        )
        return left, top

    def follow(self, pixel: tuple[float, float]) -> bool:
        """Let the view go with the pointer, and tell whether it has moved."""
        before = self.corner
        x, y = (min(max(at / size, 0.0), 1.0) for at, size in zip(pixel, self.size, strict=True))
        self.view = x, y
        return self.corner != before

    def look_at(self, target: Target) -> None:
        """Bring a place into view."""
        x, y = target.x + target.width / 2.0, target.y + target.height / 2.0
        self.follow((x / WIDTH * self.size[0], y / HEIGHT * self.size[1]))

    def resize(self, size: tuple[int, int]) -> None:
        """Paint for another size of window."""
        self.size = size
        self.forget()

    def forget(self) -> None:
        """Draw everything again."""
        self.layers.clear()
        self._drawn.clear()
        self._stack.clear()

    def shown(self) -> list[Screen]:
        """Return the screens that can be seen: the last full one, and the last that floats over it."""
        screens = self.desk.screens
        first = max(n for n, screen in enumerate(screens) if n == 0 or not screen.floats)
        return screens[first : first + 1] + screens[first + 1 :][-1:]

    def paint(self, target: pygame.Surface, pointer: Pointer) -> None:
        """Bring a surface up to date."""
        shown = self.shown()
        self._match(shown)
        changed = False
        for depth, screen in enumerate(shown):
            changed = self._paint_layer(depth, screen, pointer, below_changed=changed)
        left, top = self.corner
        if (left, top) != (0, 0):
            target.fill(NIGHT)
        target.blit(self.layers[len(shown) - 1], (left, top))
        self._marks(target, pointer)

    def targets(self) -> list[Target]:
        """Return what can be pressed on the top screen, the last drawn first."""
        depth = len(self.shown()) - 1
        found = [t for (d, _), drawn in self._drawn.items() if d == depth for t in drawn.targets]
        return found[::-1]

    def logical(self, pixel: tuple[int, int]) -> tuple[float, float]:
        """Return the logical place of a pixel of the window."""
        left, top = self.corner
        return (pixel[0] - left) / self.scale, (pixel[1] - top) / self.scale

    def find(self, name: str) -> Target | None:
        """Return a place of the top screen by its name."""
        return next((t for t in self.targets() if t.name == name), None)

    def at(self, x: float, y: float) -> Target | None:
        """Return the place at a point of the top screen."""
        return next((t for t in self.targets() if t.holds(x, y)), None)

    def _match(self, shown: list[Screen]) -> None:
        """Forget what was drawn of screens that are gone."""
        stack = [id(screen) for screen in shown]
        same = 0
        for old, new in zip(self._stack, stack, strict=False):
            if old != new:
                break
            same += 1
        for key in [key for key in self._drawn if key[0] >= same]:
            del self._drawn[key]
        self._stack = stack
        area = self.area
        if self.layers and self.layers[0].get_size() != area:
            self.layers.clear()
            self._drawn.clear()
        while len(self.layers) < len(shown):
            self.layers.append(pygame.Surface(area))
        del self.layers[max(len(shown), 1) :]

    def _paint_layer(
        self, depth: int, screen: Screen, pointer: Pointer, *, below_changed: bool
    ) -> bool:
        top = depth == len(self._stack) - 1
        layer = self.layers[depth]
        fresh = not any(key[0] == depth for key in self._drawn)
        if screen.floats and depth > 0 and (fresh or below_changed):
            self._dim(layer, self.layers[depth - 1])
            for key in [key for key in self._drawn if key[0] == depth]:
                del self._drawn[key]
        changed = fresh
        for part in screen.parts():
            redrawn = self._paint_part(depth, part, pointer if top else Pointer(), fresh=changed)
            changed = changed or (redrawn and part.name == "ground")
            below_changed = below_changed or redrawn
        return below_changed or changed

    def _paint_part(self, depth: int, part: Part, pointer: Pointer, *, fresh: bool) -> bool:
        drawn = self._drawn.get((depth, part.name))
        names = {target.name for target in drawn.targets} if drawn else set()
        hot = pointer.hot if pointer.hot in names else ""
        pressed = pointer.pressed if pointer.pressed in names else ""
        told = self.desk.words.language, self.desk.fonts.palette
        key = (part.key, part.box, told, hot, pressed)
        if drawn is not None and drawn.key == key and not fresh:
            return False
        x, y, width, height = part.box
        layer = self.layers[depth]
        whole = Canvas(layer, self.scale, self.desk.fonts)
        area = whole.box(x, y, width, height).clip(layer.get_rect())
        left, top = area.left / self.scale, area.top / self.scale
        canvas = Canvas(
            layer.subsurface(area), self.scale, self.desk.fonts, left, top, hot=hot, pressed=pressed
        )
        if not self._floats(depth) and part.name != "ground":
            canvas.surface.fill(NIGHT)
        part.draw(canvas)
        self._drawn[depth, part.name] = _Drawn(key, canvas.targets)
        return True

    def _floats(self, depth: int) -> bool:
        return depth > 0

    def _dim(self, layer: pygame.Surface, below: pygame.Surface) -> None:
        """Lay the screen below on a layer, under a share of the night; whole fills are fastest."""
        layer.blit(below, (0, 0))
        seen, night = 255 - DIM, tuple(part * DIM // 255 for part in NIGHT)
        layer.fill((seen, seen, seen), special_flags=pygame.BLEND_RGB_MULT)
        layer.fill(night, special_flags=pygame.BLEND_RGB_ADD)

    def _marks(self, surface: pygame.Surface, pointer: Pointer) -> None:
        """Draw the ring of the focus, the tooltip and the note above everything."""
        left, top = (-pixels / self.scale for pixels in self.corner)
        canvas = Canvas(surface, self.scale, self.desk.fonts, left, top)
        focus = self.find(pointer.focus) if pointer.focus else None
        if focus is not None:
            canvas.frame(
                focus.x - 3, focus.y - 3, focus.width + 6, focus.height + 6, PAPER, 2, radius=3
            )
        named = pointer.hot if pointer.tip_due else (pointer.focus if focus else "")
        told = self.find(named) if named else None
        if told is not None and told.tip:
            tooltip(canvas, told.tip, told.x, told.y, told.width, told.height)
        if self.desk.note and self.desk.now_ms < self.desk.note_until_ms:
            _note(canvas, self.desk.note, max(left, 0.0), max(top, 0.0))


def _note(canvas: Canvas, text: str, left: float, top: float) -> None:
    """Draw the note at the top of what is seen of the screen."""
    room = min(WIDTH, canvas.surface.get_width() / canvas.scale)
    width = min(canvas.measure(text, SMALL, SEMIBOLD) + 32, room - 80)
    middle = left + room / 2.0
    canvas.rect(middle - width / 2.0, top + 54, width, 30, ASPHALT, radius=3)
    canvas.frame(middle - width / 2.0, top + 54, width, 30, RULE2, 1, radius=3)
    text = canvas.fit(text, width - 24)
    canvas.text(middle, top + 73, text, SMALL, PAPER, SEMIBOLD, "centre")
