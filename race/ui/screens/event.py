"""An event that asks for a decision: the year does not go on before it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from race.base.errors import RaceError
from race.play.choosing.offered import Option, Question
from race.ui.canvas import Canvas
from race.ui.desk import Part, Screen
from race.ui.fonts import SEMIBOLD
from race.ui.theme import CARD, NAME, PAPER, PAPER2, PAPER3, RAISED, RED, RULE, SMALL, TITLE
from race.ui.widgets.panel import floating

X, WIDTH = 260.0, 760.0
HEAD, FOOT = 124.0, 44.0
LOOKS = frozenset(
    {"back", "ruler", "charts", "log", "year", "help", "settings", "save", "language", "fullscreen"}
)
"""What may be looked at before an answer is given."""
LETTERS = 98
"""Of what an answer does, in a line."""


def rows_of(question: Question | None) -> list[float]:
    """Return the height of each answer: with a line of what it does, or two, or none."""
    options = question.options if question else ()
    return [44.0 + 18.0 * min(-(-len(option.help) // LETTERS), 2) for option in options]


@dataclass(eq=False)
class EventScreen(Screen):
    """Tells the news and lists the answers; 1 to 9 or a press answers."""

    name: ClassVar[str] = "event"
    floats: ClassVar[bool] = True
    chosen: int = 0
    _asked: tuple[str, Question | None] | None = None

    def question(self) -> Question | None:
        """Return what is asked, kept until the game has gone on."""
        language = self.desk.words.language
        if self._asked is None or self._asked[0] != language:
            self._asked = language, self.desk.game.question() if self.desk.game else None
        return self._asked[1]

    def changed(self) -> None:
        """Ask again."""
        self._asked = None

    def tick(self, now_ms: float) -> bool:
        """Leave where nothing is asked any more."""
        if self.question() is None:
            self.desk.close()
        return False

    def box(self) -> tuple[float, float, float, float]:
        """Return the panel's box: as high as its answers."""
        height = self._head() + FOOT + sum(rows_of(self.question()))
        return X, max(56.0, 330.0 - height / 2.0), WIDTH, height

    def _head(self) -> float:
        question = self.question()
        return HEAD if question is None or question.text else HEAD - 28.0

    def parts(self) -> Iterable[Part]:
        """Return the panel."""
        yield Part("ground", self.box(), (self.chosen, self.question()), self._draw)

    def _draw(self, canvas: Canvas) -> None:
        question, words = self.question(), self.desk.words
        if question is None:
            return
        _, y, _, height = self.box()
        floating(canvas, X, y, WIDTH, height)
        canvas.rect(X + 24, y + 26, 3, 12, RED)
        canvas.text(X + 34, y + 36, words.tr("News for you").upper(), SMALL, PAPER2, SEMIBOLD)
        title = canvas.fit(question.title, WIDTH - 48, TITLE, SEMIBOLD)
        canvas.text(X + 24, y + 68, title, TITLE, PAPER, SEMIBOLD)
        for n, line in enumerate(canvas.wrap(question.text, WIDTH - 48, SMALL, lines=2)):
            canvas.text(X + 24, y + 90 + 17 * n, line, SMALL, PAPER2)
        canvas.hline(X + 24, X + WIDTH - 24, y + self._head() - 6, RULE)
        row = y + self._head()
        for n, (choice, high) in enumerate(zip(question.options, rows_of(question), strict=True)):
            self._answer_row(canvas, n, choice, row, high - 8)
            row += high
        text = words.tr("Nothing else happens before you answer.")
        canvas.text(X + 24, y + height - 18, text, SMALL, PAPER3)
        key = self.desk.settings.key_of("back")
        look = words.tr("{key} look around first", key=key)
        right = X + WIDTH - 24
        width = canvas.text(right, y + height - 18, look, SMALL, PAPER2, align="right")
        canvas.target("look", right - width - 8, y + height - 34, width + 16, 24)

    def _answer_row(self, canvas: Canvas, n: int, choice: Option, y: float, height: float) -> None:
        name, width = f"answer:{choice.id}", WIDTH - 48
        on = n == self.chosen or canvas.hot == name
        canvas.rect(X + 24, y, width, height, RAISED if on else CARD, radius=2)
        if n == self.chosen:
            canvas.rect(X + 24, y, 3, height, PAPER)
        title = canvas.fit(choice.title, width - 72, NAME, SEMIBOLD)
        canvas.text(X + 40, y + 23, title, NAME, PAPER, SEMIBOLD)
        for m, line in enumerate(canvas.wrap(choice.help, width - 32, SMALL, lines=2)):
            canvas.text(X + 40, y + 42 + 18 * m, line, SMALL, PAPER2)
        canvas.text(X + WIDTH - 40, y + 23, str(n + 1), SMALL, PAPER3, align="right")
        canvas.target(name, X + 24, y, width, height)

    def press(self, target: str) -> None:
        """Answer."""
        if target.startswith("answer:"):
            self._answer(target.removeprefix("answer:"))
        elif target == "look":
            self.desk.close()

    def _answer(self, choice: str) -> None:
        game = self.desk.game
        if game is None:
            return
        try:
            game.choose(choice)
        except RaceError as error:
            self.desk.say(str(error))
            return
        self.chosen = 0
        self.desk.changed()
        if game.phase != "event":
            self.desk.close()

    def command(self, command: str) -> bool:
        """Answer by number, or choose by arrows and Enter; one may look around before."""
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
        else:
            return command not in LOOKS and not command.startswith("key:")
        return True
