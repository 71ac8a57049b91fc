"""A player that does what the adviser says, and nothing else."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags
from race.play.game_state import GameState
from race.play.names import Names
from race.play.placed import CARDS, NO_ORDER, SLOTS, Placed, nothing_placed
from race.play.rules import Table
from race.scenario.game_advice import shipped_advice
from race.scenario.game_rivals import RivalData
from race_agents.rivals.counsel import weigh
from race_agents.rivals.personality import Minds


def decide(
    game: GameState, table: Table, names: Names, playing: Flags, minds: Minds, data: RivalData
) -> Placed:
    """Return the orders of the lines that gain most, as many as slots allow."""
    seats, width = len(table.seats), table.width
    placed = nothing_placed(seats, width)
    lines = {
        line: one
        for line, one in weigh(game, table, names, playing, minds, data).items()
        if shipped_advice().advice[line].order
    }
    if not lines:
        return placed
    numbers = {name: number for number, (name, _) in enumerate(table.orders)}
    order = np.array([numbers[shipped_advice().advice[line].order] for line in lines])
    slots = np.array([row.slots for _, row in table.orders], dtype=np.float64)
    gain = np.stack([one.gain for one in lines.values()])
    values = np.stack([one.values for one in lines.values()])
    best = np.argsort(-gain, axis=0, kind="stable")
    used = np.zeros((seats, width))
    cards = np.zeros((seats, width), dtype=np.int64)
    rows, columns = np.indices((seats, width))
    for which in best:
        number = order[which]
        on = gain[which, rows, columns] > 0.0
        on = on & (used + slots[number] <= SLOTS) & (cards < CARDS)
        on = on & ~(placed.order == number[:, None]).any(axis=1)
        at = np.minimum(cards, CARDS - 1)
        placed.order[rows, at, columns] = np.where(on, number, placed.order[rows, at, columns])
        before = placed.values[rows, at, :, columns]
        given = values[which, rows, :, columns]
        placed.values[rows, at, :, columns] = np.where(on[..., None], given, before)
        used, cards = used + slots[number] * on, cards + on
    return placed


__all__ = ["NO_ORDER", "decide"]
