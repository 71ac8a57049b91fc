"""The years of a game in a row: how far the replay is, and what happened when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from race.ui.canvas import Canvas
from race.ui.fonts import BOLD, REGULAR
from race.ui.shapes import cross, play_sign
from race.ui.theme import (
    INK,
    LAMP,
    PAPER,
    PAPER2,
    PAPER3,
    RED,
    ROAD,
    RULE,
    SKY,
    SMALL,
    WIDTH,
    Colour,
)
from race.ui.words import Words, mark

X, ROW = 112.0, 1144.0
TOP, HEIGHT, TRACK = 512.0, 124.0, 556.0
KINDS = {
    "seizure": mark("seizure"),
    "rule": mark("rule"),
    "run": mark("record run of yours"),
    "event": mark("event of yours"),
}


@dataclass(frozen=True)
class Timeline:
    """What is shown: years, the chosen place among them, and marks as (year, kind, text)."""

    years: Sequence[int]
    place: int
    colour: Colour
    marks: Sequence[tuple[int, str, str]] = ()
    told: str = ""

    @property
    def pitch(self) -> float:
        """Give the width of a year."""
        return ROW / len(self.years)

    def x(self, place: int) -> float:
        """Return the middle of a year."""
        return X + self.pitch * (place + 0.5)

    def place_at(self, x: float) -> int:
        """Return the year that stands at a place of the screen."""
        count = len(self.years)
        return min(max(int((x - X) / ROW * count), 0), count - 1)


def draw_timeline(canvas: Canvas, line: Timeline, key: str, words: Words) -> None:
    """Draw the play button, the track, years, marks with their legend, and what is told."""
    canvas.rect(0, TOP, WIDTH, HEIGHT, SKY[0])
    canvas.hline(0, WIDTH, TOP, RULE)
    canvas.rect(24, 540, 44, 44, PAPER, radius=2)
    play_sign(canvas, (46, 562), 9, INK)
    canvas.target("play", 24, 540, 44, 44)
    canvas.text(46, 606, key, SMALL, PAPER3, align="centre")
    canvas.rect(X, TRACK, ROW, 12, ROAD)
    canvas.rect(X, TRACK, line.x(line.place) - X, 12, line.colour, alpha=0.5)
    for n, year in enumerate(line.years):
        on = n == line.place
        canvas.vline(line.x(n), TRACK, TRACK + 12, PAPER3)
        canvas.text(line.x(n), 590, str(year), SMALL, PAPER if on else PAPER2,
                    BOLD if on else REGULAR, "centre")  # fmt: skip
    canvas.circle((line.x(line.place), TRACK + 6), 10, PAPER)
    canvas.circle((line.x(line.place), TRACK + 6), 3.2, INK)
    canvas.target("scrub", X, 546, ROW, 50)
    _marks(canvas, line)
    left = _legend(canvas, line, words)
    told = canvas.fit(line.told, 1256 - left - 16)
    canvas.text(1256, 622, told, SMALL, PAPER, align="right")


def _marks(canvas: Canvas, line: Timeline) -> None:
    """Draw the marks of each year side by side above the track; pointed at, they tell."""
    for n, year in enumerate(line.years):
        here = [(kind, text) for when, kind, text in line.marks if when == year]
        for m, (kind, text) in enumerate(here):
            x = line.x(n) + 14.0 * (m - (len(here) - 1) / 2.0)
            _sign(canvas, x, 536.0, kind)
            canvas.target(f"mark:{n}:{m}", x - 7, 526, 14, 19, text)


def _sign(canvas: Canvas, x: float, y: float, kind: str) -> None:
    if kind == "seizure":
        cross(canvas, (x, y), 4.0, RED, 1.8)
    elif kind == "rule":
        canvas.rect(x - 4, y - 4, 8, 8, RED)
    elif kind == "run":
        canvas.circle((x, y), 4.4, LAMP)
    else:
        canvas.ring((x, y), 4.4, PAPER, 1.6)


def _legend(canvas: Canvas, line: Timeline, words: Words) -> float:
    """Name the marks that there are, and return where their names end."""
    x = X + 4
    kinds = {kind for _, kind, _ in line.marks}
    for kind, name in KINDS.items():
        if kind in kinds:
            _sign(canvas, x, 618.0, kind)
            x += 11 + canvas.text(x + 11, 622, words.tr(name), SMALL, PAPER2) + 22
    return x
