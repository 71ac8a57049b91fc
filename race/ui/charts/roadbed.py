"""The road itself, drawn once and kept: sky, pylons, asphalt, kerb, plates, the break."""

from __future__ import annotations

import pygame

from race.ui.canvas import Canvas
from race.ui.charts.axis import BREAK_X, TOP, Axis
from race.ui.charts.plates import plate, post
from race.ui.facts.road import THREE_KILOMETRES_M, nice_plate
from race.ui.theme import DASH, EDGE, INK, NIGHT, RED, RED_FILL, ROAD, RULE2, SKY, WIDTH
from race.ui.words import Words

ASPHALT, KERB, PLATES = 139.0, 173.0, 182.0
PYLON = (38, 49, 64)


def draw_roadbed(canvas: Canvas, axis: Axis, words: Words) -> None:
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
            layer.polyline([(x - 4, foot), (x, top), (x + 4, foot)], PYLON, 1.0)
            layer.polyline([(x - 8, top + 9), (x + 8, top + 9)], PYLON, 1.0)
            for low in (9.0, 14.0):
                wire = [
                    (x + 155.0 * t / 12.0, top + low + 26.0 * (t / 12.0) * (1.0 - t / 12.0))
                    for t in range(13)
                ]
                layer.polyline(wire, PYLON, 0.8)


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
