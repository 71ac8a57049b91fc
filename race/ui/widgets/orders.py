"""The orders of the year: cards, the free slot, the adviser."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from race.play.choosing.offered import Advice, Effect, LaidCard
from race.ui.canvas import Canvas
from race.ui.fonts import SEMIBOLD
from race.ui.shapes import cross
from race.ui.theme import (
    CARD,
    NAME,
    PAPER,
    PAPER2,
    PAPER3,
    RAISED,
    RED,
    RULE,
    RULE2,
    SMALL,
)
from race.ui.widgets.panel import head
from race.ui.widgets.topbar import figure
from race.ui.words import Words

X, WIDTH = 16.0, 240.0
FIRST, PITCH, TALL, SLOT = 84.0, 72.0, 64.0, 32.0
SLIDE = 20.0
"""How far below its place a card begins."""
UNITS = {"FLOP/s": "flop", "years": "years", "BUSD": "busd", "BUSD/year": "busd", "MW": "mw", "FLOP": "flop", "chips": "chips", "H100e": "chips", "km": "kilometres",
         "points": "points"}  # fmt: skip


@dataclass(frozen=True)
class Tray:
    """What lies on the table of a seat.

    Attributes:
        slots: used, and all of them; none at the end.
        edited: place of the card that is edited; below 0 none, and the adviser speaks.
        instead: what is said where no orders are asked for.
        arrived: how far the last card has come, 0 to 1.
    """

    cards: Sequence[LaidCard]
    slots: tuple[int, int]
    hint: Advice | None = None
    edited: int = -1
    instead: str = ""
    arrived: float = 1.0


def draw_orders(canvas: Canvas, tray: Tray, words: Words, keys: tuple[str, str]) -> float:
    """Draw the panel; `keys` are those of adding an order and of showing the advice.

    Return where the cards end.
    """
    used, whole = tray.slots
    count = words.tr("{used} of {whole}", used=used, whole=whole) if whole else ""
    head(canvas, X, 68, WIDTH, words.tr("Orders"), count)
    y = FIRST
    pitch = PITCH if len(tray.cards) <= 3 else 66.0
    for n, card in enumerate(tray.cards):
        away = (1.0 - tray.arrived) * SLIDE if n == len(tray.cards) - 1 else 0.0
        _card(canvas, n, card, y + away, words, edited=n == tray.edited)
        y += pitch
    if tray.instead:
        for n, line in enumerate(canvas.wrap(tray.instead, WIDTH, NAME)):
            canvas.text(X, y + 16 + 20 * n, line, NAME, PAPER2)
        return y
    if used < whole:
        _slot(canvas, y, words, keys[0])
        y += SLOT
    if tray.edited < 0:
        _advice(canvas, max(y + 16, 348.0), tray.hint, words, keys[1])
    return y


def _card(canvas: Canvas, n: int, card: LaidCard, y: float, words: Words, *, edited: bool) -> None:
    name = f"card:{n}"
    canvas.rect(X, y, WIDTH, TALL, RAISED if canvas.hot == name or edited else CARD, radius=2)
    canvas.rect(X, y, 3, TALL, PAPER)
    canvas.text(
        X + 12, y + 20, canvas.fit(card.title, WIDTH - 40, NAME, SEMIBOLD), NAME, PAPER, SEMIBOLD
    )
    terms = card.text.removeprefix(card.title).removeprefix(": ")
    price = words.money(card.price_busd)
    if card.price_busd > 0.0 and price not in terms:
        terms = f"{price} · {terms}"
    canvas.text(X + 12, y + 37, canvas.fit(terms, WIDTH - 22), SMALL, PAPER2)
    if card.effect is not None:
        text = effect_text(card.effect, words)
        width = canvas.text(
            X + 12, y + 54, canvas.fit(text, 128, SMALL, SEMIBOLD), SMALL, PAPER, SEMIBOLD
        )
        if card.effect.measure != "kilometres":
            room = 128 - width - 6
            title = card.effect.title if canvas.measure(card.effect.title) <= room else ""
            canvas.text(X + 12 + width + 6, y + 54, title, SMALL, PAPER2)
        effect_whisker(canvas, X + 144, y + 50, 44, card.effect)
    if card.chance is not None:
        canvas.text(X + WIDTH - 8, y + 54, words.percent(card.chance), SMALL, PAPER2, align="right")
    canvas.target(name, X, y, WIDTH, TALL, words.tr("Press to change it"))
    hot = canvas.hot == f"withdraw:{n}"
    cross(canvas, (X + WIDTH - 12, y + 15), 3.6, RED if hot else PAPER2, 1.3)
    canvas.target(f"withdraw:{n}", X + WIDTH - 24, y + 3, 24, 24, words.tr("Withdraw"))
    if edited:
        canvas.frame(X - 3, y - 3, WIDTH + 6, TALL + 6, PAPER, 2, radius=3)


def effect_text(effect: Effect, words: Words) -> str:
    """Write an effect: a difference with its sign."""
    unit = UNITS.get(effect.unit, effect.unit)
    if not (math.isfinite(effect.before) and math.isfinite(effect.after)):
        return f"{effect.title}: {figure(effect.after, unit, words)}"
    if unit == "flop" and effect.before > 0.0:
        return words.factor(effect.after / effect.before)
    text = figure(effect.after - effect.before, unit, words, sign=True)
    return f"{text}\u00a0H100e" if effect.unit == "H100e" else text


def effect_whisker(canvas: Canvas, x: float, y: float, width: float, effect: Effect) -> None:
    """Draw where the effect may lie: a rule, the 80 % band, the median as a dot, none as a tick."""
    ends = [v for v in (effect.before, effect.after, effect.low, effect.high) if math.isfinite(v)]
    if len(ends) < 4 or max(ends) <= min(ends):
        return
    low, high = min(ends), max(ends)
    span = high - low

    def place(value: float) -> float:
        return x + (value - low) / span * width

    canvas.hline(x, x + width, y - 0.5, RULE2)
    a, b = place(effect.low), place(effect.high)
    canvas.rect(a, y - 0.8, b - a, 1.6, PAPER)
    for end in (a, b):
        canvas.rect(end - 0.8, y - 3.5, 1.6, 7, PAPER)
    canvas.rect(place(effect.before) - 0.5, y - 5, 1, 10, PAPER3)
    canvas.circle((place(effect.after), y), 2.8, PAPER)


def _slot(canvas: Canvas, y: float, words: Words, key: str) -> None:
    if canvas.hot == "add":
        canvas.rect(X, y, WIDTH, SLOT, RAISED, radius=2)
    canvas.dashed_frame(X, y, WIDTH, SLOT, RULE2)
    canvas.text(X + 12, y + 20, words.tr("add an order"), SMALL, PAPER2)
    canvas.text(X + WIDTH - 8, y + 20, key, SMALL, PAPER3, align="right")
    canvas.target("add", X, y, WIDTH, SLOT)


def _advice(canvas: Canvas, y: float, hint: Advice | None, words: Words, key: str) -> None:
    canvas.hline(X, X + WIDTH, y, RULE)
    canvas.text(X, y + 18, words.tr("Adviser").upper(), SMALL, PAPER3, SEMIBOLD)
    if hint is None:
        canvas.text(X, y + 37, words.tr("Nothing to say this year."), SMALL, PAPER2)
        return
    if hint.order:
        text = words.tr("show")
        width = canvas.measure(text, SMALL, SEMIBOLD)
        right = X + WIDTH
        canvas.text(right, y + 18, text, SMALL, PAPER, SEMIBOLD, "right")
        canvas.hline(right - width, right, y + 21, PAPER)
        canvas.text(right - width - 8, y + 18, key, SMALL, PAPER3, align="right")
        canvas.target(
            "advice",
            right - width - 24,
            y + 4,
            width + 28,
            22,
            words.tr("Lay this order on the table"),
        )
    lines = canvas.wrap(hint.text, WIDTH, lines=3)
    for n, line in enumerate(lines):
        canvas.text(X, y + 37 + 17 * n, line, SMALL, PAPER)
