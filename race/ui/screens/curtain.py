"""The curtain between two people at one machine: it hides the table until the next is ready."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from race.ui.canvas import Canvas
from race.ui.charts.walker import flag
from race.ui.desk import Part, Screen
from race.ui.fonts import BOLD
from race.ui.names import home_of, kind_of, name_of
from race.ui.theme import HEIGHT, HERO, NAME, PAPER, PAPER2, SKY, WIDTH, look
from race.ui.widgets.panel import button


@dataclass(eq=False)
class CurtainScreen(Screen):
    """Covers everything; Enter draws it."""

    name: ClassVar[str] = "curtain"

    def parts(self) -> Iterable[Part]:
        """Return the curtain."""
        yield Part(
            "ground",
            (0, 0, WIDTH, HEIGHT),
            self.desk.game.seat if self.desk.game else "",
            self._draw,
        )

    def _draw(self, canvas: Canvas) -> None:
        canvas.rect(0, 0, WIDTH, HEIGHT, SKY[0])
        game, words = self.desk.game, self.desk.words
        if game is None:
            return
        name = name_of(game.seat, game.scenario, words)
        skin = look(game.seat, home_of(game.seat, game.scenario), kind_of(game.seat, game.scenario))
        flag(canvas, (WIDTH / 2, 260), 40, skin)
        canvas.text(WIDTH / 2, 366, name, HERO, PAPER, BOLD, "centre")
        text = words.tr("Your turn. The others look away.")
        canvas.text(WIDTH / 2, 400, text, NAME, PAPER2, align="centre")
        key = self.desk.settings.key_of("end_year")
        button(
            canvas,
            "open",
            (WIDTH / 2 - 120, 440, 240, 40),
            words.tr("I am ready"),
            key,
            primary=True,
        )

    def _open(self) -> None:
        self.desk.close()
        self.desk.changed()

    def press(self, target: str) -> None:
        """Draw the curtain."""
        if target == "open":
            self._open()

    def command(self, command: str) -> bool:
        """Draw the curtain by Enter; no other key does anything."""
        if command == "end_year":
            self._open()
        return True
