"""Working out terms and conditions of the game's data over names.

A text is read once and kept as a function of names. Which names there are was checked when the data
were read; here every word is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from race.base.arrays import Flags, Floats
from race.scenario.game.names import NAMES
from race.scenario.models.condition import Condition, read_term
from race.scenario.models.expression import (
    Arithmetic,
    Joined,
    Negation,
    Number,
    Reading,
    Term,
    Test,
)
from race.scenario.models.gauges import Gauge

Values = Mapping[str, Floats]
Worked: TypeAlias = Callable[[Values], Floats | float]
Held: TypeAlias = Callable[[Values], Flags | bool]
_LOCAL = Gauge("world", "1", "a parameter of the order")
_BIG = 1e300


def value(text: str, names: Values) -> Floats | float:
    """Return a term worked out."""
    return _term_of(text)(names)


def filled(text: str, names: Values, shape: tuple[int, ...]) -> Floats:
    """Return a term worked out, of a shape; not to be written to."""
    found = value(text, names)
    if isinstance(found, np.ndarray) and found.shape == shape:
        return found
    return _constant(found, shape) if isinstance(found, float) else np.broadcast_to(found, shape)


def holds_of(test: Test) -> Held:
    """Return a condition as a function of names."""
    return _held(test)


def holds(text: str, names: Values) -> Flags | bool:
    """Tell where a condition holds."""
    return _test_of(text)(names)


def holding(text: str, names: Values, shape: tuple[int, ...]) -> Flags:
    """Tell where a condition holds, of a shape; not to be written to."""
    found = holds(text, names)
    if isinstance(found, np.ndarray) and found.shape == shape:
        return found
    return np.broadcast_to(found, shape)


@lru_cache(maxsize=256)
def _constant(number: float, shape: tuple[int, ...]) -> Floats:
    whole = np.full(shape, number)
    whole.setflags(write=False)
    return whole


class _AnyName(dict[str, Gauge]):
    """The names of the game, and any other for a parameter of an order."""

    def get(self, name: str, _default: object = None) -> Gauge:
        return super().get(name, _LOCAL)


_ANY = _AnyName(NAMES)


@lru_cache(maxsize=4096)
def _term_of(text: str) -> Worked:
    return _worked(read_term(text, _ANY))


@lru_cache(maxsize=4096)
def _test_of(text: str) -> Held:
    return _held(read_test(text))


@lru_cache(maxsize=4096)
def read_test(text: str) -> Test:
    """Return a condition as a tree."""
    return Condition.read(text, _ANY).test


@lru_cache(maxsize=4096)
def worked(term: Term) -> Worked:
    """Return a term as a function of names."""
    return _worked(term)


def _worked(term: Term) -> Worked:
    if isinstance(term, Number):
        number = float(term.value)
        return lambda _: number
    if isinstance(term, Reading):
        name = term.gauge
        return lambda names: names[name]
    return _ARITHMETIC[term.sign](term.left, term.right)


def _sum(left: Term, right: Term) -> Worked:
    one, other = _worked(left), _worked(right)
    return lambda names: one(names) + other(names)


def _difference(left: Term, right: Term) -> Worked:
    one, other = _bounded(left), _bounded(right)
    return lambda names: one(names) - other(names)


def _product(left: Term, right: Term) -> Worked:
    one, other = _bounded(left), _bounded(right)
    return lambda names: one(names) * other(names)


def _quotient(left: Term, right: Term) -> Worked:
    """Divide; by nothing gives nothing."""
    one, other = _bounded(left), _worked(right)

    def divided(names: Values) -> Floats:
        by = np.asarray(other(names), dtype=np.float64)
        return np.asarray(one(names) / np.where(by == 0.0, np.inf, by))

    return divided


def _bounded(term: Term) -> Worked:
    """Return a term as a function of names, at most so large that infinite ones leave no NaN."""
    if isinstance(term, Number):
        number = min(float(term.value), _BIG)
        return lambda _: number
    work = _worked(term)
    return lambda names: np.minimum(work(names), _BIG)


def _held(test: Test) -> Held:
    if isinstance(test, Negation):
        inner = _held(test.inner)
        return lambda names: np.logical_not(inner(names))
    if isinstance(test, Joined):
        left, right = _held(test.left), _held(test.right)
        join = np.logical_and if test.joint == "and" else np.logical_or
        return lambda names: join(left(names), right(names))
    one, other, compare = _worked(test.left), _worked(test.right), _COMPARE[test.comparator]
    return lambda names: compare(one(names), other(names))


_ARITHMETIC: Mapping[str, Callable[[Term, Term], Worked]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
}
_COMPARE: Mapping[str, Callable[[Floats | float, Floats | float], Flags | bool]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}
__all__ = [
    "Arithmetic",
    "Values",
    "filled",
    "holding",
    "holds",
    "holds_of",
    "read_test",
    "value",
    "worked",
]
