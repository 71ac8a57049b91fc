"""Working out terms and conditions of the game's data over names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from race.base.arrays import Flags, Floats
from race.scenario.condition import Condition, read_term
from race.scenario.expression import Arithmetic, Joined, Negation, Number, Reading, Term, Test
from race.scenario.game_names import NAMES
from race.scenario.gauges import Gauge

Values = Mapping[str, Floats]
_LOCAL = Gauge("world", "1", "a parameter of the order")
_BIG = 1e300


def value(text: str, names: Values, own: tuple[str, ...] = ()) -> Floats | float:
    """Return a term worked out; `own` are the names that the order's parameters add."""
    return worked(_read_term(text, own), names)


def holds(text: str, names: Values, own: tuple[str, ...] = ()) -> Flags | bool:
    """Tell where a condition holds."""
    return _test(read_test(text, own), names)


@lru_cache(maxsize=4096)
def _read_term(text: str, own: tuple[str, ...]) -> Term:
    return read_term(text, _known(own))


@lru_cache(maxsize=4096)
def read_test(text: str, own: tuple[str, ...] = ()) -> Test:
    """Return a condition as a tree."""
    return Condition.read(text, _known(own)).test


@lru_cache(maxsize=256)
def _known(own: tuple[str, ...]) -> Mapping[str, Gauge]:
    return MappingProxyType({**NAMES, **dict.fromkeys(own, _LOCAL)})


def worked(term: Term, names: Values) -> Floats | float:
    """Return a term worked out over names."""
    if isinstance(term, Number):
        return term.value
    if isinstance(term, Reading):
        return names[term.gauge]
    left, right = worked(term.left, names), worked(term.right, names)
    return _ARITHMETIC[term.sign](left, right)


def _test(test: Test, names: Values) -> Flags | bool:
    if isinstance(test, Negation):
        return np.logical_not(_test(test.inner, names))
    if isinstance(test, Joined):
        left, right = _test(test.left, names), _test(test.right, names)
        return np.logical_and(left, right) if test.joint == "and" else np.logical_or(left, right)
    return _COMPARE[test.comparator](worked(test.left, names), worked(test.right, names))


def _divided(left: Floats | float, right: Floats | float) -> Floats:
    """Divide; by nothing gives nothing."""
    right = np.asarray(right, dtype=np.float64)
    safe = np.where(right == 0.0, np.inf, right)
    return np.asarray(np.minimum(np.asarray(left), _BIG) / safe)


_ARITHMETIC: Mapping[str, Callable[[Floats | float, Floats | float], Floats | float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: np.minimum(left, _BIG) - np.minimum(right, _BIG),
    "*": lambda left, right: np.minimum(left, _BIG) * np.minimum(right, _BIG),
    "/": _divided,
}
_COMPARE: Mapping[str, Callable[[Floats | float, Floats | float], Flags | bool]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}
__all__ = ["Arithmetic", "Values", "holds", "read_test", "value", "worked"]
