"""Orders as a person sees them: offers with what can be set, previews, cards, advice, questions.

Read by the window and the terminal alike; plain values, in the player's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from race.play.records.record import Setting

LOWER_IS_BETTER = frozenset({"kilometres"})
"""Measures of an effect of which less is better."""


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
    """

    id: str
    title: str
    help: str
    slots: int
    legal: bool
    reason: str
    parameters: tuple[Parameter, ...]


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

    @property
    def good_up(self) -> bool:
        """Tell whether more of the measure is better."""
        return self.measure not in LOWER_IS_BETTER


@dataclass(frozen=True)
class Preview:
    """What an order would cost, when it would be done, how likely, and what it would change.

    Attributes:
        price_busd: what it takes of this year's money, billions of dollars.
        backing: points of backing that it costs; negative where it gives some.
        slots: of the four of a year.
        finish: quarters until its effects begin, at best and at worst; 0 = at once.
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
class LaidCard:
    """A card that lies on the table: it can be withdrawn until the year ends.

    Attributes:
        text: its settings in a line.
        chance, effect: of its preview, where that is known.
    """

    order: str
    title: str
    parameters: Mapping[str, Setting]
    text: str
    slots: int
    price_busd: float
    chance: float | None = None
    effect: Effect | None = None


@dataclass(frozen=True)
class Advice:
    """A line of the adviser, and the order that it suggests; `order` is empty for none."""

    id: str
    text: str
    order: str = ""
    parameters: Mapping[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """An event that asks the seat: the news, and what can be answered."""

    id: str
    title: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Likely:
    """An order that another seat may give this year, and in what share of futures it does."""

    order: str
    title: str
    share: float
