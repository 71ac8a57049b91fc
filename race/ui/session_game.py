"""A game that is played: shows a session and hands on what the player does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from race.base.errors import RaceError
from race.play.choosing.offered import Advice, Offer, Preview, Question
from race.play.records.record import Setting
from race.play.session import SLOTS, Session
from race.play.telling import shown
from race.play.telling.shown import Aftermath
from race.ui.asking_game import AskingGame
from race.ui.facts.board import Metric, News
from race.ui.facts.core import Chronicle
from race.ui.facts.road import Span
from race.ui.facts.why_money import Purse, money_tree
from race.ui.facts.year import History, Report, Term, Verdict
from race.ui.game import Game, Phase
from race.ui.oracle import Oracle
from race.ui.session_beliefs import SessionBeliefs
from race.ui.session_reports import SessionReports
from race.ui.words import Words

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
        self._reports = SessionReports(session, self.chronicle)
        self._believed = SessionBeliefs(session)

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
        return self._believed.now()

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
        told = self._reports.told()
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

        told, last = self._reports.told(), session.turn - 1
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
        return self._reports.news()

    def log(self, words: Words) -> tuple[News, ...]:
        """Return all that the seat has heard, the newest first."""
        return self._reports.log()

    def history(self, words: Words) -> History:
        """Return the gaps of all years, with marks once the game is over."""
        found = super().history(words)
        if self.phase != "over":
            return found
        return replace(found, marks=self._reports.marks())

    def believed_gaps(
        self, _actors: Sequence[str], _metres: float
    ) -> Mapping[str, tuple[tuple[float, float, float] | None, ...]]:
        """Return what the seat believed of others at each year's end, in metres."""
        return self._believed.gaps(self.chronicle, _actors, _metres)

    def beliefs_at(self, _year: int) -> Mapping[str, Span] | None:
        """Return what the seat believed; nothing is hidden any more once the game is over."""
        if self.phase == "over":
            return None
        return self._believed.at(_year)

    def aftermath(self) -> Aftermath | None:
        """Return what is told when the game is over, None before."""
        return self.session.aftermath() if self.phase == "over" else None

    def last_report(self) -> Report | None:
        """Return the report of the last year, None before the first."""
        return self._reports.last()

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
