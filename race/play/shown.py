"""What a session shows: plain values in the player's language, ready for a window or a terminal.

Nothing here is an array, and nothing here is a rule: a surface prints these and hands back the ids.
Numbers carry their unit; where a number is an estimate, its 80 % band stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from race.play.record import Setting

Phase = Literal["event", "orders", "over"]
Standing = Literal["open", "win", "partial", "loss"]


@dataclass(frozen=True)
class Option:
    """One of several things to choose: its id, its name, and a line of help."""

    id: str
    title: str
    help: str = ""


@dataclass(frozen=True)
class Parameter:
    """What can be set of an order.

    Attributes:
        kind: `number`, `whole`, or `choice`.
        low, high: bounds of a number, in `unit`, as the law and the means of the seat leave them.
        step: what a press of a key adds; numbers between are allowed.
        default: what a new card begins with: a number, or the id of a choice.
        choices: of a choice, those that are open to the seat.
        log: the range is wide, and a slider should be logarithmic.
    """

    name: str
    title: str
    kind: Literal["number", "whole", "choice"]
    unit: str
    low: float
    high: float
    step: float
    default: Setting
    choices: tuple[Option, ...] = ()
    log: bool = False


@dataclass(frozen=True)
class Offer:
    """An order that there is, whether or not it can be given now.

    Attributes:
        reason: why it is not legal; empty where it is.
        group: id of the heading under which orders stand together.
    """

    id: str
    title: str
    help: str
    slots: int
    legal: bool
    reason: str
    parameters: tuple[Parameter, ...]
    group: str = ""


@dataclass(frozen=True)
class Effect:
    """What an order changes: a measure without it and with it, and the 80 % band of the latter.

    `before` and `after` are medians of a few futures by the player's own belief, a year or two on.
    """

    measure: str
    title: str
    unit: str
    before: float
    after: float
    low: float
    high: float


@dataclass(frozen=True)
class Preview:
    """What an order would cost, when it would be done, how likely, and what it would change.

    Attributes:
        price_busd: what it takes of this year's money, billions of dollars.
        backing: points of backing that it costs; negative where it gives some.
        slots: of the four of a year.
        finish: quarters until it is done, at best and at worst; 0 = at once.
        chance: that it comes to what it is to, 0 to 1.
        legal: whether it can be added beside the cards that lie there; `reason` says why not.
    """

    price_busd: float
    backing: float
    slots: int
    finish: tuple[int, int]
    chance: float
    effects: tuple[Effect, ...]
    legal: bool
    reason: str = ""


@dataclass(frozen=True)
class Placed:
    """A card that lies on the table: it can be withdrawn until the year ends."""

    order: str
    title: str
    parameters: Mapping[str, Setting]
    text: str
    slots: int
    price_busd: float


@dataclass(frozen=True)
class Advice:
    """A line of the adviser, and the order that it suggests; `order` is empty for none."""

    id: str
    text: str
    order: str
    parameters: Mapping[str, Setting]


@dataclass(frozen=True)
class Question:
    """An event that asks the seat: the news, and what can be answered."""

    id: str
    title: str
    text: str
    options: tuple[Option, ...]


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
    """One quarter of the year that ran: what happened, and where everybody stood at its end.

    Attributes:
        quarter: 1 to 4.
        time: decimal year of its end.
        happenings: in the order in which they came.
        gap_years: by actor, as this seat believes it; its own is exact. Infinite without a pool.
    """

    quarter: int
    time: float
    happenings: tuple[Happening, ...]
    gap_years: Mapping[str, float]


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
class Likely:
    """An order that another seat may give this year, and in what share of futures it does."""

    order: str
    title: str
    share: float


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
class Goal:
    """A condition of the seat's objective, in words, and whether it holds now."""

    kind: Standing
    text: str
    holds: bool


@dataclass(frozen=True)
class Verdict:
    """How the seat stands, and its score of 0 to 100; final once the game is over."""

    standing: Standing
    score: float
    word: str
    reason: str
    goals: tuple[Goal, ...] = ()
