"""Orders as they are shown: cards on the table, offers with their sliders, previews, advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Setting = float | str


@dataclass(frozen=True)
class Effect:
    """What an order does to a measure: without it, with it, and the 80 % band of the latter."""

    title: str
    unit: str
    before: float
    after: float
    low: float
    high: float
    good_up: bool = False


@dataclass(frozen=True)
class OrderCard:
    """A card on the table."""

    order: str
    title: str
    terms: str
    slots: int
    price_busd: float
    chance: float | None = None
    effect: Effect | None = None
    parameters: Mapping[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One of several things to choose."""

    name: str
    title: str
    help: str = ""


@dataclass(frozen=True)
class Dial:
    """What can be set of an order; a number with bounds, or a choice."""

    name: str
    title: str
    kind: Literal["number", "whole", "choice"]
    unit: str
    low: float
    high: float
    step: float
    default: Setting
    choices: tuple[Choice, ...] = ()
    log: bool = False


@dataclass(frozen=True)
class OrderOffer:
    """An order that there is; `reason` says why it cannot be given now."""

    name: str
    title: str
    help: str
    group: str
    slots: int
    legal: bool
    reason: str
    dials: tuple[Dial, ...]


@dataclass(frozen=True)
class OrderPreview:
    """What an order would cost and change."""

    price_busd: float
    backing: float
    slots: int
    finish_quarters: tuple[int, int]
    chance: float
    effects: tuple[Effect, ...]
    legal: bool
    reason: str = ""


@dataclass(frozen=True)
class Hint:
    """A line of the adviser and the order that it suggests, empty for none."""

    text: str
    order: str = ""
    parameters: Mapping[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """An event that asks for a decision."""

    name: str
    title: str
    text: str
    choices: tuple[Choice, ...]
