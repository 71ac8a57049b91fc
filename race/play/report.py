"""The report of a year: what happened, quarter by quarter, and what moved the gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from race.base.arrays import Floats
from race.engine.figures import CAUSES
from race.play.cards import PLAYED
from race.play.course import Course, Position
from race.play.facts import FIGURES_SHOWN, NAMES_SHOWN, gaps_believed
from race.play.news import news_of
from race.play.shown import Cause, QuarterFrame, YearReport
from race.play.words import Words
from race.scenario.game_names import WORLD_NAMES


def year_report(
    course: Course, before: Position, quarters: Sequence[Position], seat: str, language: str
) -> YearReport:
    """Return the report of a year that began `before` and ran through positions by quarter."""
    words = Words(language)
    world = course.ground.world
    row = (*world.countries, *world.companies).index(seat)
    first, last = course.figures(before), course.figures(quarters[-1])
    return YearReport(
        year=int(before.game.state.time + 1e-6),
        seat=seat,
        frames=tuple(
            _frame(number, one, seat, course, words) for number, one in enumerate(quarters, 1)
        ),
        own_before=_own(course, before, first, row, seat),
        own_after=_own(course, quarters[-1], last, row, seat),
        causes=_causes(first, last, row, words),
        messages=_lapsed(quarters, seat, course, words),
    )


def _frame(
    number: int, position: Position, seat: str, course: Course, words: Words
) -> QuarterFrame:
    happenings = tuple(news_of(position, seat, course, words))
    gaps = gaps_believed(course, position, seat)
    return QuarterFrame(number, position.game.state.time, happenings, gaps)


def _lapsed(
    quarters: Sequence[Position], seat: str, course: Course, words: Words
) -> tuple[str, ...]:
    """Say which own orders came to nothing."""
    orders = course.game.table.data.orders
    return tuple(
        words("news.lapsed", order=orders[one.ids[0]].title.of(words.language))
        for position in quarters
        for one in position.told
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
