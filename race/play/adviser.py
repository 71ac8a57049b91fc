"""The adviser: rules of the data that hold for a seat, in the order of their weight."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from race.play.amounts import Amounts
from race.play.cards import PLAYED
from race.play.course import Course, Position
from race.play.names import Names
from race.play.record import Setting
from race.play.shown import Advice
from race.play.terms import Values, holds, value
from race.play.words import Words
from race.scenario.game_advice import AdviceRow, shipped_advice

SILENT_TURNS = 3
"""A line is not said again within so many turns."""


def advice_of(
    course: Course,
    position: Position,
    seat: str,
    legal: Collection[str],
    said: Collection[str],
    language: str,
) -> list[Advice]:
    """Return the lines that hold, none that was said of late, none that suggests what is illegal."""
    names, row = course.game.names(position.game), course.game.seat(seat)
    words = Words(language)
    found = []
    for name, rule in shipped_advice().advice.items():
        if name in said or (rule.order and rule.order not in legal):
            continue
        if _at(holds(rule.when, names), row):
            found.append(_said(name, rule, names, row, words))
    return found


def _said(name: str, rule: AdviceRow, names: Names, row: int, words: Words) -> Advice:
    amounts = Amounts(words)
    numbers = {
        key: amounts.number(_at(value(text, names), row)) for key, text in rule.numbers.items()
    }
    text = words.pick(rule.text.en, rule.text.ru).format(**numbers)
    return Advice(name, text, rule.order, _settings(rule, names, row))


def _settings(rule: AdviceRow, names: Values, row: int) -> Mapping[str, Setting]:
    """Return what the rule sets: an id as it stands, else a term worked out."""
    found: dict[str, Setting] = {}
    for key, text in rule.settings.items():
        found[key] = text[1:] if text.startswith("=") else _at(value(text, names), row)
    return found


def _at(values: object, row: int) -> float:
    """Return the figure of a seat in the future that is played; of the world's, the one there is."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 0:
        return float(array)
    return float(array[PLAYED] if array.ndim == 1 else array[row, PLAYED])
