"""The two steps of a year: one's own forward, the leader's that pushes back."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from race.ui.canvas import Align, Canvas
from race.ui.charts.axis import Axis, Stage, mover_of
from race.ui.charts.skin import skin_of
from race.ui.facts.road import Road
from race.ui.fonts import SEMIBOLD
from race.ui.shapes import arrow
from race.ui.theme import SMALL
from race.ui.words import Words

PITCH = 14.0
LEAST = 1e-3
"""A step is drawn as if it were no smaller than this factor."""
TAKEN = 280.0
"""How far the note on the road's scale may reach from the left."""
SHORTEST = 6.0
"""An arrow shorter than its head is left out."""
STILL = 0.05
"""A pool that grew by less has made no step worth the word."""


@dataclass(frozen=True)
class Ground:
    """Where steps are drawn: the place of a distance, the first level, and how far right texts go."""

    x: Callable[[float], float]
    level: float
    left: float = 8.0
    right: float = 1120.0
    texts: float = 900.0


def draw_steps(canvas: Canvas, road: Road, ground: Ground, words: Words, stage: Stage) -> None:
    """Draw both arrows, from where the gap was to where it is."""
    mover = road.runner(mover_of(road))
    if road.own_step is None or road.leader_step is None or mover is None or not mover.was_m:
        return
    if not 0.0 < mover.was_m < math.inf:
        return
    sign = -1.0 if not road.leads else 1.0
    middle_m = mover.was_m * max(road.own_step, LEAST) ** (sign * stage.own)
    end_m = middle_m * max(road.leader_step, LEAST) ** (-sign * stage.leader)
    start, middle, end = (
        min(max(ground.x(metres), ground.left), ground.right)
        for metres in (mover.was_m, middle_m, end_m)
    )
    you = next((r for r in road.runners if r.you), mover)
    other = road.runner(road.rival) or mover
    room = max(ground.texts - max(start, middle, end), min(start, middle, end) - TAKEN) - 20.0
    step = _other_step(road, words)
    if road.record_by and stage.still and not road.leads:
        told = words.tr("{step} · a record by {name}", step=step, name=road.record_by)
        step = told if canvas.measure(told, SMALL, SEMIBOLD) < room else step
    rows = ((you, start, middle, _own_step(road, words)), (other, middle, end, step))
    right, widest = (
        max(start, middle, end),
        max(canvas.measure(row[3], SMALL, SEMIBOLD) for row in rows),
    )
    beside = right + 10 + widest < ground.texts
    for n, (runner, a, b, text) in enumerate(rows):
        level = ground.level + PITCH * n
        colour = skin_of(runner).colour
        if abs(b - a) >= SHORTEST:
            arrow(canvas, (a, level), (b, level), colour)
        x = right + 10 if beside else min(start, middle, end) - 10
        align: Align = "left" if beside else "right"
        canvas.text(x, level + 4, text, SMALL, colour, SEMIBOLD, align)


def steps_end(road: Road, axis: Axis) -> float:
    """Return how far right the arrows of the steps reach, 0 if there are none."""
    mover = road.runner(mover_of(road))
    if mover is None or not mover.was_m or road.own_step is None:
        return 0.0
    return max(axis.x(mover.was_m), axis.x(mover.gap_m.value))


def _own_step(road: Road, words: Words) -> str:
    step = road.own_step or 1.0
    if abs(step - 1.0) < STILL:
        return words.tr("you stood still this year")
    if step < 1.0:
        return words.tr("your step this year: back, {factor}", factor=words.factor(step))
    return words.tr("your step this year {factor}", factor=words.factor(step))


def _other_step(road: Road, words: Words) -> str:
    step = road.leader_step or 1.0
    factor = words.factor(step)
    if road.leads:
        return words.tr("{name}: step {factor}", name=road.name_of(road.rival), factor=factor)
    if abs(step - 1.0) < STILL:
        return words.tr("the leader stood still")
    return words.tr("the leader's step {factor}", factor=factor)
