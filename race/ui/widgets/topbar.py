"""The top bar: date sheet, steps of the plans, metrics, undo, end of the year."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from race.ui.canvas import Canvas
from race.ui.facts.board import Metric, Turn
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.shapes import rising
from race.ui.theme import (
    ASPHALT,
    GOOD,
    INK,
    NAME,
    PAPER,
    PAPER2,
    PAPER3,
    RAISED,
    RED,
    RED_FILL,
    RULE,
    RULE2,
    SMALL,
    TITLE,
    WIDTH,
)
from race.ui.widgets.panel import button
from race.ui.words import Words, mark

HEIGHT = 48.0
METRICS_X, METRIC_PITCH = 228.0, 132.0
ROMAN = ("0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
LEAST_POINTS = 0.5
UNITS_SAID = {"flop": (mark("FLOP"), mark("FLOP in a year at full speed"))}
"""Units that a number cannot do without: short, and in full."""


def draw_topbar(
    canvas: Canvas, turn: Turn, metrics: Sequence[Metric], words: Words, keys: tuple[str, str],
    *, can_undo: bool, can_end: bool, note: str = "",
) -> None:  # fmt: skip
    """Draw the whole bar; `keys` are those of undo and of ending the year."""
    canvas.rect(0, 0, WIDTH, HEIGHT, ASPHALT)
    canvas.hline(0, WIDTH, HEIGHT - 1, RULE)
    canvas.rect(0, 0, 72, HEIGHT, PAPER)
    canvas.text(36, 31, str(turn.year), TITLE, INK, BOLD, "centre")
    _plans(canvas, turn, words)
    for n, metric in enumerate(metrics):
        draw_metric(canvas, METRICS_X + n * METRIC_PITCH, metric, words)
    text = words.tr("Undo")
    width = max(72.0, canvas.measure(text) + canvas.measure(keys[0]) + 38)
    box = (1126 - width, 9, width, 30)
    button(canvas, "undo", box, text, keys[0], enabled=can_undo,
           tip="" if can_undo else words.tr("Nothing to take back"))  # fmt: skip
    end = note or words.tr("End year")
    _end_year(canvas, end, keys[1], enabled=can_end)


def _plans(canvas: Canvas, turn: Turn, words: Words) -> None:
    plan = (turn.turn - 1) // turn.plan_years + 1
    text = words.tr(
        "turn {turn} of {turns} · plan {plan}", turn=turn.turn, turns=turn.turns,
        plan=ROMAN[min(plan, len(ROMAN) - 1)],
    )  # fmt: skip
    canvas.text(84, 20, canvas.fit(text, 132), SMALL, PAPER2)
    x = 84.0
    shown = min(turn.turns, 15)
    for n in range(1, shown + 1):
        if n < turn.turn:
            canvas.rect(x, 30, 5, 7, PAPER)
        elif n == turn.turn:
            canvas.rect(x, 30, 5, 7, RED_FILL)
        else:
            canvas.frame(x, 30, 5, 7, RULE2)
        x += 7 if n % turn.plan_years else 12


def counting(metric: Metric, share: float) -> Metric:
    """Return a figure on its way from a year ago to now, along its logarithm where that is told."""
    before, now = metric.before, metric.value
    if share >= 1.0 or before is None or not (math.isfinite(before) and math.isfinite(now)):
        return metric
    if metric.factor and before > 0.0 and now > 0.0:
        return replace(metric, value=before * (now / before) ** share)
    return replace(metric, value=before + share * (now - before))


def draw_metric(canvas: Canvas, x: float, metric: Metric, words: Words) -> None:
    """Draw a metric; its whole block opens the question why."""
    name = f"why:{metric.name}"
    if canvas.hot == name:
        canvas.rect(x - 9, 1, METRIC_PITCH - 2, HEIGHT - 3, RAISED)
    canvas.vline(x - 10, 10, 38, RULE)
    change = _change(metric, words)
    width = 0.0
    if change is not None:
        text, up, good = change
        colour = GOOD if good else RED
        right = x + METRIC_PITCH - 15
        width = canvas.text(right, 20, text, SMALL, colour, SEMIBOLD, "right") + 11
        rising(canvas, right - width, 12, 8, colour, up=up)
    canvas.text(x, 20, canvas.fit(metric.title, METRIC_PITCH - 17 - width), SMALL, PAPER2)
    wide = canvas.text(x, 40, figure(metric.value, metric.unit, words), TITLE, PAPER, SEMIBOLD)
    tip = words.tr("{title}: press to see what it is made of", title=metric.title)
    if metric.unit in UNITS_SAID:
        short, long = UNITS_SAID[metric.unit]
        if wide + 5 + canvas.measure(words.tr(short)) < METRIC_PITCH - 12:
            canvas.text(x + wide + 5, 40, words.tr(short), SMALL, PAPER3)
        said = words.tr(long)
        tip = f"{tip}\n{said}"
    canvas.target(name, x - 10, 0, METRIC_PITCH, HEIGHT, tip)


def figure(value: float, unit: str, words: Words, *, sign: bool = False) -> str:
    """Write a figure in its unit; one of a unit that is not known is a bare number."""
    written: dict[str, Callable[[], str]] = {
        "busd": lambda: words.money(value, sign=sign),
        "mw": lambda: words.watts(value, sign=sign),
        "chips": lambda: words.count(value, sign=sign),
        "flop": lambda: words.power(value),
        "points": lambda: words.fixed(value, 0, sign=sign) + ("" if sign else "\u00a0%"),
        "metres": lambda: words.metres(value, sign=sign),
        "kilometres": lambda: words.metres(1000.0 * value, sign=sign),
        "years": lambda: words.years(value, sign=sign),
    }
    return written[unit]() if unit in written else words.number(value, 3, sign=sign)


def _change(metric: Metric, words: Words) -> tuple[str, bool, bool] | None:
    """Return the text of a change, whether it goes up, and whether that is good."""
    before, now = metric.before, metric.value
    if before is None or not (math.isfinite(before) and math.isfinite(now)) or now == before:
        return None
    up = now > before
    if metric.factor:
        if before <= 0.0 or now <= 0.0:
            return None
        ratio = now / before
        if words.factor(ratio) == words.factor(1.0):
            return None
        return words.factor(ratio), up, up == metric.good_up
    if metric.unit == "points" and abs(now - before) < LEAST_POINTS:
        return None
    return _difference(abs(now - before), metric.unit, words), up, up == metric.good_up


def _difference(value: float, unit: str, words: Words) -> str:
    """Write how much a figure has changed: points of a percentage, else its own unit."""
    if unit == "points":
        points = words.unit("percentage points|pp")
        return f"{words.fixed(value, 0)}\u00a0{points}"
    return figure(value, unit, words).removesuffix("\u00a0$")


def _end_year(canvas: Canvas, text: str, key: str, *, enabled: bool) -> None:
    x, width = 1132.0, 148.0
    down = canvas.pressed == "end_year" and enabled
    fill = (PAPER2 if down else PAPER) if enabled else RULE2
    canvas.rect(x, 0, width, HEIGHT, fill)
    key_width = canvas.measure(key)
    label = canvas.fit(text, width - 36 - key_width, NAME, BOLD)
    drop = 1 if down else 0
    canvas.text(x + 16, 30 + drop, label, NAME, INK if enabled else PAPER3, BOLD)
    canvas.text(x + width - 12, 30 + drop, key, SMALL, (90, 84, 71), align="right")
    canvas.target("end_year", x, 0, width, HEIGHT, enabled=enabled)
