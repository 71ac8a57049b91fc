"""The honest ruler: the same road with every metre in its place, seen from so far that all fits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from race.ui.canvas import Canvas, Point
from race.ui.charts.plates import PLATE_HEIGHT, plate
from race.ui.charts.skin import skin_of
from race.ui.charts.walker import flag, walker
from race.ui.facts.road import THREE_KILOMETRES_M, Road, Runner, nice_plate
from race.ui.fonts import SEMIBOLD
from race.ui.theme import (
    DASH,
    EDGE,
    HEIGHT,
    NAME,
    PAPER,
    PAPER2,
    PAPER3,
    RED,
    RED_FILL,
    ROAD,
    RULE,
    RULE2,
    SKY,
    SMALL,
    WIDTH,
)
from race.ui.words import Words

Box = tuple[float, float, float, float]
"""Left, top, width, height."""
FAR: Point = (96.0, 648.0)
NEAR: Point = (1180.0, 146.0)
LENGTH = math.hypot(NEAR[0] - FAR[0], NEAR[1] - FAR[1])
ALONG: Point = ((FAR[0] - NEAR[0]) / LENGTH, (FAR[1] - NEAR[1]) / LENGTH)
ACROSS: Point = (ALONG[1], -ALONG[0])
"""To the lower right of the road, on which plates stand."""
FIRST_VIEW_M = 1.0
BESIDE = -34.0
MINOR_PIXELS = 22.0
WIDEST_FRAME = 0.33
"""Of the view, or of the frame around: larger ones would reach the list of the others."""


@dataclass(frozen=True)
class View:
    """A view along the ruler: how many metres lie between the two corners."""

    metres: float

    def place(self, metres: float, aside: float = 0.0) -> Point:
        """Return the place of a distance behind the leader, and so far aside of the road."""
        far = LENGTH * metres / self.metres
        return (
            NEAR[0] + ALONG[0] * far - ACROSS[0] * aside,
            NEAR[1] + ALONG[1] * far - ACROSS[1] * aside,
        )

    def shows(self, metres: float) -> bool:
        """Tell whether a distance lies on the screen."""
        x, y = self.place(metres)
        return -40.0 < x < WIDTH + 40.0 and -40.0 < y < HEIGHT + 40.0


def view_at(gap_m: float, share: float) -> View:
    """Return the view at a share of the camera's way, along the logarithm of its metres."""
    last = gap_m if math.isfinite(gap_m) and gap_m > 0.0 else FIRST_VIEW_M
    first = min(FIRST_VIEW_M, last)
    return View(first * (last / first) ** min(max(share, 0.0), 1.0))


def draw_ruler(
    canvas: Canvas, road: Road, before: Sequence[tuple[int, float]], view: View, words: Words,
    *, still: bool,
) -> None:  # fmt: skip
    """Draw road, posts, runners and the frames of earlier views, as (year, metres)."""
    _ground(canvas)
    if still:
        _frames(canvas, view, before, words)
    _band(canvas, view)
    plates = _marks(canvas, view, words)
    _runners(canvas, road, view, words)
    if still:
        _measure_line(canvas, view)
        measured = road.runner(road.rival if road.leads else road.seat)
        _name_measured(canvas, measured, view, words, plates)


def _ground(canvas: Canvas) -> None:
    canvas.rect(0, 0, WIDTH, HEIGHT, SKY[0])
    canvas.polygon(
        [(0, HEIGHT - 40), (WIDTH, 100), (WIDTH, HEIGHT), (0, HEIGHT)], SKY[1]
    )  # fmt: skip


def _band(canvas: Canvas, view: View) -> None:
    ahead, back = -0.16 * view.metres, 1.16 * view.metres
    half = 8.0

    def edge(metres: float, aside: float) -> Point:
        return view.place(metres, aside)

    with canvas.smooth(0, 0, WIDTH, HEIGHT, 2) as layer:
        layer.polygon(
            [edge(ahead, half), edge(back, half), edge(back, -half), edge(ahead, -half)], ROAD
        )
        if back > THREE_KILOMETRES_M:
            layer.polygon(
                [edge(THREE_KILOMETRES_M, half), edge(back, half), edge(back, -half),
                 edge(THREE_KILOMETRES_M, -half)], RED_FILL, 0.25,
            )  # fmt: skip
        for aside in (half, -half):
            layer.polyline([edge(ahead, aside), edge(back, aside)], EDGE, 1.2)
        dash = 14.0 * view.metres / LENGTH
        at = ahead
        while at < back:
            layer.polyline([edge(at, 0.0), edge(at + 0.5 * dash, 0.0)], DASH, 1.2)
            at += dash


def major_step(metres: float) -> float:
    """Return the distance between plates: 1, 2 or 5 of a decade, two to five of them in view."""
    rough = metres / 2.2
    decade = 10.0 ** math.floor(math.log10(rough))
    return max(step * decade for step in (1.0, 2.0, 5.0) if step * decade <= rough)


def _marks(canvas: Canvas, view: View, words: Words) -> list[Box]:
    """Draw ticks, plates and the distances between them; return the boxes of what is written."""
    major = major_step(view.metres)
    minor = major / 10.0
    if LENGTH * minor / view.metres < MINOR_PIXELS:
        minor = major / 5.0
    count = math.floor(1.1 * view.metres / minor)
    with canvas.smooth(0, 0, WIDTH, HEIGHT, 2) as layer:
        for n in range(1, count + 1):
            metres = n * minor
            half = _multiple(metres, major / 2.0)
            tall = 22.0 if half else 15.0
            layer.polyline(
                [view.place(metres, -10.0), view.place(metres, -10.0 - tall)],
                PAPER if half else PAPER3, 1.8 if half else 1.0,
            )  # fmt: skip
    taken: list[Box] = []
    for n in range(1, math.floor(1.02 * view.metres / (major / 2.0)) + 1):
        metres = n * major / 2.0
        x, y = view.place(metres, -40.0)
        if _multiple(metres, major):
            width = plate(canvas, x + 8, y - 4, words.exact(metres), red=nice_plate(metres))
        else:
            width = canvas.text(x + 8, y + 8, words.exact(metres), SMALL, PAPER3, align="centre")
        taken.append((x + 8 - width / 2.0, y - 4, width, PLATE_HEIGHT))
    if (
        view.shows(THREE_KILOMETRES_M)
        and view.metres < 40 * THREE_KILOMETRES_M
        and not _multiple(THREE_KILOMETRES_M, major)
    ):
        x, y = view.place(THREE_KILOMETRES_M, 36.0)
        plate(canvas, x - 8, y - 12, words.metres(THREE_KILOMETRES_M), red=True)
        canvas.line(view.place(THREE_KILOMETRES_M, 10.0), (x, y), PAPER, 1.8)
    return taken


def _multiple(metres: float, of: float) -> bool:
    return abs(metres / of - round(metres / of)) < 1e-6


def _runners(canvas: Canvas, road: Road, view: View, words: Words) -> None:
    measured = road.rival if road.leads else road.seat
    shown = sorted(road.runners, key=lambda r: r.gap_m.value)
    for runner in shown:
        gap = runner.gap_m.value
        if runner.leader or not math.isfinite(gap) or not view.shows(gap):
            continue
        colour = skin_of(runner).colour
        place = view.place(gap)
        if runner.actor == measured:
            canvas.ring(place, 10.0, PAPER, 1.8)
        canvas.circle(place, 3.0, colour)
    leader = next((r for r in road.runners if r.leader), None)
    if leader is not None:
        x, y = NEAR
        skin = skin_of(leader)
        walker(canvas, (x + 4, y + 2), skin, you=leader.you)
        name = words.tr("you") if leader.you else leader.name
        canvas.text(x + 26, y - 38, name, NAME, skin.colour, SEMIBOLD)


def _measure_line(canvas: Canvas, view: View) -> None:
    start, end = view.place(0.0, 30.0), view.place(view.metres, 30.0)
    canvas.line(start, end, PAPER, 1.6)
    for metres in (0.0, view.metres):
        canvas.line(view.place(metres, 38.0), view.place(metres, 22.0), PAPER, 1.6)
        canvas.circle(view.place(metres, 30.0), 2.8, PAPER)


def _name_measured(
    canvas: Canvas, runner: Runner | None, view: View, words: Words, taken: Sequence[Box]
) -> None:
    """Write who is measured beside his place; where a plate stands there, lower or beside that."""
    if runner is None or not math.isfinite(runner.gap_m.value):
        return
    x, y = view.place(runner.gap_m.value)
    name = words.tr("you") if runner.you else runner.name
    value = words.metres(runner.gap_m.value)
    width = canvas.measure(name, NAME, SEMIBOLD) + 5
    whole = width + canvas.measure(value, NAME)
    spots = [(x + 32, y + 46), (x + 16, y + 64)]
    found = next((spot for spot in spots if _free(taken, *spot, whole)), None)
    if found is not None:
        canvas.line((x + 7, y + 9), (min(found[0] - 6, x + 26), found[1] - 10), PAPER, 1.0)
    plate_x, plate_y, plate_width, _ = next(
        (box for box in taken if not _free([box], *spots[0], whole)), (x, y + 32, 24.0, 0.0)
    )
    left, base = found or (plate_x + plate_width + 10.0, plate_y + 14.0)
    colour = skin_of(runner).colour
    canvas.text(left, base, name, NAME, colour, SEMIBOLD)
    canvas.text(left + width, base, value, NAME, PAPER)


def _free(taken: Sequence[Box], left: float, base: float, width: float) -> bool:
    """Tell whether a line of text would hit none of the boxes."""
    return all(
        left > x + w + 4 or left + width < x - 4 or base - 11 > y + h + 2 or base + 3 < y
        for x, y, w, h in taken
    )


def _frames(canvas: Canvas, view: View, before: Sequence[tuple[int, float]], words: Words) -> None:
    """Draw what filled the view in earlier years: frames that share the leader's corner."""
    right, top = NEAR[0] + 26, NEAR[1] - 36
    last = view.metres
    for year, metres in sorted(before, key=lambda one: -one[1]):
        if not 0.012 * view.metres < metres < WIDEST_FRAME * last:
            continue
        x, y = view.place(metres, -16.0)
        canvas.frame(x, top, right - x, y - top, RULE2)
        text = words.tr("{gap}: the view of {year}", gap=words.metres(metres), year=year)
        if WIDEST_FRAME * (right - x) + canvas.measure(text) + 12 < right - x:
            canvas.text(x + 8, top + 17, text, SMALL, PAPER3)
        top += 10
        last = metres


def draw_others(canvas: Canvas, road: Road, x: float, y: float, words: Words) -> None:
    """List the others with their distances."""
    measured = road.rival if road.leads else road.seat
    rows = [r for r in road.runners if not r.leader and r.actor != measured]
    rows.sort(key=lambda r: r.gap_m.value)
    canvas.text(x, y, words.tr("The others"), SMALL, PAPER3)
    canvas.hline(x, x + 152, y + 8, RULE)
    for n, runner in enumerate(rows[:5]):
        base = y + 33 + 27 * n
        flag(canvas, (x + 9, base - 4), 7.5, skin_of(runner))
        name = words.tr("you") if runner.you else runner.name
        canvas.text(x + 25, base, canvas.fit(name, 76, SMALL, SEMIBOLD), SMALL, PAPER, SEMIBOLD)
        canvas.text(x + 152, base, words.metres(runner.gap_m.value), SMALL, PAPER2, align="right")


def draw_joke(canvas: Canvas, road: Road, x: float, y: float, words: Words) -> None:
    """Tell the joke, which is arithmetic."""
    canvas.rect(x - 17, y - 14, 3, 92, RED)
    canvas.text(x, y, words.tr("— When will we catch up?"), 20, PAPER, SEMIBOLD)
    canvas.text(x, y + 28, words.tr("— In three kilometres."), 20, PAPER, SEMIBOLD)
    if road.past_three:
        end = words.tr("it did its sums: the post of 3 km lies behind.")
    elif road.leads:
        end = words.tr("and you are the one who walks away.")
    else:
        far = THREE_KILOMETRES_M - road.gap_m
        rest = words.exact(float(round(far))) if far >= 10.0 else words.metres(far)
        end = words.tr("the post of 3 km is still {rest} away.", rest=rest)
    first = words.tr("Every five-year plan is one step. The machine was not wrong:")
    canvas.text(x, y + 54, first, NAME, PAPER2)
    canvas.text(x, y + 74, end, NAME, PAPER2)
