"""The log: all that the seat has heard, the newest first, with filters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from race.ui.canvas import Canvas
from race.ui.desk import Part, Screen
from race.ui.facts.board import News
from race.ui.fonts import SEMIBOLD
from race.ui.theme import PAPER, PAPER2, PAPER3, RAISED, RED, RULE2, SMALL, TITLE
from race.ui.widgets.panel import floating, tabs
from race.ui.words import mark

BOX = (112.0, 56.0, 1056.0, 616.0)
FILTERS = {
    "all": mark("all"), "own": mark("about you"), "event": mark("events"), "order": mark("orders"),
    "rule": mark("rules"), "seizure": mark("seizures"), "run": mark("records"),
}  # fmt: skip
ROWS, PITCH = 24, 20.0


@dataclass(eq=False)
class LogScreen(Screen):
    """Floats; the wheel and the arrows turn its pages."""

    name: ClassVar[str] = "log"
    floats: ClassVar[bool] = True
    filter: str = "all"
    first: int = 0
    _lines: tuple[str, tuple[News, ...]] | None = None

    def lines(self) -> list[News]:
        """Return the lines of the filter."""
        game, words = self.desk.game, self.desk.words
        if game is None:
            return []
        if self._lines is None or self._lines[0] != words.language:
            self._lines = words.language, game.log(words)
        lines = self._lines[1]
        if self.filter == "all":
            return list(lines)
        if self.filter == "own":
            return [line for line in lines if line.jump.partition(":")[2] == game.seat]
        kinds = {"event": {"event", "answer"}}.get(self.filter, {self.filter})
        return [line for line in lines if line.kind in kinds]

    def parts(self) -> Iterable[Part]:
        """Return the panel."""
        yield Part("ground", BOX, (self.filter, self.first), self._draw)

    def _draw(self, canvas: Canvas) -> None:
        x, y, width, height = BOX
        words = self.desk.words
        floating(canvas, x, y, width, height)
        canvas.text(x + 24, y + 36, words.tr("Log"), TITLE, PAPER, SEMIBOLD)
        names = [(name, words.tr(text), "") for name, text in FILTERS.items()]
        tabs(canvas, (x + 24, y + 46, width - 48, 28), names, self.filter, "filter")
        lines = self.lines()
        if not lines:
            canvas.text(x + 24, y + 106, words.tr("Nothing yet."), SMALL, PAPER2)
        for n, line in enumerate(lines[self.first : self.first + ROWS]):
            base = y + 100 + PITCH * n
            name = f"line:{self.first + n}"
            if canvas.hot == name and line.jump:
                canvas.rect(x + 16, base - 14, width - 32, PITCH, RAISED)
            when = f"{line.year}"
            if line.quarter:
                when = words.tr("{year}, quarter {n}", year=line.year, n=line.quarter)
            canvas.text(x + 24, base, when, SMALL, PAPER3)
            canvas.text(
                x + 150, base, canvas.fit(line.text, width - 180), SMALL, RED if line.bad else PAPER
            )
            canvas.target(
                name,
                x + 16,
                base - 14,
                width - 32,
                PITCH,
                line.text if canvas.measure(line.text) > width - 180 else "",
            )
        self._bar(canvas, len(lines))
        text = words.tr("Esc close")
        canvas.text(x + width - 24, y + 36, text, SMALL, PAPER, align="right")
        canvas.target("close", x + width - 110, y + 18, 100, 26)

    def _bar(self, canvas: Canvas, count: int) -> None:
        if count <= ROWS:
            return
        x, y, width, height = BOX
        top, tall = y + 88, height - 104
        canvas.rect(x + width - 12, top, 3, tall, RULE2)
        share = ROWS / count
        canvas.rect(x + width - 12, top + tall * self.first / count, 3, tall * share, PAPER2)

    def press(self, target: str) -> None:
        """Filter, jump to what a line is about, or close."""
        kind, _, what = target.partition(":")
        if kind == "filter":
            self.filter, self.first = what, 0
        elif kind == "line":
            line = self.lines()[int(what)]
            self.desk.close()
            if line.jump:
                self.desk.top.press(line.jump)
        elif target == "close":
            self.desk.close()

    def _turn(self, rows: int) -> None:
        most = max(0, len(self.lines()) - ROWS)
        self.first = min(max(self.first + rows, 0), most)

    def wheel(self, target: str, turns: int) -> None:
        """Turn."""
        self._turn(-3 * turns)

    def command(self, command: str) -> bool:
        """Turn or close."""
        steps = {"key:down": 1, "key:up": -1, "key:page down": ROWS, "key:page up": -ROWS,
                 "key:home": -9999, "key:end": 9999}  # fmt: skip
        if command in steps:
            self._turn(steps[command])
        elif command in {"back", "log"}:
            self.desk.close()
        else:
            return False
        return True
