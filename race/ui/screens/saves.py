"""Saved games: save under a name, load, and paste a game's code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from race.base.errors import RaceError
from race.ui.canvas import Canvas
from race.ui.desk import Part, Screen
from race.ui.fonts import SEMIBOLD
from race.ui.theme import CARD, NAME, PAPER, PAPER2, PAPER3, RAISED, RULE2, SMALL, TITLE
from race.ui.widgets.panel import button, floating, head

BOX = (280.0, 56.0, 720.0, 608.0)
ROWS = 12
LONGEST_NAME = 40
AUTOMATIC = "auto-"


@dataclass(eq=False)
class SavesScreen(Screen):
    """Floats over the game or the opening."""

    name: ClassVar[str] = "save"
    floats: ClassVar[bool] = True
    text: str = ""
    chosen: int = 0
    _version: int = 0

    def parts(self) -> Iterable[Part]:
        """Return the panel."""
        key = (self.text, self.chosen, self._version, self.desk.game is not None)
        yield Part("ground", BOX, key, self._draw)

    def _draw(self, canvas: Canvas) -> None:
        x, y, width, height = BOX
        words = self.desk.words
        floating(canvas, x, y, width, height)
        canvas.text(x + 24, y + 38, words.tr("Saved games"), TITLE, PAPER, SEMIBOLD)
        top = y + 66
        if self.desk.game is not None and self.desk.game.seats:
            canvas.rect(x + 24, top, width - 200, 34, CARD, radius=2)
            canvas.frame(x + 24, top, width - 200, 34, RULE2, radius=2)
            shown = self.text or words.tr("type a name")
            canvas.text(x + 36, top + 22, shown, NAME, PAPER if self.text else PAPER3)
            button(canvas, "keep", (x + width - 164, top + 2, 140, 30), words.tr("Save"), "Enter",
                   primary=True, enabled=bool(self.text), tip=words.tr("Give it a name first"))  # fmt: skip
            top += 52
        saves = self.desk.library.saves(self.desk.words)
        head(canvas, x + 24, top + 16, width - 48, words.tr("Load"), str(len(saves)))
        if not saves:
            canvas.text(x + 24, top + 48, words.tr("No game is saved yet."), SMALL, PAPER2)
        for n, (name, about) in enumerate(saves[:ROWS]):
            row = top + 30 + 34 * n
            target = f"load:{n}"
            on = canvas.hot == target or n == self.chosen
            if on:
                canvas.rect(x + 16, row, width - 32, 31, RAISED, radius=2)
            own = words.tr("automatic") if name.startswith(AUTOMATIC) else name
            canvas.text(x + 24, row + 20, canvas.fit(own, 260, NAME), NAME, PAPER)
            text = canvas.fit(about, 390)
            canvas.text(x + width - 24, row + 20, text, SMALL, PAPER2, align="right")
            canvas.target(target, x + 16, row, width - 32, 31)
        key = self.desk.settings.key_of("back")
        button(canvas, "close", (x + width - 148, y + height - 46, 124, 30), words.tr("back"), key)

    def press(self, target: str) -> None:
        """Save, load or close."""
        kind, _, what = target.partition(":")
        if target == "keep":
            self._keep()
        elif kind == "load":
            self._load(int(what))
        elif target == "close":
            self.desk.close()

    def _keep(self) -> None:
        game = self.desk.game
        if game is None or not self.text:
            return
        fault = game.save(self.text)
        self.desk.say(fault or self.desk.words.tr("saved as {name}", name=self.text))
        self.text, self._version = ("" if not fault else self.text), self._version + 1

    def _load(self, number: int) -> None:
        saves = self.desk.library.saves(self.desk.words)
        if number >= len(saves):
            return
        try:
            self.desk.game = self.desk.library.load(saves[number][0])
        except RaceError as error:
            self.desk.say(str(error), 8.0)
            return
        self.desk.game.speak(self.desk.words.language)
        screen = self.desk.make(self.desk, "main")
        if screen is not None:
            self.desk.go(screen)

    def typed(self, text: str) -> bool:
        """Write the name."""
        if text.isprintable() and len(self.text) < LONGEST_NAME and self.desk.game is not None:
            self.text += text
        return True

    def command(self, command: str) -> bool:
        """Write, choose, save or load."""
        count = min(len(self.desk.library.saves(self.desk.words)), ROWS)
        if command in {"back", "save"}:
            self.desk.close()
        elif command == "end_year" and self.text:
            self._keep()
        elif command == "end_year":
            self._load(self.chosen)
        elif command == "key:backspace":
            self.text = self.text[:-1]
        elif command in {"key:down", "key:up"} and count:
            self.chosen = (self.chosen + (1 if command == "key:down" else -1)) % count
        elif command in {"language", "fullscreen", "help", "settings"}:
            return False
        return True
