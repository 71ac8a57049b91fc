"""Opens games for the window: new ones, saved ones, watched ones.

What plays is loaded with the first game, for the choice of a seat needs no session.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from race.base.errors import RaceError
from race.paths import shipped_scenarios
from race.play.playing.ground import Ground, playable
from race.play.records.saves import Save, Shelf
from race.ui.facts.opening import Opening
from race.ui.facts.opening_of_core import opening_of_core
from race.ui.filmer import Filmer
from race.ui.names import name_of
from race.ui.oracle import Oracle
from race.ui.words import Words

if TYPE_CHECKING:
    from race.play.session import Session
    from race.ui.game import Game

GroundOf = Callable[[str, Sequence[str]], Ground]


@dataclass(eq=False)
class GameLibrary:
    """Makes games; how a scenario becomes ground is handed in from where the parts are joined.

    Attributes:
        ground_of: makes a scenario ready.
        resume: opens a saved game.
        shelf: where games are saved.
        oracle: looks ahead in a process of its own; `filmer` writes films in another.
    """

    ground_of: GroundOf
    resume: Callable[[Save, Shelf | None], Session]
    shelf: Shelf
    overlays: Sequence[str] = ()
    oracle: Oracle = field(default_factory=Oracle)
    difficulty: str = "normal"
    filmer: Filmer = field(default_factory=Filmer)
    _grounds: dict[str, Ground] = field(default_factory=dict)
    _openings: dict[tuple[str, str], Opening] = field(default_factory=dict)

    def scenarios(self, language: str) -> Sequence[tuple[str, str, str]]:
        """Return (id, title, question) of every shipped scenario in which somebody can be led."""
        found = []
        for name in shipped_scenarios():
            try:
                ground = self.ground(name)
                playable(ground)
            except RaceError:
                continue
            head = ground.scenario.head
            texts = (head.title, head.question)
            if language == "ru":
                texts = (head.title_ru or head.title, head.question_ru or head.question)
            found.append((name, *texts))
        return found

    def ground(self, scenario: str) -> Ground:
        """Return a scenario made ready, kept."""
        if scenario not in self._grounds:
            self._grounds[scenario] = self.ground_of(scenario, self.overlays)
        return self._grounds[scenario]

    def preview(self, scenario: str, words: Words) -> Opening:
        """Return what the opening of a scenario shows."""
        key = scenario, words.language
        if key not in self._openings:
            self._openings[key] = opening_of_core(self.ground(scenario), scenario, words)
        return self._openings[key]

    def new_game(self, scenario: str, seats: tuple[str, ...], seed: int, language: str) -> Game:
        """Begin a game; with no seats it is only watched."""
        from race.ui.games import new_game

        self.oracle.forget()
        return new_game(
            self.ground(scenario), seats, self.oracle, self.shelf, scenario=scenario, seed=seed,
            difficulty=self.difficulty, language=language,
        )  # fmt: skip

    def saves(self, words: Words) -> Sequence[tuple[str, str]]:
        """Return (name, what it is) of every saved game, the newest first."""
        return [(save.path.stem, self._about(save, words)) for save in self._saves()]

    def _about(self, save: Save, words: Words) -> str:
        """Tell of a saved game: seats, scenario, the year that is open."""
        opening = save.record.opening
        try:
            scenario = self.ground(opening.scenario).scenario
        except RaceError:
            return opening.scenario
        year = int(scenario.head.start.year + 1e-6) + len(save.record.turns)
        names = ", ".join(name_of(seat, scenario, words) for seat in opening.seats)
        head = scenario.head
        title = head.title_ru if words.russian and head.title_ru else head.title
        return f"{names}, {year} · {title}"

    def load(self, name: str) -> Game:
        """Open a saved game."""
        save = next(one for one in self._saves() if one.path.stem == name)
        return self.shown(self.resume(save, self.shelf))

    def shown(self, session: Session) -> Game:
        """Return a session as a game of the window."""
        from race.ui.games import shown

        return shown(session, self.oracle)

    def _saves(self) -> Sequence[Save]:
        return [one for one in self.shelf.saves() if isinstance(one, Save)]
