"""Achievements: conditions of the data over the year ends of a game and what was ordered in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from race.base.arrays import Floats
from race.play.names import Names
from race.play.names.terms import holds
from race.play.playing.cards import PLAYED
from race.play.playing.course import Course, Position
from race.play.records.record import Turn
from race.play.telling.shown import Achievement
from race.play.words import Words
from race.scenario.game.marks import (
    CARDS,
    FIRST_GAP,
    FIRST_TRUST,
    KINDS,
    LAID,
    MarkRow,
    shipped_marks,
)


def achievements_of(
    course: Course, ends: Sequence[Position], turns: Sequence[Turn], seat: str, words: Words
) -> tuple[Achievement, ...]:
    """Return the marks of a seat; `ends` are the start and the year ends, `turns` those between."""
    row = course.game.seat(seat)
    own = _own_names(course, ends[0], row, turns, seat)
    years = [_Known(course.game.names(position.game), own) for position in ends[1:]]
    return tuple(
        Achievement(name, mark.title.of(words.language), mark.text.of(words.language))
        for name, mark in shipped_marks().achievements.items()
        if years and _earned(mark, years, row)
    )


def own_names(course: Course) -> tuple[str, ...]:
    """Name what conditions of marks may ask beside the names of the game."""
    orders = course.game.table.data.orders
    return (FIRST_GAP, FIRST_TRUST, CARDS, KINDS, *(LAID + order for order in orders))


class _Known(dict[str, Floats]):
    """Names of a year end, and before them those of the whole game."""

    def __init__(self, names: Names, own: Mapping[str, Floats]) -> None:
        super().__init__(own)
        self._names = names

    def __missing__(self, name: str) -> Floats:
        return self._names[name]


def _own_names(
    course: Course, start: Position, row: int, turns: Sequence[Turn], seat: str
) -> dict[str, Floats]:
    names = course.game.names(start.game)
    laid = Counter(card.order for turn in turns for card in turn.of(seat))
    values = {
        FIRST_GAP: float(names["gap_years"][row, PLAYED]),
        FIRST_TRUST: float(names["trust"][row, PLAYED]),
        CARDS: float(laid.total()),
        KINDS: float(len(laid)),
        **{LAID + order: float(laid[order]) for order in course.game.table.data.orders},
    }
    return {name: np.array(values[name]) for name in own_names(course)}


def _earned(mark: MarkRow, years: Sequence[_Known], row: int) -> bool:
    asked = years[-1:] if mark.held == "end" else years
    held = [_at(holds(mark.when, known), row) for known in asked]
    return any(held) if mark.held == "once" else all(held)


def _at(values: object, row: int) -> bool:
    array = np.asarray(values)
    if array.ndim < 2:
        return bool(array if array.ndim == 0 else array[PLAYED])
    return bool(array[row, PLAYED])
