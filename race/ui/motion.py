"""Movements: how far something has gone at a moment. Nothing moves while nothing happens."""

from __future__ import annotations

from dataclasses import dataclass, field

from race.ui.charts.axis import DONE, Stage

OWN_MS, LEADER_MS, DELAY_MS = 700.0, 900.0, 150.0
POSE_MS = 175.0
QUARTERS, YEAR_MS = 4, 1600.0
COUNT_MS, COUNTS = 400.0, 16


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
    """The end of a year: four quarters on the map; your step, then the leader's on the road."""

    start_ms: float
    speed: float = 1.0
    stage: Stage = field(default=Stage(0.0, 0.0))
    gone_ms: float = 0.0

    def move(self, now_ms: float) -> None:
        """Set the stage for a moment."""
        gone = self.gone_ms = (now_ms - self.start_ms) * self.speed
        own = ease_in_out(gone / OWN_MS)
        leader = ease_in_out((gone - OWN_MS - DELAY_MS) / LEADER_MS)
        if leader >= 1.0:
            self.stage = DONE
        else:
            self.stage = Stage(own, leader, int(gone / POSE_MS) % 2)

    @property
    def sent(self) -> float:
        """Return how far the year's goods have gone, 0 to 1."""
        return min(self.gone_ms / YEAR_MS, 1.0)

    @property
    def quarter(self) -> int:
        """Return the quarter that runs, 1 to 4."""
        return min(int(QUARTERS * self.gone_ms / YEAR_MS) + 1, QUARTERS)

    @property
    def counted(self) -> float:
        """Return how far numbers have counted on, in steps that do not fill the kept texts."""
        return round(COUNTS * ease_out(self.gone_ms / COUNT_MS)) / COUNTS

    @property
    def done(self) -> bool:
        """Tell whether all steps are made."""
        return self.stage.still
