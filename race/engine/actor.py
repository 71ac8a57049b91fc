"""An actor as Mesa's tools see it: a window on its own columns, with no memory of its own.

Mesa itself is not needed here; `race_agents` makes Mesa agents of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol

from race.base.errors import InputError
from race.engine.actor_view import Decision
from race.engine.sight import OWN, Sight, actors_of
from race.rules.block import Block
from race.world.state import State

SHOWN = 0
"""A model holds one replicate."""


class Shows(Protocol):
    """What an actor needs of its model."""

    @property
    def block(self) -> Block:
        """Give the world and what was drawn."""

    @property
    def state(self) -> State:
        """Give the columns."""

    @property
    def sight(self) -> Sight:
        """Give the readable side of the state."""

    @property
    def policies(self) -> Mapping[str, str]:
        """Give the policy of every actor, as written."""

    def figure(self, name: str, actor: str) -> float:
        """Return a figure of an actor."""


class Actor:
    """An actor of the scenario.

    Attributes:
        side: `countries` or `companies`.
        unique_id: its id in the scenario, such as `RU`.
        row: its place on the axis of its side.
        decide: asked for the actor's orders once a year in place of its policy, if there is one.
    """

    side: ClassVar[str]
    model: Shows
    unique_id: str
    row: int
    decide: Decision | None

    def sit(self, row: int) -> None:
        """Take the place of an actor on the axis of the side."""
        self.unique_id = actors_of(self.model.block.world, self.side)[row]
        self.row = row
        self.decide = None

    @property
    def policy(self) -> str:
        """Name the policy that plays the actor while it has no `decide` of its own."""
        return self.model.policies[self.unique_id]

    def figure(self, name: str) -> float:
        """Return a figure of the actor by its name in `race.engine.figures.FIGURES`."""
        return self.model.figure(name, self.unique_id)

    def own(self, name: str) -> float:
        """Return an own figure, exact, by its name in `race.api.OWN`.

        Raises:
            InputError: there is no such figure of the side.
        """
        if name not in OWN[self.side]:
            raise InputError(f"unknown own figure '{name}'; allowed: {', '.join(OWN[self.side])}")
        return float(self.model.sight.own(self.side, name)[self.row, SHOWN])

    @property
    def training_gap_years(self) -> float:
        """Give the training gap to the leader, infinite without a pool."""
        return self.figure("training_gap_years")

    @property
    def kilometres(self) -> float:
        """Give the gap as a distance."""
        return self.figure("kilometres")

    @property
    def speed_flops(self) -> float:
        """Give the useful speed of the fastest pool, FLOP/s."""
        return self.figure("speed_flops")

    @property
    def compute_h100e(self) -> float:
        """Give what is owned and in use."""
        return self.figure("compute_h100e")

    @property
    def largest_cluster_h100e(self) -> float:
        """Give the largest cluster owned."""
        return self.figure("largest_cluster_h100e")

    @property
    def rented_h100e(self) -> float:
        """Give what is rented from others."""
        return self.figure("rented_h100e")
