"""The legend under the map: what its lines, marks and figures mean in each layer."""

from __future__ import annotations

from race.ui.canvas import Canvas, Point
from race.ui.charts.land import RULES
from race.ui.shapes import hub
from race.ui.theme import INK, LAMP, LAND, PAPER, PAPER2, RULE2, SMALL, WIDTH
from race.ui.words import Words, mark

RIGHT = WIDTH - 352.0
FIGURES = {
    "chips": mark("chips a year"),
    "power": mark("power of all halls"),
    "rumours": mark("H100e, 8 cases of 10"),
}
ROUTES = frozenset({"compute", "chips"})


def draw_legend(canvas: Canvas, x: float, y: float, words: Words, layer: str) -> None:
    """Explain the map of a layer, from x, on the baseline y + 10."""
    base, middle = y + 10, y + 6
    if layer == "controls":
        _outcomes(canvas, x, y, words)
        return
    if layer in ROUTES:
        x = _routes(canvas, x, base, middle, words)
    hub(canvas, (x + 5, middle), PAPER)
    x += 18 + canvas.text(x + 18, base, words.tr("hub"), SMALL, PAPER2) + 16
    _sample(canvas, (x + 7, middle), hollow=False)
    x += 20 + canvas.text(x + 20, base, words.tr("cluster"), SMALL, PAPER2) + 16
    _sample(canvas, (x + 7, middle), hollow=True)
    x += 20 + canvas.text(x + 20, base, words.tr("estimated"), SMALL, PAPER2) + 16
    if layer in FIGURES:
        text = words.tr(FIGURES[layer])
        canvas.text(RIGHT, base, canvas.fit(text, RIGHT - x), SMALL, PAPER2, align="right")


def _outcomes(canvas: Canvas, x: float, y: float, words: Words) -> None:
    for fill, text in (
        (RULES[3][0], mark("denied")),
        (RULES[2][0], mark("case by case")),
        (RULES[1][0], mark("notice")),
        (LAND, mark("free")),
    ):
        canvas.rect(x, y, 14, 11, fill)
        canvas.frame(x, y, 14, 11, RULE2)
        x += 20 + canvas.text(x + 20, y + 10, words.tr(text), SMALL, PAPER2) + 20
    text = words.tr("for the best chip of another country")
    canvas.text(RIGHT, y + 10, text, SMALL, PAPER2, align="right")


def _routes(canvas: Canvas, x: float, base: float, middle: float, words: Words) -> float:
    """Explain the three kinds of routes, and return where the next sign stands."""
    canvas.hline(x, x + 26, middle - 1, PAPER, 2)
    x += 32 + canvas.text(x + 32, base, words.tr("legal"), SMALL, PAPER2) + 16
    canvas.hdash(x, x + 26, middle - 1, PAPER, 7, 3, 2)
    x += 32 + canvas.text(x + 32, base, words.tr("grey route"), SMALL, PAPER2) + 16
    for n in range(7):
        canvas.circle((x + 1.5 + 4.4 * n, middle), 1.3, PAPER)
    return x + 34 + canvas.text(x + 34, base, words.tr("smuggled"), SMALL, PAPER2) + 16


def _sample(canvas: Canvas, centre: Point, *, hollow: bool) -> None:
    canvas.circle(centre, 8.0, LAMP, 0.12)
    if hollow:
        canvas.circle(centre, 5.0, INK)
        canvas.ring(centre, 3.6, LAMP, 1.6)
    else:
        canvas.circle(centre, 3.8, LAMP)
