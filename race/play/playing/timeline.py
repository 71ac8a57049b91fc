"""The years of a game that were played, and the position at which its open turn stands."""

from __future__ import annotations

from dataclasses import dataclass

from race.play.playing.cards import PLAYED
from race.play.playing.course import Course, Position
from race.play.records.record import Choice, Turn
from race.play.state.game_state import Happening


@dataclass(frozen=True, eq=False)
class Year:
    """A year that was played: the positions before and after it, and what each quarter told."""

    before: Position
    after: Position
    told: tuple[tuple[Happening, ...], ...]


class Timeline:
    """Plays turns one after the other.

    Attributes:
        course: what plays them.
        years: those played.
        raw: the position at which the turn was opened; `now`: after the answers of all people.
        questions: the event that waits for an answer, by seat.
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        self.years: list[Year] = []
        self.raw: Position
        self.now: Position
        self.questions: dict[str, str]
        self._answers: tuple[Choice, ...] | None
        self._first = course.start()
        self._open(self._first)

    @property
    def positions(self) -> tuple[Position, ...]:
        """Give the position at the start, then those after every year that was played."""
        return (self._first, *(year.after for year in self.years))

    @property
    def over(self) -> bool:
        """Tell whether the game has ended."""
        return self.course.over(self.now)

    def opened(self, turn: int) -> Position:
        """Return the position at which a turn was opened, from 0 to the open one."""
        return self.years[turn].before if turn < len(self.years) else self.raw

    def settle(self, turn: Turn) -> None:
        """Let the answers of a turn have their effects once all people have given theirs."""
        if turn.choices == self._answers:
            return
        if set(self.questions) <= {choice.seat for choice in turn.choices}:
            self.now = self.course.answered(self.raw, turn)
            self._answers = turn.choices

    def play(self, turn: Turn) -> str:
        """Play the open turn, open the next, and return the digest of the year."""
        quarters = self.course.quarters(self.now, turn)
        after = quarters[-1]
        self.years.append(Year(self.raw, after, tuple(one.told for one in quarters)))
        self._open(after)
        return self.course.digest(after)

    def ghost_gap(self, seat: str) -> float:
        """Return the gap in years of a seat in the same game without any order of people."""
        ghost = Timeline(self.course)
        for _ in self.years:
            ghost.now = self.course.answered(ghost.raw, Turn())
            ghost.play(Turn())
        names = self.course.game.names(ghost.raw.game)
        return float(names["gap_years"][self.course.game.seat(seat), PLAYED])

    def _open(self, position: Position) -> None:
        self.raw = self.now = position
        self._answers = None
        self.questions = self.course.questions(position)
        self.settle(Turn())
