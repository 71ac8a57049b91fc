"""The report of a year: what happened, quarter by quarter, and what moved the gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from race.base.arrays import Floats
from race.engine.figures import CAUSES
from race.play.course import SHOWN, Course, Position
from race.play.facts import OWN
from race.play.shown import Cause, QuarterFrame, YearReport
from race.play.words import Words


def year_report(
    course: Course, before: Position, quarters: Sequence[Position], seat: str, language: str
) -> YearReport:
    """Return the report of a year that began `before` and ran through positions by quarter."""
    words = Words(language)
    world = course.ground.world
    row = (*world.countries, *world.companies).index(seat)
    first, last = course.figures(before), course.figures(quarters[-1])
    return YearReport(
        year=int(before.state.time + 1e-6),
        seat=seat,
        frames=tuple(_frame(number, one, course) for number, one in enumerate(quarters, 1)),
        own_before=_own(first, row),
        own_after=_own(last, row),
        causes=_causes(first, last, row, words),
    )


def _frame(number: int, position: Position, course: Course) -> QuarterFrame:
    world, state = course.ground.world, position.state
    gaps = [*state.country_gap[:, SHOWN].tolist(), *state.company_gap[:, SHOWN].tolist()]
    names = (*world.countries, *world.companies)
    return QuarterFrame(number, state.time, (), dict(zip(names, gaps, strict=True)))


def _own(figures: Mapping[str, Floats], row: int) -> dict[str, float]:
    return {name: float(figures[name][row, SHOWN]) for name in OWN}


def _causes(
    first: Mapping[str, Floats], last: Mapping[str, Floats], row: int, words: Words
) -> tuple[Cause, ...]:
    """Return the parts of the ratio of speeds as factors, those that moved most first."""
    found = []
    for name in CAUSES:
        before, after = (10.0 ** float(one[f"cause_{name}"][row, SHOWN]) for one in (first, last))
        found.append(Cause(name, words(f"cause.{name}"), before, after))
    return tuple(sorted(found, key=_moved, reverse=True))


def _moved(cause: Cause) -> float:
    low, high = sorted((cause.before, cause.after))
    return high / low if low > 0.0 else 0.0
