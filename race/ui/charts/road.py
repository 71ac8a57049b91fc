"""The road: a logarithmic ruler with walkers, their beams, the bracket, the plates and the steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from race.ui.canvas import Canvas
from race.ui.charts.axis import (
    DONE,
    LEADER_X,
    LEAST_GAP_M,
    TOP,
    Axis,
    Stage,
    axis_of,
    gap_shown,
    mover_of,
    shown_gap,
)
from race.ui.charts.crowd import apart, free, freest, spread
from race.ui.charts.hero import draw_closers, draw_hero
from race.ui.charts.paces import Ground, draw_steps, steps_end
from race.ui.charts.plates import plate
from race.ui.charts.roadbed import ASPHALT, KERB, PLATES, draw_roadbed
from race.ui.charts.skin import skin_of
from race.ui.charts.walker import flag, ghost, walker
from race.ui.facts.moments import Moment, passed
from race.ui.facts.road import Road, Runner, nice_plate
from race.ui.fonts import SEMIBOLD
from race.ui.shapes import marker
from race.ui.theme import PAPER, PAPER2, PAPER3, SMALL, WIDTH, Look
from race.ui.words import Words

LEAST_RATIO = 1.05
NAMES, BRACKET, FOOT, LANES = 93.0, 75.0, 143.0, (6.0, 24.0)
STEPS = 215.0


def draw_road(
    canvas: Canvas, road: Road, words: Words, stage: Stage = DONE, *,
    moments: Sequence[Moment] = (), keys: bool = True,
) -> None:  # fmt: skip
    """Draw all of it; without `keys` nothing is said of what can be pressed."""
    axis = axis_of(road)
    draw_roadbed(canvas, axis, words)
    _passed(canvas, road, axis, words, stage)
    placed = _placed(road, axis, stage)
    _beams(canvas, placed, axis)
    _walkers(canvas, road, placed, axis, words, stage)
    _bracket(canvas, road, placed, words)
    draw_hero(canvas, road, words, stage, moments)
    draw_closers(canvas, road, words)
    draw_steps(canvas, road, Ground(axis.x, TOP + STEPS), words, stage)
    text = words.tr("logarithmic road: one post = ×10")
    right = words.tr("L honest ruler") if keys else ""
    width = canvas.text(1264, TOP + 233, right, SMALL, PAPER2, align="right")
    if steps_end(road, axis) < 780.0:
        canvas.text(1264 - width - 28, TOP + 233, text, SMALL, PAPER3, align="right")
    else:
        canvas.text(16, TOP + 233, text, SMALL, PAPER3)
    if keys:
        canvas.target(
            "ruler",
            1264 - width - 8,
            TOP + 218,
            width + 16,
            22,
            words.tr("Every metre in its place"),
        )


def _passed(canvas: Canvas, road: Road, axis: Axis, words: Words, stage: Stage) -> None:
    """Light the plates of posts that have been passed this year, up to a moment of its steps."""
    gap = gap_shown(road, stage)
    if road.was_m is None or not (0.0 < road.was_m < math.inf and 0.0 < gap < math.inf):
        return
    plates = axis.plates()
    for metres in passed(road.was_m, gap):
        if metres in plates:
            text, red = words.metres(metres), nice_plate(metres)
            plate(canvas, axis.x(metres), TOP + PLATES, text, red=red, lit=True)


@dataclass(frozen=True)
class _Place:
    """A runner, his place on the road, and where he walks: beside it in a crowd; None: no room."""

    runner: Runner
    x: float
    walk: float | None


def _placed(road: Road, axis: Axis, stage: Stage) -> list[_Place]:
    """Give every runner his place: you, the leader and the rival exactly, others pushed aside."""
    order = sorted(road.runners, key=lambda r: (not r.you, not r.leader, r.actor != road.rival))
    places = [axis.x(shown_gap(road, runner, stage)) for runner in order]
    fixed = sum(r.you or r.leader or r.actor == road.rival for r in order)
    walks = apart(places, fixed)
    return [_Place(runner, places[n], walks.get(n)) for n, runner in enumerate(order)]


def _beams(canvas: Canvas, placed: Sequence[_Place], axis: Axis) -> None:
    lanes: list[list[tuple[float, float]]] = [[], []]
    for place in sorted(placed, key=lambda p: p.runner.leader):
        runner, x = place.runner, place.x
        skin = _skin(runner)
        low, high = axis.x(runner.gap_m.high), axis.x(runner.gap_m.low)
        if runner.leader:
            low, high = LEADER_X - 11, LEADER_X + 26
        elif runner.gap_m.is_exact:
            low, high = x - 10, x + 10
        low, high = min(low, x - 4), max(high, x + 4)
        lane = next((n for n in (0, 1) if all(high + 8 < a or low - 8 > b for a, b in lanes[n])), 1)
        crowded = any(abs(x - p.x) < 30 for p in placed if p is not place)
        if place.walk is not None and lane == 0 and crowded:
            lane = 1
        lanes[lane].append((low, high))
        y = TOP + ASPHALT + LANES[lane] - 0.5
        _beam(canvas, (low, x, high), y, skin.colour)
        if place.walk is not None:
            marker(canvas, (x, y), skin.shape, 3.6, skin.colour)
        else:
            flag(canvas, (x, y), 5.6, skin)


def _beam(
    canvas: Canvas, ends: tuple[float, float, float], y: float, colour: tuple[int, int, int]
) -> None:
    low, x, high = ends
    with canvas.smooth(low - 2, y - 8, high - low + 4, 16) as layer:
        behind = [(x, y - 2.5), (x, y + 2.5), (low, y + 5.5), (low, y - 5.5)]
        ahead = [(x, y - 2.5), (x, y + 2.5), (high, y + 5.5), (high, y - 5.5)]
        layer.polygon(behind, colour, 0.30)
        layer.polygon(ahead, colour, 0.55)
        for end in (low, high):
            layer.polyline([(end, y - 5.5), (end, y + 5.5)], colour, 1.4)


def _walkers(
    canvas: Canvas, road: Road, placed: Sequence[_Place], axis: Axis, words: Words, stage: Stage
) -> None:
    foot = TOP + FOOT
    mover, was = road.runner(mover_of(road)), None
    walking = _walking(placed)
    if mover is not None and mover.was_m and 0.0 < mover.was_m < math.inf and stage.still:
        x = axis.x(mover.was_m)
        if all(abs(x - other) >= 24.0 for other in walking):
            ghost(canvas, (x, foot), skin_of(mover))
            was = x, str(road.year - 1)
    for place in placed:
        runner = place.runner
        x, top, tall = place.x, TOP + ASPHALT, KERB - ASPHALT
        if place.walk is not None:
            x, top, tall = place.walk, TOP + 98, 76.0
            skin = _skin(runner)
            walker(canvas, (x, foot), skin, pose=stage.pose, you=runner.you)
        name = f"runner:{runner.actor}"
        canvas.target(name, x - 12, top, 24, tall, tip=_tip(runner, words))
    spans = _names(canvas, placed, words)
    if was is not None:
        width = canvas.measure(was[1]) + 8
        if free(spans, was[0] - width / 2.0, width):
            canvas.text(was[0], TOP + NAMES, was[1], SMALL, PAPER3, align="centre")


def _skin(runner: Runner) -> Look:
    """Return the look of a runner; companies of one home are told apart by their letters."""
    skin = skin_of(runner)
    return skin._replace(flag=runner.name) if runner.kind and skin.flag else skin


def _walking(placed: Sequence[_Place]) -> list[float]:
    return [place.walk for place in placed if place.walk is not None]


def _tip(runner: Runner, words: Words) -> str:
    name = words.tr("{name}: the leader", name=runner.name)
    if runner.leader:
        return name
    gap = runner.gap_m
    text = f"{runner.name}: {words.metres(gap.value)}"
    if gap.is_exact or math.isinf(gap.value):
        return text
    band = words.tr(
        "in 8 cases of 10 between {low} and {high}",
        low=words.metres(gap.low), high=words.metres(gap.high),
    )  # fmt: skip
    return f"{text}\n{band}"


def _names(canvas: Canvas, placed: Sequence[_Place], words: Words) -> list[tuple[float, float]]:
    """Write names over heads, pushed aside where they meet, then values where there is room; return what is taken."""
    rows = []
    for place in placed:
        if place.walk is not None:
            name = words.tr("you") if place.runner.you else place.runner.name
            width = canvas.measure(name, SMALL, SEMIBOLD)
            rows.append((place, name, width, place.walk - width / 2.0))
    kept = spread([(left, width) for *_, width, left in rows])
    taken = {n: (left, left + rows[n][2]) for n, left in kept.items()}
    for n, left in kept.items():
        place, name, width, _ = rows[n]
        runner = place.runner
        value = words.tr("leader") if runner.leader else _distance(runner.gap_m.value, words)
        whole = width + canvas.measure(value) + 4
        others = [span for m, span in taken.items() if m != n]
        start = min(max(left - (whole - width) / 2.0, 6.0), WIDTH - 6.0 - whole)
        if not free(others, start, whole):
            value, start = "", min(max(left, 6.0), WIDTH - 6.0 - width)
        else:
            taken[n] = start, start + whole
        skin = skin_of(runner)
        canvas.text(start, TOP + NAMES, name, SMALL, skin.colour if runner.you else PAPER, SEMIBOLD)
        canvas.text(start + width + 4, TOP + NAMES, value, SMALL, PAPER2)
    return [*taken.values()]


def _distance(metres: float, words: Words) -> str:
    if 0.0 < metres < LEAST_GAP_M:
        millimetre = words.tr("mm")
        return f"< {words.number(0.1)}\u00a0{millimetre}"
    return words.metres(metres)


def _bracket(canvas: Canvas, road: Road, placed: Sequence[_Place], words: Words) -> None:
    ends = [p.x for p in placed if p.runner.actor == mover_of(road)]
    if not ends or not math.isfinite(road.gap_m) or road.gap_m <= 0.0:
        return
    start, end, y = ends[0], LEADER_X, TOP + BRACKET
    text = words.tr("almost level")
    if road.slower >= LEAST_RATIO:
        text = words.trn("{n} time slower", "{n} times slower", _round_ratio(road.slower))
    width = canvas.measure(text, SMALL, SEMIBOLD) + 16
    if width > end - start - 24.0:
        canvas.text(start - 12, y + 4.4, text, SMALL, PAPER, SEMIBOLD, "right")
        width = 0.0
    at = freest(_walking(placed), start, end, width)
    for a, b in ((start, at - width / 2.0), (at + width / 2.0, end)):
        canvas.hline(a, b, y - 0.8, PAPER, 1.6)
    for x in (start, end):
        canvas.vline(x, y - 5, y + 5, PAPER)
        canvas.polyline([(x - 4, y + 4), (x + 4, y - 4)], PAPER, 1.6)
    if width:
        canvas.text(at, y + 4.4, text, SMALL, PAPER, SEMIBOLD, "centre")


def _round_ratio(ratio: float) -> float:
    if ratio < 10.0:
        return round(ratio, 1)
    digits = max(0, math.floor(math.log10(ratio)) - 2)
    return float(round(ratio, -digits))
