"""The names that terms and conditions read, worked out of a game when first asked for.

World names are (R,), seat names (seats, R). The lists with units stand in
`race.scenario.game.names`; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Mapping

from race.play.names import machines, models, money, race, routes, rules, seats, world
from race.play.names.goals import GoalName, counted, met, standing
from race.play.names.money import revenue_of_designs
from race.play.names.race import effective_record
from race.play.names.sheet import Read, Sheet
from race.play.state.game_state import GameState
from race.play.state.table import Table

READ: Mapping[str, Read] = {
    name: read
    for part in (world, race, models, machines, money, routes, rules, seats)
    for name, read in part.READ.items()
}


class Names(Sheet):
    """All figures of one game by name."""

    def __init__(self, game: GameState, table: Table) -> None:
        """Begin with nothing worked out."""
        super().__init__(game, table, READ)


__all__ = [
    "READ", "GoalName", "Names", "counted", "effective_record", "met", "revenue_of_designs", "standing",
]  # fmt: skip
