"""The field of a rule: chips as marks, the denied ground, the line that is drawn, the lists."""

from __future__ import annotations

import math

from race.ui.canvas import Canvas
from race.ui.facts.rulefield import DENIED, ChipDot, RuleField
from race.ui.fonts import SEMIBOLD
from race.ui.shapes import cross, hub
from race.ui.theme import (
    ASPHALT,
    GOOD,
    INK,
    PAPER,
    PAPER2,
    PAPER3,
    RAISED,
    RED,
    RED_FILL,
    RULE,
    SMALL,
)
from race.ui.words import Words

X, Y, WIDTH, HEIGHT = 318.0, 92.0, 432.0, 262.0
TPP_LOW, TPP_HIGH = 300.0, 300_000.0
DENSITY_LOW, DENSITY_HIGH = 1.0, 300.0
LISTS_X, LIST_PITCH, LIST_WIDTH = 778.0, 168.0, 150.0


def x_of(tpp: float) -> float:
    """Return the place of a performance."""
    share = math.log(max(tpp, TPP_LOW) / TPP_LOW) / math.log(TPP_HIGH / TPP_LOW)
    return X + min(share, 1.0) * WIDTH


def y_of(density: float) -> float:
    """Return the level of a density."""
    share = math.log(max(density, DENSITY_LOW) / DENSITY_LOW) / math.log(DENSITY_HIGH / DENSITY_LOW)
    return Y + HEIGHT - min(share, 1.0) * HEIGHT


def tpp_at(x: float) -> float:
    """Return the performance at a place, to two digits."""
    share = min(max((x - X) / WIDTH, 0.0), 1.0)
    value = TPP_LOW * (TPP_HIGH / TPP_LOW) ** share
    return float(round(value, 1 - math.floor(math.log10(value))))


def draw_rulefield(canvas: Canvas, field: RuleField, tpp: float, words: Words) -> None:
    """Draw the field with the line at a performance."""
    canvas.rect(X, Y, WIDTH, HEIGHT, ASPHALT)
    line = x_of(tpp)
    canvas.rect(line, Y, X + WIDTH - line, HEIGHT, RED_FILL, alpha=0.30)
    for density in (2.0, 6.0, 20.0, 60.0, 200.0):
        canvas.hline(X - 4, X + WIDTH, y_of(density), RULE)
        canvas.text(X - 8, y_of(density) + 4, words.number(density), SMALL, PAPER3, align="right")
    for mark in (1000.0, 4000.0, 16_000.0, 64_000.0):
        canvas.vline(x_of(mark), Y, Y + HEIGHT + 4, RULE)
        if abs(x_of(mark) - line) > 44:
            canvas.text(
                x_of(mark), Y + HEIGHT + 17, words.fixed(mark, 0), SMALL, PAPER3, align="centre"
            )
    canvas.text(X + 6, Y + 16, words.tr("density"), SMALL, PAPER3)
    canvas.text(X + WIDTH - 6, Y + HEIGHT - 8, "TPP", SMALL, PAPER3, align="right")
    canvas.rect(line - 1, Y, 2, HEIGHT, RED)
    classes = field.under(tpp)
    for chip in field.chips:
        _dot(canvas, chip, classes[chip.name])
    _names(canvas, field)
    canvas.rect(line - 19, Y + HEIGHT + 3, 38, 18, PAPER, radius=2)
    canvas.text(line, Y + HEIGHT + 16, words.fixed(tpp, 0), SMALL, INK, SEMIBOLD, "centre")
    canvas.target("rule_line", X, Y, WIDTH, HEIGHT + 24)


def _names(canvas: Canvas, field: RuleField) -> None:
    """Write the names of chips beside their dots, where they hit neither a dot nor a name."""
    places = [(x_of(chip.tpp), y_of(chip.density)) for chip in field.chips]
    taken = [(x - 5.0, y - 5.0, x + 5.0, y + 5.0) for x, y in places]
    for chip, (x, y) in zip(field.chips, places, strict=True):
        name = short(chip.name)
        width = canvas.measure(name)
        for left, base in ((x + 9, y + 4), (x - 9 - width, y + 4), (x + 7, y - 6), (x + 7, y + 14)):
            box = (left, base - 10.0, left + width, base + 3.0)
            if box[0] < X + 2 or box[2] > X + WIDTH - 2 or box[1] < Y or box[3] > Y + HEIGHT:
                continue
            if all(box[2] < a or c < box[0] or box[3] < b or d < box[1] for a, b, c, d in taken):
                canvas.outlined(left, base, name, SMALL, PAPER, align="left")
                taken.append(box)
                break


def short(name: str) -> str:
    """Return a chip's name without its form factor."""
    for tail in ("-SXM-80", "-SXM-141", "-SXM2-32", "-HGX", "-96"):
        name = name.replace(tail, "")
    return name


def _dot(canvas: Canvas, chip: ChipDot, now: int) -> None:
    place = (x_of(chip.tpp), y_of(chip.density))
    if now != chip.now:
        canvas.ring(place, 8.5, PAPER, 1.4)
    if now == DENIED:
        cross(canvas, place, 3.6, RED, 1.8)
    elif now > 0:
        hub(canvas, place, PAPER, 4.0)
    else:
        canvas.circle(place, 3.6, GOOD)


def draw_lists(canvas: Canvas, field: RuleField, tpp: float, words: Words) -> None:
    """List the chips that a rule denies, puts under review, or lets through."""
    classes = field.under(tpp)
    groups = (
        (words.tr("denied"), RED, [c for c in field.chips if classes[c.name] == DENIED]),
        (words.tr("notice"), PAPER, [c for c in field.chips if 0 < classes[c.name] < DENIED]),
        (words.tr("free"), GOOD, [c for c in field.chips if classes[c.name] == 0]),
    )
    for n, (title, colour, chips) in enumerate(groups):
        x = LISTS_X + n * LIST_PITCH
        canvas.text(x + 16, 68, title.upper(), SMALL, colour, SEMIBOLD)
        canvas.text(x + LIST_WIDTH, 68, str(len(chips)), SMALL, PAPER2, align="right")
        if n == 0:
            cross(canvas, (x + 5, 64), 3.6, RED, 1.8)
        elif n == 1:
            hub(canvas, (x + 5, 64), PAPER, 4.0)
        else:
            canvas.circle((x + 5, 64), 3.6, GOOD)
        canvas.hline(x, x + LIST_WIDTH, 76, colour)
        canvas.text(x + 104, 92, "TPP", SMALL, PAPER3, align="right")
        canvas.text(x + LIST_WIDTH - 2, 92, words.tr("dens."), SMALL, PAPER3, align="right")
        for m, chip in enumerate(chips[:12]):
            base = 112 + 20 * m
            if classes[chip.name] != chip.now:
                canvas.rect(x - 4, base - 14, LIST_WIDTH + 4, 19, RAISED)
            canvas.text(
                x,
                base,
                canvas.fit(short(chip.name), 66),
                SMALL,
                PAPER,
                SEMIBOLD if classes[chip.name] != chip.now else "Regular",
            )
            canvas.text(x + 104, base, words.fixed(chip.tpp, 0), SMALL, PAPER2, align="right")
            canvas.text(
                x + LIST_WIDTH - 2, base, words.fixed(chip.density, 1), SMALL, PAPER2, align="right"
            )
        if len(chips) > 12:
            canvas.text(x, 112 + 20 * 12, words.tr("{n} more", n=len(chips) - 12), SMALL, PAPER3)
    moved = sum(classes[c.name] != c.now for c in field.chips)
    canvas.text(LISTS_X, 400, words.tr("changes with this order"), SMALL, PAPER2)
    text = words.trn("{n} chip changes its class", "{n} chips change their class", moved)
    canvas.text(1264, 400, text, SMALL, PAPER, SEMIBOLD, "right")
