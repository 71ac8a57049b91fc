"""A session: one game of one or several people, from the first turn to the last.

A session is a pure function of its record (see `race.play.records.record`): it plays the record and shows
what came. Nothing that a surface asks for changes anything but `add`, `withdraw`, `choose` and
`end_year`, and each of those is an entry in the record. Undo is taking a card back; nothing acts
before the year ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from race.base.errors import InputError
from race.base.languages import LANGUAGES
from race.play.choosing.adviser import Adviser
from race.play.choosing.hand import Hand
from race.play.choosing.offered import Advice, LaidCard, Likely, Offer, Option, Preview, Question
from race.play.foresight.fan import Fan, Part, fans
from race.play.foresight.imagined import BLOCKS
from race.play.playing.course import Course, Position
from race.play.playing.ground import Ground, usual_seat
from race.play.playing.timeline import Timeline
from race.play.records.record import Choice, Opening, Record, Setting, Turn
from race.play.records.saves import Shelf
from race.play.records.share import to_code
from race.play.telling.causes import causes_of
from race.play.telling.consequences import Consequences
from race.play.telling.facts import facts_of
from race.play.telling.hindsight import known_and_true, rival_stories
from race.play.telling.marks import achievements_of
from race.play.telling.outcome import verdict_of
from race.play.telling.report import year_report
from race.play.telling.shown import Aftermath, Facts, Phase, Verdict, Without, YearReport
from race.play.words import Words

SLOTS = 4


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
        self._check(record)
        self._timeline = Timeline(Course(ground, record.opening))
        self._adviser = Adviser(self._timeline)
        self._seat = 0
        self.record = replace(record, turns=(), open=Turn())
        for turn in record.turns:
            self._replay(turn)
        self._lay_open(record.open)

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
        Without a seat it is Russia, or the first that the scenario has.

        Raises:
            InputError: no such actor, language or difficulty.
        """
        seats = (seat,) if isinstance(seat, str) else seat
        seats = seats or (usual_seat(ground),)
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
        return self._words.actor(self.ground.scenario, actor)

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
    def phase(self) -> Phase:
        """Tell what the session waits for: an answer to an event, orders, or nothing any more."""
        if self._timeline.over:
            return "over"
        return "event" if self.event() is not None else "orders"

    @property
    def course(self) -> Course:
        """Give what plays the turns; a surface reads its world and its parameters."""
        return self._timeline.course

    @property
    def positions(self) -> tuple[Position, ...]:
        """Give the position at the start, then those after every year that was played."""
        return self._timeline.positions

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
        return facts_of(self.course, self._timeline.now, self.seat, self.language)

    def report(self, turn: int | None = None, seat: str | None = None) -> YearReport:
        """Return what a closed year brought, the last one if none is named.

        Raises:
            InputError: no such year was played.
        """
        last = self.turn - 1 if turn is None else turn
        if not 0 <= last < self.turn:
            raise InputError(f"turn {last}: allowed: 0 to {self.turn - 1}, the turns played")
        year = self._timeline.years[last]
        return year_report(self.course, year, seat or self.seat, self.language)

    @property
    def verdict(self) -> Verdict:
        """Give how the seat stands against its objective, and its points."""
        ghost = self._ghost_gap if self.phase == "over" else None
        return verdict_of(self.course, self._timeline.now, self.seat, self.language, ghost)

    def aftermath(self) -> Aftermath:
        """Return what is told at the end: marks, what rivals did and why, estimates and the truth.

        Raises:
            InputError: the game is not over.
        """
        if self.phase != "over":
            raise InputError(f"phase {self.phase}: the truth is told when the game is over")
        course, words = self.course, self._words
        ends = self.positions
        told = [one for year in self._timeline.years for quarter in year.told for one in quarter]
        return Aftermath(
            achievements_of(course, ends, self.record.turns, self.seat, words),
            rival_stories(course, ends[-1], told, self.seats, words),
            known_and_true(course, ends[-1], self.seat, words),
        )

    def causes(self) -> Iterator[Without]:
        """Play the game so far again without each order that the seat gave, one after the other."""
        last, turns = self._timeline.raw, self.record.turns
        return causes_of(self.course, last, turns, self.seat, self._words)

    # Orders

    def offers(self) -> list[Offer]:
        """List every order that the seat has, with the reason where one is not legal now."""
        return self._hand.offers()

    def preview(
        self,
        order: str,
        parameters: Mapping[str, Setting] | None = None,
        *,
        effects: bool = True,
    ) -> Preview:
        """Return what an order would cost and change beside the cards that lie there.

        Without `effects` no futures are played, and the answer takes no time.

        Raises:
            InputError: no such order, or a parameter that it has not, or out of its bounds.
        """
        return self._hand.preview(order, parameters, effects=effects)

    @property
    def placed(self) -> list[LaidCard]:
        """List the cards of the seat that lie on the table."""
        return self._hand.laid

    def add(self, order: str, parameters: Mapping[str, Setting] | None = None) -> None:
        """Lay a card on the table.

        Raises:
            InputError: it is not legal, a parameter is out of its bounds, or slots, money or support
                do not reach.
        """
        if self.phase != "orders":
            raise InputError(f"phase {self.phase}: orders are given after the answer to an event")
        self.record = replace(self.record, open=self._hand.with_card(order, parameters))

    def withdraw(self, at: int) -> None:
        """Take a card of the seat back.

        Raises:
            InputError: there is no card of this number.
        """
        self.record = replace(self.record, open=self._hand.without(at))

    def given(self, turn: int) -> list[LaidCard]:
        """List the cards of the seat of a turn that was played, with their prices at that time.

        Raises:
            InputError: it was not played.
        """
        if not 0 <= turn < self.turn:
            raise InputError(f"turn {turn}: allowed: 0 to {self.turn - 1}, the turns played")
        position, cards = self.positions[turn], self.record.turns[turn]
        return Hand(self.course, position, cards, self.seat, self._words).laid

    def advice(self) -> list[Advice]:
        """Return what the adviser says this year, as many lines as the difficulty allows."""
        return self._adviser.lines(self.turn, self.seat, self._words)

    def event(self) -> Question | None:
        """Return the event that waits for an answer of the seat."""
        name = self._timeline.questions.get(self.seat)
        if name is None or any(one.seat == self.seat for one in self.record.open.choices):
            return None
        row = self.course.game.table.data.events[name]
        course, now = self.course, self._timeline.now
        told = Consequences(course.game.names(now.game), course.game.seat(self.seat), self._words)
        options = tuple(
            Option(key, one.text.of(self.language), told.of(one))
            for key, one in row.options.items()
        )
        return Question(name, row.news.of(self.language), told.already(row), options)

    def choose(self, option: str) -> None:
        """Answer the event.

        Raises:
            InputError: no event waits, or it has no such option.
        """
        question = self.event()
        if question is None:
            raise InputError(f"option '{option[:60]}': no event waits for an answer")
        known = [one.id for one in question.options]
        if option not in known:
            raise InputError(f"option '{option[:60]}': allowed: {', '.join(known)}")
        choice = Choice(self.seat, question.id, option)
        opened = replace(self.record.open, choices=(*self.record.open.choices, choice))
        self._lay_open(opened)

    def likely(self, actor: str, most: int = 3) -> list[Likely]:
        """Return what another seat will probably order this year, the likeliest first.

        Empty for an actor without a seat, for one's own seat, and where there is no foresight.

        Raises:
            InputError: a person plays that seat.
        """
        if actor in self.seats and actor != self.seat:
            raise InputError(f"{actor[:60]}: a person plays there, and is not foretold")
        if actor not in self.course.game.seats or actor == self.seat:
            return []
        if self.course.game.table.difficulty.futures == 0:
            return []
        return self._hand.likely(actor, most)

    def foresight(self, futures: int | None = None, years: int | None = None) -> Fan | None:
        """Return the gap of the coming years with the cards on the table, as the seat believes.

        None where the difficulty allows no foresight.
        """
        *_, fan = None, *self.fans(futures, years)
        return fan

    def fans(self, futures: int | None = None, years: int | None = None) -> Iterator[Fan]:
        """Yield the same from a year and a few futures on, with the cards that are on the table now."""
        return fans(self.parts(range(len(BLOCKS)), futures, years))

    def parts(
        self, blocks: Sequence[int], futures: int | None = None, years: int | None = None
    ) -> Iterator[Part]:
        """Yield what some of the blocks of futures say, to be gathered by who has them all."""
        setting = self.course.game.table.difficulty
        if setting.futures == 0:
            return iter(())
        most, last = futures or int(setting.futures), years or int(setting.future_years)
        return self._hand.parts(blocks, most, last)

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

        A changed order meets the same luck at the same address. How far back one may go is the
        difficulty's until the game is over, and then any turn.

        Raises:
            InputError: no such turn was opened.
        """
        back = int(self.course.game.table.difficulty.rewind)
        least = 0 if self.phase == "over" else max(self.turn - back, 0)
        if not least <= turn <= self.turn:
            raise InputError(f"turn {turn + 1}: allowed: {least + 1} to {self.turn + 1}")
        return Session(self.ground, self.record.until(turn), self.shelf)

    def share_code(self) -> str:
        """Return the game as a line of text that can be sent."""
        return to_code(self.record)

    def replay(self) -> Session:
        """Play the whole record again from the start; its digests are the same."""
        return Session(self.ground, self.record)

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

    # Inside

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

    @cached_property
    def _ghost_gap(self) -> float:
        return self._timeline.ghost_gap(self.seat)


__all__ = ["SLOTS", "Session"]
