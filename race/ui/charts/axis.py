"""The logarithmic axis of the road: where a distance stands, and how far a year's steps have gone."""

from __future__ import annotations

import math
from dataclasses import dataclass

from race.ui.facts.road import PLATES_M, THREE_KILOMETRES_M, Road, Runner

TOP = 480.0
LEADER_X, NEAR_X, FAR_X, BREAK_X = 1212.0, 1090.0, 70.0, 1130.0
WIDEST_DECADE = 170.0
LEAST_GAP_M = 1e-4


@dataclass(frozen=True)
class Axis:
    """Where a distance stands: `near_m` at 1090, a decade is `decade` wide."""

    near_m: float
    decade: float

    def x(self, metres: float) -> float:
        """Return the place of a gap; the leader's stands after the break."""
        if metres <= 0.0:
            return LEADER_X
        if math.isinf(metres):
            return 22.0
        place = NEAR_X - self.decade * math.log10(max(metres, LEAST_GAP_M) / self.near_m)
        return min(max(place, 22.0), BREAK_X - 22.0)

    def plates(self) -> list[float]:
        """Return the distances that have a plate, the farthest first."""
        top = math.ceil(math.log10(self.near_m)) + math.floor((NEAR_X - 50.0) / self.decade)
        decades = [10.0**n for n in range(top, round(math.log10(self.near_m)) - 1, -1)]
        return sorted({*decades, THREE_KILOMETRES_M, *(p for p in PLATES_M if p in decades)})[::-1]


@dataclass(frozen=True)
class Stage:
    """How far the year's steps have gone, 0 to 1, and the pose of who walks."""

    own: float = 1.0
    leader: float = 1.0
    pose: int = 0

    @property
    def still(self) -> bool:
        """Tell whether the year's steps are done."""
        return self.own >= 1.0 and self.leader >= 1.0


DONE = Stage()


def axis_of(road: Road) -> Axis:
    """Choose the axis: 10 km to 1 cm, farther and nearer where somebody stands there."""
    gaps = [r.gap_m.value for r in road.runners if 0.0 < r.gap_m.value < math.inf]
    gaps += [r.was_m for r in road.runners if r.was_m and 0.0 < r.was_m < math.inf]
    least = min(gaps, default=0.01)
    near = 0.01 if least >= 0.006 else 0.001
    far = max(10_000.0, 10.0 ** math.ceil(math.log10(max(gaps, default=1.0) / 1.6)))
    return Axis(near, min(WIDEST_DECADE, (NEAR_X - FAR_X) / math.log10(far / near)))


def shown_gap(road: Road, runner: Runner, stage: Stage) -> float:
    """Return the gap at a moment of the year's steps, moved along its logarithm."""
    gap, was = runner.gap_m.value, runner.was_m
    if stage.still or was is None or not (0.0 < was < math.inf and 0.0 < gap < math.inf):
        return gap
    if runner.actor == mover_of(road) and road.own_step and road.leader_step:
        own, leader = math.log(road.own_step), math.log(road.leader_step)
        sign = -1.0 if not road.leads else 1.0
        return was * math.exp(sign * (stage.own * own - stage.leader * leader))
    share = 0.5 * (stage.own + stage.leader)
    return math.exp((1.0 - share) * math.log(was) + share * math.log(gap))


def gap_shown(road: Road, stage: Stage) -> float:
    """Return the gap as a number at a moment of the year's steps."""
    mover = road.runner(mover_of(road))
    if stage.still or mover is None or not 0.0 < mover.gap_m.value < math.inf:
        return road.gap_m
    return shown_gap(road, mover, stage) * road.gap_m / mover.gap_m.value


def mover_of(road: Road) -> str:
    """Return whose gap is measured: the seat's, or the second's where the seat leads."""
    return road.rival if road.leads else road.seat
