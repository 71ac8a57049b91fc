"""A player that does what the adviser says, and nothing else."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags
from race.play.names import Names
from race.play.state.game_state import GameState
from race.play.state.placed import CARDS, NO_ORDER, SLOTS, Placed, nothing_placed
from race.play.state.table import Table
from race.scenario.game.rivals import RivalData
from race_agents.rivals.counsel import weigh
from race_agents.rivals.personality import Minds


def decide(
    game: GameState, table: Table, names: Names, playing: Flags, minds: Minds, data: RivalData
) -> Placed:
    """Return the orders of the lines that gain most, as many as the difficulty lets it say."""
    seats, width = len(table.seats), table.width
    placed = nothing_placed(seats, width)
    lines = weigh(game, table, names, playing, minds, data).values()
    if not lines:
        return placed
    slots = np.array([row.slots for _, row in table.orders], dtype=np.float64)
    gain = np.stack([one.gain for one in lines])
    order = np.stack([one.order for one in lines])
    values = np.stack([one.values for one in lines])
    best = np.argsort(-gain, axis=0, kind="stable")
    used = np.zeros((seats, width))
    cards = np.zeros((seats, width), dtype=np.int64)
    said = int(table.difficulty.advice)
    rows, columns = np.indices((seats, width))
    for which in best:
        number = order[which, rows, columns]
        on = (number != NO_ORDER) & (gain[which, rows, columns] > 0.0) & (cards < said)
        on = on & (used + slots[number] <= SLOTS)
        on = on & ~(placed.order == number[:, None]).any(axis=1)
        at = np.minimum(cards, CARDS - 1)
        placed.order[rows, at, columns] = np.where(on, number, placed.order[rows, at, columns])
        before = placed.values[rows, at, :, columns]
        given = values[which, rows, :, columns]
        placed.values[rows, at, :, columns] = np.where(on[..., None], given, before)
        used, cards = used + slots[number] * on, cards + on
    return placed


__all__ = ["NO_ORDER", "decide"]
