"""The line of news between the map and the road."""

from __future__ import annotations

from collections.abc import Sequence

from race.ui.canvas import Canvas
from race.ui.facts.board import News
from race.ui.fonts import SEMIBOLD
from race.ui.settings import Settings
from race.ui.theme import ASPHALT, PAPER, PAPER2, PAPER3, RED, RULE, RULE2, SMALL, WIDTH
from race.ui.words import Words

TOP, HEIGHT = 446.0, 30.0


def draw_news(
    canvas: Canvas, lines: Sequence[News], words: Words, key: str, quiet: str = ""
) -> None:
    """Draw the head, as many lines as fit, each with the letter of its jump, and the log's key.

    `quiet` is said where there are no lines.
    """
    canvas.rect(0, TOP, WIDTH, HEIGHT + 4, ASPHALT)
    canvas.hline(0, WIDTH, TOP, RULE)
    base = TOP + 20
    canvas.rect(16, base - 10, 3, 12, RED)
    x = 26 + canvas.text(26, base, words.tr("News").upper(), SMALL, PAPER, SEMIBOLD) + 24
    log = words.tr("log {key}", key=key)
    right = WIDTH - 16 - canvas.text(WIDTH - 16, base, log, SMALL, PAPER3, align="right")
    canvas.target("log", right - 6, TOP + 3, WIDTH - 10 - right, 26)
    if not lines:
        text = canvas.fit(quiet or words.tr("A quiet year."), right - x - 24)
        canvas.text(x, base, text, SMALL, PAPER2)
    for n, line in enumerate(lines[:3]):
        room = right - 24 - x - 24
        if room < 120:
            break
        canvas.frame(x, base - 11, 14, 14, RULE2)
        canvas.text(x + 7, base, "ABC"[n], SMALL, PAPER2, align="centre")
        text = canvas.fit(line.text, min(room, 400))
        colour = PAPER if n == 0 or canvas.hot == f"news:{n}" else PAPER2
        width = canvas.text(x + 21, base, text, SMALL, colour)
        canvas.target(
            f"news:{n}", x - 4, TOP + 3, width + 30, 26, line.text if text != line.text else ""
        )
        x += 21 + width + 28


def first_line(keys: Settings, words: Words) -> str:
    """Say in a line how a turn is played, for the first one."""
    return words.tr(
        "Four orders a year: {advice} takes the adviser's, {add} lists all, {end} ends the year. "
        "Press a number to see what it is made of; {help} explains the game.",
        advice=keys.key_of("advice"), add=keys.key_of("add"), end=keys.key_of("end_year"),
        help=keys.key_of("help"),
    )  # fmt: skip
