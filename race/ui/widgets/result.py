"""What a game came to: the gap in large, the word and points, why it ended."""

from __future__ import annotations

from race.ui.canvas import Canvas
from race.ui.facts.road import THREE_KILOMETRES_M, Road
from race.ui.facts.year import Verdict
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.theme import ASPHALT, GIANT, GOOD, NAME, PAPER, PAPER2, PAPER3, RED, SMALL, TITLE
from race.ui.words import Words

WIDTH, HEIGHT, WIDEST = 448.0, 512.0, 404.0
LEAST_TOLD_M = 1.0
"""Nearer than this nobody asks how far the post of three kilometres is."""
BARS = {"win": GOOD, "partial": GOOD, "loss": RED}
"""Colour of the bar beside the word; the words say the same."""


def draw_result(
    canvas: Canvas, road: Road, verdict: Verdict | None, note: str, began: tuple[int, float],
    words: Words,
) -> None:  # fmt: skip
    """Draw the left side of the end; without a verdict `note` is said in its place.

    `began` is the first year and the gap in metres at its start.
    """
    canvas.rect(0, 0, WIDTH, HEIGHT, ASPHALT)
    head = words.tr("start of {year} · {name}", year=road.year, name=road.name_of(road.seat))
    width = canvas.text(24, 32, head, SMALL, PAPER2)
    way = canvas.fit(_way(road, began, words), WIDEST - width - 20)
    canvas.text(424, 32, way, SMALL, PAPER3, align="right")
    text, size = words.metres(road.gap_m), GIANT
    while canvas.measure(text, size, BOLD) > WIDEST:
        size -= 8
    canvas.text(22, 146, text, size, PAPER, BOLD)
    canvas.rect(24, 174, 3, 56, BARS.get(verdict.standing, PAPER) if verdict else PAPER)
    if verdict is None:
        canvas.text(36, 196, note, NAME, PAPER2)
        return
    title = words.tr("{word}: {score} points", word=verdict.word, score=round(verdict.score))
    canvas.text(36, 191, canvas.fit(title, 400, TITLE, SEMIBOLD), TITLE, PAPER, SEMIBOLD)
    for n, line in enumerate(canvas.wrap(verdict.reason, 400, lines=2)):
        canvas.text(36, 211 + 15 * n, line, SMALL, PAPER2)


def _way(road: Road, began: tuple[int, float], words: Words) -> str:
    """Tell where the way began, and how far the post of three kilometres is."""
    year, metres = began
    start = words.tr("{year}: {gap}", year=year, gap=words.metres(metres))
    if road.leads or road.gap_m < LEAST_TOLD_M:
        return start
    if road.past_three:
        return words.tr("{start} · past the post of 3 km", start=start)
    rest = words.exact(float(round(THREE_KILOMETRES_M - road.gap_m)))
    return words.tr("{start} · {rest} left to the post of 3 km", start=start, rest=rest)
