"""The tree of why: a number and what it is made of, opened branch by branch."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from race.ui.canvas import Canvas
from race.ui.facts.year import Term
from race.ui.fonts import REGULAR, SEMIBOLD
from race.ui.shapes import tick_box
from race.ui.theme import GOOD, NAME, PAPER, PAPER2, PAPER3, RAISED, RED, RULE, RULE2, SMALL
from race.ui.words import MINUS, Words

PITCH, INDENT = 25.0, 22.0
PLUS = "+"
TOLD = frozenset({"years", "m", "FLOP", "FLOP/s", "BUSD", "chips", "MW", "H100e"})
"""Units of which a change is good or bad."""
Path = tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """A row of the tree that shows."""

    path: Path
    term: Term
    opened: bool


def rows_of(term: Term, opened: frozenset[Path], path: Path = ()) -> Iterator[Row]:
    """Yield the rows that show, from the top."""
    is_open = path in opened and bool(term.children)
    yield Row(path, term, is_open)
    if is_open:
        for n, child in enumerate(term.children):
            yield from rows_of(child, opened, (*path, n))


def target_of(path: Path) -> str:
    """Return the name of a row's place."""
    return "row:" + ".".join(map(str, path))


def path_of(target: str) -> Path:
    """Return the path that a row's place stands for."""
    text = target.removeprefix("row:")
    return tuple(int(part) for part in text.split(".")) if text else ()


def draw_tree(
    canvas: Canvas, rows: list[Row], selected: Path, x: float, y: float, width: float, words: Words
) -> None:
    """Draw heads and rows; values stand at the right, then the change in a year, then the origin."""
    value_x, change_x, source_x = x + width - 230, x + width - 146, x + width - 126
    canvas.text(x, y, words.tr("Term"), SMALL, PAPER3)
    canvas.text(value_x, y, words.tr("Value"), SMALL, PAPER3, align="right")
    canvas.text(change_x, y, words.tr("In a year"), SMALL, PAPER3, align="right")
    canvas.text(source_x, y, words.tr("From"), SMALL, PAPER3)
    for n, row in enumerate(rows):
        base = y + 24 + PITCH * n
        left = x + INDENT * len(row.path)
        if row.path == selected:
            canvas.rect(x - 8, base - 17, width + 8, PITCH, RAISED)
            canvas.rect(x - 8, base - 17, 3, PITCH, PAPER)
        _connect(canvas, rows, n, x, y)
        if row.term.children:
            tick_box(canvas, left, base - 10, PAPER2, opened=row.opened)
        depth = len(row.path)
        size = NAME if depth <= 1 else SMALL
        weight = SEMIBOLD if depth <= 1 else REGULAR
        room = value_x - left - 18 - 90
        label = canvas.fit(row.term.label, room, size, weight)
        colour = PAPER if row.term.children or depth <= 2 else PAPER2
        canvas.text(left + 18, base, label, size, colour, weight)
        canvas.text(
            value_x,
            base,
            term_value(row.term, words),
            SMALL if depth else NAME,
            PAPER,
            SEMIBOLD,
            "right",
        )
        _change(canvas, row.term, change_x, base, words)
        source = canvas.fit(row.term.source, 126)
        canvas.text(source_x, base, source, SMALL, PAPER2)
        canvas.target(target_of(row.path), x - 8, base - 17, width + 8, PITCH, row.term.note)


def _connect(canvas: Canvas, rows: list[Row], n: int, x: float, y: float) -> None:
    """Draw the line from a row to its parent."""
    path = rows[n].path
    if not path:
        return
    parent = next(m for m in range(n - 1, -1, -1) if rows[m].path == path[:-1])
    left = x + INDENT * (len(path) - 1) + 5
    middle = y + 24 + PITCH * n - 5
    canvas.vline(left, y + 24 + PITCH * parent + 3, middle + 1, RULE2)
    canvas.hline(left, left + INDENT - 8, middle, RULE2)


def term_value(term: Term, words: Words) -> str:
    """Write the value of a term in its unit."""
    per_second = words.tr("FLOP/s")
    written: dict[str, Callable[[float], str]] = {
        "years": words.years, "m": words.metres, "BUSD": words.money, "BUSD/year": words.money,
        "MW": words.watts, "chips": words.count, "H100e": words.count,
        "months": lambda v: words.years(v / 12.0), "km": lambda v: words.metres(1000.0 * v),
        "points": lambda v: words.fixed(v, 0), "share": words.percent, "FLOP": lambda v: f"{words.power(v)} FLOP",
        "FLOP/s": lambda v: f"{words.power(v)} {per_second}",
    }  # fmt: skip
    if term.unit in written:
        return written[term.unit](term.value)
    return words.number(term.value, 3) if math.isfinite(term.value) else "∞"


def _change(canvas: Canvas, term: Term, x: float, base: float, words: Words) -> None:
    text, grew = _moved(term, words)
    if not text:
        canvas.text(x, base, "—", SMALL, RULE, align="right")
        return
    quiet = grew is None or term.unit not in TOLD
    colour = PAPER2 if quiet else (GOOD if grew == term.good_up else RED)
    canvas.text(x, base, text, SMALL, colour, align="right")


def _moved(term: Term, words: Words) -> tuple[str, bool | None]:
    """Return the change of a year in words, and whether it grew; None where it hardly moved."""
    if term.delta is not None and math.isfinite(term.delta):
        text = term_value(replace(term, value=abs(term.delta)), words)
        if not any(sign in "123456789" for sign in text):
            return "0", None
        return (PLUS if term.delta > 0.0 else MINUS) + text, term.delta > 0.0
    if term.change is None or not math.isfinite(term.change):
        return "", None
    grew = None if abs(term.change - 1.0) < 0.005 else term.change > 1.0
    return words.factor(term.change), grew
