"""A player that lays down legal orders at random: what chance alone comes to, and a test of the law."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats
from race.play.names import Names
from race.play.orders.parameters import allowed
from race.play.orders.placing import legality
from race.play.state.game_state import GameState
from race.play.state.placed import NO_ORDER, SLOTS, Placed, nothing_placed
from race.play.state.table import Table
from race.scenario.game.orders import MOST_PARAMETERS, GameOrder, Parameter

STREAM = "rival.random"
DRAWS_A_CARD = 1 + MOST_PARAMETERS
KEPT_FREE = 0.15
"""Share of cards that are left out."""


def decide(game: GameState, table: Table, names: Names, playing: Flags) -> Placed:
    """Return up to four random legal cards for each of the seats `playing` (seats,)."""
    legal, _ = legality(game, table, names)
    seats, width = len(table.seats), table.width
    count = SLOTS * DRAWS_A_CARD * seats
    drawn = table.block.chance.uniform(STREAM, game.step, count)
    drawn = drawn.reshape(SLOTS, DRAWS_A_CARD, seats, width)
    placed = nothing_placed(seats, width)
    for card in range(SLOTS):
        order = _drawn_order(legal, drawn[card, 0], playing)
        placed.order[:, card] = order
        for number in np.unique(order[order != NO_ORDER]).tolist():
            on = order == number
            values = _values(table.orders[number][1], drawn[card, 1:], on, game, table)
            placed.values[:, card] = np.where(on[:, None], values, placed.values[:, card])
    return placed


def _drawn_order(legal: Flags, uniform: Floats, playing: Flags) -> np.ndarray:
    """Return the number of one legal order, each as likely as the other, (seats, R)."""
    counts = legal.sum(axis=0)
    scaled = np.minimum(uniform / (1.0 - KEPT_FREE), 1.0 - 1e-12)
    rank = np.floor(scaled * counts).astype(np.int64)
    running = np.cumsum(legal, axis=0)
    number = (running > rank[None]).argmax(axis=0)
    idle = (counts == 0) | (uniform >= 1.0 - KEPT_FREE) | ~playing[:, None]
    return np.where(idle, NO_ORDER, number)


def _values(order: GameOrder, uniform: Floats, on: Flags, game: GameState, table: Table) -> Floats:
    """Return parameters drawn evenly, on a logarithmic scale where the range is wide."""
    values = np.zeros((on.shape[0], MOST_PARAMETERS, on.shape[1]))
    for place, parameter in enumerate(order.parameters.values()):
        if parameter.kind == "number":
            values[:, place] = _number(parameter, uniform[place])
            continue
        for seat in np.flatnonzero(on.any(axis=1)).tolist():
            fits = allowed(parameter, seat, game, table)
            rank = np.floor(uniform[place, seat] * fits.sum(axis=0))
            values[seat, place] = (np.cumsum(fits, axis=0) > rank[None]).argmax(axis=0)
    return values


def _number(parameter: Parameter, uniform: Floats) -> Floats:
    low, high = float(parameter.low or 0.0), float(parameter.high or 0.0)
    if parameter.log and low > 0.0:
        return np.asarray(np.exp(np.log(low) + uniform * (np.log(high) - np.log(low))))
    return np.asarray(low + uniform * (high - low))
