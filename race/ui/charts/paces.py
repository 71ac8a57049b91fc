"""The two steps of a year under the road: one's own forward, the leader's that pushes back."""

from __future__ import annotations

import math

from race.ui.canvas import Canvas
from race.ui.charts.axis import TOP, Axis, Stage, mover_of
from race.ui.facts.road import Road
from race.ui.fonts import SEMIBOLD
from race.ui.shapes import arrow
from race.ui.theme import SMALL, look
from race.ui.words import Words

OWN_STEP, LEADER_STEP = 215.0, 229.0
FARTHEST = 1120.0


def draw_steps(canvas: Canvas, road: Road, axis: Axis, words: Words, stage: Stage) -> None:
    """Draw both arrows, from where the gap was to where it is."""
    mover = road.runner(mover_of(road))
    if road.own_step is None or road.leader_step is None or mover is None or not mover.was_m:
        return
    if not 0.0 < mover.was_m < math.inf:
        return
    start = axis.x(mover.was_m)
    sign = 1.0 if not road.leads else -1.0
    middle = start + sign * axis.decade * math.log10(max(road.own_step, 1e-3)) * stage.own
    end = middle - sign * axis.decade * math.log10(max(road.leader_step, 1e-3)) * stage.leader
    middle, end = (min(max(x, 8.0), FARTHEST) for x in (middle, end))
    you = next((r for r in road.runners if r.you), mover)
    other = road.runner(road.rival) or mover
    rows = (
        (you, OWN_STEP, start, middle, words.tr("your step this year {factor}", factor=words.factor(road.own_step))),
        (other, LEADER_STEP, middle, end, _other_step(road, words)),
    )  # fmt: skip
    right = max(start, middle, end)
    for runner, level, a, b, text in rows:
        colour = look(runner.actor, runner.home, runner.kind).colour
        arrow(canvas, (a, TOP + level), (b, TOP + level), colour)
        width = canvas.measure(text, SMALL, SEMIBOLD)
        x = right + 10 if right + 10 + width < 900 else min(a, b) - 10 - width
        canvas.text(x, TOP + level + 4, text, SMALL, colour, SEMIBOLD)


def steps_end(road: Road, axis: Axis) -> float:
    """Return how far right the arrows of the steps reach, 0 if there are none."""
    mover = road.runner(mover_of(road))
    if mover is None or not mover.was_m or road.own_step is None:
        return 0.0
    return max(axis.x(mover.was_m), axis.x(mover.gap_m.value))


def _other_step(road: Road, words: Words) -> str:
    factor = words.factor(road.leader_step or 1.0)
    if road.leads:
        return words.tr("{name}: step {factor}", name=road.name_of(road.rival), factor=factor)
    return words.tr("the leader's step {factor}", factor=factor)
