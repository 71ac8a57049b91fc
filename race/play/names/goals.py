"""Where the objectives of seats hold: conditions over names, or those of the scenario's author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from race.base.arrays import Flags, Floats
from race.engine.gauges import Scene
from race.engine.gauges import holds as holds_of_scenario
from race.play.names.sheet import Read, Sheet
from race.play.names.terms import holding
from race.scenario.models.condition import Condition

GoalName = Literal["win", "partial", "loss"]
GOALS_COUNTED: Mapping[str, GoalName] = {"a": "win", "b": "partial"}
"""What the counts of a seat with an objective of the scenario count: year ends of its time."""


def met(n: Sheet, seat: int, goal: GoalName) -> Flags:
    """Tell where a part of a seat's objective holds at this moment, (R,)."""
    row = n.seats.rows[seat]
    if row.objective is None:
        return _wide(n, seat, getattr(row, goal))
    condition: Condition | None = getattr(row.objective, goal)
    if condition is None:
        return np.zeros(n.table.width, dtype=bool)
    return holds_of_scenario(condition.test, Scene(n.state, n.block))


def last_year(n: Sheet, seat: int) -> int | None:
    """Return the calendar year in which the time of a scenario's objective ends; None without one."""
    objective = n.seats.rows[seat].objective
    day = (objective.at or objective.by) if objective else None
    return None if day is None else day.last_day.year


def counted(n: Sheet, seat: int, key: str) -> Flags | None:
    """Tell where a count of a seat goes on at this year end, (R,); None where it has no such count."""
    row = n.seats.rows[seat]
    if key in row.counts:
        return _wide(n, seat, row.counts[key])
    last = last_year(n, seat)
    if row.objective is None or last is None or key not in GOALS_COUNTED:
        return None
    due = _ended(n) == last if row.objective.at else _ended(n) <= last
    return met(n, seat, GOALS_COUNTED[key]) & due


def standing(n: Sheet, seat: int, goal: GoalName) -> Flags:
    """Tell where a part of an objective is reached if the game ends now, (R,).

    A game may end before the time of an objective: then it is judged as things stand.
    """
    last, now = last_year(n, seat), met(n, seat, goal)
    if last is None or goal == "loss":
        return now
    before = n.play.counts[0 if goal == "win" else 1, seat] >= 1.0
    return np.asarray(before | (now & (_ended(n) <= last)))


def _ended(n: Sheet) -> int:
    """Return the calendar year that has just ended."""
    return round(n.state.time) - 1


def _wide(n: Sheet, seat: int, text: str) -> Flags:
    return np.asarray(holding(text, n, (len(n.seats), n.table.width))[seat])


def of_goal(goal: GoalName) -> Read:
    """Read 1 for the seats that a part of their objective would be met of if the game ended now."""

    def read(n: Sheet) -> Floats:
        return np.stack([standing(n, seat, goal) for seat in range(len(n.seats))]).astype(float)

    return read
