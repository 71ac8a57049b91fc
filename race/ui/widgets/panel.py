"""Panels: section heads, hairlines, buttons, tabs, floating boxes, tooltips."""

from __future__ import annotations

from collections.abc import Sequence

from race.ui.canvas import Canvas
from race.ui.fonts import BOLD, REGULAR, SEMIBOLD
from race.ui.theme import (
    ASPHALT,
    HEIGHT,
    INK,
    NAME,
    PAPER,
    PAPER2,
    PAPER3,
    RAISED,
    RULE,
    RULE2,
    SMALL,
    WIDTH,
    Colour,
)

TIP_WIDTH = 320.0


def head(
    canvas: Canvas, x: float, y: float, width: float, text: str, note: str = "",
    bar: Colour = PAPER,
) -> None:  # fmt: skip
    """Draw a section head on the baseline y: a bar, capitals, a note at the right, a hairline."""
    canvas.rect(x, y - 10, 3, 12, bar)
    room = width - 10 - (canvas.measure(note) + 10 if note else 0)
    canvas.text(x + 10, y, canvas.fit(text.upper(), room, SMALL, SEMIBOLD), SMALL, PAPER, SEMIBOLD)
    if note:
        canvas.text(x + width, y, note, SMALL, PAPER3, align="right")
    canvas.hline(x, x + width, y + 8, RULE)


def button(
    canvas: Canvas, name: str, box: tuple[float, float, float, float], text: str, key: str = "",
    *, primary: bool = False, enabled: bool = True, tip: str = "",
) -> None:  # fmt: skip
    """Draw a button with its key at the right; a paper one is the action that counts."""
    x, y, width, height = box
    size = NAME if primary or height > 30 else SMALL
    hot, down = canvas.hot == name and enabled, canvas.pressed == name and enabled
    drop = 1.0 if down else 0.0
    if primary and enabled:
        canvas.rect(x, y, width, height, PAPER2 if down else PAPER, radius=2)
    else:
        if hot:
            canvas.rect(x, y, width, height, RAISED, radius=2)
        if enabled:
            canvas.frame(x, y, width, height, RULE2, radius=2)
    colour = (INK if primary else PAPER) if enabled else PAPER3
    weight = BOLD if primary else REGULAR
    base = y + height / 2.0 + size * 0.36 + drop
    key_width = canvas.measure(key) + 12 if key else 0.0
    room = width - 22 - key_width
    label = canvas.fit(text, room, size, weight)
    if key:
        canvas.text(x + 12, base, label, size, colour, weight)
        canvas.text(
            x + width - 12, base, key, SMALL, (90, 84, 71) if primary else PAPER3, align="right"
        )
    else:
        canvas.text(x + width / 2.0, base, label, size, colour, weight, "centre")
    canvas.target(name, x, y, width, height, tip, enabled=enabled)


def button_width(canvas: Canvas, text: str, key: str = "", size: float = NAME) -> float:
    """Return the width that a button needs."""
    return canvas.measure(text, size, BOLD) + 26 + (canvas.measure(key) + 20 if key else 0.0)


def tabs(
    canvas: Canvas, box: tuple[float, float, float, float], names: Sequence[tuple[str, str, str]],
    chosen: str, prefix: str, *, spread: bool = False,
) -> None:  # fmt: skip
    """Draw tabs of (id, text, key) on a hairline; the chosen one has a bar.

    `spread` puts the last at the right edge and the others evenly between.
    """
    x, y, width, height = box
    base, bottom = y + height - 8, y + height
    canvas.hline(x, x + width, bottom - 1, RULE)
    widths = [
        canvas.measure(text, SMALL, SEMIBOLD if name == chosen else REGULAR)
        + (canvas.measure(key) + 5 if key else 0.0)
        for name, text, key in names
    ]
    gap = 22.0
    if spread and len(names) > 1:
        gap = max(6.0, (width - sum(widths)) / (len(names) - 1))
    for (name, text, key), wide in zip(names, widths, strict=True):
        on = name == chosen
        hot = canvas.hot == f"{prefix}:{name}"
        weight = SEMIBOLD if on else REGULAR
        own = canvas.text(x, base, text, SMALL, PAPER if on or hot else PAPER2, weight)
        if key:
            canvas.text(x + own + 5, base, key, SMALL, PAPER3)
        if on:
            canvas.rect(x, bottom - 3, own, 3, PAPER)
        canvas.target(f"{prefix}:{name}", x - 4, y, wide + 8, height)
        x += wide + gap


def floating(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Draw the ground of a floating panel."""
    canvas.rect(x, y, width, height, ASPHALT, radius=3)
    canvas.frame(x, y, width, height, PAPER, 1.4, radius=3)


def tooltip(canvas: Canvas, text: str, x: float, y: float, width: float, height: float) -> None:
    """Draw a tooltip under a target, or above it where there is no room."""
    lines = canvas.wrap(text, TIP_WIDTH - 24)
    wide = max(canvas.measure(line) for line in lines) + 24
    tall = 16.0 * len(lines) + 20
    left = min(max(x + width / 2.0 - wide / 2.0, 6.0), WIDTH - wide - 6)
    below = y + height + 8
    top = below if below + tall < HEIGHT - 4 else y - tall - 8
    floating(canvas, left, top, wide, tall)
    stem = min(max(x + width / 2.0, left + 8), left + wide - 8)
    if top == below:
        canvas.vline(stem, top - 6, top, PAPER, 1.4)
    else:
        canvas.vline(stem, top + tall, top + tall + 6, PAPER, 1.4)
    for n, line in enumerate(lines):
        ink = PAPER if n == 0 or line.endswith(":") else PAPER2
        canvas.text(left + 12, top + 22 + 16 * n, line, SMALL, ink)
