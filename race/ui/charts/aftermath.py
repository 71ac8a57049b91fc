"""What is told at the end beside the result: marks, and what the others did and why."""

from __future__ import annotations

from race.play.telling.shown import Achievement, Aftermath, RivalStory
from race.scenario.models.scenario import Scenario
from race.ui.canvas import Canvas
from race.ui.charts.walker import flag
from race.ui.fonts import SEMIBOLD
from race.ui.names import home_of, kind_of, name_of
from race.ui.theme import PAPER, PAPER2, PAPER3, SMALL, look
from race.ui.widgets.panel import head
from race.ui.words import Words

LEFT, WIDTH = 472.0, 540.0
MARKS_X, MARKS_WIDTH = 1036.0, 220.0
FIRST, ROOM = 66.0, 440.0


def draw_aftermath(canvas: Canvas, after: Aftermath, scenario: Scenario, words: Words) -> None:
    """Draw rivals on the left, marks on the right."""
    head(canvas, LEFT, 40, WIDTH, words.tr("What the others did, and why"))
    pitch = min(ROOM / max(len(after.rivals), 1), 56.0)
    for n, rival in enumerate(after.rivals):
        _rival(canvas, rival, FIRST + pitch * n, scenario, words)
    head(canvas, MARKS_X, 40, MARKS_WIDTH, words.tr("Marks"), str(len(after.achievements)))
    if not after.achievements:
        canvas.text(MARKS_X, FIRST, words.tr("None this time."), SMALL, PAPER2)
    for n, mark in enumerate(after.achievements):
        _mark(canvas, mark, FIRST + 50.0 * n)


def _rival(canvas: Canvas, rival: RivalStory, y: float, scenario: Scenario, words: Words) -> None:
    home, kind = home_of(rival.actor, scenario), kind_of(rival.actor, scenario)
    flag(canvas, (LEFT + 10, y - 3), 8.0, look(rival.actor, home, kind))
    x = LEFT + 28
    who = f"{name_of(rival.actor, scenario, words)}, {rival.archetype.lower()}"
    wide = canvas.text(x, y, who, SMALL, PAPER, SEMIBOLD)
    room = WIDTH - 28 - wide - 12
    canvas.text(x + wide + 12, y, canvas.fit(rival.belief, room), SMALL, PAPER3)
    canvas.text(x, y + 15, canvas.fit(rival.orders, WIDTH - 28), SMALL, PAPER2)
    tip = f"{rival.name}, {rival.archetype.lower()}. {rival.about} {rival.orders}; {rival.belief}"
    canvas.target(f"rival:{rival.actor}", LEFT, y - 14, WIDTH, 32, tip)


def _mark(canvas: Canvas, mark: Achievement, y: float) -> None:
    canvas.circle((MARKS_X + 6, y - 4), 4.0, PAPER)
    canvas.text(MARKS_X + 18, y, canvas.fit(mark.title, MARKS_WIDTH - 18), SMALL, PAPER, SEMIBOLD)
    for n, line in enumerate(canvas.wrap(mark.text, MARKS_WIDTH - 18, lines=2)):
        canvas.text(MARKS_X + 18, y + 15 + 14 * n, line, SMALL, PAPER2)
