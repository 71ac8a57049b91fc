"""The whole state of a game, and what happens in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from race.play.state.play_state import PlayState
from race.play.state.running import Running
from race.rules.orders import Orders
from race.world.state import State


class Happening(NamedTuple):
    """Something that came about, for news and pictures.

    Attributes:
        kind: `order`, `event`, `answer`, `lapsed`, `seized`, `record`, `rule`, `verdict`, `end`.
        ids: whom and what it concerns: ids of orders, events, actors, rules.
        numbers: what it came to.
        replicate: in which future, counted from the block's first.
    """

    kind: str
    ids: tuple[str, ...]
    numbers: tuple[float, ...]
    replicate: int


@dataclass(frozen=True, eq=False)
class GameState:
    """A game between two quarters.

    Attributes:
        state: the core's.
        orders: dials of the core as policies and seats set them, without effects.
        play: what only the game knows.
        running: effects under way.
    """

    state: State
    orders: Orders
    play: PlayState
    running: Running

    @property
    def step(self) -> int:
        """Return the whole quarters done."""
        return self.state.step

    @property
    def year(self) -> int:
        """Return the calendar year that runs, or begins."""
        return int(self.state.time + 1e-6)

    @property
    def width(self) -> int:
        """Return the number of replicates."""
        return int(self.play.world_risk.shape[-1])

    def with_state(self, state: State) -> GameState:
        """Return the game with another state of the core."""
        return replace(self, state=state)

    def with_play(self, **changes: object) -> GameState:
        """Return the game with some columns of play replaced."""
        return replace(self, play=self.play.evolve(**changes))
