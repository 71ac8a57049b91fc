"""What the window shows of a run of the core, whoever plays it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from race.scenario.models.scenario import Scenario
from race.ui.facts.atlas import Atlas
from race.ui.facts.atlas_of_core import atlas_of_core
from race.ui.facts.board import IndexRow, Metric, News, Table, Turn
from race.ui.facts.board_of_core import index_of_core, metrics_of_core, news_of_core
from race.ui.facts.core import Chronicle
from race.ui.facts.moments import Moment, moments_of
from race.ui.facts.road import Road, Span
from race.ui.facts.road_of_core import road_of_core
from race.ui.facts.rulefield import RuleField, rulefield_of_core
from race.ui.facts.tabs_of_core import tab_of_core
from race.ui.facts.why_of_core import why_of_core
from race.ui.facts.year import History, Term
from race.ui.words import MONTHS, Words


class CoreGame(ABC):
    """Shows a chronicle from a seat; a game says what the seat believes of others.

    Attributes:
        chronicle: the years so far; replaced when the game goes on.
    """

    chronicle: Chronicle

    @property
    @abstractmethod
    def seat(self) -> str:
        """Give whose road is shown."""

    @property
    def beliefs(self) -> Mapping[str, Span] | None:
        """Give the speeds of others as the seat believes them; None where nothing is hidden."""
        return None

    @property
    def scenario(self) -> Scenario:
        """Give the scenario."""
        return self.chronicle.block.world.scenario

    def turn(self) -> Turn:
        """Return the turn."""
        state, calendar = self.chronicle.years[-1].state, self.chronicle.block.world.calendar
        done = state.step // calendar.steps_per_year
        turns = calendar.steps // calendar.steps_per_year
        plan = round(self.chronicle.drawn("score.plan_years"))
        return Turn(round(state.time), min(done + 1, turns), turns, plan)

    def metrics(self, words: Words) -> tuple[Metric, ...]:
        """Return the figures of the top bar."""
        return metrics_of_core(self.chronicle, self.seat, self.road(words), words)

    def road(self, words: Words) -> Road:
        """Return the road."""
        ends = len(self.chronicle.years)
        past = self.beliefs_at(ends - 2) if ends > 1 else None
        return road_of_core(self.chronicle, self.seat, words, self.beliefs, past)

    def past_road(self, end: int, words: Words) -> Road:
        """Return the road as it was after so many years ends."""
        past = self.beliefs_at(end - 2) if end > 1 else None
        until = self.chronicle.until(end)
        return road_of_core(until, self.seat, words, self.beliefs_at(end - 1), past)

    def moments(self, words: Words) -> tuple[Moment, ...]:
        """Return what of the last year on the road is worth a word."""
        ends = len(self.chronicle.years)
        before = self.past_road(ends - 1, words) if ends > 1 else None
        return moments_of(before, self.road(words), words)

    def beliefs_at(self, _year: int) -> Mapping[str, Span] | None:
        """Return the speeds of others as they were believed at a year's end; None = as they were."""
        return None

    def atlas(self, words: Words) -> Atlas:
        """Return the map."""
        return atlas_of_core(self.chronicle, self.seat, words, self.beliefs)

    def index(self, words: Words) -> tuple[IndexRow, ...]:
        """Return the compute index."""
        return index_of_core(self.chronicle, self.seat, words, self.beliefs)

    def tab(self, name: str, about: str, words: Words) -> Table:
        """Return the table of a tab."""
        return tab_of_core(self.chronicle, self.seat, name, about, words, self.beliefs)

    def news(self, words: Words) -> tuple[News, ...]:
        """Return what happened last year."""
        return news_of_core(self.chronicle, words)

    def log(self, words: Words) -> tuple[News, ...]:
        """Return what happened so far, the newest first."""
        last = len(self.chronicle.years)
        lines: list[News] = []
        for end in range(last, 1, -1):
            lines += news_of_core(self.chronicle.until(end), words)
        return tuple(lines)

    def beside(self, words: Words) -> Sequence[tuple[str, str]]:
        """Return other measures of how far the seat is behind; none where it leads."""
        if self.chronicle.figure("training_gap_years", self.seat) <= 0.0:
            return ()
        behind, catch_up, lag = (
            self.chronicle.figure(name, self.seat)
            for name in ("behind_years", "catch_up_years", "lag_months")
        )
        return (
            (words.tr("behind by date"), words.years(behind)),
            (words.tr("catching up takes"), words.years(catch_up)),
            (words.tr("models behind by"), words.years(lag / MONTHS)),
        )

    def why(self, name: str, words: Words) -> Term | None:
        """Return what a number is made of."""
        return why_of_core(self.chronicle, self.seat, name, words)

    def rulefield(self) -> RuleField:
        """Return the chips on the field of a rule."""
        return rulefield_of_core(self.chronicle)

    def history(self, words: Words) -> History:
        """Return the gaps of all years: as they were, and as they were believed."""
        actors = [runner.actor for runner in self.road(words).runners]
        stride = self.chronicle.drawn("score.stride_m")
        metres = stride / self.chronicle.drawn("score.plan_years")
        last = len(self.chronicle.years) - 1
        truth = {
            actor: tuple(
                self.chronicle.figure("training_gap_years", actor, last - n) * metres
                for n in range(last + 1)
            )
            for actor in actors
        }
        years = tuple(round(year.state.time) for year in self.chronicle.years)
        return History(years, truth, self.believed_gaps(actors, metres))

    def believed_gaps(
        self, _actors: Sequence[str], _metres: float
    ) -> Mapping[str, tuple[tuple[float, float, float] | None, ...]]:
        """Return what was believed of others in each year, in metres; nothing where all is known."""
        return {}

    def series(self, name: str) -> Mapping[str, tuple[float, ...]]:
        """Return a figure of every actor on the road by year."""
        actors = [runner.actor for runner in self.road(Words()).runners]
        last = len(self.chronicle.years) - 1
        return {
            actor: tuple(self.chronicle.figure(name, actor, last - n) for n in range(last + 1))
            for actor in actors
        }
