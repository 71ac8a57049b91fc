"""A player that does what the adviser says, and nothing else."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags
from race.play.game_state import GameState
from race.play.names import Names
from race.play.parameters import bounds
from race.play.placed import CARDS, NO_ORDER, SLOTS, Placed, nothing_placed
from race.play.placing import legality
from race.play.rules import Table
from race.play.terms import holds
from race.scenario.game_advice import shipped_advice


def decide(game: GameState, table: Table, names: Names, playing: Flags) -> Placed:
    """Return the orders of the first lines that hold, as many as slots allow, as is usual."""
    legal, _ = legality(game, table, names)
    seats, width = len(table.seats), table.width
    placed = nothing_placed(seats, width)
    numbers = {name: number for number, (name, _) in enumerate(table.orders)}
    used = np.zeros((seats, width))
    cards = np.zeros((seats, width), dtype=np.int64)
    rows, columns = np.indices((seats, width))
    for rule in shipped_advice().advice.values():
        if rule.order not in numbers:
            continue
        number = numbers[rule.order]
        slots = float(table.orders[number][1].slots)
        on = np.broadcast_to(holds(rule.when, names), (seats, width)) & playing[:, None]
        on = on & legal[number] & (used + slots <= SLOTS) & (cards < CARDS)
        on = on & ~(placed.order == number).any(axis=1)
        if not on.any():
            continue
        at = np.minimum(cards, CARDS - 1)
        before = placed.order[rows, at, columns]
        placed.order[rows, at, columns] = np.where(on, number, before)
        for seat in np.flatnonzero(on.any(axis=1)).tolist():
            usual = bounds(table.orders[number][1], seat, game, table)[:, 2]
            there = on[seat]
            placed.values[seat, at[seat, there], :, columns[seat, there]] = usual[:, there].T
        used, cards = used + slots * on, cards + on
    return placed


__all__ = ["NO_ORDER", "decide"]
