"""What the seat of a session has heard: the reports of the years, and lines made of them."""

from __future__ import annotations

from dataclasses import replace

from race.play.session import Session
from race.play.telling import shown
from race.ui.facts.ahead import ahead_of
from race.ui.facts.board import News
from race.ui.facts.board_of_core import news_of_core
from race.ui.facts.core import Chronicle
from race.ui.facts.dispatches import headlines, lines_of, marks_of, report_of
from race.ui.facts.year import Report
from race.ui.names import home_of
from race.ui.words import Words

Marks = tuple[tuple[int, str, str], ...]


class SessionReports:
    """Reports of a session in its language, each worked out once a year and seat."""

    def __init__(self, session: Session, chronicle: Chronicle) -> None:
        self._session, self._chronicle = session, chronicle
        self._told: tuple[tuple[int, str, str], shown.YearReport] | None = None
        self._marks: tuple[tuple[str, str], Marks] | None = None

    def told(self) -> shown.YearReport | None:
        """Return the session's report of the last year, None before the first."""
        session = self._session
        if not session.turn:
            return None
        key = session.turn, session.seat, session.language
        if self._told is None or self._told[0] != key:
            self._told = key, session.report()
        return self._told[1]

    def last(self) -> Report | None:
        """Return the report of the last year with what is known of the next, None before the first."""
        told = self.told()
        if told is None:
            return None
        words = Words(self._session.language)
        report = report_of(told, news_of_core(self._chronicle, words))
        return replace(report, ahead=ahead_of(self._chronicle, self._session.seat, words))

    def all(self) -> list[Report]:
        """Return the reports of all years, the oldest first."""
        words = Words(self._session.language)
        return [
            report_of(
                self._session.report(turn), news_of_core(self._chronicle.until(turn + 2), words)
            )
            for turn in range(self._session.turn)
        ]

    def news(self) -> tuple[News, ...]:
        """Return what the seat has heard of the last year, the loudest first."""
        report = self.last()
        if report is None:
            return ()
        told = [News("message", text, report.year, bad=True) for text in report.messages]
        return (*told, *headlines(lines_of(report), self._own))

    def log(self) -> tuple[News, ...]:
        """Return all that the seat has heard, the newest first."""
        return tuple(line for report in self.all()[::-1] for line in lines_of(report)[::-1])

    def marks(self) -> Marks:
        """Return what marks the years of the seat and of the firms that sit in it."""
        session = self._session
        key = session.seat, session.language
        if self._marks is None or self._marks[0] != key:
            companies = session.course.block.world.scenario.companies
            members = {name for name, row in companies.items() if row.home == session.seat}
            self._marks = key, marks_of(self.all(), self._own | members)
        return self._marks[1]

    @property
    def _own(self) -> frozenset[str]:
        scenario = self._session.course.block.world.scenario
        return frozenset({self._session.seat, home_of(self._session.seat, scenario)})
