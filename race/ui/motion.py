"""Movements: how far something has gone at a moment. Nothing moves while nothing happens."""

from __future__ import annotations

from dataclasses import dataclass, field

from race.ui.charts.road import DONE, Stage

OWN_MS, LEADER_MS, DELAY_MS = 700.0, 900.0, 150.0
POSE_MS = 175.0
GOODS_MS = 1600.0


def ease_in_out(share: float) -> float:
    """Return the place on a way that begins and ends slowly."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def ease_out(share: float) -> float:
    """Return the place on a way that ends slowly, cubic."""
    share = min(max(share, 0.0), 1.0)
    return 1.0 - (1.0 - share) ** 3


def ease_quint(share: float) -> float:
    """Return the place on a way with a long start and end, quintic."""
    share = min(max(share, 0.0), 1.0)
    if share < 0.5:
        return float(16.0 * share**5)
    return float(1.0 - (-2.0 * share + 2.0) ** 5 / 2.0)


@dataclass
class YearMotion:
    """The steps of a year's end: yours, then the leader's, which pushes you back."""

    start_ms: float
    speed: float = 1.0
    stage: Stage = field(default=Stage(0.0, 0.0))
    _sent: float = 0.0

    def move(self, now_ms: float) -> None:
        """Set the stage for a moment."""
        gone = (now_ms - self.start_ms) * self.speed
        self._sent = min(gone / GOODS_MS, 1.0)
        own = ease_in_out(gone / OWN_MS)
        leader = ease_in_out((gone - OWN_MS - DELAY_MS) / LEADER_MS)
        if leader >= 1.0:
            self.stage = DONE
        else:
            self.stage = Stage(own, leader, int(gone / POSE_MS) % 2)

    @property
    def sent(self) -> float:
        """Return how far the year's goods have gone, 0 to 1."""
        return self._sent

    @property
    def done(self) -> bool:
        """Tell whether all steps are made."""
        return self.stage.still
