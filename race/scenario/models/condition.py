"""Reads a condition: text into a tree of `race.scenario.models.expression`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from race.scenario.models.expression import (
    Arithmetic,
    Comparator,
    Comparison,
    Joined,
    Joint,
    Negation,
    Node,
    Number,
    Reading,
    Sign,
    Term,
    Test,
    readings,
)
from race.scenario.models.gauges import GAUGES, Gauge
from race.scenario.text.wording import describe, one_of, suggestion

MAXIMUM_LENGTH = 1000
MAXIMUM_DEPTH = 32
END = ""
JOINTS = ("or", "and")
COMPARATORS = ("<", "<=", ">", ">=", "==", "!=")
SIGNS = (("+", "-"), ("*", "/"))

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign><=|>=|==|!=|[<>()+*/-]))",
    re.ASCII,
)
_OF = re.compile(r"\s*(?P<id>[^()\s]+)\s*\)")
_LARGEST = 1e300


class ConditionError(ValueError):
    """A condition that cannot be read: where in its text, what stands there, what may."""

    def __init__(self, at: int, given: str, allowed: str = "", advice: str = "") -> None:
        """Keep the parts; `at` counts characters from 0."""
        super().__init__("; ".join(part for part in (given, allowed, advice) if part))
        self.at, self.given, self.allowed, self.advice = at, given, allowed, advice


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition over gauges of the world.

    Attributes:
        text: as written.
        test: the tree of it.
    """

    text: str
    test: Test

    def __str__(self) -> str:
        """Give the condition as written."""
        return self.text

    @property
    def readings(self) -> tuple[Reading, ...]:
        """List the gauges that it reads."""
        return readings(self.test)

    @classmethod
    def read(cls, text: str, gauges: Mapping[str, Gauge] = GAUGES) -> Condition:
        """Read a condition over some gauges, those of the world unless others are given.

        Raises:
            ConditionError: it is not one.
        """
        if len(text) > MAXIMUM_LENGTH:
            given = f"a condition of {len(text)} characters"
            raise ConditionError(0, given, "", f"keep to {MAXIMUM_LENGTH}")
        return cls(text, _Parser(text, gauges).run())

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let models take a condition as text."""
        return core_schema.no_info_plain_validator_function(validate)


def read_term(text: str, gauges: Mapping[str, Gauge]) -> Term:
    """Read a number worked out of gauges: `0.03 + 0.2 * route_heat`.

    Raises:
        ConditionError: it is not one.
    """
    if len(text) > MAXIMUM_LENGTH:
        given = f"a term of {len(text)} characters"
        raise ConditionError(0, given, "", f"keep to {MAXIMUM_LENGTH}")
    return _Parser(text, gauges).run_term()


def validate(given: object) -> Condition:
    """Take a condition for a model."""
    if isinstance(given, Condition):
        return given
    if not isinstance(given, str):
        raise PydanticCustomError("condition", "a condition", {"allowed": EXAMPLE})
    try:
        return Condition.read(given)
    except ConditionError as error:
        parts = {"at": error.at, "given": error.given}
        parts |= {"allowed": error.allowed, "advice": error.advice}
        raise PydanticCustomError("condition_part", "{given}", parts) from None


EXAMPLE = "a condition, such as gap_years(RU) > 100"


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


class _Parser:
    """Recursive descent; of a bounded depth, so that a hostile text ends early."""

    def __init__(self, text: str, gauges: Mapping[str, Gauge]) -> None:
        self._text = text
        self._gauges = gauges
        self._place = 0
        self._depth = 0
        self._token = _Token("", END, 0)
        self._advance()

    def run(self) -> Test:
        """Parse the whole text."""
        test = self._test(self._joined(0))
        if self._token.text != END:
            raise self._unexpected("allowed: and, or, or the end")
        return test

    def run_term(self) -> Term:
        """Parse the whole text as a number."""
        term = self._term(self._joined(0))
        if self._token.text != END:
            raise self._unexpected("allowed: + - * /, or the end")
        return term

    def _joined(self, level: int) -> Node:
        """Parse what `or` joins, and below it what `and` joins."""
        if level == len(JOINTS):
            return self._negated()
        left = self._joined(level + 1)
        while self._token.text == JOINTS[level]:
            at = self._advance().at
            right = self._test(self._joined(level + 1))
            left = Joined(cast("Joint", JOINTS[level]), self._test(left), right, at)
        return left

    def _negated(self) -> Node:
        if self._token.text != "not":
            return self._compared()
        at = self._advance().at
        self._descend(at)
        inner = self._test(self._negated())
        self._depth -= 1
        return Negation(inner, at)

    def _compared(self) -> Node:
        left = self._sum(0)
        if self._token.text not in COMPARATORS:
            return left
        sign = self._advance()
        right = self._sum(0)
        comparator = cast("Comparator", sign.text)
        return Comparison(comparator, self._term(left), self._term(right), sign.at)

    def _sum(self, level: int) -> Node:
        if level == len(SIGNS):
            return self._atom()
        left = self._sum(level + 1)
        while self._token.text in SIGNS[level]:
            sign = self._advance()
            right = self._term(self._sum(level + 1))
            left = Arithmetic(cast("Sign", sign.text), self._term(left), right, sign.at)
        return left

    def _atom(self) -> Node:
        token = self._token
        if token.kind == "number":
            self._advance()
            value = float(token.text)
            if value > _LARGEST:
                raise ConditionError(token.at, f"given {token.text}", "allowed: a finite number")
            return Number(value, token.at)
        if token.text == "-":
            self._advance()
            self._descend(token.at)
            inner = self._term(self._atom())
            self._depth -= 1
            return Arithmetic("-", Number(0.0, token.at), inner, token.at)
        if token.text == "(":
            self._advance()
            self._descend(token.at)
            inner_node = self._joined(0)
            self._close()
            self._depth -= 1
            return inner_node
        if token.kind == "word" and token.text not in (*JOINTS, "not"):
            return self._reading(token)
        raise self._unexpected("allowed: a number, a gauge such as gap_years(RU), or '('")

    def _reading(self, token: _Token) -> Reading:
        gauge = self._gauges.get(token.text)
        if gauge is None:
            known = self._gauges
            advice = suggestion(token.text, known)
            raise ConditionError(
                token.at, f"unknown gauge {describe(token.text)}", one_of(known), advice
            )
        opened = self._text[self._place :].lstrip()[:1] == "("
        if gauge.side == "world":
            if opened:
                given = f"{token.text} of somebody"
                raise ConditionError(token.at, given, f"allowed: {token.text} alone")
            self._advance()
            return Reading(token.text, "", token.at, token.at)
        example = {"company": "a company id", "country": "a country id"}.get(
            gauge.side, "a country or company id"
        )
        whose = _OF.match(self._text, self._text.index("(", self._place) + 1) if opened else None
        if whose is None:
            given = f"{token.text} of nobody"
            raise ConditionError(token.at, given, f"allowed: {token.text}(ID) with {example}")
        self._place = whose.end()
        self._advance()
        return Reading(token.text, whose["id"], token.at, whose.start("id"))

    def _close(self) -> None:
        if self._token.text != ")":
            raise self._unexpected("allowed: ')'")
        self._advance()

    def _descend(self, at: int) -> None:
        self._depth += 1
        if self._depth > MAXIMUM_DEPTH:
            raise ConditionError(at, f"more than {MAXIMUM_DEPTH} levels deep")

    def _test(self, node: Node) -> Test:
        if isinstance(node, Number | Reading | Arithmetic):
            given = "a number where a condition is wanted"
            raise ConditionError(node.at, given, "", "compare it, as in gap_years(RU) > 100")
        return node

    def _term(self, node: Node) -> Term:
        if isinstance(node, Number | Reading | Arithmetic):
            return node
        raise ConditionError(node.at, "a condition where a number is wanted")

    def _advance(self) -> _Token:
        """Give the present token and go on to the next."""
        before = self._token
        if not self._text[self._place :].strip():
            self._token = _Token("", END, len(self._text.rstrip()))
            return before
        found = _TOKEN.match(self._text, self._place)
        if found is None:
            at = len(self._text) - len(self._text[self._place :].lstrip())
            given = f"given {describe(self._text[at])}"
            allowed = "allowed: numbers, gauges, < <= > >= == != + - * / ( )"
            advice = "did you mean '=='?" if self._text[at] == "=" else ""
            raise ConditionError(at, given, allowed, advice)
        kind = str(found.lastgroup)
        self._token = _Token(kind, found[kind], found.start(kind))
        self._place = found.end()
        return before

    def _unexpected(self, allowed: str) -> ConditionError:
        token = self._token
        given = f"given {describe(token.text)}" if token.text else "the end"
        return ConditionError(token.at, given, allowed)
