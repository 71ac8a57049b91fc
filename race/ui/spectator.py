"""A game that is only watched: the scenario runs as it is, year by year, nobody is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import Decide, neutral_orders, opening, take_step
from race.rules.rulebook import Rulebook
from race.scenario.models import Scenario
from race.ui.facts.atlas import Atlas
from race.ui.facts.atlas_of_core import atlas_of_core
from race.ui.facts.board import IndexRow, Metric, News, Table
from race.ui.facts.board_of_core import index_of_core, metrics_of_core, news_of_core
from race.ui.facts.core import Chronicle
from race.ui.facts.orders import Hint, OrderCard, OrderOffer, OrderPreview, Question, Setting
from race.ui.facts.road import Road
from race.ui.facts.road_of_core import road_of_core
from race.ui.facts.tabs_of_core import tab_of_core
from race.ui.facts.why_of_core import why_of_core
from race.ui.facts.year import History, Quarter, Report, Term, Verdict
from race.ui.game import Game, Phase
from race.ui.widgets.topbar import Turn
from race.ui.words import Words
from race.world.world import World


class Spectator:
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
        self._log: list[News] = []

    @property
    def scenario(self) -> Scenario:
        """Give the scenario."""
        return self._block.world.scenario

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

    def turn(self) -> Turn:
        """Return the turn."""
        calendar = self._block.world.calendar
        done = self._state.step // calendar.steps_per_year
        turns = calendar.steps // calendar.steps_per_year
        plan = round(self.chronicle.parameter("score.plan_years"))
        return Turn(round(self._state.time), min(done + 1, turns), turns, plan)

    def metrics(self, words: Words) -> tuple[Metric, ...]:
        """Return the figures of the top bar."""
        return metrics_of_core(self.chronicle, self._seat, self.road(words), words)

    def road(self, words: Words) -> Road:
        """Return the road."""
        return road_of_core(self.chronicle, self._seat, words)

    def atlas(self, words: Words) -> Atlas:
        """Return the map."""
        return atlas_of_core(self.chronicle, self._seat, words)

    def index(self, words: Words) -> tuple[IndexRow, ...]:
        """Return the compute index."""
        return index_of_core(self.chronicle, self._seat, words)

    def tab(self, name: str, about: str, words: Words) -> Table:
        """Return the table of a tab."""
        return tab_of_core(self.chronicle, self._seat, name, about, words)

    def news(self, words: Words) -> tuple[News, ...]:
        """Return what happened last year."""
        return news_of_core(self.chronicle, words)

    def log(self, words: Words) -> tuple[News, ...]:
        """Return what happened so far."""
        return (*self.news(words), *self._log)

    def why(self, name: str, words: Words) -> Term | None:
        """Return what a number is made of."""
        return why_of_core(self.chronicle, self._seat, name, words)

    def cards(self) -> Sequence[OrderCard]:
        """Return no cards."""
        return ()

    def offers(self) -> Sequence[OrderOffer]:
        """Return no offers."""
        return ()

    def preview(self, order: str, parameters: Mapping[str, Setting]) -> OrderPreview:
        """Return that nothing can be ordered."""
        return OrderPreview(0.0, 0.0, 0, (0, 0), 0.0, (), legal=False)

    def add(self, order: str, parameters: Mapping[str, Setting]) -> str:
        """Refuse."""
        return "-"

    def withdraw(self, at: int) -> None:
        """Do nothing: no card lies there."""

    def hints(self) -> Sequence[Hint]:
        """Return no advice."""
        return ()

    def question(self) -> Question | None:
        """Return that nothing asks."""
        return None

    def choose(self, choice: str) -> None:
        """Do nothing: nothing asks."""

    def end_year(self) -> Report | None:
        """Run a year."""
        words = Words()
        self._log = [*self.news(words), *self._log]
        for _ in range(self._block.world.calendar.steps_per_year):
            self._state, self._orders = take_step(
                self._state, self._orders, self._block, self._decide
            )
            self.chronicle.see(self._state)
        return Report(self.chronicle.years[-1].year, (Quarter(4, self.news(words)),))

    def verdict(self) -> Verdict | None:
        """Return none: nobody plays."""
        return None

    def history(self, words: Words) -> History:
        """Return the gaps of all years."""
        actors = [runner.actor for runner in self.road(words).runners]
        last = len(self.chronicle.years) - 1
        stride = self.chronicle.parameter("score.stride_m")
        metres = stride / self.chronicle.parameter("score.plan_years")
        return History(
            tuple(year.year for year in self.chronicle.years),
            {
                actor: tuple(
                    self.chronicle.figure("training_gap_years", actor, last - n) * metres
                    for n in range(last + 1)
                )
                for actor in actors
            },
        )

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
