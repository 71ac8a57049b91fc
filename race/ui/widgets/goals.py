"""What the seat is to reach, between its orders and the adviser, for as long as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from race.ui.canvas import Canvas
from race.ui.facts.year import Goal
from race.ui.fonts import SEMIBOLD
from race.ui.shapes import cross
from race.ui.theme import GOOD, PAPER, PAPER2, PAPER3, RED, SMALL, Colour
from race.ui.words import Words, mark

X, WIDTH, BOTTOM, LINE, MARGIN, HEAD = 16.0, 240.0, 340.0, 16.0, 16.0, 20.0
KINDS = {"win": mark("win"), "partial": mark("half a win"), "loss": mark("loss")}
MOST_LINES = 5


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
    while rows and BOTTOM - _height(rows) < top + HEAD:
        rows.pop()
    y = BOTTOM - _height(rows)
    for goal, lines in rows:
        colour = _colour(goal)
        _mark(canvas, X + 5, y - 4, goal, colour)
        kind = words.tr(KINDS.get(goal.kind, goal.kind))
        canvas.text(X + MARGIN, y, kind.upper(), SMALL, colour, SEMIBOLD)
        now = words.tr("so it is now") if goal.holds else words.tr("not now")
        if lost and goal.kind == "loss":
            now = words.tr("it has come")
        canvas.text(X + WIDTH, y, now, SMALL, PAPER3, align="right")
        for n, line in enumerate(lines):
            ink = PAPER if goal.kind == "win" else PAPER2
            canvas.text(X + MARGIN, y + LINE * (n + 1), line, SMALL, ink)
        y += LINE * len(lines) + HEAD


def not_yet(goal: Goal) -> Goal:
    """Return a goal as it is before the first year: nothing is lost yet."""
    return replace(goal, holds=False) if goal.kind == "loss" else goal


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
