"""The window: opens, turns input into presses and commands, paints, and sleeps while nothing moves.

`event.wait` polls inside SDL and takes 4 % of a core; a look at the queue 30 times a second takes
half a percent. Without a graphics card SDL's accelerated framebuffer costs 14-22 ms a frame, so it
is switched off unless asked for.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pygame

from race.base.errors import RunError
from race.ui.desk import Desk
from race.ui.memory import return_large_blocks
from race.ui.painter import Painter, Pointer

SMALLEST = (640, 360)
FIRST_SIZE = (1280, 720)
IDLE_S, MOVING_S = 1.0 / 30.0, 1.0 / 60.0
TIP_MS = 250.0
LEFT_BUTTON, RIGHT_BUTTON = 1, 3
TITLE = "Three Kilometres"
UNSEEN = ("offscreen", "dummy")
"""Drivers that SDL falls back on where there is no screen; a window there would be seen by nobody."""


def prepare_video() -> None:
    """Choose how SDL brings pictures to the screen, and start it; sound is not started.

    Raises:
        RunError: there is no screen.
    """
    return_large_blocks()
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    try:
        pygame.display.init()
    except pygame.error as error:
        raise _no_window(str(error)) from error
    if pygame.display.get_driver() in UNSEEN and "SDL_VIDEODRIVER" not in os.environ:
        raise _no_window("no screen was found")
    pygame.font.init()
    pygame.key.set_repeat(350, 60)


def _no_window(why: str) -> RunError:
    return RunError(
        f"no window can be opened here ({why}); play with `race play --text`, "
        "or draw a picture with `race play --screenshot FILE`"
    )


def open_surface(size: tuple[int, int], *, fullscreen: bool) -> pygame.Surface:
    """Return the picture of the window; one that is open and of this size keeps what it shows."""
    open_already = pygame.display.get_surface()
    if open_already is not None and (fullscreen or open_already.get_size() == size):
        return open_already
    flags = pygame.RESIZABLE | (pygame.FULLSCREEN if fullscreen else 0)
    surface = pygame.display.set_mode(size, flags)
    pygame.display.set_caption(TITLE)
    return surface


@dataclass(eq=False)
class Window:
    """The loop of the game.

    Attributes:
        clock: gives the time in seconds; tests hand in their own.
        spare: work for moments in which nothing moves, a piece at a time.
    """

    desk: Desk
    size: tuple[int, int] = FIRST_SIZE
    clock: Callable[[], float] = time.perf_counter
    pointer: Pointer = field(default_factory=Pointer)
    spare: Iterator[None] = field(default_factory=lambda: iter(()))
    frames: list[float] = field(default_factory=list)
    """Processor seconds that each of the last frames took to draw."""
    _hot_since_ms: float = 0.0
    _dirty: bool = True
    _dragged: str = ""

    def __post_init__(self) -> None:
        """Open the window; screens opened before its first frame begin now."""
        self.desk.now_ms = 1000.0 * self.clock()
        self.surface = open_surface(self.size, fullscreen=self.desk.settings.fullscreen)
        self.size = self.surface.get_size()
        self.painter = Painter(self.desk, self.size)

    def run(self) -> None:
        """Go on until the player leaves."""
        while not self.desk.leaving:
            moving = self.step(pygame.event.get())
            if not moving:
                next(self.spare, None)
            time.sleep(MOVING_S if moving else IDLE_S)

    def step(self, events: Iterable[pygame.event.Event]) -> bool:
        """Take in events, move, draw if anything changed; tell whether something moves."""
        self.desk.now_ms = 1000.0 * self.clock()
        for event in events:
            self._take(event)
        moving = False
        for screen in self.painter.shown():
            moving = screen.tick(self.desk.now_ms) or moving
        due = bool(self.pointer.hot) and self.desk.now_ms - self._hot_since_ms >= TIP_MS
        if due != self.pointer.tip_due:
            self.pointer.tip_due, self._dirty = due, True
        if self.desk.note and self.desk.now_ms >= self.desk.note_until_ms:
            self.desk.note, self._dirty = "", True
        if self.desk.stale:
            self.desk.stale, self._dirty = False, True
        if self._dirty or moving:
            self.draw()
        return moving

    def draw(self) -> None:
        """Paint a frame and show it."""
        start = time.process_time()
        self.painter.paint(self.surface, self.pointer)
        pygame.display.flip()
        self.frames.append(time.process_time() - start)
        del self.frames[:-600]
        self._dirty = False

    # --- events

    def _take(self, event: pygame.event.Event) -> None:
        self._dirty = self._dirty or event.type not in {pygame.MOUSEMOTION, pygame.ACTIVEEVENT}
        if event.type == pygame.QUIT:
            self.desk.leaving = True
        elif event.type == pygame.VIDEORESIZE:
            self._resize((event.w, event.h))
        elif event.type == pygame.MOUSEMOTION:
            self._move(event.pos)
        elif event.type == pygame.MOUSEBUTTONDOWN:
            self._down(event.pos, event.button)
        elif event.type == pygame.MOUSEBUTTONUP:
            self._up(event.pos, event.button)
        elif event.type == pygame.MOUSEWHEEL:
            self.desk.top.wheel(self.pointer.hot, event.y)
        elif event.type == pygame.KEYDOWN:
            self._key(event)
        elif event.type == pygame.TEXTINPUT:
            self.desk.top.typed(event.text)

    def _resize(self, size: tuple[int, int]) -> None:
        self.size = max(size[0], SMALLEST[0]), max(size[1], SMALLEST[1])
        self.surface = pygame.display.get_surface() or self.surface
        if self.surface.get_size() != self.size:
            self.surface = pygame.display.set_mode(self.size, pygame.RESIZABLE)
        self.painter.resize(self.size)

    def _move(self, pixel: tuple[int, int]) -> None:
        self._dirty = self.painter.follow(pixel) or self._dirty
        x, y = self.painter.logical(pixel)
        found = self.painter.at(x, y)
        hot = found.name if found else ""
        if hot != self.pointer.hot:
            self.pointer.hot, self._hot_since_ms = hot, self.desk.now_ms
            self.pointer.tip_due, self._dirty = False, True
        if self._dragged:
            self.desk.top.drag(self._dragged, x, y)
            self._dirty = True

    def _down(self, pixel: tuple[int, int], button: int) -> None:
        self._move(pixel)
        self.pointer.focus = ""
        if button == LEFT_BUTTON:
            self.pointer.pressed = self._dragged = self.pointer.hot
            if self._dragged:
                self.desk.top.drag(self._dragged, *self.painter.logical(pixel))
        elif button == RIGHT_BUTTON and self.pointer.hot:
            self.desk.top.press_right(self.pointer.hot)

    def _up(self, pixel: tuple[int, int], button: int) -> None:
        if button != LEFT_BUTTON:
            return
        held, self.pointer.pressed, self._dragged = self.pointer.pressed, "", ""
        self._move(pixel)
        if held and held == self.pointer.hot:
            self._press(held)

    def _press(self, name: str) -> None:
        target = self.painter.find(name)
        if target is None:
            return
        if not target.enabled:
            if target.tip:
                self.desk.say(target.tip)
            return
        self.desk.play_sound("click")
        self.desk.top.press(name)
        self.pointer.tip_due, self._hot_since_ms = False, self.desk.now_ms + 1e9

    def _key(self, event: pygame.event.Event) -> None:
        key = pygame.key.name(event.key).lower()
        key = {"enter": "return", "keypad enter": "return"}.get(key, key)
        if self.desk.top.struck(key):
            return
        if key == "tab":
            self._focus(-1 if event.mod & pygame.KMOD_SHIFT else 1)
            return
        if key in {"return", "space"} and self.painter.find(self.pointer.focus):
            self._press(self.pointer.focus)
            return
        command = self.desk.settings.command_of(key)
        top = self.desk.top
        if command and top.command(command):
            return
        if top.command(f"key:{key}"):
            self.pointer.focus = ""  # keys have moved on from where Tab had stopped
            return
        self._everywhere(command)

    def _everywhere(self, command: str) -> None:
        """Do what a command means on every screen that does not take it."""
        if command == "back":
            self.pointer.focus = ""
            self.desk.close()
        elif command == "language":
            self.desk.switch_language()
        elif command == "fullscreen":
            self.desk.settings.fullscreen = not self.desk.settings.fullscreen
            pygame.display.toggle_fullscreen()
        elif command:
            self.desk.show(command)

    def _focus(self, step: int) -> None:
        """Move the focus to the next place, in the order of reading."""
        found = sorted(self.painter.targets(), key=lambda t: (round(t.y / 12.0), t.x))
        names = list(dict.fromkeys(target.name for target in found if target.enabled))
        if not names:
            return
        place = (
            names.index(self.pointer.focus) if self.pointer.focus in names else -min(step, 0) - 1
        )
        self.pointer.focus = names[(place + step) % len(names)]
        self.painter.look_at(next(one for one in found if one.name == self.pointer.focus))
