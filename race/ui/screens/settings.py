"""Settings: language, motion, sound, speed, palette, screen, and the keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import pygame

from race.ui.canvas import Canvas
from race.ui.desk import Part, Screen
from race.ui.facts.topics import KEY_WORDS
from race.ui.fonts import SEMIBOLD
from race.ui.theme import INK, NAME, PAPER, PAPER2, PAPER3, RAISED, RULE2, SMALL, TITLE
from race.ui.widgets.panel import button, floating, head
from race.ui.words import mark

BOX = (160.0, 48.0, 960.0, 624.0)
SWITCHES = {
    "sound": mark("sound"),
    "reduced_motion": mark("less motion: the end state at once"),
    "reports": mark("report of the year by itself"),
    "fullscreen": mark("full screen"),
}
SPEEDS = (0.5, 1.0, 2.0, 4.0)
ZOOMS = (0.75, 1.0, 1.25, 1.5)
PALETTE_NAMES = (("usual", mark("usual")), ("safe", mark("for the colour-blind")))
VOLUMES = (0.25, 0.5, 0.75, 1.0)
LANGUAGE_NAMES = (("en", "English"), ("ru", "Русский"))


@dataclass(eq=False)
class SettingsScreen(Screen):
    """Floats; every change holds at once and is kept in a file."""

    name: ClassVar[str] = "settings"
    floats: ClassVar[bool] = True
    waiting: str = ""

    def parts(self) -> Iterable[Part]:
        """Return the panel."""
        settings = self.desk.settings
        key = (self.waiting, repr(settings))
        yield Part("ground", BOX, key, self._draw)

    def _draw(self, canvas: Canvas) -> None:
        x, y, width, height = BOX
        words, settings = self.desk.words, self.desk.settings
        floating(canvas, x, y, width, height)
        canvas.text(x + 24, y + 38, words.tr("Settings"), TITLE, PAPER, SEMIBOLD)
        self._choice(
            canvas, y + 84, words.tr("language"), "language", LANGUAGE_NAMES, settings.language
        )
        speeds = [(str(value), f"×{words.number(value)}") for value in SPEEDS]
        self._choice(
            canvas, y + 124, words.tr("speed of what moves"), "speed", speeds, str(settings.speed)
        )
        volumes = [(str(value), words.percent(value)) for value in VOLUMES]
        self._choice(canvas, y + 164, words.tr("volume"), "volume", volumes, str(settings.volume))
        zooms = [(str(value), words.percent(value)) for value in ZOOMS]
        self._choice(
            canvas, y + 204, words.tr("size of everything"), "zoom", zooms, str(settings.zoom)
        )
        palettes = [(name, words.tr(text)) for name, text in PALETTE_NAMES]
        self._choice(canvas, y + 244, words.tr("colours"), "palette", palettes, settings.palette)
        for n, (name, text) in enumerate(SWITCHES.items()):
            self._switch(canvas, y + 292 + 36 * n, name, words.tr(text))
        note = words.tr(
            "Colour is never the only sign here: every actor has a shape and a flag, every change an arrow."
        )
        for n, line in enumerate(canvas.wrap(note, 400)):
            canvas.text(x + 24, y + 448 + 18 * n, line, SMALL, PAPER3)
        self._keys(canvas, x + 480, y + 34)
        button(
            canvas,
            "close",
            (x + width - 148, y + height - 46, 124, 30),
            words.tr("back"),
            settings.key_of("back"),
        )
        button(canvas, "credits", (x + 24, y + height - 46, 150, 30), words.tr("Credits"))

    def _choice(
        self, canvas: Canvas, y: float, title: str, name: str,
        choices: Iterable[tuple[str, str]], chosen: str,
    ) -> None:  # fmt: skip
        x = BOX[0] + 24
        canvas.text(x, y, canvas.fit(title, 170), SMALL, PAPER2)
        left = x + 176
        for value, text in choices:
            width = canvas.measure(text, SMALL, SEMIBOLD) + 20
            on, target = value == chosen, f"set:{name}:{value}"
            if on:
                canvas.rect(left, y - 16, width, 24, PAPER, radius=2)
            elif canvas.hot == target:
                canvas.rect(left, y - 16, width, 24, RAISED, radius=2)
            canvas.frame(left, y - 16, width, 24, PAPER if on else RULE2, radius=2)
            canvas.text(left + width / 2, y, text, SMALL, INK if on else PAPER, SEMIBOLD, "centre")
            canvas.target(target, left, y - 16, width, 24)
            left += width + 6

    def _switch(self, canvas: Canvas, y: float, name: str, text: str) -> None:
        x, on = BOX[0] + 24, bool(getattr(self.desk.settings, name))
        canvas.frame(x, y - 12, 16, 16, PAPER)
        if on:
            canvas.rect(x + 4, y - 8, 8, 8, PAPER)
        canvas.text(x + 28, y + 1, text, NAME, PAPER if canvas.hot == f"switch:{name}" else PAPER2)
        canvas.target(f"switch:{name}", x - 4, y - 18, 420, 30)

    def _keys(self, canvas: Canvas, x: float, y: float) -> None:
        words, settings = self.desk.words, self.desk.settings
        head(canvas, x, y, 456, words.tr("Keys"), words.tr("press one to change it"))
        for n, (name, text) in enumerate(KEY_WORDS.items()):
            base = y + 28 + 23 * n
            target = f"key:{name}"
            waits = self.waiting == name
            if waits or canvas.hot == target:
                canvas.rect(x - 6, base - 16, 468, 23, RAISED)
            canvas.text(x, base, canvas.fit(words.tr(text), 320), SMALL, PAPER2)
            shown = words.tr("press a key…") if waits else settings.key_of(name)
            canvas.text(x + 456, base, shown, SMALL, PAPER, SEMIBOLD, "right")
            canvas.target(target, x - 6, base - 16, 468, 23)

    # --- input

    def press(self, target: str) -> None:
        """Change a setting."""
        kind, _, what = target.partition(":")
        settings = self.desk.settings
        if kind == "set":
            name, _, value = what.partition(":")
            if name == "language":
                self.desk.switch_language(value)
            elif name == "palette":
                settings.palette = value
                self.desk.fonts.use(value)
            else:
                setattr(settings, name, float(value))
        elif kind == "switch":
            setattr(settings, what, not getattr(settings, what))
            if what == "fullscreen":
                pygame.display.toggle_fullscreen()
        elif kind == "key":
            self.waiting = what
        elif target == "credits":
            self.desk.show("credits")
        elif target == "close":
            self.desk.close()
        self.desk.keep()

    def command(self, command: str) -> bool:
        """Bind a key that was waited for, or close."""
        if command in {"back", "settings"} and not self.waiting:
            self.desk.close()
            return True
        return bool(self.waiting)

    def struck(self, key: str) -> bool:
        """Take a key that a command waits for; a key that was another's changes places with it."""
        if not self.waiting:
            return False
        if key != "escape":
            keys = self.desk.settings.keys
            before = keys[self.waiting]
            for name, bound in keys.items():
                if bound == key:
                    keys[name] = before
            keys[self.waiting] = key
            self.desk.keep()
        self.waiting = ""
        return True
