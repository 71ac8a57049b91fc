"""What a game is made of: its opening, and the orders and choices of each turn.

A game is a pure function of its record. Saves, replays, branches and share codes keep a record and
play it again; none of them keeps a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self, TypeAlias

Setting: TypeAlias = float | str
"""The value of an order's parameter: a number in the parameter's unit, or the id of a choice."""


@dataclass(frozen=True)
class Opening:
    """All that is settled before the first turn.

    Attributes:
        scenario: name of a shipped scenario, or the path of a file.
        overlays: those laid over it, in their order.
        scenario_hash: SHA-256 of the content that was played.
        seed: of all chance.
        seats: ids of the actors that people play, in the order of their turns; one, or several.
        difficulty: id in the table of difficulties.
    """

    scenario: str
    overlays: tuple[str, ...]
    scenario_hash: str
    seed: int
    seats: tuple[str, ...]
    difficulty: str


@dataclass(frozen=True)
class Card:
    """An order as it was placed by a seat, with its parameters."""

    seat: str
    order: str
    parameters: Mapping[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """What a seat chose when an event asked it."""

    seat: str
    event: str
    option: str


@dataclass(frozen=True)
class Turn:
    """One year: choices, then cards in the order in which they were placed.

    Attributes:
        digest: SHA-256 of the state at the end of the year; empty while the year is open.
    """

    choices: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = ()
    digest: str = ""

    def of(self, seat: str) -> tuple[Card, ...]:
        """Return the cards of one seat."""
        return tuple(card for card in self.cards if card.seat == seat)


@dataclass(frozen=True)
class Record:
    """A game so far: closed turns, and what was placed in the open one."""

    opening: Opening
    language: str
    turns: tuple[Turn, ...] = ()
    open: Turn = Turn()

    def closed(self, digest: str) -> Self:
        """Return the record with the open turn closed."""
        return replace(self, turns=(*self.turns, replace(self.open, digest=digest)), open=Turn())

    def until(self, turn: int) -> Self:
        """Return the record as it stood when turn number `turn`, from 0, was opened."""
        return replace(self, turns=self.turns[:turn], open=Turn())
