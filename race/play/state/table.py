"""What the rules of play use beside the state: the block, the data, the seats, the cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from race.base.arrays import Floats
from race.engine.start import initial_state
from race.play.state.layout import Layout
from race.play.state.seats import Seats
from race.rules.block import Block
from race.rules.orders import Orders
from race.scenario.game.data import GameData
from race.scenario.game.events import GameEvent
from race.scenario.game.orders import GameOrder
from race.scenario.game.parts import Size
from race.scenario.game.settings import Difficulty
from race.world.state import State

Decide = Callable[[State, Orders, Block], Orders]


@dataclass(frozen=True, eq=False)
class Table:
    """The rules of one block of games.

    Attributes:
        block: the world and what was drawn.
        data: orders, events, seats and the rest.
        seats, layout: who plays, and where effects land.
        difficulty: the setting, the same for all.
        core: what actors without a seat in play decide.
        rest: the state at the start, whose levers are at rest.
        shown: how many replicates tell what happens.
    """

    block: Block
    data: GameData
    seats: Seats
    layout: Layout
    difficulty: Difficulty
    core: Decide
    rest: State
    shown: int

    @cached_property
    def orders(self) -> tuple[tuple[str, GameOrder], ...]:
        """List the orders of play in their numbers."""
        return tuple(self.data.orders.items())

    @cached_property
    def events(self) -> tuple[tuple[str, GameEvent], ...]:
        """List the events in their numbers."""
        return tuple(self.data.events.items())

    def number(self, name: str) -> float:
        """Return the central value of a number of the game's data."""
        return self.data.numbers[name].value

    @property
    def width(self) -> int:
        """Return the number of replicates."""
        return self.block.width


def resting(block: Block) -> State:
    """Return the state whose levers are at rest."""
    return initial_state(block)


def drawn(size: Size, chance: Floats, *, certain: bool = False) -> Floats:
    """Return a size from even numbers in (0, 1), of their shape: a triangle, or its peak."""
    low, mode, high = size.low, size.value, size.high
    if certain or size.certain:
        return np.full_like(chance, mode)
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(chance * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - chance) * (high - low) * (high - mode))
    return np.where(chance < turn, rising, falling)
