"""What the seat is to reach: between its orders and the adviser, and at the end, where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from race.play.telling.shown import Goal
from race.ui.canvas import Canvas
from race.ui.fonts import SEMIBOLD
from race.ui.shapes import cross
from race.ui.theme import GOOD, PAPER, PAPER2, PAPER3, RED, SMALL, Colour
from race.ui.widgets.panel import head
from race.ui.words import Words, mark

X, WIDTH, BOTTOM, LINE, MARGIN, HEAD = 16.0, 240.0, 340.0, 16.0, 16.0, 20.0
KINDS = {"win": mark("win"), "partial": mark("half a win"), "loss": mark("loss")}
MOST_LINES = 6
DEMANDS = 2 * HEAD + 6.0
"""From the top of the list of what a goal asks for to its first line."""


def draw_demands(
    canvas: Canvas, goal: Goal, box: tuple[float, float, float, float], title: str, words: Words
) -> None:
    """List what a goal asks for, as far as there is room in a box of x, top, width, bottom."""
    x, top, width, bottom = box
    room = int((bottom - top - DEMANDS) / LINE)
    if room < 1 or not goal.demands:
        return
    head(canvas, x, top + HEAD, width, title, _now(goal, words))
    for n, demand in enumerate(goal.demands[:room]):
        y = top + DEMANDS + LINE * n
        if demand.holds:
            canvas.circle((x + 5, y - 4), 4.0, GOOD)
        else:
            canvas.ring((x + 5, y - 4), 4.0, PAPER3, 1.4)
        ink = PAPER if demand.holds else PAPER2
        canvas.text(x + MARGIN, y, canvas.fit(demand.text, width - MARGIN), SMALL, ink)


def demands_height(goal: Goal) -> float:
    """Return how high the list of what a goal asks for is."""
    return DEMANDS + LINE * len(goal.demands)


def draw_goals(
    canvas: Canvas, goals: Sequence[Goal], top: float, words: Words, *, lost: bool = False
) -> None:
    """Draw goals under `top`, the win first, as many as there is room for: each with its mark.

    Where the seat has `lost` the loss stays, whatever holds now, and goes before the others.
    """
    if lost:
        goals = [replace(goal, holds=True) for goal in goals if goal.kind == "loss"] + [
            goal for goal in goals if goal.kind != "loss"
        ]
    rows = [(goal, canvas.wrap(goal.text, WIDTH - MARGIN, lines=MOST_LINES)) for goal in goals]
    for n in reversed(range(len(rows))):  # texts go before heads, the win's last
        if BOTTOM - _height(rows) < top + HEAD:
            rows[n] = rows[n][0], []
    while rows and BOTTOM - _height(rows) < top + HEAD:
        rows.pop()
    y = BOTTOM - _height(rows)
    for goal, lines in rows:
        colour = _colour(goal)
        _mark(canvas, X + 5, y - 4, goal, colour)
        kind = words.tr(KINDS.get(goal.kind, goal.kind))
        canvas.text(X + MARGIN, y, kind.upper(), SMALL, colour, SEMIBOLD)
        came = lost and goal.kind == "loss"
        now = words.tr("it has come") if came else _now(goal, words)
        canvas.text(X + WIDTH, y, now, SMALL, PAPER3, align="right")
        for n, line in enumerate(lines):
            ink = PAPER if goal.kind == "win" else PAPER2
            canvas.text(X + MARGIN, y + LINE * (n + 1), line, SMALL, ink)
        if goal.demands:
            tall = LINE * len(lines) + HEAD
            canvas.target(
                f"goal:{goal.kind}", X - 6, y - 14, WIDTH + 12, tall - 2, _tip(goal, words)
            )
        y += LINE * len(lines) + HEAD


def not_yet(goal: Goal) -> Goal:
    """Return a goal as it is before the first year: nothing is lost yet."""
    return replace(goal, holds=False) if goal.kind == "loss" else goal


def _now(goal: Goal, words: Words) -> str:
    """Say whether a goal holds, and of a win how many of its demands do."""
    if goal.holds:
        return words.tr("so it is now")
    if len(goal.demands) < 2 or goal.kind == "loss":
        return words.tr("not now")
    held = sum(demand.holds for demand in goal.demands)
    return words.tr("{held} of {all}", held=held, all=len(goal.demands))


def _tip(goal: Goal, words: Words) -> str:
    """List what a goal asks for with what is so now, what is missing first."""
    rows: list[str] = []
    for held, first in ((False, words.tr("Still missing:")), (True, words.tr("So it is now:"))):
        texts = [demand.text for demand in goal.demands if demand.holds is held]
        rows += [first, *texts] if texts else []
    return "\n".join(rows)


def _height(rows: Sequence[tuple[Goal, Sequence[str]]]) -> float:
    return sum(LINE * len(lines) + HEAD for _, lines in rows)


def _colour(goal: Goal) -> Colour:
    if not goal.holds:
        return PAPER3
    return RED if goal.kind == "loss" else GOOD


def _mark(canvas: Canvas, x: float, y: float, goal: Goal, colour: Colour) -> None:
    """Draw a ring for what is not so, a dot for what is, a cross for a loss that has come."""
    if goal.holds and goal.kind == "loss":
        cross(canvas, (x, y), 4.0, colour, 1.6)
    elif goal.holds:
        canvas.circle((x, y), 4.0, colour)
    else:
        canvas.ring((x, y), 4.0, colour, 1.4)
