"""A year on a strip of the road: where the gap was, the two steps, where it is, between posts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from race.ui.canvas import Canvas
from race.ui.charts.axis import DONE, mover_of
from race.ui.charts.paces import Ground, draw_steps
from race.ui.charts.plates import PLATE_HEIGHT, plate
from race.ui.charts.skin import colour_of
from race.ui.facts.moments import POSTS_M, passed
from race.ui.facts.road import Road, nice_plate
from race.ui.fonts import SEMIBOLD
from race.ui.theme import DASH, EDGE, PAPER, PAPER2, ROAD, SMALL
from race.ui.words import Words

HEIGHT, LEVEL, FIRST_STEP = 78.0, 24.0, 54.0
MARGIN_DECADES, MOST_PLATES = 0.6, 9
LEAST_DECADES, PLATE_ROOM = 2.0, 32.0


@dataclass(frozen=True)
class Strip:
    """A logarithmic stretch of the road, the far end at the left."""

    left: float
    width: float
    far_m: float
    near_m: float

    def x(self, metres: float) -> float:
        """Return the place of a distance, at most at the ends."""
        share = math.log(self.far_m / max(metres, 1e-9)) / math.log(self.far_m / self.near_m)
        return self.left + min(max(share, 0.0), 1.0) * self.width


def strip_of(road: Road, left: float, width: float) -> Strip | None:
    """Return the stretch on which a year's steps lie; None where there are none to show."""
    was, now, own = road.was_m, road.gap_m, road.own_step
    if was is None or own is None or not (0.0 < was < math.inf and 0.0 < now < math.inf):
        return None
    middle = was * own if road.leads else was / max(own, 1e-3)
    low, high = (math.log10(one) for one in (min(was, now, middle), max(was, now, middle)))
    more = max(MARGIN_DECADES, (LEAST_DECADES - (high - low)) / 2.0)
    return Strip(left, width, 10.0 ** (high + more), 10.0 ** (low - more))


def draw_strip(
    canvas: Canvas, road: Road, left: float, top: float, width: float, words: Words
) -> bool:
    """Draw the strip, 78 high, and tell whether there was one to draw."""
    strip = strip_of(road, left, width)
    if strip is None or road.was_m is None:
        return False
    canvas.rect(left, top + LEVEL - 13, width, 26, ROAD)
    for edge in (-13.0, 12.0):
        canvas.hline(left, left + width, top + LEVEL + edge, EDGE)
    canvas.hdash(left, left + width, top + LEVEL - 0.5, DASH, 14, 14)
    behind = passed(road.was_m, road.gap_m)
    inside = (left + PLATE_ROOM, left + width - PLATE_ROOM)
    posts = [post for post in POSTS_M if inside[0] < strip.x(post) < inside[1]]
    for post in posts[-MOST_PLATES:]:
        text = words.metres(post)
        plate(canvas, strip.x(post), top + LEVEL - PLATE_HEIGHT / 2.0, text,
              red=nice_plate(post), lit=post in behind)  # fmt: skip
    _ends(canvas, road, strip, top, words)
    ground = Ground(strip.x, top + FIRST_STEP, left, left + width, left + width)
    draw_steps(canvas, road, ground, words, DONE)
    return True


def _ends(canvas: Canvas, road: Road, strip: Strip, top: float, words: Words) -> None:
    """Mark where the gap was and where it is."""
    colour = colour_of(road, mover_of(road))
    was, now = strip.x(road.was_m or road.gap_m), strip.x(road.gap_m)
    for x, text, weight in (
        (was, str(road.year - 1), "Regular"), (now, words.metres(road.gap_m), SEMIBOLD),
    ):  # fmt: skip
        point = (x, top + LEVEL - 11)
        canvas.polygon([point, (x - 5, point[1] - 8), (x + 5, point[1] - 8)], colour)
        apart = abs(now - was) > 56 or weight == SEMIBOLD
        if apart:
            canvas.text(x, top + 1, text, SMALL, PAPER if weight == SEMIBOLD else PAPER2, weight, "centre")  # fmt: skip
