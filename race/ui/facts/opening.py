"""What the opening shows: who may be played, and the runs that led to the start."""

from __future__ import annotations

from dataclasses import dataclass

from race.ui.facts.atlas import Atlas
from race.ui.words import mark

STRENGTHS = {
    "chips": mark("chips"),
    "power": mark("power"),
    "money": mark("money"),
    "people": mark("people"),
    "supply": mark("freedom of supply"),
}


@dataclass(frozen=True)
class Seat:
    """An actor that can be chosen at the start.

    Attributes:
        strengths: (name, rank, of how many), rank 1 the best.
        facts: (name, value) of the start.
        difficulty: 1 easy to 5 very hard.
    """

    actor: str
    name: str
    home: str
    kind: str
    note: str
    goal: str
    goal_text: str
    difficulty: int
    strengths: tuple[tuple[str, int, int], ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Run:
    """A training run of the record, for the history on the road."""

    name: str
    year: float
    flop: float
    country: str
    record: bool


@dataclass(frozen=True)
class Opening:
    """What is shown before a game: seats, the map at the start, the runs that led there."""

    scenario: str
    title: str
    question: str
    start: float
    seats: tuple[Seat, ...]
    atlas: Atlas
    runs: tuple[Run, ...]
