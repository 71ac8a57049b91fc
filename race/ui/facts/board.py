"""What stands around the map and the road: top bar, compute index, tabs, news."""

from __future__ import annotations

from dataclasses import dataclass

from race.ui.facts.road import Span


@dataclass(frozen=True)
class Metric:
    """A figure of the top bar.

    Attributes:
        unit: `busd`, `mw`, `chips`, `flop`, `points`, `metres`.
        before: a year ago, None if there is none.
        good_up: whether more is better for the seat.
        factor: whether the change is shown as a factor and not as a difference.
    """

    name: str
    title: str
    value: float
    unit: str
    before: float | None
    good_up: bool = True
    factor: bool = False


@dataclass(frozen=True)
class IndexRow:
    """A row of the compute index, in H100e; `share_*` are parts of the whole, 0 to 1."""

    actor: str
    name: str
    home: str
    kind: str
    rank: int
    total: Span
    share_private: float
    share_public: float
    you: bool


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, and whether it bodes ill."""

    text: str
    bad: bool = False
    dim: bool = False


@dataclass(frozen=True)
class Table:
    """A small table of a tab: heads, rows of cells, and the jump of each row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    jumps: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class News:
    """A line of news: `kind` sets its letter and filter, `jump` is the target of a press."""

    kind: str
    text: str
    year: int
    quarter: int = 0
    jump: str = ""
    bad: bool = False


@dataclass(frozen=True)
class Turn:
    """Which turn of how many it is, and how many years a plan has."""

    year: int
    turn: int
    turns: int
    plan_years: int = 5
