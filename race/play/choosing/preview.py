"""What a card would cost and change: arithmetic of the rules, and a few paired futures.

The futures are the player's own (see `race.play.foresight`): the same ones with and without the
card, so that what differs comes from the card.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from race.base.arrays import Floats
from race.play.choosing.offered import Effect, Preview
from race.play.foresight.imagined import Imagined, Laid, imagined
from race.play.playing.cards import PLAYED, Cards
from race.play.playing.course import Course, Position
from race.play.records.record import Card, Turn
from race.play.state.placed import SLOTS
from race.play.words import Words
from race.scenario.game.names import NAMES

MEASURES = ("kilometres", "pool", "compute_h100e", "money", "backing", "trust", "margin_years")
TITLES = {"pool": "speed_flops"}
BAND = (0.1, 0.5, 0.9)
LEAST_CHANGE = 0.01
"""Part of its size by which a measure has to change to be told of."""
_DOLLAR = 1e-9


def preview_of(
    course: Course,
    position: Position,
    turn: Turn,
    card: Card,
    words: Words,
    *,
    effects: bool = True,
) -> Preview:
    """Return what a card would cost and change beside the cards of a turn.

    Raises:
        InputError: no such order, or a parameter that it has not, or out of its bounds.
    """
    game = course.game
    cards = Cards(game, position.game, card.seat, words)
    values = cards.wide(cards.values(card.order, card.parameters))
    cost = game.cost(position.game, card.seat, card.order, values)
    reason = _bar(course, position, turn, card, cards, words)
    changes: tuple[Effect, ...] = ()
    if effects and not reason:
        changes = _changes(course, position, turn, card, words)
    return Preview(
        price_busd=float(cost.money[PLAYED]),
        backing=float(cost.backing[PLAYED]),
        slots=cost.slots,
        finish=(int(cost.quarters_low[PLAYED]), int(np.ceil(cost.quarters_high[PLAYED]))),
        chance=float(cost.chance[PLAYED]),
        effects=changes,
        legal=not reason,
        reason=reason,
    )


def _bar(
    course: Course, position: Position, turn: Turn, card: Card, cards: Cards, words: Words
) -> str:
    """Return why a card cannot lie beside the others; empty where it can."""
    game, table = course.game, course.game.table
    number = game.number_of(card.order)
    dealt = game.offers(position.game, card.seat)
    reasons = table.data.reasons

    def told(reason: str) -> str:
        return reasons[reason].of(words.language) if reason in reasons else reason

    if not dealt.legal[number, PLAYED]:
        return told(dealt.reasons[int(dealt.reason[number, PLAYED])])
    slots, money, backing = 0, 0.0, 0.0
    for one in (*turn.of(card.seat), card):
        values = cards.wide(cards.values(one.order, one.parameters))
        cost = game.cost(position.game, card.seat, one.order, values)
        slots += cost.slots
        money += float(cost.money[PLAYED])
        backing += float(cost.backing[PLAYED])
    names, row = game.names(position.game), game.seat(card.seat)
    if slots > SLOTS:
        return told("no_slot")
    if money > float(names["money"][row, PLAYED]) + _DOLLAR:
        return told("no_money")
    if backing > float(names["backing"][row, PLAYED]) + _DOLLAR:
        return told("no_backing")
    return _like(turn, card, cards, words)


def _like(turn: Turn, card: Card, cards: Cards, words: Words) -> str:
    """Return why a card cannot lie beside others of its order; empty where it can."""
    like = [one for one in turn.of(card.seat) if one.order == card.order]
    if like and cards.order(card.order).once:
        return words("text.once_a_year")
    if any(one.parameters == card.parameters for one in like):
        return words("text.twice")
    return ""


def _changes(
    course: Course, position: Position, turn: Turn, card: Card, words: Words
) -> tuple[Effect, ...]:
    believed = imagined(course, position, card.seat, 0)
    mine = turn.of(card.seat)
    before, after = (_measures(believed, Laid(cards)) for cards in (mine, (*mine, card)))
    found = []
    for name in MEASURES:
        one, other = before[name], after[name]
        size = max(abs(float(np.median(one))), 1e-9)
        if np.median(np.abs(other - one)) < LEAST_CHANGE * size:
            continue
        low, middle, high = (float(x) for x in np.quantile(other, BAND))
        title = words(f"measure.{TITLES.get(name, name)}")
        unit = "km" if name == "kilometres" else NAMES[name].unit
        found.append(Effect(name, title, unit, float(np.median(one)), middle, low, high))
    return tuple(found)


@lru_cache(maxsize=16)
def _measures(believed: Imagined, laid: Laid) -> dict[str, Floats]:
    """Return the measures of the futures after two years, in the second without cards."""
    state = believed.year(believed.after(laid), believed.game.nothing())
    names = believed.game.names(state)
    found = {name: names[name][believed.seat] for name in MEASURES if name != "kilometres"}
    return found | {"kilometres": believed.gap_km(state)}
