"""An event that asks for a decision: the only screen that waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from race.base.errors import RaceError
from race.play.offered import Question
from race.ui.canvas import Canvas
from race.ui.desk import Part, Screen
from race.ui.fonts import SEMIBOLD
from race.ui.theme import CARD, NAME, PAPER, PAPER2, PAPER3, RAISED, RED, RULE, SMALL, TITLE
from race.ui.widgets.panel import floating

X, WIDTH = 320.0, 640.0
HEAD = 124.0


def row_of(question: Question) -> float:
    """Return the height of an answer: with a line of help, or without."""
    return 62.0 if any(option.help for option in question.options) else 44.0


@dataclass(eq=False)
class EventScreen(Screen):
    """Tells the news and lists the answers; 1 to 9 or a press answers."""

    name: ClassVar[str] = "event"
    floats: ClassVar[bool] = True
    chosen: int = 0

    def question(self) -> Question | None:
        """Return what is asked."""
        return self.desk.game.question() if self.desk.game else None

    def tick(self, now_ms: float) -> bool:
        """Leave where nothing is asked any more."""
        if self.question() is None:
            self.desk.close()
        return False

    def parts(self) -> Iterable[Part]:
        """Return the panel."""
        question = self.question()
        height = HEAD + 44.0 + (row_of(question) * len(question.options) if question else 0.0)
        box = (X, max(60.0, 330.0 - height / 2.0), WIDTH, height)
        yield Part("ground", box, (self.chosen, question), self._draw)

    def _draw(self, canvas: Canvas) -> None:
        question, words = self.question(), self.desk.words
        if question is None:
            return
        pitch = row_of(question)
        height = HEAD + 44.0 + pitch * len(question.options)
        y = max(60.0, 330.0 - height / 2.0)
        floating(canvas, X, y, WIDTH, height)
        canvas.rect(X + 24, y + 26, 3, 12, RED)
        canvas.text(X + 34, y + 36, words.tr("News for you").upper(), SMALL, PAPER2, SEMIBOLD)
        told = question.text if question.text != question.title else ""
        for n, line in enumerate(canvas.wrap(question.title, WIDTH - 48, TITLE, SEMIBOLD, 2)):
            canvas.text(X + 24, y + 68 + 26 * n, line, TITLE, PAPER, SEMIBOLD)
        if told:
            canvas.text(X + 24, y + 108, canvas.fit(told, WIDTH - 48, NAME), NAME, PAPER2)
        top = y + HEAD
        canvas.hline(X + 24, X + WIDTH - 24, top - 6, RULE)
        for n, choice in enumerate(question.options):
            row = top + pitch * n
            name = f"answer:{choice.id}"
            on = n == self.chosen or canvas.hot == name
            canvas.rect(X + 24, row, WIDTH - 48, pitch - 8, RAISED if on else CARD, radius=2)
            if n == self.chosen:
                canvas.rect(X + 24, row, 3, pitch - 8, PAPER)
            canvas.text(
                X + 40,
                row + 23,
                canvas.fit(choice.title, WIDTH - 120, NAME, SEMIBOLD),
                NAME,
                PAPER,
                SEMIBOLD,
            )
            canvas.text(X + 40, row + 42, canvas.fit(choice.help, WIDTH - 80), SMALL, PAPER2)
            canvas.text(X + WIDTH - 40, row + 23, str(n + 1), SMALL, PAPER3, align="right")
            canvas.target(name, X + 24, row, WIDTH - 48, pitch - 8)
        text = words.tr("Nothing else happens before you answer.")
        canvas.text(X + 24, y + height - 18, text, SMALL, PAPER3)

    def press(self, target: str) -> None:
        """Answer."""
        if target.startswith("answer:"):
            self._answer(target.removeprefix("answer:"))

    def _answer(self, choice: str) -> None:
        game = self.desk.game
        if game is None:
            return
        try:
            game.choose(choice)
        except RaceError as error:
            self.desk.say(str(error))
            return
        if game.phase != "event":
            self.desk.close()
        self.chosen = 0
        self.desk.changed()

    def command(self, command: str) -> bool:
        """Answer by number, or choose by arrows and Enter; nothing leaves without an answer."""
        question = self.question()
        names = [choice.id for choice in question.options] if question else []
        number = command.removeprefix("key:")
        if number.isdecimal() and 1 <= int(number) <= len(names):
            self._answer(names[int(number) - 1])
        elif command in {"key:down", "key:up"} and names:
            step = 1 if command == "key:down" else -1
            self.chosen = (self.chosen + step) % len(names)
        elif command == "end_year" and names:
            self._answer(names[self.chosen])
        elif not names:
            self.desk.close()
        return True
