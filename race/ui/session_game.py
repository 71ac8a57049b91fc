"""A game that is played: shows a session and hands on what the player does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from race.base.errors import RaceError
from race.play.choosing.offered import Advice, Offer, Preview, Question
from race.play.playing.course import Position
from race.play.records.record import Setting
from race.play.session import SLOTS, Session
from race.play.telling import shown
from race.play.telling.facts import facts_of
from race.play.telling.shown import Aftermath
from race.ui.asking_game import AskingGame
from race.ui.facts.ahead import ahead_of
from race.ui.facts.board import Metric, News
from race.ui.facts.board_of_core import news_of_core
from race.ui.facts.core import Chronicle
from race.ui.facts.dispatches import headlines, lines_of, marks_of, report_of
from race.ui.facts.road import Span
from race.ui.facts.road_of_core import believed_gap
from race.ui.facts.why_money import Purse, money_tree
from race.ui.facts.year import History, Report, Term, Verdict
from race.ui.game import Game, Phase
from race.ui.names import home_of
from race.ui.oracle import Oracle
from race.ui.words import Words

POOL_IDS = frozenset({"speed_flops", "pool"})

PARTS = {
    "support": ("backing", "trust", "standing_us", "standing_cn"),
}
"""Own figures that stand under a number of the top bar."""


class SessionGame(AskingGame):
    """Shows a session; its rules lie there, and nothing is worked out twice."""

    def __init__(self, session: Session, oracle: Oracle | None = None) -> None:
        self.session = session
        self.oracle = oracle or Oracle()
        self.chronicle = _chronicle(session)
        self._reported: tuple[tuple[int, str, str], shown.YearReport] | None = None
        self._known: dict[int, dict[str, Span]] = {}
        self._beliefs: tuple[tuple[int, str], dict[str, Span]] | None = None
        self._marks: tuple[str, tuple[tuple[int, str, str], ...]] | None = None

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
                if one.id in POOL_IDS
            }
            self._beliefs = key, found
        return self._beliefs[1]

    def offers(self) -> Sequence[Offer]:
        """Return every order that there is."""
        return self.session.offers()

    def preview(self, order: str, parameters: Mapping[str, Setting]) -> Preview:
        """Return at once what an order would cost, without what it would change."""
        try:
            return self.session.preview(order, parameters, effects=False)
        except RaceError as error:
            return Preview(0.0, 0.0, 0, (0, 0), 0.0, (), legal=False, reason=str(error))

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

    def hints(self) -> Sequence[Advice]:
        """Return what the adviser says."""
        return self.session.advice()

    def question(self) -> Question | None:
        """Return the event that asks."""
        return self.session.event()

    def choose(self, choice: str) -> None:
        """Answer the event."""
        self.session.choose(choice)
        self.look_ready()

    def end_year(self) -> Report | None:
        """End the turn; None while another seat has still to move."""
        report = self.session.end_year()
        if report is None:
            return None
        for position in self.session.positions[len(self.chronicle.years) :]:
            self.chronicle.close(position.game.state, position.path)
        self.oracle.forget()
        self.look_ready()
        return self.last_report()

    def metrics(self, words: Words) -> tuple[Metric, ...]:
        """Return the figures of the top bar: money and support as the session keeps them."""
        own = self.session.facts.own
        told = self._told()
        before = told.own_before if told else {}
        found = []
        for metric in super().metrics(words):
            name = {"money": "money", "trust": "backing"}.get(metric.name)
            if name is None or name not in own:
                found.append(metric)
                continue
            title = words.tr("Support") if name == "backing" else metric.title
            kind = "support" if name == "backing" else metric.name
            found.append(
                replace(
                    metric, name=kind, title=title, value=own[name].value, before=before.get(name)
                )
            )
        return tuple(found)

    def why(self, name: str, words: Words) -> Term | None:
        """Return what a number is made of."""
        if name == "money":
            return money_tree(self._purse(words), words)
        found = super().why(name, words)
        if found is not None:
            return found
        own = self.session.facts.own
        parts = PARTS.get(name, ())
        rows = [own[part] for part in parts if part in own]
        if not rows:
            return None
        source = words.tr("exact, yours")
        children = tuple(_term(row.why, source) for row in rows[1:])
        return replace(_term(rows[0].why, source), children=children)

    def _purse(self, words: Words) -> Purse:
        """Return what is known of the seat's money."""
        session = self.session
        names = session.course.game.names(session.positions[-1].game)
        row = session.course.game.seat(self.seat)

        def of(name: str) -> float:
            return float(names[name][row, 0])

        told, last = self._told(), session.turn - 1
        programme = [(words.tr("programme money"), of("income"))]
        firm = [
            (words.tr("its other business"), of("core_income")),
            (words.tr("sales of models and compute"), of("ai_revenue")),
            (words.tr("sales of chips"), of("sales_busd")),
        ]
        is_country = of("is_country") > 0.0
        return Purse(
            now=of("money"), before=told.own_before.get("money") if told else None,
            incomes=programme if is_country else firm,
            spending=0.0 if is_country else of("capex"),
            orders=session.given(last) if last >= 0 else (),
        )  # fmt: skip

    def news(self, words: Words) -> tuple[News, ...]:
        """Return what the seat has heard of the last year, the loudest first."""
        report = self.last_report()
        if report is None:
            return ()
        told = [News("message", text, report.year, bad=True) for text in report.messages]
        return (*told, *headlines(lines_of(report), self._own))

    @property
    def _own(self) -> frozenset[str]:
        return frozenset({self.seat, home_of(self.seat, self.scenario)})

    def _reports(self) -> list[Report]:
        """Return the reports of all years, the oldest first."""
        words = Words(self.session.language)
        return [
            report_of(
                self.session.report(turn), news_of_core(self.chronicle.until(turn + 2), words)
            )
            for turn in range(self.session.turn)
        ]

    def log(self, words: Words) -> tuple[News, ...]:
        """Return all that the seat has heard, the newest first."""
        return tuple(line for report in self._reports()[::-1] for line in lines_of(report)[::-1])

    def history(self, words: Words) -> History:
        """Return the gaps of all years, with marks once the game is over."""
        found = super().history(words)
        if self.phase != "over":
            return found
        if self._marks is None or self._marks[0] != self.session.language:
            members = {
                name for name, row in self.scenario.companies.items() if row.home == self.seat
            }
            self._marks = self.session.language, marks_of(self._reports(), self._own | members)
        return replace(found, marks=self._marks[1])

    def believed_gaps(
        self, _actors: Sequence[str], _metres: float
    ) -> Mapping[str, tuple[tuple[float, float, float] | None, ...]]:
        """Return what the seat believed of others at each year's end, in metres."""
        actors, metres = _actors, _metres
        found: dict[str, list[tuple[float, float, float] | None]] = {a: [] for a in actors}
        for n, position in enumerate(self.session.positions):
            known = self._beliefs_of(n, position)
            chronicle = self.chronicle.until(n + 1)
            for actor in actors:
                span = believed_gap(chronicle, actor, self.seat, known, metres)
                exact = span.is_exact or not math.isfinite(span.high)
                found[actor].append(None if exact else (span.value, span.low, span.high))
        return {actor: tuple(spans) for actor, spans in found.items()}

    def beliefs_at(self, _year: int) -> Mapping[str, Span] | None:
        """Return what the seat believed; nothing is hidden any more once the game is over."""
        if self.phase == "over":
            return None
        return self._beliefs_of(_year, self.session.positions[_year])

    def _beliefs_of(self, year: int, position: Position) -> dict[str, Span]:
        if year not in self._known:
            facts = facts_of(self.session.course, position, self.seat, "en")
            self._known[year] = {
                one.actor: Span(one.value, one.low, one.high)
                for one in facts.others
                if one.id in POOL_IDS
            }
        return self._known[year]

    def aftermath(self) -> Aftermath | None:
        """Return what is told when the game is over, None before."""
        return self.session.aftermath() if self.phase == "over" else None

    def last_report(self) -> Report | None:
        """Return the report of the last year, None before the first."""
        told = self._told()
        if told is None:
            return None
        words = Words(self.session.language)
        report = report_of(told, news_of_core(self.chronicle, words))
        return replace(report, ahead=ahead_of(self.chronicle, self.seat, words))

    def _told(self) -> shown.YearReport | None:
        """Return the session's report of the last year, asked once a year, seat and language."""
        if not self.session.turn:
            return None
        key = self.session.turn, self.seat, self.session.language
        if self._reported is None or self._reported[0] != key:
            self._reported = key, self.session.report()
        return self._reported[1]

    def verdict(self) -> Verdict | None:
        """Return how the seat stands."""
        one = self.session.verdict
        return Verdict(one.standing, one.score, one.word, one.reason, one.goals)

    def save(self, name: str) -> str:
        """Save under a name; return what went wrong."""
        try:
            self.session.save(name)
        except RaceError as error:
            return str(error)
        return ""

    def branch(self, turn: int) -> Game:
        """Return a game that goes on from an earlier turn."""
        return SessionGame(self.session.branch(turn), self.oracle)

    def share_code(self) -> str:
        """Return the game as a line of text."""
        return self.session.share_code()


def _term(why: shown.Why, source: str) -> Term:
    children = tuple(_term(child, source) for child in why.children)
    return Term(why.label, why.value, why.unit, why.note, source=source, children=children)


def _chronicle(session: Session) -> Chronicle:
    chronicle = Chronicle(session.course.block)
    for position in session.positions:
        chronicle.close(position.game.state, position.path)
    return chronicle
