"""A game that is played: shows a session and hands on what the player does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from race.base.errors import RaceError
from race.play import shown
from race.play.session import SLOTS, Session
from race.ui.core_game import CoreGame
from race.ui.facts.board import News
from race.ui.facts.core import Chronicle
from race.ui.facts.orders import (
    Choice,
    Dial,
    Effect,
    Hint,
    OrderCard,
    OrderOffer,
    OrderPreview,
    Question,
    Setting,
)
from race.ui.facts.road import Span
from race.ui.facts.year import Goal, Quarter, Report, Verdict
from race.ui.game import Game, Phase

LOWER_IS_BETTER = frozenset({"training_gap_years", "kilometres", "ratio", "gap_m", "behind_years"})


class SessionGame(CoreGame):
    """Shows a session; its rules lie there, and nothing is worked out twice."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.chronicle = _chronicle(session)
        self._beliefs: tuple[tuple[int, str], dict[str, Span]] | None = None
        self._previews: dict[object, OrderPreview] = {}

    @property
    def seat(self) -> str:
        """Give the actor whose turn it is."""
        return self.session.seat

    @property
    def seats(self) -> tuple[str, ...]:
        """Give the actors that people play."""
        return self.session.seats

    @property
    def phase(self) -> Phase:
        """Tell what the game waits for."""
        return self.session.phase

    @property
    def slots(self) -> tuple[int, int]:
        """Give the slots that are used, and all of them."""
        return SLOTS - self.session.slots_left, SLOTS

    @property
    def beliefs(self) -> Mapping[str, Span]:
        """Give the speeds of others as the seat believes them."""
        key = self.session.turn, self.seat
        if self._beliefs is None or self._beliefs[0] != key:
            found = {
                one.actor: Span(one.value, one.low, one.high)
                for one in self.session.facts.others
                if one.id == "speed_flops"
            }
            self._beliefs = key, found
        return self._beliefs[1]

    def speak(self, language: str) -> None:
        """Speak another language."""
        self.session.record = replace(self.session.record, language=language)
        self._previews.clear()

    def cards(self) -> Sequence[OrderCard]:
        """Return the cards on the table."""
        return [self._card(card) for card in self.session.placed]

    def _card(self, card: shown.Placed) -> OrderCard:
        preview = self.preview(card.order, card.parameters)
        effect = preview.effects[0] if preview.effects else None
        return OrderCard(
            order=card.order, title=card.title, terms=card.text, slots=card.slots,
            price_busd=card.price_busd, chance=preview.chance if preview.effects else None,
            effect=effect, parameters=card.parameters,
        )  # fmt: skip

    def offers(self) -> Sequence[OrderOffer]:
        """Return every order that there is."""
        return [
            OrderOffer(
                name=one.id, title=one.title, help=one.help, group=one.group, slots=one.slots,
                legal=one.legal, reason=one.reason, dials=tuple(map(_dial, one.parameters)),
            )
            for one in self.session.offers()
        ]  # fmt: skip

    def preview(self, order: str, parameters: Mapping[str, Setting]) -> OrderPreview:
        """Return what an order would cost and change; asked of the session once a setting."""
        table = tuple((card.order, tuple(card.parameters.items())) for card in self.session.placed)
        key = (self.session.turn, self.seat, table, order, tuple(sorted(parameters.items())))
        if key not in self._previews:
            self._previews[key] = self._preview(order, parameters)
        return self._previews[key]

    def _preview(self, order: str, parameters: Mapping[str, Setting]) -> OrderPreview:
        try:
            one = self.session.preview(order, parameters)
        except RaceError as error:
            return OrderPreview(0.0, 0.0, 0, (0, 0), 0.0, (), legal=False, reason=str(error))
        return OrderPreview(
            price_busd=one.price_busd, backing=one.backing, slots=one.slots,
            finish_quarters=one.finish, chance=one.chance,
            effects=tuple(map(_effect, one.effects)), legal=one.legal, reason=one.reason,
        )  # fmt: skip

    def add(self, order: str, parameters: Mapping[str, Setting]) -> str:
        """Lay a card on the table; return why not."""
        try:
            self.session.add(order, parameters)
        except RaceError as error:
            return str(error)
        return ""

    def withdraw(self, at: int) -> None:
        """Take a card back."""
        self.session.withdraw(at)

    def hints(self) -> Sequence[Hint]:
        """Return what the adviser says."""
        return [Hint(one.text, one.order, one.parameters) for one in self.session.advice()]

    def question(self) -> Question | None:
        """Return the event that asks."""
        one = self.session.event()
        if one is None:
            return None
        choices = tuple(Choice(option.id, option.title, option.help) for option in one.options)
        return Question(one.id, one.title, one.text, choices)

    def choose(self, choice: str) -> None:
        """Answer the event."""
        self.session.choose(choice)

    def end_year(self) -> Report | None:
        """End the turn; None while another seat has still to move."""
        report = self.session.end_year()
        if report is None:
            return None
        seen = len(self.chronicle.years) - 1
        steps = self.session.course.ground.world.calendar.steps_per_year
        for position in self.session.positions[1 + seen * steps :]:
            self.chronicle.see(position.state)
        self._previews.clear()
        return _report(report)

    def last_report(self) -> Report | None:
        """Return the report of the last year, None before the first."""
        return _report(self.session.report()) if self.session.turn else None

    def verdict(self) -> Verdict | None:
        """Return how the seat stands."""
        one = self.session.verdict
        goals = tuple(Goal(goal.kind, goal.text, goal.holds) for goal in one.goals)
        return Verdict(one.standing, one.score, one.word, one.reason, goals)

    def save(self, name: str) -> str:
        """Save under a name; return what went wrong."""
        try:
            self.session.save(name)
        except RaceError as error:
            return str(error)
        return ""

    def branch(self, turn: int) -> Game:
        """Return a game that goes on from an earlier turn."""
        return SessionGame(self.session.branch(turn))

    def share_code(self) -> str:
        """Return the game as a line of text."""
        return self.session.share_code()


def _chronicle(session: Session) -> Chronicle:
    chronicle = Chronicle(session.course.block)
    for position in session.positions:
        chronicle.see(position.state)
    return chronicle


def _dial(one: shown.Parameter) -> Dial:
    choices = tuple(Choice(option.id, option.title, option.help) for option in one.choices)
    return Dial(one.name, one.title, one.kind, one.unit, one.low, one.high, one.step, one.default,
                choices, one.log)  # fmt: skip


def _effect(one: shown.Effect) -> Effect:
    good_up = one.measure not in LOWER_IS_BETTER
    return Effect(one.title, one.unit, one.before, one.after, one.low, one.high, good_up)


def _report(report: shown.YearReport) -> Report:
    quarters = tuple(
        Quarter(
            frame.quarter,
            tuple(
                News(one.kind, one.text, report.year, frame.quarter, _jump(one.subjects))
                for one in frame.happenings
                if one.text
            ),
        )
        for frame in report.frames
    )
    causes = tuple(
        (one.title, one.before, one.after) for one in report.causes if math.isfinite(one.after)
    )
    return Report(report.year, quarters, causes, report.messages)


def _jump(subjects: Sequence[str]) -> str:
    return f"actor:{subjects[0]}" if subjects else ""
