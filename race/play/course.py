"""The course of a game: the state at the start of each turn, and how a turn is played.

A turn is four steps of the core. Nothing here depends on who watches, or on how often: the same
record gives the same states, bit for bit.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from race.base.arrays import MINIMUM_WIDTH, Floats
from race.engine.figures import Path, actor_speed, year_figures
from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import Decide, neutral_orders, opening, take_step
from race.play.record import Turn
from race.rules.block import Block
from race.rules.orders import Orders
from race.rules.rulebook import Rulebook
from race.scenario.models import Scenario
from race.world.snapshot import digest
from race.world.state import State
from race.world.world import World

SHOWN = 0
"""The engine simulates at least two futures at once; the first of them is the one played."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What a game is played on: a scenario made ready, and who decides where no person does."""

    scenario: Scenario
    world: World
    book: Rulebook
    decide: Decide


@dataclass(frozen=True, eq=False)
class Position:
    """Where the game stands between two steps, and the path of speeds that led there."""

    state: State
    orders: Orders
    times: tuple[float, ...]
    speeds: tuple[Floats, ...]
    models: tuple[Floats, ...]

    @property
    def path(self) -> Path:
        """Return the speeds and the best models so far."""
        speed = np.stack(self.speeds)
        return Path(np.array(self.times), speed, speed.max(axis=1), np.stack(self.models))


class Course:
    """Plays turns from positions; it remembers nothing itself."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground = ground
        self.block: Block = make_block(ground.world, ground.book, seed, 0, MINIMUM_WIDTH)

    def start(self) -> Position:
        """Return the position at the start of the first turn."""
        orders = neutral_orders(self.block)
        state = opening(initial_state(self.block), orders, self.block)
        return _seen(Position(state, orders, (), (), ()), state, orders)

    def quarters(self, position: Position, _turn: Turn) -> list[Position]:
        """Return the positions after each step of the turn that begins with a position."""
        found = []
        for _ in range(self.ground.world.calendar.steps_per_year):
            state, orders = take_step(
                position.state, position.orders, self.block, self.ground.decide
            )
            position = _seen(position, state, orders)
            found.append(position)
        return found

    def figures(self, position: Position) -> dict[str, Floats]:
        """Return the true figures of a position by name of `race.engine.figures.FIGURES`."""
        return year_figures(position.state, self.block, position.path)

    def over(self, position: Position) -> bool:
        """Tell whether the scenario has ended."""
        return position.state.step >= self.ground.world.calendar.steps

    def digest(self, position: Position) -> str:
        """Return the SHA-256 of the future that is played: its speeds and its state."""
        total = hashlib.sha256(np.array(position.times).tobytes())
        for speed in position.speeds:
            total.update(np.ascontiguousarray(speed[:, SHOWN]).tobytes())
        total.update(digest(position.state, SHOWN).encode())
        return total.hexdigest()


def _seen(position: Position, state: State, orders: Orders) -> Position:
    return Position(
        state,
        orders,
        (*position.times, state.time),
        (*position.speeds, actor_speed(state)),
        (*position.models, state.capability.max(axis=0)),
    )
