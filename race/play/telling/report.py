"""The report of a year: what happened, quarter by quarter, and what moved the gap."""

from __future__ import annotations

from collections.abc import Mapping

from race.base.arrays import Floats
from race.engine.figures import CAUSES
from race.play.playing.cards import PLAYED
from race.play.playing.course import Course, Position
from race.play.playing.timeline import Year
from race.play.telling.facts import FIGURES_SHOWN, NAMES_SHOWN
from race.play.telling.news import news_of
from race.play.telling.shown import Cause, QuarterFrame, YearReport
from race.play.words import Words
from race.scenario.game.names import WORLD_NAMES


def year_report(course: Course, year: Year, seat: str, language: str) -> YearReport:
    """Return the report of a year for a seat."""
    words = Words(language)
    world = course.ground.world
    row = (*world.countries, *world.companies).index(seat)
    first, last = course.figures(year.before), course.figures(year.after)
    return YearReport(
        year=int(year.before.game.state.time + 1e-6),
        seat=seat,
        frames=tuple(
            QuarterFrame(number, tuple(news_of(told, year.after, seat, course, words)))
            for number, told in enumerate(year.told, 1)
        ),
        own_before=_own(course, year.before, first, row, seat),
        own_after=_own(course, year.after, last, row, seat),
        causes=_causes(first, last, row, words),
        messages=_lapsed(year, seat, course, words),
    )


def _lapsed(year: Year, seat: str, course: Course, words: Words) -> tuple[str, ...]:
    """Say which own orders came to nothing."""
    orders = course.game.table.data.orders
    return tuple(
        words("news.lapsed", order=orders[one.ids[0]].title.of(words.language))
        for told in year.told
        for one in told
        if one.kind == "lapsed" and one.replicate == PLAYED and one.ids[1] == seat
    )


def _own(
    course: Course, position: Position, figures: Mapping[str, Floats], row: int, seat: str
) -> dict[str, float]:
    found = {name: float(figures[name][row, PLAYED]) for name in FIGURES_SHOWN}
    names, place = course.game.names(position.game), course.game.seat(seat)
    for name in NAMES_SHOWN:
        values = names[name]
        found[name] = float(values[PLAYED] if name in WORLD_NAMES else values[place, PLAYED])
    return found


def _causes(
    first: Mapping[str, Floats], last: Mapping[str, Floats], row: int, words: Words
) -> tuple[Cause, ...]:
    """Return the parts of the ratio of speeds as factors, those that moved most first."""
    found = []
    for name in CAUSES:
        before, after = (
            10.0 ** min(float(one[f"cause_{name}"][row, PLAYED]), 300.0) for one in (first, last)
        )
        found.append(Cause(name, words(f"cause.{name}"), before, after))
    return tuple(sorted(found, key=_moved, reverse=True))


def _moved(cause: Cause) -> float:
    low, high = sorted((cause.before, cause.after))
    return high / low if low > 0.0 else 0.0
