"""Conditions in words: `trust(VEL) < 15` as "trust is below 15 points"."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

from race.play.amounts import Amounts
from race.play.words import Words
from race.scenario.models.expression import (
    Arithmetic,
    Comparator,
    Comparison,
    Joined,
    Number,
    Reading,
    Term,
    Test,
)
from race.scenario.models.gauges import GAUGES
from race.scenario.models.scenario import Scenario

OPPOSITE: Mapping[Comparator, Comparator] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
}  # fmt: skip
TURNED: Mapping[Comparator, Comparator] = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=",
}  # fmt: skip
COMPARED: Mapping[Comparator, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
SIGNS = {"+": "+", "-": "\u2212", "*": "\u00d7", "/": "\u00f7"}
BARE = frozenset({"1", "level"})
"""Units that are not written after a number."""
MOMENT, PASSED = "year", "threshold_passed"
NO_BREAK = "\u00a0"
NOTHING = re.compile(r"[.,]0(?=\D|$)")


class Speaker:
    """Says conditions in one language; what is of `seat` is said without a name."""

    def __init__(self, scenario: Scenario, seat: str, language: str) -> None:
        self._scenario, self._seat = scenario, seat
        self._words = Words(language)
        self._amounts = Amounts(self._words)

    def clause(self, test: Test) -> str:
        """Return a condition as a part of a sentence."""
        return self._test(test, holds=True)

    def _test(self, test: Test, *, holds: bool) -> str:
        """Say a condition, or its contrary."""
        if isinstance(test, Comparison):
            return self._comparison(test, holds=holds)
        if not isinstance(test, Joined):
            return self._test(test.inner, holds=not holds)
        joint = test.joint if holds else {"and": "or", "or": "and"}[test.joint]
        one, other = (self._test(part, holds=holds) for part in (test.left, test.right))
        return self._words(f"said.{joint}", one=one, other=other)

    def _comparison(self, test: Comparison, *, holds: bool) -> str:
        sign = test.comparator if holds else OPPOSITE[test.comparator]
        left, right = test.left, test.right
        if isinstance(left, Number):
            left, right, sign = right, left, TURNED[sign]
        if isinstance(left, Reading) and left.gauge == PASSED and isinstance(right, Number):
            return self._words(f"said.passed.{_asks_for_one(sign, right.value)}")
        unit = _unit(left)
        return self._words(f"said.{sign}", left=self._term(left), right=self._term(right, unit))

    def _term(self, term: Term, unit: str = "") -> str:
        if isinstance(term, Number):
            return self._number(term.value, unit)
        if isinstance(term, Reading):
            return self._reading(term)
        apart = {"*": "*/", "/": "*/"}.get(term.sign, "*/+")
        inner = unit if term.sign in "+-" else ""
        left = self._part(term.left, apart, inner)
        right = self._part(term.right, apart if term.sign in "+*" else "", inner)
        return f"{left} {SIGNS[term.sign]} {right}"

    def _part(self, term: Term, apart: str, unit: str) -> str:
        """Say a part of a term, in brackets where its sign binds less than those in `apart`."""
        text = self._term(term, unit)
        loose = isinstance(term, Arithmetic) and term.sign not in apart
        return f"({text})" if loose else text

    def _reading(self, reading: Reading) -> str:
        title = self._words(f"measure.{reading.gauge}")
        if reading.of in {"", self._seat}:
            return title
        return f"{title} ({self._words.actor(self._scenario, reading.of)})"

    def _number(self, value: float, unit: str) -> str:
        if unit == MOMENT:
            return f"{value:g}"
        if unit in BARE or not unit:
            return self._amounts.exact(value)
        if unit == "years" and value >= 1.0:
            return _short(self._amounts.setting(value, unit))
        return _short(self._amounts.value(value, unit))


def _unit(term: Term) -> str:
    """Return the unit in which a number is compared with a term."""
    if not isinstance(term, Reading):
        return ""
    return MOMENT if term.gauge == MOMENT else GAUGES[term.gauge].unit


def _short(text: str) -> str:
    """Return a figure without a zero that says nothing, not to be parted from its unit."""
    return NOTHING.sub("", text).replace(" ", NO_BREAK)


def _asks_for_one(sign: Comparator, value: float) -> str:
    """Tell whether a comparison of something that is 0 or 1 asks for 1: `yes` or `no`."""
    return "yes" if COMPARED[sign](1.0, value) else "no"
