"""The dossier of an actor: its figures, of others as they are believed, and what it will probably do."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from race.play.choosing.offered import Likely
from race.ui.facts.board import Cell, Table
from race.ui.facts.core import Chronicle
from race.ui.facts.road_of_core import Beliefs, belief_error, believed_gap
from race.ui.names import home_of, name_of
from race.ui.words import MONTHS, Words

KNOWN_OF_OTHERS = 2
"""Rows of figures that stay when it is known what an actor will probably do."""


def dossier_of_core(
    chronicle: Chronicle, seat: str, about: str, words: Words, beliefs: Beliefs | None
) -> Table:
    """Return what is known of an actor: of others what is believed, with its band."""
    scenario = chronicle.block.world.scenario
    actor = about or seat
    own = actor in {seat, home_of(seat, scenario)}
    known = own or beliefs is None
    rows = (
        _own(chronicle, actor, words)
        if known
        else _believed(chronicle, seat, actor, words, beliefs)
    )
    band = "" if known else words.tr("8 of 10")
    heads = (name_of(actor, scenario, words), words.tr("Value"), band)
    return Table(heads, tuple(rows))


def with_likely(table: Table, likely: Sequence[Likely], words: Words) -> Table:
    """Return a dossier with the orders that the actor will probably give, the likeliest first."""
    if not likely:
        return table
    told = [
        (
            Cell(words.tr("next: {order}", order=one.title)),
            Cell(""),
            Cell(words.percent(one.share)),
        )
        for one in likely
    ]
    kept = table.rows[:KNOWN_OF_OTHERS]
    jumps = ("",) * len(kept) + tuple(f"order:{one.order}" for one in likely)
    return replace(table, rows=(*kept, *told), jumps=jumps)


def _own(chronicle: Chronicle, actor: str, words: Words) -> list[tuple[Cell, ...]]:
    """Return figures that are known exactly."""
    exact = Cell(words.tr("exact"), dim=True)
    behind, lag = (
        words.years(years) if years > 0.0 else words.tr("none")
        for years in (
            chronicle.figure("behind_years", actor),
            chronicle.figure("lag_months", actor) / MONTHS,
        )
    )
    told = [(title, write(chronicle.figure(name, actor))) for name, title, write in _figures(words)]
    told += [(words.tr("Behind the leader"), behind), (words.tr("Models behind by"), lag)]
    return [(Cell(title), Cell(text), exact) for title, text in told]


def _believed(
    chronicle: Chronicle, seat: str, actor: str, words: Words, beliefs: Beliefs | None
) -> list[tuple[Cell, ...]]:
    """Return figures as the seat believes them, each with its band."""
    span = None if beliefs is None else beliefs.get(actor)
    if span is None or span.low <= 0.0:
        unknown = Cell(words.tr("no estimate"), dim=True)
        return [(Cell(title), unknown, Cell("")) for _, title, _ in _figures(words)]
    error = belief_error(chronicle, actor, beliefs)
    metres = chronicle.drawn("score.stride_m") / chronicle.drawn("score.plan_years")
    gap = believed_gap(chronicle, actor, seat, beliefs, metres)
    rows: list[tuple[Cell, ...]] = []
    for name, title, write in _figures(words):
        value = error * chronicle.figure(name, actor)
        low, high = (write(value * end / span.value) for end in (span.low, span.high))
        rows.append((Cell(title), Cell(write(value)), Cell(f"{low} – {high}", dim=True)))
    band = "" if gap.is_exact else f"{words.metres(gap.low)} – {words.metres(gap.high)}"
    told = words.metres(gap.value) if gap.value > 0.0 else words.tr("leads")
    if math.isfinite(gap.value):
        rows.insert(1, (Cell(words.tr("Gap on the road")), Cell(told), Cell(band, dim=True)))
    return rows


def _figures(words: Words) -> tuple[tuple[str, str, Callable[[float], str]], ...]:
    return (
        ("compute_h100e", words.tr("Compute, H100e"), words.count),
        ("largest_cluster_h100e", words.tr("Largest cluster"), words.count),
        ("speed_flops", words.tr("Pool, FLOP/s"), words.power),
    )
