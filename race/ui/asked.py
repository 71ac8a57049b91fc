"""What a screen has asked of the game: each fact once, and which parts of the screen come late."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Fact = TypeVar("Fact")


class Asked:
    """Facts kept until the game goes on, and the version of them that each part shows.

    Attributes:
        version: grows whenever the game is to be asked anew.
        late: parts that stay as they were drawn last until their turn comes, the first of them next.
    """

    def __init__(self) -> None:
        self.version = 0
        self.late: list[str] = []
        self._facts: dict[str, object] = {}
        self._shown: dict[str, int] = {}

    def forget(self) -> None:
        """Ask for everything again, at once."""
        self._facts.clear()
        self.version += 1
        self.late.clear()

    def once(self, name: str, ask: Callable[[], Fact]) -> Fact:
        """Return what was asked under a name, asked now if it was not."""
        if name not in self._facts:
            self._facts[name] = ask()
        found: Fact = self._facts[name]  # type: ignore[assignment]  # kept under the name it was asked by
        return found

    def shown(self, part: str) -> int:
        """Return the version that a part shows now."""
        if part not in self.late:
            self._shown[part] = self.version
        return self._shown.get(part, -1)
