"""A session: one game of one or several people, from the first turn to the last.

A session plays a record and shows what came (see `race.play.played`). Nothing that a surface asks for changes anything but `add`, `withdraw`, `choose` and
`end_year`, and each of those is an entry in the record. Undo is taking a card back; nothing acts
before the year ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from race.base.errors import InputError
from race.play.choosing.adviser import Adviser
from race.play.choosing.hand import Hand
from race.play.choosing.offered import Advice, LaidCard, Likely, Offer, Preview, Question
from race.play.choosing.questions import question_of
from race.play.foresight.fan import Fan, Part, fans
from race.play.foresight.imagined import BLOCKS
from race.play.played import Played
from race.play.playing.ground import Ground, usual_seat
from race.play.records.record import Choice, Opening, Record, Setting
from race.play.records.saves import Shelf
from race.play.telling.causes import causes_of
from race.play.telling.facts import facts_of
from race.play.telling.hindsight import known_and_true, rival_stories
from race.play.telling.marks import achievements_of
from race.play.telling.outcome import verdict_of
from race.play.telling.report import year_report
from race.play.telling.shown import Aftermath, Facts, Phase, Verdict, Without, YearReport

SLOTS = 4


class Session(Played):
    """A game as it is played: what the seat whose turn it is may see, ask and do."""

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

    def name(self, actor: str) -> str:
        """Return the name of an actor in the language of the game; the id where it has none."""
        return self._words.actor(self.ground.scenario, actor)

    @property
    def phase(self) -> Phase:
        """Tell what the session waits for: an answer to an event, orders, or nothing any more."""
        if self._timeline.over:
            return "over"
        return "event" if self.event() is not None else "orders"

    @property
    def slots_left(self) -> int:
        """Give how many of the four slots of the seat are free."""
        return SLOTS - sum(card.slots for card in self.placed)

    # What is known

    @property
    def facts(self) -> Facts:
        """Give what the seat knows now: own figures with what they are made of, others with bands."""
        return facts_of(self.course, self._timeline.now, self.seat, self.language)

    def report(self, turn: int | None = None) -> YearReport:
        """Return what a closed year brought, the last one if none is named.

        Raises:
            InputError: no such year was played.
        """
        last = self.turn - 1 if turn is None else turn
        if not 0 <= last < self.turn:
            raise InputError(f"turn {last}: allowed: 0 to {self.turn - 1}, the turns played")
        year = self._timeline.years[last]
        return year_report(self.course, year, self.seat, self.language)

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
        return question_of(self.course, self._timeline.now, self.seat, name, self._words)

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

    def replay(self) -> Session:
        """Play the whole record again from the start; its digests are the same."""
        return Session(self.ground, self.record)

    @cached_property
    def _adviser(self) -> Adviser:
        return Adviser(self._timeline)

    @cached_property
    def _ghost_gap(self) -> float:
        return self._timeline.ghost_gap(self.seat)


__all__ = ["SLOTS", "Session"]
