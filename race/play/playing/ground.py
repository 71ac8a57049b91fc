"""What a game is played on: a scenario made ready, the rules of play, and who plays the other seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from race.base.errors import InputError

if TYPE_CHECKING:
    from race.base.arrays import Flags, Whole
    from race.engine.step import Decide
    from race.play.names import Names
    from race.play.playing.counsel import Weighed
    from race.play.state.game_state import GameState
    from race.play.state.placed import Placed
    from race.play.state.table import Table
    from race.rules.rulebook import Rulebook
    from race.scenario.game.data import GameData
    from race.scenario.models.scenario import Scenario
    from race.world.world import World

USUAL_SEAT = "RU"


class Rivals(Protocol):
    """Who plays the seats without a person."""

    def decide(self, game: GameState, table: Table, names: Names, playing: Flags, /) -> Placed:
        """Return the cards of the seats `playing` (seats,) for a year."""

    def answer(self, game: GameState, table: Table, names: Names, /) -> Whole:
        """Return the options that all seats would take of what waits for them, (seats, R)."""

    def weigh(
        self, game: GameState, table: Table, names: Names, playing: Flags, /
    ) -> Mapping[str, Weighed]:
        """Return what each line of the adviser that holds would gain the seats `playing` (seats,)."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What a game is played on.

    Attributes:
        scenario, world, book: a scenario made ready.
        decide: what actors without a seat decide.
        data: the rules of play.
        rivals: who plays the seats without a person.
    """

    scenario: Scenario
    world: World
    book: Rulebook
    decide: Decide
    data: GameData
    rivals: Rivals


def seats_of(ground: Ground) -> tuple[str, ...]:
    """Return the actors that have a seat in a world."""
    world = ground.world
    known = (*world.countries, *world.companies)
    return tuple(
        row.actor
        for row in ground.data.seats.values()
        if row.actor in known and (row.programme is None or row.programme in world.companies)
    )


def playable(ground: Ground) -> tuple[str, ...]:
    """Return the actors that a person may lead: those with a seat whom the scenario lets be played.

    Raises:
        InputError: there is none.
    """
    allowed = ground.scenario.play.seats
    found = tuple(seat for seat in seats_of(ground) if not allowed or seat in allowed)
    if not found:
        raise InputError(
            f"scenario {ground.scenario.head.id}: nobody in it can be led: a state needs a company "
            "at home that buys or trains, a company must buy, train or design chips; "
            "run it with: race run"
        )
    return found


def usual_seat(ground: Ground) -> str:
    """Return who is led where nobody is named: Russia, or the first that the scenario has.

    Raises:
        InputError: there is none.
    """
    seats = playable(ground)
    return USUAL_SEAT if USUAL_SEAT in seats else seats[0]
