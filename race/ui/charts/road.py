"""The road: a logarithmic ruler with walkers, their beams, the bracket, the plates and the steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from race.ui.canvas import Canvas, Point
from race.ui.charts.crowd import apart, free, freest, spread
from race.ui.charts.plates import plate, post
from race.ui.charts.walker import flag, ghost, walker
from race.ui.facts.road import CAUSE_WORDS, PLATES_M, THREE_KILOMETRES_M, Road, Runner, nice_plate
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.shapes import arrow, marker
from race.ui.theme import (
    DASH,
    EDGE,
    GOOD,
    HERO,
    INK,
    NAME,
    NIGHT,
    PAPER,
    PAPER2,
    PAPER3,
    RED,
    RED_FILL,
    ROAD,
    RULE2,
    SKY,
    SMALL,
    WIDTH,
    look,
)
from race.ui.words import Words

TOP = 480.0
LEADER_X, NEAR_X, FAR_X, BREAK_X = 1212.0, 1090.0, 70.0, 1130.0
NAMES, ASPHALT, KERB, PLATES, OWN_STEP, LEADER_STEP = 93.0, 139.0, 173.0, 182.0, 215.0, 229.0
BRACKET, FOOT, LANES = 75.0, 143.0, (6.0, 24.0)
WIDEST_DECADE = 170.0
LEAST_GAP_M = 1e-4


@dataclass(frozen=True)
class Axis:
    """Where a distance stands: `near_m` at 1090, a decade is `decade` wide."""

    near_m: float
    decade: float

    def x(self, metres: float) -> float:
        """Return the place of a gap; the leader's stands after the break."""
        if metres <= 0.0:
            return LEADER_X
        if math.isinf(metres):
            return 22.0
        place = NEAR_X - self.decade * math.log10(max(metres, LEAST_GAP_M) / self.near_m)
        return min(max(place, 22.0), BREAK_X - 22.0)

    def plates(self) -> list[float]:
        """Return the distances that have a plate, the farthest first."""
        top = math.ceil(math.log10(self.near_m)) + math.floor((NEAR_X - 50.0) / self.decade)
        decades = [10.0**n for n in range(top, round(math.log10(self.near_m)) - 1, -1)]
        return sorted({*decades, THREE_KILOMETRES_M, *(p for p in PLATES_M if p in decades)})[::-1]


@dataclass(frozen=True)
class Stage:
    """How far the year's steps have gone, 0 to 1, and the pose of who walks."""

    own: float = 1.0
    leader: float = 1.0
    pose: int = 0

    @property
    def still(self) -> bool:
        """Tell whether the year's steps are done."""
        return self.own >= 1.0 and self.leader >= 1.0


DONE = Stage()


def axis_of(road: Road) -> Axis:
    """Choose the axis: 10 km to 1 cm, farther and nearer where somebody stands there."""
    gaps = [r.gap_m.value for r in road.runners if 0.0 < r.gap_m.value < math.inf]
    gaps += [r.was_m for r in road.runners if r.was_m and 0.0 < r.was_m < math.inf]
    least = min(gaps, default=0.01)
    near = 0.01 if least >= 0.006 else 0.001
    far = max(10_000.0, 10.0 ** math.ceil(math.log10(max(gaps, default=1.0) / 1.6)))
    return Axis(near, min(WIDEST_DECADE, (NEAR_X - FAR_X) / math.log10(far / near)))


def draw_road(
    canvas: Canvas, road: Road, words: Words, stage: Stage = DONE, *, keys: bool = True
) -> None:
    """Draw all of it; without `keys` nothing is said of what can be pressed."""
    axis = axis_of(road)
    _backdrop(canvas, axis, words)
    placed = _placed(road, axis, stage)
    _beams(canvas, placed, axis)
    _walkers(canvas, road, placed, axis, words, stage)
    _bracket(canvas, road, placed, words)
    _hero(canvas, road, words, stage)
    _causes(canvas, road, words)
    _steps(canvas, road, axis, words, stage)
    text = words.tr("logarithmic road: one post = ×10")
    right = words.tr("L honest ruler") if keys else ""
    width = canvas.text(1264, TOP + 233, right, SMALL, PAPER2, align="right")
    if _steps_end(road, axis) < 780.0:
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


def _backdrop(canvas: Canvas, axis: Axis, words: Words) -> None:
    """Lay down what does not move, drawn once and kept: sky, road, plates."""
    area = canvas.box(0, TOP, WIDTH, 240)
    key = ("road", axis, canvas.scale, area.size, words.language)
    kept = canvas.fonts.backdrops
    if key not in kept:
        kept.clear()
        picture = pygame.Surface(area.size)
        still = Canvas(picture, canvas.scale, canvas.fonts, 0.0, TOP)
        _ground(still, axis)
        for metres in axis.plates():
            x = axis.x(metres)
            post(still, x, TOP + KERB + 1, TOP + PLATES)
            plate(still, x, TOP + PLATES, words.metres(metres), red=nice_plate(metres))
        kept[key] = picture
    canvas.surface.blit(kept[key], area)


def _ground(canvas: Canvas, axis: Axis) -> None:
    canvas.rect(0, TOP, WIDTH, 240, SKY[0])
    canvas.rect(0, TOP + 90, WIDTH, 18, SKY[1])
    canvas.rect(0, TOP + 108, WIDTH, ASPHALT - 108, SKY[1])
    _pylons(canvas)
    canvas.rect(0, TOP + ASPHALT, WIDTH, KERB - ASPHALT, ROAD)
    canvas.rect(0, TOP + KERB, WIDTH, 240 - KERB, NIGHT)
    past = axis.x(THREE_KILOMETRES_M)
    canvas.rect(0, TOP + ASPHALT + 1, past, KERB - ASPHALT - 1, RED_FILL, alpha=0.10)
    canvas.hatch(0, TOP + ASPHALT + 1, past, KERB - ASPHALT - 1, RED, 7, 0.20, 0.8)
    canvas.hline(0, WIDTH, TOP + ASPHALT, EDGE)
    canvas.hline(0, WIDTH, TOP + KERB, EDGE)
    canvas.hdash(0, WIDTH, TOP + (ASPHALT + KERB) / 2.0, DASH, 22, 22)
    canvas.hline(0, WIDTH, TOP, RULE2)
    _break(canvas)


def _pylons(canvas: Canvas) -> None:
    places = [-115.0 + 155.0 * n for n in range(10)]
    top, foot = TOP + 106.0, TOP + ASPHALT
    with canvas.smooth(0, TOP + 100, WIDTH, ASPHALT - 100, 2) as layer:
        layer.polygon(
            [(0, foot), (0, foot - 12), (260, foot - 20), (520, foot - 11), (820, foot - 22),
             (1060, foot - 13), (WIDTH, foot - 20), (WIDTH, foot)], SKY[2],
        )  # fmt: skip
        for x in places:
            layer.polyline([(x - 4, foot), (x, top), (x + 4, foot)], (38, 49, 64), 1.0)
            layer.polyline([(x - 8, top + 9), (x + 8, top + 9)], (38, 49, 64), 1.0)
            for low in (9.0, 14.0):
                wire = [
                    (x + 155.0 * t / 12.0, top + low + 26.0 * (t / 12.0) * (1.0 - t / 12.0))
                    for t in range(13)
                ]
                layer.polyline(wire, (38, 49, 64), 0.8)


def _break(canvas: Canvas) -> None:
    """Draw the torn place before the leader's ground, which is not to scale."""
    y0, y1 = TOP + ASPHALT - 7, TOP + KERB + 6
    for shift in (-6.0, 4.0):
        x = BREAK_X + shift
        zigzag = [(x + 8, y0), (x - 1, y0 + 18), (x + 7, y0 + 26), (x - 5, y1)]
        canvas.polyline(zigzag, INK, 4.4)
    for shift in (-11.0, 8.0):
        x = BREAK_X + shift
        canvas.polyline([(x + 8, y0), (x - 1, y0 + 18), (x + 7, y0 + 26), (x - 5, y1)], EDGE, 1.0)


@dataclass(frozen=True)
class _Place:
    """A runner, his place on the road, and where he walks: beside it in a crowd; None: no room."""

    runner: Runner
    x: float
    walk: float | None


def _placed(road: Road, axis: Axis, stage: Stage) -> list[_Place]:
    """Give every runner his place: you, the leader and the rival exactly, others pushed aside."""
    order = sorted(road.runners, key=lambda r: (not r.you, not r.leader, r.actor != road.rival))
    places = [axis.x(_shown_gap(road, runner, stage)) for runner in order]
    fixed = sum(r.you or r.leader or r.actor == road.rival for r in order)
    walks = apart(places, fixed)
    return [_Place(runner, places[n], walks.get(n)) for n, runner in enumerate(order)]


def _shown_gap(road: Road, runner: Runner, stage: Stage) -> float:
    """Return the gap at a moment of the year's steps, moved along its logarithm."""
    gap, was = runner.gap_m.value, runner.was_m
    if stage.still or was is None or not (0.0 < was < math.inf and 0.0 < gap < math.inf):
        return gap
    if runner.actor == _mover(road) and road.own_step and road.leader_step:
        own, leader = math.log(road.own_step), math.log(road.leader_step)
        sign = -1.0 if not road.leads else 1.0
        return was * math.exp(sign * (stage.own * own - stage.leader * leader))
    share = 0.5 * (stage.own + stage.leader)
    return math.exp((1.0 - share) * math.log(was) + share * math.log(gap))


def _gap_shown(road: Road, stage: Stage) -> float:
    """Return the gap as a number at a moment of the year's steps."""
    mover = road.runner(_mover(road))
    if stage.still or mover is None or not 0.0 < mover.gap_m.value < math.inf:
        return road.gap_m
    return _shown_gap(road, mover, stage) * road.gap_m / mover.gap_m.value


def _mover(road: Road) -> str:
    return road.rival if road.leads else road.seat


def _beams(canvas: Canvas, placed: Sequence[_Place], axis: Axis) -> None:
    lanes: list[list[tuple[float, float]]] = [[], []]
    for place in sorted(placed, key=lambda p: p.runner.leader):
        runner, x = place.runner, place.x
        skin = look(runner.actor, runner.home, runner.kind)
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
    mover = road.runner(_mover(road))
    walking = _walking(placed)
    if mover is not None and mover.was_m and 0.0 < mover.was_m < math.inf and stage.still:
        x = axis.x(mover.was_m)
        if all(abs(x - other) >= 24.0 for other in walking):
            ghost(canvas, (x, foot), look(mover.actor, mover.home, mover.kind))
            if all(abs(x - other) >= 58.0 for other in walking):
                canvas.text(x, TOP + NAMES, str(road.year - 1), SMALL, PAPER3, align="centre")
    for place in placed:
        runner = place.runner
        x, top, tall = place.x, TOP + ASPHALT, KERB - ASPHALT
        if place.walk is not None:
            x, top, tall = place.walk, TOP + 98, 76.0
            skin = look(runner.actor, runner.home, runner.kind)
            walker(canvas, (x, foot), skin, pose=stage.pose, you=runner.you)
        name = f"runner:{runner.actor}"
        canvas.target(name, x - 12, top, 24, tall, tip=_tip(runner, words))
    _names(canvas, placed, words)


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


def _names(canvas: Canvas, placed: Sequence[_Place], words: Words) -> None:
    """Write names over heads, pushed aside where they meet, then values where there is room."""
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
        skin = look(runner.actor, runner.home, runner.kind)
        canvas.text(start, TOP + NAMES, name, SMALL, skin.colour if runner.you else PAPER, SEMIBOLD)
        canvas.text(start + width + 4, TOP + NAMES, value, SMALL, PAPER2)


def _distance(metres: float, words: Words) -> str:
    if 0.0 < metres < LEAST_GAP_M:
        millimetre = words.tr("mm")
        return f"< {words.number(0.1)}\u00a0{millimetre}"
    return words.metres(metres)


def _bracket(canvas: Canvas, road: Road, placed: Sequence[_Place], words: Words) -> None:
    ends = [p.x for p in placed if p.runner.actor == _mover(road)]
    if not ends or not math.isfinite(road.gap_m) or road.gap_m <= 0.0:
        return
    start, end, y = ends[0], LEADER_X, TOP + BRACKET
    text = words.trn("{n} time slower", "{n} times slower", _round_ratio(road.slower))
    width = canvas.measure(text, SMALL, SEMIBOLD) + 16
    at = freest(_walking(placed), start, end, width)
    for a, b in ((start, at - width / 2.0), (at + width / 2.0, end)):
        canvas.hline(a, b, y - 0.8, PAPER, 1.6)
    for x in (start, end):
        canvas.vline(x, y - 5, y + 5, PAPER)
        canvas.polyline([(x - 4, y + 4), (x + 4, y - 4)], PAPER, 1.6)
    canvas.text(at, y + 4.4, text, SMALL, PAPER, SEMIBOLD, "centre")


def _round_ratio(ratio: float) -> float:
    if ratio < 10.0:
        return round(ratio, 1)
    digits = max(0, math.floor(math.log10(ratio)) - 2)
    return float(round(ratio, -digits))


def _hero(canvas: Canvas, road: Road, words: Words, stage: Stage) -> None:
    if road.leads:
        caption = words.tr("Your lead over {name}", name=_name_of(road, road.rival))
    else:
        caption = words.tr("Gap to the leader")
    canvas.text(16, TOP + 20, caption, SMALL, PAPER2)
    text = words.metres(_gap_shown(road, stage))
    width = canvas.text(16, TOP + 59, text, HERO, PAPER, BOLD, passing=not stage.still)
    x = 16 + width + 19
    canvas.target("why:gap", 12, TOP + 22, width + 10, 46, words.tr("Why so many?"))
    if road.was_m is not None:
        text, worse = _change(road, words)
        canvas.text(x, TOP + 41, text, NAME, RED if worse else GOOD, SEMIBOLD)
    canvas.text(x, TOP + 58, _in_plans(road, words), SMALL, PAPER2)


def _change(road: Road, words: Words) -> tuple[str, bool]:
    was = road.was_m or 0.0
    grown = road.gap_m > was
    worse = grown != road.leads
    before = words.tr("was {gap} in {year}", gap=words.metres(was), year=road.year - 1)
    if not (0.0 < was < math.inf and 0.0 < road.gap_m < math.inf):
        return before, worse
    factor = road.gap_m / was
    if factor >= 1.05:
        return words.tr(
            "{before}, {factor} in a year", before=before, factor=words.factor(factor)
        ), worse
    if factor <= 0.95:
        return words.tr("{before}: shrinking", before=before), worse
    return words.tr("{before}: as it was", before=before), worse


def _in_plans(road: Road, words: Words) -> str:
    if math.isinf(road.gap_years):
        return words.tr("there is no cluster of your own to run with")
    stride = words.metres(road.stride_m)
    if road.plans >= 1.5:
        plans = words.trn(
            "{n} five-year plan of {stride}", "{n} five-year plans of {stride}",
            round(road.plans), stride=stride,
        )  # fmt: skip
    else:
        plans = words.tr(
            "{share} of a five-year plan of {stride}",
            share=words.percent(road.plans),
            stride=stride,
        )
    return f"{words.years(road.gap_years)} = {plans}"


def _name_of(road: Road, actor: str) -> str:
    runner = road.runner(actor)
    return runner.name if runner else actor


def _causes(canvas: Canvas, road: Road, words: Words) -> None:
    if not road.causes or not 0.0 < road.gap_m < math.inf:
        return
    pitch = 104.0
    x = 1264.0 - pitch * len(road.causes)
    if road.leads:
        head = words.tr(
            "If {name} had what you have, your lead would be", name=_name_of(road, road.rival)
        )
    else:
        head = words.tr("If you had what the leader has, the gap would be")
    canvas.text(x, TOP + 19, head, SMALL, PAPER2)
    for n, cause in enumerate(road.causes):
        left = x + n * pitch
        canvas.vline(left, TOP + 28, TOP + 62, RULE2)
        name = words.tr(CAUSE_WORDS.get(cause.name, cause.name))
        canvas.text(left + 8, TOP + 38, canvas.fit(name, pitch - 12), SMALL, PAPER2)
        text = words.metres(cause.metres) if cause.metres > 0.0 else words.tr("none")
        canvas.text(left + 8, TOP + 55, text, NAME, PAPER, SEMIBOLD)
        canvas.hline(left + 8, left + pitch - 10, TOP + 60, RULE2, 2)
        share = _closed(road.gap_m, cause.metres)
        canvas.hline(left + 8, left + 8 + share * (pitch - 18), TOP + 60, PAPER, 2)
        canvas.target(f"why:cause:{cause.name}", left, TOP + 26, pitch - 4, 38)


def _closed(gap: float, without: float) -> float:
    """Return the share of the gap's orders of magnitude, down to 1 mm, that a cause closes."""
    whole = math.log10(max(gap, 2e-3) / 1e-3)
    part = math.log10(gap / max(without, 1e-3))
    return min(max(part / whole, 0.0), 1.0)


def _steps(canvas: Canvas, road: Road, axis: Axis, words: Words, stage: Stage) -> None:
    mover = road.runner(_mover(road))
    if road.own_step is None or road.leader_step is None or mover is None or not mover.was_m:
        return
    if not 0.0 < mover.was_m < math.inf:
        return
    start = axis.x(mover.was_m)
    sign = 1.0 if not road.leads else -1.0
    middle = start + sign * axis.decade * math.log10(max(road.own_step, 1e-3)) * stage.own
    end = middle - sign * axis.decade * math.log10(max(road.leader_step, 1e-3)) * stage.leader
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


def _steps_end(road: Road, axis: Axis) -> float:
    """Return how far right the arrows of the steps reach, 0 if there are none."""
    mover = road.runner(_mover(road))
    if mover is None or not mover.was_m or road.own_step is None:
        return 0.0
    return max(axis.x(mover.was_m), axis.x(mover.gap_m.value))


def _other_step(road: Road, words: Words) -> str:
    factor = words.factor(road.leader_step or 1.0)
    if road.leads:
        return words.tr("{name}: step {factor}", name=_name_of(road, road.rival), factor=factor)
    return words.tr("the leader's step {factor}", factor=factor)


def head_of(placed_x: float) -> Point:
    """Return the place of a walker's head on the screen."""
    return placed_x, TOP + 108.0
