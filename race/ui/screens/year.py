"""The report of a year: what happened by quarter, what moved the gap, what must not be missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from race.base.distances import LEVEL_M
from race.ui.canvas import Canvas
from race.ui.charts.causes import draw_causes
from race.ui.charts.hero import in_plans, level_before
from race.ui.charts.moment import draw_moment
from race.ui.charts.strip import draw_strip
from race.ui.desk import Part, Screen
from race.ui.facts.board import News
from race.ui.facts.road import Road
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
MOST_LINES, MOST_MOMENTS, WRAPPED = 3, 3, 4
"""Lines of a quarter, moments of the road, rows of a list at the side."""
LEFT, SIDE_X, WIDE, SIDE = 136.0, 832.0, 664.0, 312.0
STRIP_TOP, BELOW, FOOT = 164.0, 260.0, 596.0
ELSEWHERE = frozenset({"log", "add", "ruler", "charts"})
"""Screens that take the place of the report."""
ROW, GAP = 18.5, 20.0


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
        words, report, game = self.desk.words, self.report(), self.desk.game
        floating(canvas, *BOX)
        if report is None or game is None:
            canvas.text(LEFT, 104, words.tr("No year has been played yet."), NAME, PAPER2)
            return
        road = game.road(words)
        self._hero(canvas, road, report)
        for n, moment in enumerate(game.moments(words)[:MOST_MOMENTS]):
            draw_moment(canvas, moment, 660.0, 98.0 + 23.0 * n, words, NAME)
        drawn = draw_strip(canvas, road, LEFT, STRIP_TOP, 1008.0, words)
        if not drawn:
            canvas.hline(LEFT, LEFT + 1008, 152, RULE)
        top = BELOW if drawn else 180.0
        self._quarters(canvas, report, LEFT, top)
        self._side(canvas, road, report, top)
        keys = self.desk.settings
        button(canvas, "close", (996, 610, 148, 30), words.tr("Go on"), keys.key_of("end_year"),
               primary=True)  # fmt: skip
        button(canvas, "log", (878, 610, 108, 30), words.tr("Log"), keys.key_of("log"))

    def _hero(self, canvas: Canvas, road: Road, report: Report) -> None:
        words = self.desk.words
        canvas.text(LEFT, 92, words.tr("The year {year}", year=report.year), SMALL, PAPER2)
        wide = canvas.text(LEFT, 134, words.metres(road.gap_m), HERO, PAPER, BOLD)
        if road.was_m is None:
            return
        x, grown = LEFT + wide + 26, road.gap_m > road.was_m
        colour = RED if grown != road.leads else GOOD
        rising(canvas, x, 103, 9, colour, up=grown)
        text = words.tr("it was {gap} a year ago", gap=words.metres(road.was_m))
        if road.was_m < LEVEL_M:
            text = level_before(road, words)
        canvas.text(x + 16, 112, text, NAME, colour, SEMIBOLD)
        canvas.text(x, 132, in_plans(road, words), SMALL, PAPER2)

    def _side(self, canvas: Canvas, road: Road, report: Report, y: float) -> None:
        """Draw what made the gap, then what must not be missed, what is ahead, what the world knows."""
        words = self.desk.words
        if road.leads and road.causes and road.gap_m > 0.0:
            head(canvas, SIDE_X, y, SIDE, words.tr("If the second had what you have"))
            draw_causes(canvas, road, SIDE_X, y + 10, SIDE, words)
            y += 214.0
        elif report.causes and not road.leads:
            y = self._causes(canvas, report, y)
        world = [line.text for line in report.world]
        lists = ((words.tr("Mind"), report.messages, RED),
                 (words.tr("Missing for a win"), self._missing(), PAPER),
                 (words.tr("Ahead"), report.ahead, PAPER),
                 (words.tr("The world"), world, PAPER))  # fmt: skip
        for title, texts, bar in lists:
            y = self._list(canvas, title, texts, y, bar)

    def _missing(self) -> tuple[str, ...]:
        """Return what a win asks for and is not so yet, or that all of it is."""
        game, words = self.desk.game, self.desk.words
        verdict = game.verdict() if game and game.seats else None
        demands = verdict.goals[0].demands if verdict and verdict.goals else ()
        missing = tuple(demand.text for demand in demands if not demand.holds)
        return missing or ((words.tr("nothing: it is all so now"),) if demands else ())

    def _quarters(self, canvas: Canvas, report: Report, x: float, y: float) -> None:
        words = self.desk.words
        top = y
        for n, quarter in enumerate(report.quarters):
            lines = _loud(quarter.news, self._seat())
            left_out = len(quarter.news) - len(lines)
            more = words.tr("{n} more in the log", n=left_out) if left_out else ""
            head(canvas, x, top, WIDE, words.tr("Quarter {n}", n=quarter.number), more)
            for m, line in enumerate(lines):
                base = top + 27 + ROW * m
                name = f"jump:{n}:{m}"
                if canvas.hot == name:
                    canvas.rect(x - 6, base - 13, WIDE + 12, 18, RAISED)
                canvas.text(
                    x, base, canvas.fit(line.text, WIDE - 4), SMALL, RED if line.bad else PAPER
                )
                canvas.target(name, x - 6, base - 13, WIDE + 12, 18)
            if not lines:
                canvas.text(x, top + 27, words.tr("nothing that you heard of"), SMALL, PAPER3)
            top += 36 + ROW * max(len(lines), 1)

    def _seat(self) -> str:
        return self.desk.game.seat if self.desk.game else ""

    def _causes(self, canvas: Canvas, report: Report, y: float) -> float:
        """Draw the factors of the gap, and return where the next section begins."""
        words = self.desk.words
        head(canvas, SIDE_X, y, SIDE, words.tr("What the gap is made of"), words.tr("factors"))
        for title, before, after in report.causes[:4]:
            y += 20.0 if title != report.causes[0][0] else 27.0
            canvas.text(SIDE_X, y, canvas.fit(title, 150), SMALL, PAPER)
            was, now = words.factor(before), words.factor(after)
            canvas.text(SIDE_X + 226, y, f"{was} →", SMALL, PAPER2, align="right")
            colour = _moved(was, now, grew=after > before)
            canvas.text(SIDE_X + SIDE, y, now, SMALL, colour, SEMIBOLD, "right")
        return y + ROW + GAP

    def _list(
        self, canvas: Canvas, title: str, texts: Sequence[str], y: float, bar: Colour
    ) -> float:
        """Draw a head and texts under it, as many as there is room for; return where it ends."""
        rows = [canvas.wrap(text, SIDE, lines=2) for text in texts]
        room = min(WRAPPED, int((FOOT - y - 27.0) / 17.0) + 1)
        while rows and sum(map(len, rows)) > room:
            rows.pop()
        if not rows:
            return y
        head(canvas, SIDE_X, y, SIDE, title, bar=bar)
        lines = [line for row in rows for line in row]
        for n, line in enumerate(lines):
            canvas.text(SIDE_X, y + 27 + 17 * n, line, SMALL, PAPER)
        return y + 27 + 17 * len(lines) + GAP

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
