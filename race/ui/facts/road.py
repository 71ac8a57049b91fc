"""What the road shows: who stands how far behind the leader, and what moved them this year."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from race.ui.words import mark

THREE_KILOMETRES_M = 3000.0
CAUSE_WORDS = {
    "chips": mark("number of chips"),
    "peak": mark("speed of a chip"),
    "utilisation": mark("utilisation"),
    "availability": mark("uptime"),
}
Rent = Literal["", "held", "ending", "ended"]
PLATES_M = (10_000.0, 3000.0, 1000.0, 100.0, 10.0, 1.0, 0.1, 0.01)


@dataclass(frozen=True)
class Span:
    """A figure that is known exactly, or by its median and its middle 80 %."""

    value: float
    low: float
    high: float

    @classmethod
    def exact(cls, value: float) -> Span:
        """Return a figure without a spread."""
        return cls(value, value, value)

    @property
    def is_exact(self) -> bool:
        """Tell whether nothing is unsure about it."""
        return self.low == self.high


@dataclass(frozen=True)
class Runner:
    """An actor on the road.

    Attributes:
        actor: its id; `name` as it is called on the road; `home` the country it sits in; `kind` its
            kind of company, empty for a country.
        gap_m: metres to the leader; 0 for the leader, infinite without a pool.
        was_m: a year ago, None if there is no year before.
    """

    actor: str
    name: str
    home: str
    kind: str
    gap_m: Span
    was_m: float | None = None
    you: bool = False
    leader: bool = False


@dataclass(frozen=True)
class CauseOf:
    """What the gap would be if one thing were as the leader has it."""

    name: str
    metres: float


@dataclass(frozen=True)
class Road:
    """The road at a year's end, as one seat knows it.

    Attributes:
        gap_m: of the seat; if the seat leads, of the second.
        gap_years, plans, stride_m, plan_years: the joke's arithmetic.
        was_m: the same a year ago.
        own_step: growth of the seat's own pool this year, a factor.
        leader_step: what the leader's side did to the gap, a factor: now = was x leader / own.
        slower: how many times slower than the leader's pool.
        rent: whether the pool that is measured is rented (`held`), lives on rent that has ended (`ending`),
            or was rented a year ago (`ended`).
        rival: who the gap is measured to: the leader, or the second.
        record_by: name of who finished a record run this year, empty if nobody did.
    """

    year: int
    seat: str
    leads: bool
    rival: str
    gap_m: float
    gap_years: float
    was_m: float | None
    own_step: float | None
    leader_step: float | None
    slower: float
    stride_m: float
    plan_years: float
    causes: tuple[CauseOf, ...]
    runners: tuple[Runner, ...]
    rent: Rent = ""
    record_by: str = ""

    @property
    def plans(self) -> float:
        """Return the number of five-year plans, which is the number of steps."""
        return self.gap_years / self.plan_years

    @property
    def past_three(self) -> bool:
        """Tell whether the three-kilometre post lies behind."""
        return self.gap_m >= THREE_KILOMETRES_M

    def runner(self, actor: str) -> Runner | None:
        """Return a runner by its id."""
        return next((one for one in self.runners if one.actor == actor), None)

    def name_of(self, actor: str) -> str:
        """Return what an actor is called on the road; its id where it does not stand there."""
        found = self.runner(actor)
        return found.name if found else actor


def steps(
    gap_m: float, was_m: float | None, own_growth: float | None
) -> tuple[float | None, float | None]:
    """Split a year's change of the gap into the own step and the leader's, as factors.

    The own step is the growth of the own pool; the leader's is the rest, so that the two give the
    change exactly: gap = was x leader / own.
    """
    if was_m is None or own_growth is None or not own_growth > 0.0 or not was_m > 0.0:
        return None, None
    if not (math.isfinite(gap_m) and math.isfinite(was_m) and gap_m > 0.0):
        return own_growth, None
    return own_growth, gap_m / was_m * own_growth


def nice_plate(metres: float) -> bool:
    """Tell whether a plate is the red one."""
    return metres == THREE_KILOMETRES_M


def ordered(runners: Sequence[Runner]) -> tuple[Runner, ...]:
    """Return runners from the last to the leader."""
    return tuple(sorted(runners, key=lambda one: -one.gap_m.value))
