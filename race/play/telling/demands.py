"""What an objective asks for, one demand after the other, with what is so now."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from race.base.arrays import Flags, Floats
from race.play.amounts import Amounts
from race.play.names import GoalName
from race.play.names.terms import Values, holds_of, read_test, worked
from race.play.playing.cards import PLAYED
from race.play.playing.course import Course
from race.play.telling.shown import Demand
from race.play.words import Words
from race.scenario.game.names import NAMES
from race.scenario.models.expression import Comparison, Joined, Reading, Test

SHARES = frozenset({"home_wafers"})
"""Names that are shares of one, beside those that say so."""
YES_OR_NO = frozenset({"rule_live", "first_past"})
SAID = {
    ">=": "demand.at_least",
    ">": "demand.at_least",
    "<=": "demand.at_most",
    "<": "demand.below",
}


def demands_of(
    course: Course, names: Values, place: int, goal: GoalName, words: Words
) -> tuple[Demand, ...]:
    """Return what a part of a seat's objective asks for, in the order in which it stands there.

    Empty where the scenario's author wrote it over figures of the model.
    """
    row = course.game.table.seats.rows[place]
    if row.objective is not None:
        return ()
    shape = (len(course.game.seats), course.game.table.width)

    def here(found: Floats | Flags | float | bool) -> float:
        return float(np.broadcast_to(np.asarray(found), shape)[place, PLAYED])

    def held(one: Comparison) -> bool:
        return here(holds_of(one)(names)) > 0.0

    amounts, found = Amounts(words), []
    for one in _nearest(read_test(getattr(row, goal)), held):
        if not isinstance(one.left, Reading) or one.comparator not in SAID:
            continue
        name = one.left.gauge
        title = _title(name, course.game.seats[place], words)
        if not title:
            continue
        now, asked = (
            _written(name, here(worked(term)(names)), amounts) for term in (one.left, one.right)
        )
        said = "demand.yes" if name in YES_OR_NO else SAID[one.comparator]
        text = words(said, title=title, now=now, asked=asked)
        found.append(Demand(text, held(one)))
    return tuple(found)


def _title(name: str, seat: str, words: Words) -> str:
    """Return what a name is called, of a seat's own counts what is counted; empty if nobody has said."""
    for key in (f"measure.{name}.{seat}", f"measure.{name}"):
        if words.has(key):
            return words(key)
    return ""


def _nearest(test: Test, held: Callable[[Comparison], bool]) -> list[Comparison]:
    """List the comparisons of a condition; of alternatives, those of the one that lacks least."""
    if isinstance(test, Comparison):
        return [test]
    if not isinstance(test, Joined):
        return []
    left, right = _nearest(test.left, held), _nearest(test.right, held)
    if test.joint == "and":
        return [*left, *right]
    return min(left, right, key=lambda side: sum(not held(one) for one in side))


def _written(name: str, value: float, amounts: Amounts) -> str:
    """Write a value of a name as its objective does."""
    if name in YES_OR_NO:
        return amounts.setting(value, "0 or 1")
    if name.endswith("_share") or name in SHARES:
        return f"{amounts.exact(round(100.0 * value, 1))} %"
    unit = NAMES[name].unit
    if unit in ("1", "points", "level"):
        return amounts.exact(round(value, 2 if unit == "1" else 0))
    if name.startswith(("count_", "streak_")):
        return amounts.setting(round(value, 1), "years")
    return amounts.value(value, unit) if value else amounts.exact(value)
