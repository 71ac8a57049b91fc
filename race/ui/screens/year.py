"""The report of a year: what happened by quarter, what moved the gap, what must not be missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from race.ui.canvas import Canvas
from race.ui.charts.causes import draw_causes
from race.ui.desk import Part, Screen
from race.ui.facts.board import News
from race.ui.facts.year import Report
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.shapes import rising
from race.ui.theme import (
    GOOD,
    HERO,
    NAME,
    PAPER,
    PAPER2,
    PAPER3,
    RAISED,
    RED,
    RULE,
    SMALL,
    Colour,
)
from race.ui.widgets.panel import button, floating, head

BOX = (112.0, 64.0, 1056.0, 592.0)
MOST_LINES = 4
SIDE = 312.0
ELSEWHERE = frozenset({"log", "add", "ruler", "charts"})
"""Screens that take the place of the report."""
ROW = 18.5


@dataclass(eq=False)
class YearScreen(Screen):
    """Floats over the main screen after a year, and when it is asked for."""

    name: ClassVar[str] = "year"
    floats: ClassVar[bool] = True

    def report(self) -> Report | None:
        """Return the report of the last year."""
        return self.desk.game.last_report() if self.desk.game else None

    def parts(self) -> Iterable[Part]:
        """Return the panel."""
        yield Part("ground", BOX, self.desk.words.language, self._draw)

    def _draw(self, canvas: Canvas) -> None:
        x, y, width, height = BOX
        words, report, game = self.desk.words, self.report(), self.desk.game
        floating(canvas, x, y, width, height)
        if report is None or game is None:
            canvas.text(x + 24, y + 40, words.tr("No year has been played yet."), NAME, PAPER2)
            return
        road = game.road(words)
        canvas.text(x + 24, y + 28, words.tr("The year {year}", year=report.year), SMALL, PAPER2)
        wide = canvas.text(x + 24, y + 70, words.metres(road.gap_m), HERO, PAPER, BOLD)
        if road.was_m is not None:
            worse = (road.gap_m > road.was_m) != road.leads
            text = words.tr("it was {gap} a year ago", gap=words.metres(road.was_m))
            rising(
                canvas, x + wide + 50, y + 38, 9, RED if worse else GOOD, up=road.gap_m > road.was_m
            )
            canvas.text(x + wide + 66, y + 47, text, NAME, RED if worse else GOOD, SEMIBOLD)
        if road.own_step and road.leader_step:
            text = words.tr(
                "your step {own}, the other side's {leader}",
                own=words.factor(road.own_step),
                leader=words.factor(road.leader_step),
            )
            canvas.text(x + wide + 50, y + 68, text, SMALL, PAPER2)
        canvas.hline(x + 24, x + width - 24, y + 88, RULE)
        self._quarters(canvas, report, x + 24, y + 116)
        if road.leads:
            head(canvas, x + 720, y + 116, 312, words.tr("If the second had what you have"))
            draw_causes(canvas, road, x + 720, y + 126, 312, words)
            self._mind(canvas, report, x + 720, y + 350, 312)
        else:
            self._causes(canvas, report, x + 720, y + 116, 312)
            self._mind(canvas, report, x + 720, y + 306, 312)
        self._list(
            canvas, words.tr("The world"), [line.text for line in report.world], x + 720, y + 424
        )
        if not report.messages and not road.leads:
            self._list(canvas, words.tr("Ahead"), report.ahead, x + 720, y + 286)
        button(canvas, "close", (x + width - 172, y + height - 46, 148, 30), words.tr("Go on"),
               self.desk.settings.key_of("end_year"), primary=True)  # fmt: skip
        button(canvas, "log", (x + width - 290, y + height - 46, 108, 30), words.tr("Log"),
               self.desk.settings.key_of("log"))  # fmt: skip

    def _quarters(self, canvas: Canvas, report: Report, x: float, y: float) -> None:
        words = self.desk.words
        top = y
        for n, quarter in enumerate(report.quarters):
            lines = _loud(quarter.news, self._seat())
            left_out = len(quarter.news) - len(lines)
            more = words.tr("{n} more in the log", n=left_out) if left_out else ""
            head(canvas, x, top, 664, words.tr("Quarter {n}", n=quarter.number), more)
            for m, line in enumerate(lines):
                base = top + 27 + ROW * m
                name = f"jump:{n}:{m}"
                if canvas.hot == name:
                    canvas.rect(x - 6, base - 13, 676, 18, RAISED)
                canvas.text(x, base, canvas.fit(line.text, 660), SMALL, RED if line.bad else PAPER)
                canvas.target(name, x - 6, base - 13, 676, 18)
            if not lines:
                canvas.text(x, top + 27, words.tr("nothing that you heard of"), SMALL, PAPER3)
            top += 36 + ROW * max(len(lines), 1)

    def _seat(self) -> str:
        return self.desk.game.seat if self.desk.game else ""

    def _causes(self, canvas: Canvas, report: Report, x: float, y: float, width: float) -> None:
        words = self.desk.words
        head(canvas, x, y, width, words.tr("What the gap is made of"), words.tr("factors"))
        for n, (title, before, after) in enumerate(report.causes[:5]):
            base = y + 30 + 25 * n
            canvas.text(x, base, canvas.fit(title, 150), SMALL, PAPER)
            canvas.text(x + 226, base, f"{words.factor(before)} →", SMALL, PAPER2, align="right")
            colour = _moved(words.factor(before), words.factor(after), grew=after > before)
            canvas.text(x + width, base, words.factor(after), SMALL, colour, SEMIBOLD, "right")

    def _mind(self, canvas: Canvas, report: Report, x: float, y: float, width: float) -> None:
        if not report.messages:
            return
        head(canvas, x, y, width, self.desk.words.tr("Mind"), bar=RED)
        lines = [line for text in report.messages[:5] for line in canvas.wrap(text, width, lines=2)]
        for row, line in enumerate(lines):
            canvas.text(x, y + 28 + 18 * row, line, SMALL, PAPER)

    def _list(self, canvas: Canvas, title: str, texts: Sequence[str], x: float, y: float) -> None:
        """Draw a head and texts under it, as many as there is room for."""
        if not texts:
            return
        head(canvas, x, y, SIDE, title)
        rows = [canvas.wrap(text, SIDE, lines=2) for text in texts[:MOST_LINES]]
        while sum(map(len, rows)) > MOST_LINES:
            rows.pop()
        for row, line in enumerate(text for lines in rows for text in lines):
            canvas.text(x, y + 27 + 17 * row, line, SMALL, PAPER)

    def press(self, target: str) -> None:
        """Close, or open the log."""
        self.desk.close()
        if target in ELSEWHERE:
            self.desk.show(target)

    def command(self, command: str) -> bool:
        """Close by most keys; those of other screens of the game lead there."""
        if command in {"end_year", "back", "skip", *ELSEWHERE}:
            self.press(command)
            return True
        return False


def _moved(before: str, after: str, *, grew: bool) -> Colour:
    """Return the colour of a factor of the gap; none where it reads the same as before."""
    if before == after:
        return PAPER
    return RED if grew else GOOD


def _loud(news: Iterable[News], seat: str) -> list[News]:
    """Return the first lines: what bodes ill, then one's own, before the rest."""
    return sorted(news, key=lambda line: (not line.bad, line.jump != f"actor:{seat}"))[:MOST_LINES]
