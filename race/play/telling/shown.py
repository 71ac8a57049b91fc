"""What a session shows of years and figures: plain values in the player's language.

Nothing here is an array, and nothing here is a rule; orders stand in `race.play.choosing.offered`.
Numbers carry their unit; where a number is an estimate, its 80 % band stands beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

TINY_KM = 1e-6
Phase = Literal["event", "orders", "over"]
Standing = Literal["open", "win", "partial", "loss"]


@dataclass(frozen=True)
class Happening:
    """Something that came to pass in a quarter.

    Attributes:
        kind: id such as `event`, `order`, `record`, `seized`, `rule`.
        text: one line of news; empty for what only moves on the map.
        subjects: ids of actors, routes or chips that it is about.
        numbers: figures by name, such as `chips`.
    """

    kind: str
    text: str
    subjects: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class QuarterFrame:
    """One quarter of the year that ran, 1 to 4: what happened, in the order in which it came."""

    quarter: int
    happenings: tuple[Happening, ...]


@dataclass(frozen=True)
class Cause:
    """A part of the ratio between the leader's pool and the seat's, as a factor; parts multiply.

    `before` a year ago, `after` now: 10 means that ten times of the distance come from here.
    """

    id: str
    title: str
    before: float
    after: float


@dataclass(frozen=True)
class YearReport:
    """What a year brought, as one seat may know it.

    Attributes:
        own_before, own_after: the seat's own figures by measure.
        causes: parts of the gap, the largest change first.
        messages: lines that the seat should not miss, such as a lapsed order.
    """

    year: int
    seat: str
    frames: tuple[QuarterFrame, ...]
    own_before: Mapping[str, float]
    own_after: Mapping[str, float]
    causes: tuple[Cause, ...]
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Why:
    """A number and what it is made of.

    Attributes:
        note: how the children make the value, in words.
    """

    label: str
    value: float
    unit: str
    note: str = ""
    children: tuple[Why, ...] = ()


@dataclass(frozen=True)
class Fact:
    """An own figure of the seat, exact, and what it is made of."""

    id: str
    title: str
    value: float
    unit: str
    why: Why


@dataclass(frozen=True)
class Estimate:
    """What a seat believes of another actor's figure.

    Attributes:
        value: median; `low` and `high` bound the middle 80 %.
        age_years: since the newest reading behind it.
        sources: ids of the sources behind it.
        disagree: two of them differ by more than twice their spread.
    """

    actor: str
    id: str
    title: str
    value: float
    low: float
    high: float
    unit: str
    age_years: float = 0.0
    sources: tuple[str, ...] = ()
    disagree: bool = False


@dataclass(frozen=True)
class Facts:
    """All that a seat knows at a moment: own figures exact, others with their bands."""

    year: int
    seat: str
    own: Mapping[str, Fact]
    others: tuple[Estimate, ...]

    def of(self, actor: str) -> dict[str, Estimate]:
        """Return what is believed of an actor, by id of the figure."""
        return {one.id: one for one in self.others if one.actor == actor}


@dataclass(frozen=True)
class Demand:
    """One thing that an objective asks for: what is so now beside it, in words, and whether it holds."""

    text: str
    holds: bool


@dataclass(frozen=True)
class Goal:
    """A condition of the seat's objective, in words, whether it holds now, and what it asks for."""

    kind: Standing
    text: str
    holds: bool
    demands: tuple[Demand, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """How the seat stands, and its score of 0 to 100; final once the game is over."""

    standing: Standing
    score: float
    word: str
    reason: str
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class Achievement:
    """A mark that a game left."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class RivalStory:
    """What a rival did and why: how it plays, its orders, and whom it held for its strongest rival."""

    actor: str
    name: str
    archetype: str
    about: str
    orders: str
    belief: str


@dataclass(frozen=True)
class Known:
    """What a seat believed of another's fastest pool, FLOP/s with its 80 % band, and the truth."""

    actor: str
    name: str
    value: float
    low: float
    high: float
    truth: float


@dataclass(frozen=True)
class Without:
    """The game played again without all cards of one order.

    Attributes:
        year: in which it was first given; `times`: how often.
        kilometres: the gap at the end without it, or where `leads` the lead over the next.
        with_it: the same of the game as it was played.
    """

    order: str
    title: str
    year: int
    times: int
    kilometres: float
    with_it: float
    leads: bool = False

    @property
    def helped(self) -> bool:
        """Tell whether the order did the seat good."""
        return (self.kilometres < self.with_it) == self.leads or self.kilometres == self.with_it

    @property
    def decades(self) -> float:
        """Tell by how many powers of ten the order moved the end; less than a millimetre is nothing."""
        if math.isinf(self.kilometres) or math.isinf(self.with_it):
            return math.inf if self.kilometres != self.with_it else 0.0
        return abs(math.log10((self.kilometres + TINY_KM) / (self.with_it + TINY_KM)))


MOST_NAMED = 3
LEAST_DECADES = 0.02
"""An order that moved the end by less than five per cent is no cause: two digits hardly show it."""


def named(reruns: Sequence[Without]) -> list[Without]:
    """Return the orders without which the end would have been most different, three at most."""
    moved = sorted(reruns, key=lambda one: -one.decades)
    return [one for one in moved if one.decades >= LEAST_DECADES][:MOST_NAMED]


@dataclass(frozen=True)
class Aftermath:
    """What is told when a game is over, beside the verdict and its causes."""

    achievements: tuple[Achievement, ...]
    rivals: tuple[RivalStory, ...]
    known: tuple[Known, ...]
