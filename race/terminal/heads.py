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
        name = words(f"column.{column}")
        if column == "actor":
            table.add_column(name)
        else:
            table.add_column(name, justify="right", no_wrap=True)
    return table


def band(low: str, high: str) -> str:
    """Join the ends of a range; a unit that both have is written once."""
    figure, _, unit = low.partition(" ")
    return f"{figure if unit == high.partition(' ')[2] else low} - {high}"
