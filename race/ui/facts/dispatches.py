"""What a session tells of its years, as the window shows it: reports, headlines, marks of the timeline."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from race.play.telling import shown
from race.ui.facts.board import News
from race.ui.facts.year import Quarter, Report

LOUD = ("seizure", "run", "rule", "event", "answer", "order")
"""Kinds of news, the loudest first."""
MARKED = ("seizure", "rule", "run", "event")
"""Kinds that have a mark on the timeline."""
OF_OURS = frozenset({"run", "event"})
"""Kinds that are marked only where they are of one's own."""


def report_of(report: shown.YearReport, world: Sequence[News] = ()) -> Report:
    """Return the report of a year; `world` is what everybody knows of it."""
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
    return Report(report.year, quarters, causes, report.messages, tuple(world))


def _jump(subjects: Sequence[str]) -> str:
    """Return the place of whom a line is about; its first subject is an order or an event."""
    return f"actor:{subjects[-1]}" if len(subjects) > 1 else ""


def lines_of(report: Report) -> tuple[News, ...]:
    """Return all lines of a report, by quarter, then what everybody knows."""
    return (*(line for quarter in report.quarters for line in quarter.news), *report.world)


def headlines(lines: Iterable[News], own: frozenset[str]) -> tuple[News, ...]:
    """Return lines the loudest first: what struck the seat or its home before the rest."""

    def rank(line: News) -> tuple[bool, int]:
        ours = line.jump.partition(":")[2] in own and line.kind != "order"
        return not ours, LOUD.index(line.kind) if line.kind in LOUD else len(LOUD)

    return tuple(sorted(lines, key=rank))


def marks_of(reports: Sequence[Report], own: frozenset[str]) -> tuple[tuple[int, str, str], ...]:
    """Return (year end, kind, text), one a year and kind, the loudest first within a year."""
    found: dict[tuple[int, str], str] = {}
    for report in reports:
        for line in headlines(lines_of(report), own):
            ours = line.jump.partition(":")[2] in own
            if line.kind in MARKED and (line.kind not in OF_OURS or ours):
                found.setdefault((report.year + 1, line.kind), line.text)
    return tuple((year, kind, text) for (year, kind), text in found.items())
