"""A year that passes on the main screen: what moves, and which parts ask the game anew when."""

from __future__ import annotations

from dataclasses import dataclass, field

from race.ui.asked import Asked
from race.ui.charts.axis import Stage
from race.ui.facts.atlas import Atlas
from race.ui.motion import YearMotion
from race.ui.unfolding import UnfoldingMap, unfolding
from race.ui.words import Words

LATE = ("map", "advice", "orders", "sides")
"""Parts that show the last year until their turn comes, one a frame; road and figures are first.

Advice is no part of the screen, but takes as long: it is asked before the orders that show it.
"""


@dataclass(eq=False)
class Passing:
    """The passing of a year, from its first frame until all steps are made.

    Attributes:
        asked: what the screen has asked of the game.
        motion: how far the year has gone; None while none passes.
        map: the map that unfolds, until all steps are made.
    """

    asked: Asked
    motion: YearMotion | None = None
    map: UnfoldingMap | None = field(default=None, repr=False)

    def begin(
        self, motion: YearMotion, atlases: tuple[Atlas, Atlas], year: int, words: Words
    ) -> None:
        """Let a year pass between the maps of its start and its end."""
        self.motion = motion
        self.map = UnfoldingMap(unfolding(*atlases, year, words))
        self.asked.late = list(LATE)

    def end(self) -> None:
        """Show the end at once."""
        self.motion = self.map = None
        self.asked.late.clear()

    def move(self, now_ms: float) -> None:
        """Move on; a part that was late is asked a frame."""
        if self.motion is None:
            return
        if self.motion.gone_ms and self.asked.late:
            self.asked.late.pop(0)
        self.motion.move(now_ms)
        if self.motion.stage.still:
            self.map = None  # the map is drawn whole now, what follows in the next frame

    @property
    def stage(self) -> Stage:
        """Give how far the walkers have come."""
        return self.motion.stage if self.motion else Stage()

    @property
    def counted(self) -> float:
        """Give how far the figures have counted on, 0 to 1."""
        return self.motion.counted if self.motion else 1.0

    @property
    def unfolded_ms(self) -> float:
        """Give how long the map has unfolded, below 0 while it stands still."""
        unfolds = self.motion and self.map and "map" not in self.asked.late
        return self.motion.gone_ms if self.motion and unfolds else -1.0
