"""Tables with heads in the language of the game."""

from __future__ import annotations

from rich import box
from rich.table import Table

from race.play.words import Words

DIM = "dim"


def heads(words: Words, *columns: str) -> Table:
    """Begin a table; names of actors stand to the left, figures to the right."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, header_style=DIM)
    for column in columns:
        side = "left" if column == "actor" else "right"
        table.add_column(words(f"column.{column}"), justify=side)  # type: ignore[arg-type]  # a literal of rich
    return table
