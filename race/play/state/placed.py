"""What the seats have placed for a year: cards with an order and its parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats, Whole
from race.base.errors import InputError
from race.scenario.game.orders import MOST_PARAMETERS

SLOTS = 4
CARDS = 8
"""Four slots, and as many settings as take none."""
NO_ORDER = -1


@dataclass(frozen=True, eq=False)
class Placed:
    """Cards of all seats.

    Attributes:
        order: numbers of orders, (seats, cards, R), NO_ORDER for an empty place.
        values: numbers, or places on the axis of the kind, (seats, cards, parameters, R).
    """

    order: Whole
    values: Floats


Card = tuple[str, Mapping[str, float]]


def nothing_placed(seats: int, width: int) -> Placed:
    """Return no cards."""
    return Placed(
        np.full((seats, CARDS, width), NO_ORDER, dtype=np.int64),
        np.zeros((seats, CARDS, MOST_PARAMETERS, width)),
    )


def joined(one: Placed, other: Placed) -> Placed:
    """Return the cards of both, of which no seat has cards in both."""
    mine = (one.order != NO_ORDER).any(axis=1, keepdims=True)
    return Placed(
        np.where(mine, one.order, other.order),
        np.where(mine[:, :, None], one.values, other.values),
    )


def with_cards(
    placed: Placed, seat: int, cards: Sequence[tuple[int, Sequence[float]]], width: int
) -> Placed:
    """Return the cards with those of one seat replaced, the same in all replicates.

    Raises:
        InputError: more than eight cards.
    """
    if len(cards) > CARDS:
        raise InputError(f"cards: given {len(cards)}; allowed: at most {CARDS} a year")
    order, values = placed.order.copy(), placed.values.copy()
    order[seat], values[seat] = NO_ORDER, 0.0
    for place, (number, given) in enumerate(cards):
        order[seat, place] = number
        values[seat, place, : len(given)] = np.asarray(given, dtype=float)[:, None] * np.ones(width)
    return Placed(order, values)
