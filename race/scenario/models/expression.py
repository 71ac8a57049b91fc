"""The small language of conditions: gauges and numbers, compared and joined.

    gap_years(RU) > 100 and not (compute_h100e(CN) >= 0.5 * compute_h100e(US))

`or` binds least, then `and`, `not`, the comparisons < <= > >= == !=, + and -, * and /. A text is
parsed into a tree of the types below, each with its place in the text; nothing is ever evaluated
as Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Comparator: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]
Sign: TypeAlias = Literal["+", "-", "*", "/"]
Joint: TypeAlias = Literal["and", "or"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float
    at: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A gauge by name, of an actor by id (empty for a gauge of the world)."""

    gauge: str
    of: str
    at: int
    of_at: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two terms joined by a sign."""

    sign: Sign
    left: Term
    right: Term
    at: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two terms compared."""

    comparator: Comparator
    left: Term
    right: Term
    at: int


@dataclass(frozen=True, slots=True)
class Joined:
    """Two conditions joined by `and` or `or`."""

    joint: Joint
    left: Test
    right: Test
    at: int


@dataclass(frozen=True, slots=True)
class Negation:
    """A condition turned round."""

    inner: Test
    at: int


Term: TypeAlias = Number | Reading | Arithmetic
Test: TypeAlias = Comparison | Joined | Negation
Node: TypeAlias = Term | Test


def readings(node: Node) -> tuple[Reading, ...]:
    """List the gauges that an expression reads, in the order of the text."""
    if isinstance(node, Reading):
        return (node,)
    if isinstance(node, Number):
        return ()
    if isinstance(node, Negation):
        return readings(node.inner)
    return (*readings(node.left), *readings(node.right))
