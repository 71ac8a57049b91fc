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
from race.base.languages import LANGUAGES
from race.play.adviser import SILENT_TURNS, advice_of
from race.play.cards import PLAYED, Cards
from race.play.course import Course, Ground, Position, playable
from race.play.deck import offers
from race.play.facts import facts_of
from race.play.foresight import Fan, Imagined, own_cards
from race.play.outcome import verdict_of
from race.play.preview import preview_of
from race.play.record import Card, Choice, Opening, Record, Setting, Turn
from race.play.report import year_report
from race.play.saves import Shelf
from race.play.share import to_code
from race.play.shown import (
    Advice,
    Facts,
    Likely,
    Offer,
    Option,
    Phase,
    Placed,
    Preview,
    Question,
    Verdict,
    YearReport,
)
from race.play.words import Words

SLOTS = 4
USUAL_SEAT = "RU"
LIKELY_FUTURES = 32


@dataclass(frozen=True, eq=False)
class _Year:
    """A year that was played: the position before it, and those after its quarters."""

    before: Position
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
        self._check(record)
        self._course = Course(ground, record.opening)
        self._years: list[_Year] = []
        self._advice: list[dict[str, list[Advice]]] = []
        self._seat = 0
        self.record = replace(record, turns=(), open=Turn())
        self._first = self._course.start()
        self._open(self._first)
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
        open_ = playable(ground)
        seats = seats or ((USUAL_SEAT,) if USUAL_SEAT in open_ else open_[:1])
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
        if self._course.over(self._position):
            return "over"
        return "event" if self.event() is not None else "orders"

    @property
    def course(self) -> Course:
        """Give what plays the turns; a surface reads its world and its parameters."""
        return self._course

    @property
    def positions(self) -> tuple[Position, ...]:
        """Give the position at the start, then those after every quarter that was played."""
        return (self._first, *(one for year in self._years for one in year.quarters))

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
        year = self._years[last]
        return year_report(
            self._course, year.before, year.quarters, seat or self.seat, self.language
        )

    @property
    def verdict(self) -> Verdict:
        """Give how the seat stands against its objective, and its points."""
        ghost = self._ghost_gap if self.phase == "over" else None
        return verdict_of(self._course, self._position, self.seat, self.language, ghost)

    # Orders

    def offers(self) -> list[Offer]:
        """List every order that the seat has, with the reason where one is not legal now."""
        return offers(self._course.game, self._position.game, self.seat, self._words)

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
        card = Card(self.seat, order, dict(parameters or {}))
        opened = self.record.open
        return preview_of(self._course, self._position, opened, card, self._words, effects=effects)

    @property
    def placed(self) -> list[Placed]:
        """List the cards of the seat that lie on the table."""
        cards, game = self._cards, self._course.game
        found = []
        for card in self.record.open.of(self.seat):
            values = cards.wide(cards.values(card.order, card.parameters))
            cost = game.cost(self._position.game, self.seat, card.order, values)
            found.append(
                Placed(
                    order=card.order,
                    title=cards.order(card.order).title.of(self.language),
                    parameters=card.parameters,
                    text=cards.text(card),
                    slots=cost.slots,
                    price_busd=float(cost.money[PLAYED]),
                )
            )
        return found

    def add(self, order: str, parameters: Mapping[str, Setting] | None = None) -> None:
        """Lay a card on the table.

        Raises:
            InputError: it is not legal, a parameter is out of its bounds, or slots, money or support
                do not reach.
        """
        if self.phase != "orders":
            raise InputError(f"phase {self.phase}: orders are given after the answer to an event")
        card = Card(self.seat, order, dict(parameters or {}))
        shown = preview_of(
            self._course, self._position, self.record.open, card, self._words, effects=False
        )
        if not shown.legal:
            raise InputError(f"{order}: {shown.reason}")
        self._lay((*self.record.open.of(self.seat), card))

    def withdraw(self, at: int) -> None:
        """Take a card of the seat back.

        Raises:
            InputError: there is no card of this number.
        """
        cards = list(self.record.open.of(self.seat))
        if not 0 <= at < len(cards):
            raise InputError(f"card {at + 1}: allowed: 1 to {len(cards)}")
        del cards[at]
        self._lay(tuple(cards))

    def advice(self) -> list[Advice]:
        """Return what the adviser says this year, as many lines as the difficulty allows."""
        return self._advice[-1].get(self.seat, [])

    def event(self) -> Question | None:
        """Return the event that waits for an answer of the seat."""
        name = self._questions.get(self.seat)
        if name is None or any(one.seat == self.seat for one in self.record.open.choices):
            return None
        row = self._course.game.table.data.events[name]
        options = tuple(Option(key, one.text.of(self.language)) for key, one in row.options.items())
        return Question(name, row.news.of(self.language), "", options)

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
        if actor not in self._course.game.seats or actor == self.seat:
            return []
        if self._course.game.table.difficulty.futures == 0:
            return []
        imagined = Imagined(self._course, self._position, self.seat, LIKELY_FUTURES)
        orders = self._course.game.table.data.orders
        found = [
            Likely(name, orders[name].title.of(self.language), share)
            for name, share in imagined.next_orders(actor).items()
        ]
        return sorted(found, key=lambda one: -one.share)[:most]

    def foresight(self, futures: int | None = None, years: int | None = None) -> Fan | None:
        """Return the gap of the coming years with the cards on the table, as the seat believes.

        None where the difficulty allows no foresight.
        """
        setting = self._course.game.table.difficulty
        if setting.futures == 0:
            return None
        imagined = Imagined(
            self._course, self._position, self.seat, futures or int(setting.futures)
        )
        mine = own_cards(self._course, self._position, self.record.open, imagined)
        return imagined.fan(mine, years or int(setting.future_years))

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
        least = max(self.turn - int(self._course.game.table.difficulty.rewind), 0)
        if not least <= turn <= self.turn:
            raise InputError(f"turn {turn + 1}: allowed: {least + 1} to {self.turn + 1}")
        return Session(self.ground, self.record.until(turn), self.shelf)

    def share_code(self) -> str:
        """Return the game as a line of text that can be sent."""
        return to_code(self.record)

    def replay(self) -> Session:
        """Play the whole record again from the start; its digests are the same."""
        return Session(self.ground, self.record)

    # Inside

    @property
    def _words(self) -> Words:
        return Words(self.language)

    @property
    def _cards(self) -> Cards:
        return Cards(self._course.game, self._position.game, self.seat, self._words)

    @property
    def _position(self) -> Position:
        """Give where the game stands: once all have answered, after the answers."""
        return self._now

    def _check(self, record: Record) -> None:
        opening = record.opening
        if opening.scenario_hash != self.ground.scenario.content_hash:
            raise InputError(
                f"this game was played on another version of scenario {opening.scenario}; "
                "begin a new one"
            )
        if record.language not in LANGUAGES:
            raise InputError(f"language '{record.language}': allowed: {' and '.join(LANGUAGES)}")
        calendar = self.ground.world.calendar
        if len(record.turns) > calendar.steps // calendar.steps_per_year:
            raise InputError(f"{len(record.turns)} turns: the scenario has fewer")

    def _open(self, position: Position) -> None:
        """Open a turn: what waits for an answer, and what the adviser has to say."""
        self._raw = self._now = position
        self._questions = self._course.questions(position)
        self._seat = 0
        self._settle()
        self._advice.append({seat: self._advise(seat) for seat in self.seats})

    def _advise(self, seat: str) -> list[Advice]:
        most = int(self._course.game.table.difficulty.advice)
        if most == 0 or self._course.over(self._raw):
            return []
        said = {one.id for turn in self._advice[-SILENT_TURNS:] for one in turn.get(seat, [])}
        dealt = offers(self._course.game, self._raw.game, seat, self._words)
        legal = {offer.id for offer in dealt if offer.legal}
        return advice_of(self._course, self._raw, seat, legal, said, self.language)[:most]

    def _settle(self) -> None:
        """Let the answers have their effects once all people have given theirs."""
        answered = {choice.seat for choice in self.record.open.choices}
        if set(self._questions) <= answered:
            self._now = self._course.answered(self._raw, self.record.open)

    def _lay(self, cards: tuple[Card, ...]) -> None:
        """Put the cards of the seat in place of those that lay there."""
        opened = self.record.open
        others = tuple(card for card in opened.cards if card.seat != self.seat)
        self.record = replace(self.record, open=replace(opened, cards=(*others, *cards)))

    def lay(self, opened: Turn, seat: str) -> None:
        """Put an open turn in place of what lies there, and sit in a seat; for who looks ahead.

        Raises:
            InputError: no such seat, or an answer or a card that cannot be given.
        """
        if seat not in self.seats:
            raise InputError(f"seat '{seat[:60]}': allowed: {', '.join(self.seats)}")
        self._seat = self.seats.index(seat)
        self._lay_open(opened)

    def _lay_open(self, opened: Turn) -> None:
        """Take what was placed so far in the open turn.

        Raises:
            InputError: an answer or a card is not one that can be given.
        """
        for choice in opened.choices:
            self._refuse_answer(choice)
        self.record = replace(self.record, open=opened)
        self._settle()
        for card in opened.cards:
            if card.seat not in self.seats:
                raise InputError(f"a card of '{card.seat[:60]}', who has no seat in this game")
            cards = Cards(self._course.game, self._position.game, card.seat, self._words)
            cards.values(card.order, card.parameters)

    def _refuse_answer(self, choice: Choice) -> None:
        events = self._course.game.table.data.events
        asked = self._questions.get(choice.seat)
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
        quarters = tuple(self._course.quarters(self._now, self.record.open))
        self._years.append(_Year(self._raw, quarters))
        digest = self._course.digest(quarters[-1])
        self.record = self.record.closed(digest)
        self._open(quarters[-1])
        return digest

    @cached_property
    def _ghost_gap(self) -> float:
        """Give the gap in years of the seat in the same game without any order of people."""
        position = self._course.start()
        for _ in range(self.turn):
            position = self._course.quarters(self._course.answered(position, Turn()), Turn())[-1]
        names = self._course.game.names(position.game)
        return float(names["gap_years"][self._course.game.seat(self.seat), PLAYED])


__all__ = ["SLOTS", "Session"]
