"""What a screen is: parts that are redrawn only when what they show has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from race.ui.canvas import Canvas

if TYPE_CHECKING:
    from race.ui.desk import Desk

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Part:
    """A box of a screen, and how it is drawn.

    Attributes:
        box: x, y, width, height in logical units; nothing is drawn outside.
        key: what the picture depends on; it is drawn again when this changes.
        live: it changes while something moves, and costs little.
    """

    name: str
    box: Box
    key: Hashable
    draw: Callable[[Canvas], None]


@dataclass(eq=False)
class Screen:
    """One screen: parts to draw, and what it does when a place is pressed or a key is struck.

    A screen that floats lies over the one below, which shows through, dimmed.
    """

    desk: Desk
    name: ClassVar[str] = ""
    floats: ClassVar[bool] = False
    opened_ms: float = field(default=0.0, init=False)

    def parts(self) -> Iterable[Part]:
        """Return the parts, in the order in which they are drawn."""
        return ()

    def press(self, target: str) -> None:
        """Do what a place stands for."""

    def press_right(self, target: str) -> None:
        """Do what the right button does on a place."""

    def command(self, command: str) -> bool:
        """Do what a key is bound to, and tell whether that was understood."""
        return False

    def typed(self, text: str) -> bool:
        """Take text that was typed, and tell whether it was wanted."""
        return False

    def drag(self, target: str, x: float, y: float) -> None:
        """Move what was pressed to a place."""

    def wheel(self, target: str, turns: int) -> None:
        """Turn the wheel over a place."""

    def tick(self, now_ms: float) -> bool:
        """Move on to a moment, and tell whether something is moving."""
        return False

    def tips(self, target: str) -> str:
        """Return more to say of a place than its target says."""
        return ""
