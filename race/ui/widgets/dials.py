"""Dials of an order: sliders, level or logarithmic, and choices."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from race.play.amounts import Amounts
from race.play.choosing.offered import Parameter
from race.play.records.record import Setting
from race.play.words import Words as PlayWords
from race.ui.canvas import Canvas
from race.ui.fonts import SEMIBOLD
from race.ui.theme import INK, PAPER, PAPER2, PAPER3, RAISED, RULE2, SMALL
from race.ui.words import Words

TRACK, LABEL, VALUE = 0.44, 0.36, 0.20
"""Shares of a row's width: label, track, value."""


@dataclass(frozen=True)
class Track:
    """Where a slider lies, and what its ends mean."""

    x: float
    width: float
    dial: Parameter

    def place(self, value: float) -> float:
        """Return the place of a value."""
        low, high = self.dial.low, self.dial.high
        if high <= low:
            return self.x
        if self.logarithmic:
            share = math.log(max(value, low) / low) / math.log(high / low)
        else:
            share = (value - low) / (high - low)
        return self.x + min(max(share, 0.0), 1.0) * self.width

    def value(self, x: float) -> float:
        """Return the value at a place, rounded to what the dial can be set to."""
        low, high = self.dial.low, self.dial.high
        share = min(max((x - self.x) / self.width, 0.0), 1.0)
        raw = low * (high / low) ** share if self.logarithmic else low + (high - low) * share
        return rounded(self.dial, raw)

    @property
    def logarithmic(self) -> bool:
        """Tell whether the slider is logarithmic."""
        return self.dial.log and self.dial.low > 0.0


def rounded(dial: Parameter, value: float) -> float:
    """Return a value of the dial: whole where it must be, three digits on wide ranges, in bounds."""
    if dial.log and value > 0.0:
        digits = 2 - math.floor(math.log10(value))
        value = round(value, digits)
    elif dial.step > 0.0:
        value = dial.low + round((value - dial.low) / dial.step) * dial.step
    if dial.kind == "whole":
        value = round(value)
    return float(min(max(value, dial.low), dial.high))


def moved(dial: Parameter, value: Setting, turns: int) -> Setting:
    """Return the setting some presses further: a step, a tenth of a decade, or the next choice."""
    if dial.kind == "choice":
        names = [choice.id for choice in dial.choices]
        if not names:
            return value
        place = names.index(str(value)) if str(value) in names else 0
        return names[(place + turns) % len(names)]
    number = float(value)
    if dial.log and dial.low > 0.0:
        return rounded(dial, number * 10.0 ** (0.1 * turns))
    step = dial.step if dial.step > 0.0 else (dial.high - dial.low) / 20.0
    return rounded(dial, number + step * turns)


def track_of(dial: Parameter, x: float, width: float) -> Track:
    """Return the slider of a row."""
    return Track(x + LABEL * width, TRACK * width, dial)


def draw_dial(
    canvas: Canvas, dial: Parameter, value: Setting, x: float, y: float, width: float, words: Words,
    *, chosen: bool,
) -> None:  # fmt: skip
    """Draw a dial whose text stands on the baseline y."""
    name = f"dial:{dial.name}"
    if chosen:
        canvas.rect(x - 8, y - 17, width + 16, 26, RAISED, radius=2)
    canvas.text(x, y, canvas.fit(dial.title, LABEL * width - 12), SMALL, PAPER2)
    if dial.kind == "choice":
        _choice(canvas, dial, str(value), x + LABEL * width, y, (1.0 - LABEL) * width)
        return
    track = track_of(dial, x, width)
    middle, handle = y - 4.0, track.place(float(value))
    canvas.rect(track.x, middle - 1, handle - track.x, 2, PAPER)
    canvas.rect(handle, middle - 1, track.x + track.width - handle, 2, RULE2)
    usual = track.place(float(dial.default)) if not isinstance(dial.default, str) else handle
    canvas.rect(usual - 0.5, middle - 5, 1, 10, PAPER3)
    canvas.circle((handle, middle), 5.4, PAPER)
    if chosen or canvas.hot == name:
        canvas.ring((handle, middle), 8.4, PAPER, 1.4)
    text = dial_text(dial, value, words)
    canvas.text(x + width, y, text, SMALL, PAPER, SEMIBOLD, "right")
    canvas.target(name, track.x - 10, y - 18, track.width + 20, 28)


def dial_text(dial: Parameter, value: Setting, words: Words) -> str:
    """Write a setting with its unit."""
    if isinstance(value, str):
        return next((c.title for c in dial.choices if c.id == value), value)
    written: dict[str, Callable[[float], str]] = {
        "BUSD": words.money, "BUSD/year": words.money, "MW": words.watts, "FLOP": words.power,
        "chips": lambda v: words.tr("{n} chips", n=words.count(v)),
        "H100e": lambda v: f"{words.count(v)} H100e", "MUSD": lambda v: words.money(v * 1e-3),
        "%": lambda v: words.percent(v / 100.0), "log10 FLOP": lambda v: f"{words.power(10.0**v)} FLOP",
    }  # fmt: skip
    if dial.unit in written:
        return written[dial.unit](value)
    shown = words.number(value, 3) if value < 10_000 else words.fixed(value, 0)
    if dial.unit in {"1", ""}:
        return f"×{shown}" if dial.unit else shown
    number = value if value >= 1000.0 else float(f"{value:.3g}")
    return Amounts(PlayWords(words.language)).setting(round(number, 2), dial.unit)


def _choice(canvas: Canvas, dial: Parameter, value: str, x: float, y: float, width: float) -> None:
    """Draw a choice: all of it where it fits, else the chosen one between arrows."""
    widths = [canvas.measure(c.title, SMALL, SEMIBOLD) + 18 for c in dial.choices]
    if sum(widths) + 6 * len(widths) <= width and len(widths) <= 5:
        for choice, wide in zip(dial.choices, widths, strict=True):
            on, name = choice.id == value, f"choice:{dial.name}:{choice.id}"
            if on:
                canvas.rect(x, y - 15, wide, 22, PAPER, radius=2)
            elif canvas.hot == name:
                canvas.rect(x, y - 15, wide, 22, RAISED, radius=2)
            canvas.frame(x, y - 15, wide, 22, PAPER if on else RULE2, radius=2)
            canvas.text(
                x + wide / 2, y, choice.title, SMALL, INK if on else PAPER, SEMIBOLD, "centre"
            )
            canvas.target(name, x, y - 15, wide, 22, choice.help)
            x += wide + 6
        return
    title = next((c.title for c in dial.choices if c.id == value), value)
    help_text = next((c.help for c in dial.choices if c.id == value), "")
    for side, sign in ((x, -1), (x + width - 24, 1)):
        name = f"turn:{dial.name}:{sign}"
        if canvas.hot == name:
            canvas.rect(side, y - 15, 24, 22, RAISED, radius=2)
        canvas.frame(side, y - 15, 24, 22, RULE2, radius=2)
        tip = side + 12 + 3 * sign
        canvas.polygon([(tip, y - 4), (tip - 6 * sign, y - 9), (tip - 6 * sign, y + 1)], PAPER)
        canvas.target(name, side, y - 15, 24, 22)
    canvas.text(
        x + width / 2,
        y,
        canvas.fit(title, width - 60, SMALL, SEMIBOLD),
        SMALL,
        PAPER,
        SEMIBOLD,
        "centre",
    )
    canvas.target(f"shown:{dial.name}", x + 28, y - 15, width - 56, 22, help_text)
