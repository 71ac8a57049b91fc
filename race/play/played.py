"""A record that is played: to its open turn and, as years end, on from there.

What was played is never asked again: a game is a pure function of its record (see
`race.play.records.record`), and only what is added to the record changes anything.
"""

from __future__ import annotations

from dataclasses import replace

from race.base.errors import InputError
from race.base.languages import LANGUAGES
from race.play.choosing.hand import Hand
from race.play.playing.course import Course, Position
from race.play.playing.ground import Ground
from race.play.playing.timeline import Timeline
from race.play.records.record import Choice, Record, Turn
from race.play.records.saves import Shelf
from race.play.records.share import to_code
from race.play.words import Words


class Played:
    """A record played to its open turn, and who sits there.

    Attributes:
        ground: the scenario made ready.
        record: opening, closed turns, and what lies on the table.
        shelf: where it is saved at the start and the end of each turn; None = nowhere.
    """

    def __init__(self, ground: Ground, record: Record, shelf: Shelf | None = None) -> None:
        """Play a record through to its open turn.

        Raises:
            InputError: the record is of another content, or names what there is not.
        """
        self.ground = ground
        self.shelf = shelf
        self._check(record)
        self._timeline = Timeline(Course(ground, record.opening))
        self._seat = 0
        self.record = replace(record, turns=(), open=Turn())
        for turn in record.turns:
            self._replay(turn)
        self._lay_open(record.open)

    @property
    def language(self) -> str:
        """Give the language of all texts, `en` or `ru`."""
        return self.record.language

    @property
    def seats(self) -> tuple[str, ...]:
        """Give the actors that people play."""
        return self.record.opening.seats

    @property
    def seat(self) -> str:
        """Give the actor whose turn it is to give orders."""
        return self.seats[self._seat]

    @property
    def turn(self) -> int:
        """Give the number of the open turn, from 0."""
        return len(self._timeline.years)

    @property
    def turns(self) -> int:
        """Give the number of turns of the whole game."""
        calendar = self.ground.world.calendar
        return calendar.steps // calendar.steps_per_year

    @property
    def year(self) -> int:
        """Give the calendar year of the open turn; when the game is over, the one after the last."""
        return int(self.ground.world.calendar.start + 1e-6) + self.turn

    @property
    def course(self) -> Course:
        """Give what plays the turns; a surface reads its world and its parameters."""
        return self._timeline.course

    @property
    def positions(self) -> tuple[Position, ...]:
        """Give the position at the start, then those after every year that was played."""
        return self._timeline.positions

    @property
    def digests(self) -> tuple[str, ...]:
        """Give the SHA-256 of each closed year."""
        return tuple(turn.digest for turn in self.record.turns)

    def lay(self, opened: Turn, seat: str) -> None:
        """Put an open turn in place of what lies there, and sit in a seat; for who looks ahead.

        Raises:
            InputError: no such seat, or an answer or a card that cannot be given.
        """
        if seat not in self.seats:
            raise InputError(f"seat '{seat[:60]}': allowed: {', '.join(self.seats)}")
        self._seat = self.seats.index(seat)
        self._lay_open(opened)

    def follow(self, record: Record) -> bool:
        """Play on to the open turn of a record that begins with what was played; tell whether it does.

        Raises:
            InputError: it does not play as it did.
        """
        played = len(self.record.turns)
        if (record.opening, record.turns[:played]) != (self.record.opening, self.record.turns):
            return False
        for turn in record.turns[played:]:
            self._replay(turn)
        return True

    def save(self, name: str | None = None) -> None:
        """Write an automatic save, or one with a name; nothing where there is no shelf.

        Raises:
            InputError: the name cannot be that of a file.
            RunError: it cannot be written.
        """
        if self.shelf is None:
            return
        if name is None:
            self.shelf.keep(self.record)
        else:
            self.shelf.keep_as(name, self.record)

    def share_code(self) -> str:
        """Return the game as a line of text that can be sent."""
        return to_code(self.record)

    # For who plays

    @property
    def _words(self) -> Words:
        return Words(self.language)

    @property
    def _hand(self) -> Hand:
        return self._hand_of(self.seat)

    def _hand_of(self, seat: str) -> Hand:
        return Hand(self.course, self._timeline.now, self.record.open, seat, self._words)

    def _check(self, record: Record) -> None:
        opening = record.opening
        if opening.scenario_hash != self.ground.scenario.content_hash:
            raise InputError(
                f"this game was played on another version of scenario {opening.scenario}; "
                "begin a new one"
            )
        if record.language not in LANGUAGES:
            raise InputError(f"language '{record.language}': allowed: {' and '.join(LANGUAGES)}")
        if len(record.turns) > self.turns:
            raise InputError(f"{len(record.turns)} turns: the scenario has fewer")

    def _lay_open(self, opened: Turn) -> None:
        """Take what was placed so far in the open turn.

        Raises:
            InputError: an answer or a card is not one that can be given.
        """
        for choice in opened.choices:
            self._refuse_answer(choice)
        self.record = replace(self.record, open=opened)
        self._timeline.settle(opened)
        for card in opened.cards:
            if card.seat not in self.seats:
                raise InputError(f"a card of '{card.seat[:60]}', who has no seat in this game")
        for seat in self.seats:
            self._hand_of(seat).check()

    def _refuse_answer(self, choice: Choice) -> None:
        events = self.course.game.table.data.events
        asked = self._timeline.questions.get(choice.seat)
        if asked != choice.event or choice.option not in events[asked].options:
            raise InputError(
                f"year {self.year}: the answer '{choice.option[:60]}' of {choice.seat[:60]} "
                "is to nothing that was asked"
            )

    def _replay(self, turn: Turn) -> None:
        year = self.year
        self._lay_open(replace(turn, digest=""))
        played = self._play()
        if turn.digest and played != turn.digest:
            raise InputError(
                f"year {year}: this game does not play as it did when it was saved: "
                "it is of another version, or was changed by hand; begin a new one"
            )

    def _play(self) -> str:
        """Play the open turn and close it; return its digest."""
        digest = self._timeline.play(self.record.open)
        self.record = self.record.closed(digest)
        self._seat = 0
        return digest
