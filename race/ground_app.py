"""Joins the parts on which a game is played: a scenario, the rules of play, the other players.

Apart from `race.app`, for a run without a game starts a third sooner without them; and apart from
`race.game_app`, for the choice of a seat is shown sooner without a session.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from race.api import decider
from race.app import prepare
from race.play.playing.ground import Ground, Rivals
from race.play.playing.seating import seated
from race.scenario.game.load import shipped_game

if TYPE_CHECKING:
    from race.base.arrays import Flags, Whole
    from race.play.names import Names
    from race.play.playing.counsel import Weighed
    from race.play.state.game_state import GameState
    from race.play.state.placed import Placed
    from race.play.state.table import Table


class _Players:
    """Plays as `Players` does, which is made when it is first needed."""

    def __init__(self, players: Mapping[str, str] | None) -> None:
        self._given = players
        if players:
            self._made  # noqa: B018 - what was given is checked at once

    @cached_property
    def _made(self) -> Rivals:
        from race_agents.rivals.players import Players  # noqa: PLC0415  # only when somebody first plays

        return Players(self._given)

    def decide(self, game: GameState, table: Table, names: Names, playing: Flags) -> Placed:
        return self._made.decide(game, table, names, playing)

    def answer(self, game: GameState, table: Table, names: Names) -> Whole:
        return self._made.answer(game, table, names)

    def weigh(
        self, game: GameState, table: Table, names: Names, playing: Flags
    ) -> Mapping[str, Weighed]:
        return self._made.weigh(game, table, names, playing)


def ground(
    name_or_path: str | Path,
    overlays: Sequence[str] = (),
    players: Mapping[str, str] | None = None,
) -> Ground:
    """Make a scenario ready for a game.

    Args:
        name_or_path: the scenario.
        overlays: laid over it.
        players: who plays a seat without a person, by actor: `nothing`, `advisor`,
            `random_legal`, `script:NAME`, an archetype; the archetype of the seat if not named.

    Raises:
        InputError: there is no such scenario, overlay or player, or the files have faults.
    """
    setting = prepare(name_or_path, overlays)
    return Ground(
        setting.scenario,
        setting.world,
        setting.book,
        decider(setting.world),
        seated(shipped_game(), setting.world, setting.book),
        _Players(players),
    )


def game_ground(scenario: str, players: Mapping[str, str]) -> Ground:
    """Make a scenario ready with the players of some seats, as a tournament's workers do.

    Raises:
        InputError: there is no such scenario or player.
    """
    return ground(scenario, (), players)
