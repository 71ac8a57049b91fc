"""A session: one game of one or several people, from the first turn to the last.

A session is a pure function of its record (see `race.play.record`): it plays the record and shows
what came. Nothing that a surface asks for changes anything but `add`, `withdraw`, `choose` and
`end_year`, and each of those is an entry in the record. Undo is taking a card back; nothing acts
before the year ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from race.base.errors import InputError
from race.play.course import Course, Ground, Position
from race.play.facts import facts_of
from race.play.record import Card, Choice, Opening, Record, Setting, Turn
from race.play.report import year_report
from race.play.saves import Shelf
from race.play.share import to_code
from race.play.shown import (
    Advice,
    Facts,
    Offer,
    Phase,
    Placed,
    Preview,
    Question,
    Verdict,
    YearReport,
)

SLOTS = 4
LANGUAGES = ("en", "ru")


@dataclass(frozen=True, eq=False)
class _Year:
    """A year that was played: the positions after its quarters."""

    quarters: tuple[Position, ...]


class Session:
    """A game as it is played.

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
        self._course = Course(ground, record.opening.seed)
        self._check(record)
        self._start = self._course.start()
        self._years: list[_Year] = []
        self.record = replace(record, turns=(), open=Turn())
        for turn in record.turns:
            self._replay(turn)
        self.record = replace(self.record, open=record.open)
        self._seat = 0

    @classmethod
    def new(
        cls,
        ground: Ground,
        seat: str | tuple[str, ...],
        *,
        scenario: str | None = None,
        seed: int = 1,
        difficulty: str = "normal",
        language: str = "en",
        shelf: Shelf | None = None,
    ) -> Session:
        """Begin a game: one seat, or several that people play in turn at one machine.

        `scenario` is the name or path by which a save finds the scenario again; its id if None.

        Raises:
            InputError: no such actor, language or difficulty.
        """
        seats = (seat,) if isinstance(seat, str) else seat
        content = ground.scenario
        opening = Opening(
            scenario=scenario or content.head.id,
            overlays=content.chosen_overlays,
            scenario_hash=content.content_hash,
            seed=seed,
            seats=seats,
            difficulty=difficulty,
        )
        session = cls(ground, Record(opening, language), shelf)
        session.save()
        return session

    # Where the game stands

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

    def name(self, actor: str) -> str:
        """Return the name of an actor in the language of the game; the id where it has none."""
        scenario = self.ground.scenario
        row = scenario.countries.get(actor) or scenario.companies.get(actor)
        if row is None:
            return actor
        return row.name_ru if self.language == "ru" and row.name_ru else row.name

    @property
    def turn(self) -> int:
        """Give the number of the open turn, from 0."""
        return len(self._years)

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
    def phase(self) -> Phase:
        """Tell what the session waits for: an answer to an event, orders, or nothing any more."""
        return "over" if self._course.over(self._position) else "orders"

    @property
    def course(self) -> Course:
        """Give what plays the turns; a surface reads its world and its parameters."""
        return self._course

    @property
    def positions(self) -> tuple[Position, ...]:
        """Give the position at the start, then those after every quarter that was played."""
        return (self._start, *(one for year in self._years for one in year.quarters))

    @property
    def slots_left(self) -> int:
        """Give how many of the four slots of the seat are free."""
        return SLOTS - sum(card.slots for card in self.placed)

    @property
    def digests(self) -> tuple[str, ...]:
        """Give the SHA-256 of each closed year."""
        return tuple(turn.digest for turn in self.record.turns)

    # What is known

    @property
    def facts(self) -> Facts:
        """Give what the seat knows now: own figures with what they are made of, others with bands."""
        return facts_of(self._course, self._position, self.seat, self.language)

    def report(self, turn: int | None = None, seat: str | None = None) -> YearReport:
        """Return what a closed year brought, the last one if none is named.

        Raises:
            InputError: no such year was played.
        """
        last = self.turn - 1 if turn is None else turn
        if not 0 <= last < self.turn:
            raise InputError(f"turn {last}: allowed: 0 to {self.turn - 1}, the turns played")
        before = self._years[last - 1].quarters[-1] if last else self._start
        quarters = self._years[last].quarters
        return year_report(self._course, before, quarters, seat or self.seat, self.language)

    @property
    def verdict(self) -> Verdict | None:
        """Give how the seat stands against its objective; None where the scenario sets none."""
        return None

    # Orders

    def offers(self) -> list[Offer]:
        """List every order of the seat's side, with the reason where one is not legal now."""
        return []

    def preview(self, order: str, parameters: Mapping[str, Setting] | None = None) -> Preview:
        """Return what an order would cost and change beside the cards that lie there.

        Raises:
            InputError: no such order, or a parameter that it does not have.
        """
        raise InputError(_no_order(order, len(parameters or {})))

    @property
    def placed(self) -> list[Placed]:
        """List the cards of the seat that lie on the table."""
        return [
            Placed(card.order, card.order, card.parameters, card.order, 1, 0.0)
            for card in self.record.open.of(self.seat)
        ]

    def add(self, order: str, parameters: Mapping[str, Setting] | None = None) -> None:
        """Lay a card on the table.

        Raises:
            InputError: it is not legal, a parameter is out of its bounds, or no slot is free.
        """
        raise InputError(_no_order(order, len(parameters or {})))

    def withdraw(self, at: int) -> None:
        """Take a card of the seat back.

        Raises:
            InputError: there is no card of this number.
        """
        cards = list(self.record.open.of(self.seat))
        if not 0 <= at < len(cards):
            raise InputError(f"card {at}: allowed: 0 to {len(cards) - 1}")
        del cards[at]
        self._lay(tuple(cards))

    def advice(self) -> list[Advice]:
        """Return what the adviser says, as many lines as the difficulty allows."""
        return []

    def event(self) -> Question | None:
        """Return the event that waits for an answer of the seat."""
        return None

    def choose(self, option: str) -> None:
        """Answer the event.

        Raises:
            InputError: no event waits, or it has no such option.
        """
        raise InputError(f"option '{option}': no event waits for an answer")

    # Time

    def end_year(self) -> YearReport | None:
        """End the seat's turn; with the last seat the year is played and its report returned.

        With several seats, None is returned until the last of them has ended its turn.

        Raises:
            InputError: the game is over, or an event waits for an answer.
        """
        if self.phase != "orders":
            raise InputError(f"phase {self.phase}: a year ends after its orders")
        if self._seat + 1 < len(self.seats):
            self._seat += 1
            return None
        self.save()
        self._play()
        self.save()
        return self.report()

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

    def branch(self, turn: int) -> Session:
        """Return a new session that stands where this one stood when a turn was opened.

        A changed order meets the same luck at the same address.

        Raises:
            InputError: no such turn was opened.
        """
        if not 0 <= turn <= self.turn:
            raise InputError(f"turn {turn}: allowed: 0 to {self.turn}")
        return Session(self.ground, self.record.until(turn), self.shelf)

    def share_code(self) -> str:
        """Return the game as a line of text that can be sent."""
        return to_code(self.record)

    def replay(self) -> Session:
        """Play the whole record again from the start; its digests are the same."""
        return Session(self.ground, self.record)

    # Inside

    @cached_property
    def _actors(self) -> frozenset[str]:
        return frozenset((*self.ground.world.countries, *self.ground.world.companies))

    @property
    def _position(self) -> Position:
        return self._years[-1].quarters[-1] if self._years else self._start

    def _check(self, record: Record) -> None:
        opening = record.opening
        if opening.scenario_hash != self.ground.scenario.content_hash:
            raise InputError(
                f"this game was played on another version of scenario {opening.scenario}; "
                "begin a new one"
            )
        for seat in opening.seats:
            if seat not in self._actors:
                raise InputError(f"seat '{seat}': allowed: an actor of {opening.scenario}")
        if record.language not in LANGUAGES:
            raise InputError(f"language '{record.language}': allowed: {' and '.join(LANGUAGES)}")
        if len(record.turns) > self.turns_of(self.ground):
            raise InputError(f"{len(record.turns)} turns: the scenario has fewer")

    @staticmethod
    def turns_of(ground: Ground) -> int:
        """Return the number of turns of a scenario."""
        calendar = ground.world.calendar
        return calendar.steps // calendar.steps_per_year

    def _lay(self, cards: tuple[Card, ...], choices: tuple[Choice, ...] | None = None) -> None:
        """Put the cards of the seat in place of those that lay there."""
        opened = self.record.open
        others = tuple(card for card in opened.cards if card.seat != self.seat)
        answered = opened.choices if choices is None else choices
        turn = replace(opened, cards=(*others, *cards), choices=answered)
        self.record = replace(self.record, open=turn)

    def _replay(self, turn: Turn) -> None:
        year = self.year
        self.record = replace(self.record, open=replace(turn, digest=""))
        played = self._play()
        if turn.digest and played != turn.digest:
            raise InputError(
                f"year {year}: this game does not play as it did when it was saved: "
                "it is of another version, or was changed by hand; begin a new one"
            )

    def _play(self) -> str:
        """Play the open turn and close it; return its digest."""
        quarters = tuple(self._course.quarters(self._position, self.record.open))
        self._years.append(_Year(quarters))
        digest = self._course.digest(quarters[-1])
        self.record = self.record.closed(digest)
        self._seat = 0
        return digest


def _no_order(order: str, given: int) -> str:
    return f"order '{order}' with {given} parameters: there is no such order"
