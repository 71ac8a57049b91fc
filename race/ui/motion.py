"""Movements: how far something has gone at a moment. Nothing moves while nothing happens."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from race.ui.charts.axis import DONE, Stage
from race.ui.facts.fan import Fan, between

OWN_MS, LEADER_MS, DELAY_MS = 700.0, 900.0, 150.0
POSE_MS = 175.0
QUARTERS, YEAR_MS = 4, 1600.0
COUNT_MS, COUNTS = 400.0, 16
CARD_MS, FAN_MS = 160.0, 150.0


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


class Shown(ABC):
    """Something that moves, and how far it was when it was last drawn."""

    _shown: float = 1.0

    @abstractmethod
    def share(self, now_ms: float) -> float:
        """Return how far it has come, 0 to 1."""

    def moves(self, now_ms: float) -> bool:
        """Tell whether a frame is due: while it moves, and once more when it has come."""
        was, self._shown = self._shown, self.share(now_ms)
        return min(was, self._shown) < 1.0


@dataclass
class CardMotion(Shown):
    """A card that is laid on the table slides in."""

    count: int = 0
    _start_ms: float = -CARD_MS

    def seen(self, count: int, now_ms: float, *, at_once: bool) -> None:
        """Take in how many cards lie there at a moment; `at_once`: nothing moves."""
        if count > self.count and not at_once:
            self._start_ms = now_ms
        self.count = count

    def share(self, now_ms: float) -> float:
        """Return how far the last card has come, 0 to 1, in eighths."""
        gone = min(max((now_ms - self._start_ms) / CARD_MS, 0.0), 1.0)
        return round(8.0 * ease_out(gone)) / 8.0


@dataclass
class FanMotion(Shown):
    """A fan of futures that gives way to a newer one; the last one stays until the next is known.

    Attributes:
        waits: the newest question has no answer yet, and the fan is that of the one before.
    """

    waits: bool = False
    _from: Fan | None = None
    _to: Fan | None = None
    _start_ms: float = 0.0

    def take(self, fan: Fan | None, now_ms: float, *, at_once: bool) -> None:
        """Take in what is known at a moment; `at_once`: nothing moves."""
        self.waits = fan is None
        if fan is None or fan == self._to:
            return
        shown = None if at_once else self.at(now_ms)
        self._from, self._to, self._start_ms = shown, fan, now_ms

    def share(self, now_ms: float) -> float:
        """Return how far the newer fan has come, 0 to 1, in sixths."""
        if self._from is None:
            return 1.0
        return min(int(6.0 * (now_ms - self._start_ms) / FAN_MS + 1e-9), 6) / 6.0

    def at(self, now_ms: float) -> Fan | None:
        """Return the fan to show."""
        share = self.share(now_ms)
        if self._from is None or self._to is None or share >= 1.0:
            return self._to
        return between(self._from, self._to, share)
