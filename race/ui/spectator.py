"""A game that is only watched: the scenario runs as it is, year by year, nobody is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import Decide, neutral_orders, opening, take_step
from race.play.choosing.offered import Advice, LaidCard, Offer, Preview, Question
from race.play.records.record import Setting
from race.play.telling.shown import Aftermath, Without
from race.rules.rulebook import Rulebook
from race.ui.core_game import CoreGame
from race.ui.facts.core import Chronicle
from race.ui.facts.fan import Fan
from race.ui.facts.year import Quarter, Report, Verdict
from race.ui.game import Game, Phase
from race.ui.words import Words
from race.world.world import World


class Spectator(CoreGame):
    """Runs the core and shows it from a seat that gives no orders."""

    def __init__(
        self, world: World, book: Rulebook, decide: Decide, seat: str, seed: int = 1
    ) -> None:
        self._parts = (world, book, decide, seed)
        self._seat = seat
        self._decide = decide
        self._block = make_block(world, book, seed, 0, 1)
        self._orders = neutral_orders(self._block)
        self._state = opening(initial_state(self._block), self._orders, self._block)
        self.chronicle = Chronicle(self._block)
        self.chronicle.see(self._state)

    @property
    def seat(self) -> str:
        """Give whose road is shown."""
        return self._seat

    @property
    def seats(self) -> tuple[str, ...]:
        """Give nobody."""
        return ()

    @property
    def phase(self) -> Phase:
        """Tell whether years are left."""
        over = self._state.step >= self._block.world.calendar.steps
        return "over" if over else "orders"

    @property
    def slots(self) -> tuple[int, int]:
        """Give no slots."""
        return 0, 0

    def speak(self, language: str) -> None:
        """Keep nothing: texts are made when they are shown."""

    def cards(self) -> Sequence[LaidCard]:
        """Return no cards."""
        return ()

    def offers(self) -> Sequence[Offer]:
        """Return no offers."""
        return ()

    def preview(self, order: str, parameters: Mapping[str, Setting]) -> Preview:
        """Return that nothing can be ordered."""
        return Preview(0.0, 0.0, 0, (0, 0), 0.0, (), legal=False)

    def look_ahead(self, order: str, parameters: Mapping[str, Setting]) -> Fan | None:
        """Return no futures."""
        return None

    def effects(self, order: str, parameters: Mapping[str, Setting]) -> Preview | None:
        """Return nothing: nothing can be ordered."""
        return None

    def poll(self) -> bool:
        """Take in nothing."""
        return False

    def add(self, order: str, parameters: Mapping[str, Setting]) -> str:
        """Refuse."""
        return "-"

    def withdraw(self, at: int) -> None:
        """Do nothing: no card lies there."""

    def hints(self) -> Sequence[Advice]:
        """Return no advice."""
        return ()

    def question(self) -> Question | None:
        """Return that nothing asks."""
        return None

    def choose(self, choice: str) -> None:
        """Do nothing: nothing asks."""

    def end_year(self) -> Report | None:
        """Run a year."""
        for _ in range(self._block.world.calendar.steps_per_year):
            self._state, self._orders = take_step(
                self._state, self._orders, self._block, self._decide
            )
            self.chronicle.see(self._state)
        return self.last_report()

    def last_report(self) -> Report | None:
        """Return what is known to all of the last year."""
        if len(self.chronicle.years) < 2:
            return None
        return Report(self.chronicle.years[-1].year, (Quarter(4, self.news(Words())),))

    def verdict(self) -> Verdict | None:
        """Return none: nobody plays."""
        return None

    def reruns(self) -> Sequence[Without]:
        """Return nothing: nobody gave orders."""
        return ()

    def aftermath(self) -> Aftermath | None:
        """Return what is told when the game is over, None before it and of one that is only watched."""
        return None

    def save(self, name: str) -> str:
        """Refuse: what is only watched needs no saving."""
        return "-"

    def branch(self, turn: int) -> Game:
        """Run the same world again to an earlier turn."""
        world, book, decide, seed = self._parts
        again = Spectator(world, book, decide, self._seat, seed)
        for _ in range(turn):
            again.end_year()
        return again

    def share_code(self) -> str:
        """Return nothing to share."""
        return ""
