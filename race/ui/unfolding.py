"""How the map of one year becomes that of the next: lights are lit, stamps come down, goods go."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import pygame

from race.ui.canvas import Canvas
from race.ui.charts.arcs import draw_shipments
from race.ui.charts.globe import Frame
from race.ui.charts.light import LIT, draw_light
from race.ui.charts.map import draw_map, seizure_text
from race.ui.charts.stamp import draw_stamp
from race.ui.facts.atlas import Atlas, Light, Place
from race.ui.fonts import BOLD
from race.ui.motion import QUARTERS, YEAR_MS, YearMotion, ease_out
from race.ui.theme import INK, NAME, PAPER
from race.ui.words import Words

LIGHT_MS, STAMP_MS = 90.0, 140.0
"""A step of a light, three to each; a stamp's way down."""


@dataclass(frozen=True)
class Unfolding:
    """What happens on the map in a year, each with its moment in milliseconds.

    Attributes:
        still: the map without any of it.
        lights: clusters that were not there a year ago.
        stamps: rules and seizures, with their texts.
    """

    still: Atlas
    lights: tuple[tuple[float, Light], ...]
    stamps: tuple[tuple[float, Place, str], ...]


def unfolding(before: Atlas, after: Atlas, year: float, words: Words) -> Unfolding:
    """Compare two maps; `year` is the moment of the first. What has no date comes in the last quarter."""
    there = {_who(light) for light in before.lights}
    new = [light for light in after.lights if _who(light) not in there]
    lights = tuple(
        (_moment(light.since - year, n / len(new)), light) for n, light in enumerate(new)
    )
    decrees = [
        (_moment(one.since - year), one.place, words.tr("NEW RULE")) for one in after.decrees
    ]
    seizures = [(YEAR_MS, one.place, seizure_text(one, words)) for one in after.seizures]
    kept = tuple(light for light in after.lights if _who(light) in there)
    still = replace(after, lights=kept, seizures=())
    return Unfolding(still, lights, (*decrees, *seizures))


def _moment(share: float, among: float = 0.0) -> float:
    """Return the milliseconds of a share of the year; without a date, of a share of the last quarter."""
    if not 0.0 <= share <= 1.0:
        share = (QUARTERS - 1 + among) / QUARTERS
    return YEAR_MS * share


def _who(light: Light) -> tuple[str, str, Place]:
    return light.owner, light.country, light.place


class UnfoldingMap:
    """The map of a year that unfolds: what stands still is one picture, what happens lies on it."""

    def __init__(self, year: Unfolding) -> None:
        self._year = year
        self._kept: tuple[Hashable, pygame.Surface] | None = None

    def draw(
        self, canvas: Canvas, frame: Frame, motion: YearMotion, layer: str, words: Words
    ) -> None:
        """Draw the map with what has happened up to a moment."""
        key = layer, canvas.surface.get_size(), words.language
        if self._kept is None or self._kept[0] != key:
            draw_map(canvas, self._year.still, frame, words, layer)
            self._kept = key, canvas.surface.copy()
        canvas.surface.blit(self._kept[1], (0, 0))
        draw_unfolding(canvas, self._year, frame, motion, words)


def draw_unfolding(
    canvas: Canvas, year: Unfolding, frame: Frame, motion: YearMotion, words: Words
) -> None:
    """Draw what has happened up to a moment, on the map without it."""
    gone = motion.gone_ms
    for start, light in year.lights:
        draw_light(canvas, light, frame, min(math.floor((gone - start) / LIGHT_MS) + 1, LIT))
    draw_shipments(canvas, year.still, frame, motion.sent)
    _stamps(canvas, year.stamps, frame, gone)
    text = words.tr("Quarter {n}", n=motion.quarter)
    width = canvas.measure(text, NAME, BOLD) + 20
    canvas.rect(frame.x, frame.y, width, 26, PAPER)
    canvas.text(frame.x + 10, frame.y + 18, text, NAME, INK, BOLD)


def _stamps(
    canvas: Canvas, stamps: Sequence[tuple[float, Place, str]], frame: Frame, gone: float
) -> None:
    last = {place: (start, text) for start, place, text in sorted(stamps) if start <= gone}
    for place, (start, text) in last.items():
        draw_stamp(canvas, place, text, frame, ease_out((gone - start) / STAMP_MS))
