"""What an order takes and changes: price, support, slots, time, chance, and its effects with bands."""

from __future__ import annotations

import math

from race.play.choosing.offered import Effect, Preview
from race.ui.canvas import Canvas
from race.ui.fonts import SEMIBOLD
from race.ui.theme import GOOD, NAME, PAPER, PAPER2, RED, SMALL
from race.ui.widgets.orders import UNITS, effect_text, effect_whisker
from race.ui.widgets.panel import head
from race.ui.widgets.topbar import figure
from race.ui.words import Words

MOST_EFFECTS = 7
SIDE_X, SIDE_WIDTH = 778.0, 486.0


def when(quarters: tuple[int, int], words: Words) -> str:
    """Write when something is done: at once, in 2 quarters, in 1-2 quarters."""
    low, high = quarters
    if high <= 0:
        return words.tr("at once")
    if low == high:
        return words.trn("{n} quarter", "{n} quarters", high)
    return words.tr("{low}-{high} quarters", low=low, high=high)


def terms_of(preview: Preview, words: Words) -> str:
    """Write a card's terms: price, support, when it is done."""
    parts = []
    if preview.price_busd > 0.0:
        parts.append(words.money(preview.price_busd))
    if preview.backing:
        change = words.fixed(-preview.backing, 0, sign=True)
        parts.append(words.tr("support {change}", change=change))
    parts.append(when(preview.finish, words))
    return " · ".join(parts)


def draw_summary(canvas: Canvas, preview: Preview, y: float, words: Words) -> None:
    """Write in a line what an order takes, and as many of its effects as there is room for."""
    left = SIDE_X + canvas.text(SIDE_X, y, terms_of(preview, words), SMALL, PAPER2) + 24
    right = SIDE_X + SIDE_WIDTH
    for effect in preview.effects if preview.legal else ():
        text, better = effect_text(effect, words), (effect.after > effect.before) == effect.good_up
        need = canvas.measure(effect.title) + canvas.measure(text, SMALL, SEMIBOLD) + 6
        if right - need < left:
            break
        right -= canvas.text(right, y, text, SMALL, GOOD if better else RED, SEMIBOLD, "right") + 6
        right -= canvas.text(right, y, effect.title, SMALL, PAPER2, align="right") + 20


def draw_terms(canvas: Canvas, preview: Preview, words: Words, *, waits: bool) -> float:
    """Draw what an order takes, and what it changes, and return where that ends.

    `waits`: what it changes is being worked out.
    """
    head(canvas, SIDE_X, 68, SIDE_WIDTH, words.tr("What it takes"))
    rows = [
        (
            words.tr("price"),
            words.money(preview.price_busd) if preview.price_busd else words.tr("nothing"),
        ),
        (
            words.tr("support"),
            words.fixed(-preview.backing, 0, sign=True) if preview.backing else "0",
        ),
        (words.tr("slots"), str(preview.slots)),
        (words.tr("starts"), when(preview.finish, words)),
        (words.tr("chance"), words.percent(preview.chance)),
    ]
    for n, (name, value) in enumerate(rows):
        x = SIDE_X + 98 * n
        canvas.text(x, 98, name, SMALL, PAPER2)
        canvas.text(x, 118, canvas.fit(value, 94, NAME, SEMIBOLD), NAME, PAPER, SEMIBOLD)
    if not preview.legal:
        for n, line in enumerate(canvas.wrap(preview.reason, SIDE_WIDTH, NAME, SEMIBOLD, 3)):
            canvas.text(SIDE_X, 152 + 20 * n, line, NAME, RED, SEMIBOLD)
        return 206.0
    head(
        canvas,
        SIDE_X,
        152,
        SIDE_WIDTH,
        words.tr("What it changes in two years"),
        words.tr("8 cases of 10"),
    )
    if not preview.effects:
        text = (
            words.tr("being worked out…") if waits else words.tr("nothing that can be seen so soon")
        )
        canvas.text(SIDE_X, 184, text, SMALL, PAPER2)
    shown = preview.effects[:MOST_EFFECTS]
    for n, effect in enumerate(shown):
        _effect_row(canvas, effect, 186 + 32 * n, words)
    return 186.0 + 32.0 * max(len(shown) - 1, 0)


def _effect_row(canvas: Canvas, effect: Effect, y: float, words: Words) -> None:
    unit = UNITS.get(effect.unit, effect.unit)
    canvas.text(SIDE_X, y, canvas.fit(effect.title, 150), SMALL, PAPER)
    if math.isfinite(effect.before) and math.isfinite(effect.after):
        before, after = (figure(one, unit, words) for one in (effect.before, effect.after))
        from_to = before if before == after else f"{before} → {after}"
        canvas.text(SIDE_X + 300, y, from_to, SMALL, PAPER2, align="right")
    better = (effect.after > effect.before) == effect.good_up
    colour = GOOD if better else RED
    canvas.text(SIDE_X + 402, y, effect_text(effect, words), SMALL, colour, SEMIBOLD, "right")
    effect_whisker(canvas, SIDE_X + 418, y - 4, 64, effect)
