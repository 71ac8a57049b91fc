"""What a year brought, quarter by quarter, and what a number is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from race.play.telling.shown import Goal
from race.ui.facts.board import News


@dataclass(frozen=True)
class Quarter:
    """A quarter of the year that ran, with what happened in it."""

    number: int
    news: tuple[News, ...]


@dataclass(frozen=True)
class Report:
    """A year that ran; `causes` are (title, factor before, factor after), the largest move first.

    Attributes:
        messages: what the seat should not miss.
        world: what everybody knows of it: records, rules, seizures.
        ahead: what is known of the next.
    """

    year: int
    quarters: tuple[Quarter, ...]
    causes: tuple[tuple[str, float, float], ...] = ()
    messages: tuple[str, ...] = ()
    world: tuple[News, ...] = ()
    ahead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """A number and what it is made of: a branch of the tree of why.

    Attributes:
        change: its factor in a year, or in place of it `delta`, the difference in its unit.
        topic: its page of the encyclopaedia, empty for none.
        good_up: whether more of it is better for the seat.
    """

    label: str
    value: float
    unit: str
    note: str = ""
    change: float | None = None
    source: str = ""
    children: tuple[Term, ...] = ()
    topic: str = ""
    good_up: bool = False
    delta: float | None = None


@dataclass(frozen=True)
class Verdict:
    """How the seat stands."""

    standing: Literal["open", "win", "partial", "loss"]
    score: float
    word: str
    reason: str
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class History:
    """The gap of the seat and of others by year, in metres: truth, and what was believed.

    Attributes:
        years: the year ends.
        truth: by actor.
        believed: by actor, (median, low, high) of each year; None where nothing was known.
        marks: years with something to show, as (year, kind, text).
    """

    years: tuple[int, ...]
    truth: Mapping[str, tuple[float, ...]]
    believed: Mapping[str, tuple[tuple[float, float, float] | None, ...]] = field(
        default_factory=dict
    )
    marks: tuple[tuple[int, str, str], ...] = ()
