"""Asking and telling: what a terminal does, and what a test or a script puts in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.text import Text

NARROW = 80
SHORT = 36


class Talk:
    """A console to print on, and lines that are typed."""

    def __init__(self, console: Console | None = None, lines: Iterable[str] | None = None) -> None:
        self.console = console or Console(highlight=False)
        self._lines: Iterator[str] | None = None if lines is None else iter(lines)

    @property
    def wide(self) -> bool:
        """Tell whether two columns fit side by side."""
        return self.console.width >= NARROW + 30

    @property
    def short(self) -> bool:
        """Tell whether a list of all orders with their help does not fit."""
        return self.console.height < SHORT or self.console.width < NARROW

    def tell(self, *shown: RenderableType) -> None:
        """Print."""
        for one in shown:
            self.console.print(one)

    def ask(self, prompt: str) -> str | None:
        """Return what was typed, without the spaces around it; None when there is no more."""
        self.console.print(Text(prompt, style="bold"), end="")
        if self._lines is not None:
            line = next(self._lines, None)
            self.console.print(Text(line or ""))
            return None if line is None else line.strip()
        try:
            return input().strip()
        except EOFError:
            return None
