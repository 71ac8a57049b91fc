"""Who plays which seat: archetypes, and the plain players that tournaments compare them with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from race.base.arrays import Flags, Whole
from race.base.errors import InputError
from race.play.names import Names
from race.play.playing.counsel import Weighed
from race.play.state.game_state import GameState
from race.play.state.placed import Placed, joined, nothing_placed
from race.play.state.table import Table
from race.scenario.game.rivals import RivalData, shipped_rivals
from race_agents.rivals import advised, at_random, scripted
from race_agents.rivals.answers import answers
from race_agents.rivals.counsel import weigh
from race_agents.rivals.decide import decide
from race_agents.rivals.personality import Minds, minds

ARCHETYPE, NOTHING, ADVISOR, RANDOM, BEST, SCRIPT = (
    "archetype", "nothing", "advisor", "random_legal", "best", "script",
)  # fmt: skip


class Players:
    """Rivals of a game, by seat.

    Attributes:
        policies: by actor, in place of the archetype of its seat: `nothing`, `advisor`,
            `random_legal`, `best` for its best known script, `script:NAME`, or the id of another
            archetype.
    """

    def __init__(
        self, policies: Mapping[str, str] | None = None, data: RivalData | None = None
    ) -> None:
        """Check the names.

        Raises:
            InputError: there is no such policy or script.
        """
        self.data = data or shipped_rivals()
        self.policies = dict(policies or {})
        known = (ARCHETYPE, NOTHING, ADVISOR, RANDOM, BEST, f"{SCRIPT}:NAME", *self.data.archetypes)
        self._minds = lru_cache(maxsize=8)(self._made_minds)
        self._scripts = {}
        for actor, policy in self.policies.items():
            name, colon, argument = policy.partition(":")
            if policy == BEST:
                self._scripts[actor] = scripted.read(f"{BEST}-{actor}", actor)
            elif name == SCRIPT and argument:
                self._scripts[actor] = scripted.read(argument, actor)
            elif colon or name not in known:
                raise InputError(f"policy '{policy}' of {actor}: allowed: {', '.join(known)}")

    def decide(self, game: GameState, table: Table, names: Names, playing: Flags) -> Placed:
        """Return the cards of the seats `playing` (seats,) for a year."""
        mine = np.array([self._is_archetype(actor) for actor in table.seats.ids])
        thinking = playing & mine
        placed = nothing_placed(len(table.seats), table.width)
        if thinking.any():
            found = decide(game, table, names, thinking, self._minds(table), self.data)
            placed = found.placed
        on = playing & self._played_by(RANDOM, table)
        if on.any():
            placed = joined(at_random.decide(game, table, names, on), placed)
        on = playing & self._played_by(ADVISOR, table)
        if on.any():
            minds_ = self._minds(table)
            placed = joined(advised.decide(game, table, names, on, minds_, self.data), placed)
        for actor, script in self._scripts.items():
            if actor in table.seats.ids and playing[table.seats.ids.index(actor)]:
                placed = joined(scripted.decide(script, actor, game, table), placed)
        return placed

    def answer(self, game: GameState, table: Table, names: Names) -> Whole:
        """Return the options that all seats would take of what waits for them, (seats, R)."""
        chosen = answers(game, table, names, self._minds(table), self.data)
        for actor, script in self._scripts.items():
            if actor in table.seats.ids:
                scripted.answer(script, actor, game, table, chosen)
        plain = [self.policies.get(actor) in (NOTHING, ADVISOR) for actor in table.seats.ids]
        chosen[np.array(plain)] = 0
        return chosen

    def weigh(
        self, game: GameState, table: Table, names: Names, playing: Flags
    ) -> Mapping[str, Weighed]:
        """Return what each line of the adviser that holds would gain the seats `playing` (seats,)."""
        return weigh(game, table, names, playing, self._minds(table), self.data)

    def _played_by(self, policy: str, table: Table) -> Flags:
        return np.array([self.policies.get(actor) == policy for actor in table.seats.ids])

    def _is_archetype(self, actor: str) -> bool:
        policy = self.policies.get(actor, ARCHETYPE)
        return policy == ARCHETYPE or policy in self.data.archetypes

    def _made_minds(self, table: Table) -> Minds:
        found = []
        for row in table.seats.rows:
            policy = self.policies.get(row.actor, ARCHETYPE)
            found.append(policy if policy in self.data.archetypes else row.archetype)
        return minds(table, self.data, tuple(found))
