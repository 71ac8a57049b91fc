"""The field of a rule: chips as marks, grounds, the thresholds that are drawn, the lists."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from race.ui.canvas import Canvas, Point, dash_parts
from race.ui.facts.rulefield import DENIED, FREE, ChipDot, Corner, Line, RuleField, staircase
from race.ui.fonts import REGULAR, SEMIBOLD
from race.ui.shapes import cross, hub, star
from race.ui.theme import (
    ASPHALT,
    GOOD,
    INK,
    LAMP,
    PAPER,
    PAPER2,
    PAPER3,
    RAISED,
    RED,
    RED_FILL,
    RULE,
    RULE2,
    SMALL,
)
from race.ui.words import Words

X, Y, WIDTH, HEIGHT = 318.0, 92.0, 432.0, 222.0
TPP_LOW, TPP_HIGH = 300.0, 300_000.0
DENSITY_LOW, DENSITY_HIGH = 1.0, 300.0
LISTS_X, LIST_PITCH, LIST_WIDTH = 778.0, 168.0, 150.0
MOST_LISTED = 12
GRIP = 7.0
"""Half the width of the strip by which a threshold is taken."""


def x_of(tpp: float) -> float:
    """Return the place of a performance."""
    return X + _share(tpp, TPP_LOW, TPP_HIGH) * WIDTH


def y_of(density: float) -> float:
    """Return the level of a density."""
    return Y + (1.0 - _share(density, DENSITY_LOW, DENSITY_HIGH)) * HEIGHT


def _share(value: float, low: float, high: float) -> float:
    return min(math.log(max(value, low) / low) / math.log(high / low), 1.0)


def tpp_at(x: float) -> float:
    """Return the performance at a place, to two digits."""
    return _two_digits(TPP_LOW * (TPP_HIGH / TPP_LOW) ** min(max((x - X) / WIDTH, 0.0), 1.0))


def density_at(y: float) -> float:
    """Return the density at a level, to two digits."""
    share = min(max(1.0 - (y - Y) / HEIGHT, 0.0), 1.0)
    return _two_digits(DENSITY_LOW * (DENSITY_HIGH / DENSITY_LOW) ** share)


def _two_digits(value: float) -> float:
    return float(f"{value:.2g}")


def draw_rulefield(
    canvas: Canvas, field: RuleField, line: Line, words: Words, chosen: str = ""
) -> None:
    """Draw the field with the thresholds of a rule; the `chosen` one is ringed."""
    canvas.rect(X, Y, WIDTH, HEIGHT, ASPHALT)
    _grounds(canvas, field, line)
    _axes(canvas, line, words)
    denied = [corner for corner in field.force if corner.outcome == DENIED]
    if denied:
        for part in dash_parts(_edge(denied), 5.0, 4.0):
            canvas.polyline(part, PAPER2)
    canvas.polyline(_edge(line.corners), RED, 2.0)
    classes = field.under(line)
    for chip in field.chips:
        _dot(canvas, chip, classes[chip.name])
    way = field.way_round(line)
    if way is not None:
        star(canvas, (x_of(way[0]), y_of(way[1])), 6.0, LAMP)
    _names(canvas, field)
    _handles(canvas, line, words, chosen)


def _grounds(canvas: Canvas, field: RuleField, line: Line) -> None:
    """Fill what is denied with red, and hatch what rules in force put under notice."""
    denied = [corner for corner in field.force if corner.outcome == DENIED]
    noticed = [corner for corner in field.force if corner.outcome < DENIED]
    if noticed:
        canvas.hatch(X, Y, WIDTH, HEIGHT, RULE2)
        canvas.polygon(_outside(noticed), ASPHALT)
    ground = _inside([*denied, *line.corners])
    canvas.polygon(ground, ASPHALT)
    canvas.polygon(ground, RED_FILL, alpha=0.30)


def _edge(corners: Sequence[Corner]) -> list[Point]:
    return [(x_of(tpp), y_of(density)) for tpp, density in staircase(corners)]


def _inside(corners: Sequence[Corner]) -> list[Point]:
    return [*_edge(corners), (X + WIDTH, Y)]


def _outside(corners: Sequence[Corner]) -> list[Point]:
    return [*_edge(corners), (X + WIDTH, Y + HEIGHT), (X, Y + HEIGHT), (X, Y)]


def _axes(canvas: Canvas, line: Line, words: Words) -> None:
    """Draw the grid, and numbers where no handle lies."""
    for density in (2.0, 6.0, 20.0, 60.0, 200.0):
        canvas.hline(X - 4, X + WIDTH, y_of(density), RULE)
        if abs(y_of(density) - y_of(line.density)) > 16:
            text = words.number(density)
            canvas.text(X - 8, y_of(density) + 4, text, SMALL, PAPER3, align="right")
    for mark in (1000.0, 4000.0, 16_000.0, 64_000.0):
        canvas.vline(x_of(mark), Y, Y + HEIGHT + 4, RULE)
        if abs(x_of(mark) - x_of(line.tpp)) > 44:
            text = words.fixed(mark, 0)
            canvas.text(x_of(mark), Y + HEIGHT + 17, text, SMALL, PAPER3, align="centre")
    canvas.text(X, Y - 5, words.tr("density, TPP/mm²"), SMALL, PAPER3)
    canvas.text(X + WIDTH - 6, Y + HEIGHT - 8, "TPP", SMALL, PAPER3, align="right")


def _handles(canvas: Canvas, line: Line, words: Words, chosen: str) -> None:
    """Draw the tabs on both axes, and note where the thresholds can be taken."""
    x, y = x_of(line.tpp), y_of(line.density)
    canvas.target("rule:both", X, Y, WIDTH, HEIGHT)
    canvas.target("rule:tpp", x - GRIP, Y, 2 * GRIP, HEIGHT)
    left = x_of(line.corners[0].tpp)
    canvas.target("rule:density", left, y - GRIP, max(x - left - GRIP, 1.0), 2 * GRIP)
    tabs = (
        ("tpp", x, Y + HEIGHT + 12, words.fixed(line.tpp, 0)),
        ("density", X - 23, y, words.number(line.density)),
    )
    for name, middle, level, text in tabs:
        wide = max(38.0, canvas.measure(text, SMALL, SEMIBOLD) + 10)
        box = (middle - wide / 2, level - 9, wide, 18.0)
        canvas.rect(*box, PAPER, radius=2)
        canvas.text(middle, level + 4, text, SMALL, INK, SEMIBOLD, "centre")
        if chosen == name:
            canvas.frame(box[0] - 3, box[1] - 3, wide + 6, 24, PAPER, radius=3)
        canvas.target(f"rule:{name}", *box)


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
    _mark(canvas, place, now)


def _mark(canvas: Canvas, place: Point, now: int) -> None:
    """Draw the sign of a class."""
    if now == DENIED:
        cross(canvas, place, 3.6, RED, 1.8)
    elif now > FREE:
        hub(canvas, place, PAPER, 4.0)
    else:
        canvas.circle(place, 3.6, GOOD)


def draw_lists(canvas: Canvas, field: RuleField, line: Line, words: Words) -> None:
    """List the chips that a rule denies, puts under review, or lets through."""
    classes = field.under(line)
    groups = (
        (words.tr("denied"), RED, [c for c in field.chips if classes[c.name] == DENIED]),
        (words.tr("notice"), PAPER, [c for c in field.chips if FREE < classes[c.name] < DENIED]),
        (words.tr("free"), GOOD, [c for c in field.chips if classes[c.name] == FREE]),
    )
    for n, (title, colour, chips) in enumerate(groups):
        x = LISTS_X + n * LIST_PITCH
        canvas.text(x + 16, 68, title.upper(), SMALL, colour, SEMIBOLD)
        canvas.text(x + LIST_WIDTH, 68, str(len(chips)), SMALL, PAPER2, align="right")
        _mark(canvas, (x + 5, 64), (DENIED, 1, FREE)[n])
        canvas.hline(x, x + LIST_WIDTH, 76, colour)
        canvas.text(x + 104, 92, "TPP", SMALL, PAPER3, align="right")
        canvas.text(x + LIST_WIDTH - 2, 92, words.tr("dens."), SMALL, PAPER3, align="right")
        if not chips:
            canvas.text(x, 112, words.tr("none"), SMALL, PAPER3)
        _rows(canvas, x, chips, classes, words)
    _notes(canvas, field, line, words)


def _rows(
    canvas: Canvas, x: float, chips: Sequence[ChipDot], classes: Mapping[str, int], words: Words
) -> None:
    """Write chips with their figures, those that change their class first and raised."""
    rows = sorted(chips, key=lambda chip: classes[chip.name] == chip.now)
    shown = MOST_LISTED if len(rows) <= MOST_LISTED else MOST_LISTED - 1
    for n, chip in enumerate(rows[:shown]):
        base, moved = 112 + 20 * n, classes[chip.name] != chip.now
        if moved:
            canvas.rect(x - 4, base - 14, LIST_WIDTH + 4, 19, RAISED)
        name = canvas.fit(short(chip.name), 66)
        canvas.text(x, base, name, SMALL, PAPER, SEMIBOLD if moved else REGULAR)
        canvas.text(x + 104, base, words.fixed(chip.tpp, 0), SMALL, PAPER2, align="right")
        dense = words.fixed(chip.density, 1)
        canvas.text(x + LIST_WIDTH - 2, base, dense, SMALL, PAPER2, align="right")
    if len(rows) > shown:
        left = words.tr("{n} more", n=len(rows) - shown)
        canvas.text(x, 112 + 20 * shown, left, SMALL, PAPER3)


def _notes(canvas: Canvas, field: RuleField, line: Line, words: Words) -> None:
    """Say how many chips the rule moves, and what cut of a chip would go round it."""
    way = field.way_round(line)
    if way is not None:
        star(canvas, (LISTS_X + 6, 370), 6.0, LAMP)
        text = words.tr("fastest cut of a chip that stays free")
        canvas.text(LISTS_X + 20, 374, text, SMALL, PAPER2)
        fast, dense = words.fixed(way[0], 0), words.fixed(way[1], 1)
        figures = words.tr("TPP {tpp} · density {density}", tpp=fast, density=dense)
        canvas.text(1264, 374, figures, SMALL, PAPER, SEMIBOLD, "right")
    if field.force:
        for part in dash_parts([(LISTS_X, 392), (LISTS_X + 16, 392)], 5.0, 4.0):
            canvas.polyline(part, PAPER2)
        canvas.text(LISTS_X + 20, 396, words.tr("in force now"), SMALL, PAPER2)
    classes = field.under(line)
    moved = sum(classes[chip.name] != chip.now for chip in field.chips)
    text = words.trn("{n} chip changes its class", "{n} chips change their class", moved)
    canvas.text(1264, 396, text, SMALL, PAPER, SEMIBOLD, "right")
