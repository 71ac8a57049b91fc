"""Ends a batch when what it is to tell is narrow enough, by looks that keep the coverage.

With one arm the interval is that of the median of a figure; with several, that of the median of the
paired differences between each arm and the first. In a sweep every point must be narrow enough.
A look sees the first replicates of the batch and nothing else, so that a batch which was killed and
resumed stops where it would have stopped.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from race.base.errors import InputError
from race.batch.reading import Batch, read_batch
from race.batch.running.target import Target, read_target
from race.batch.running.work import actors_kept
from race.batch.showing.wording import KILOMETRES, with_unit
from race.batch.stats.interval import of_median
from race.batch.stats.looks import next_look
from race.batch.stats.pairs import median_difference
from race.batch.store.manifest import Manifest
from race.scenario.models.scenario import Scenario

_FORM = "MEASURE:ACTOR[@YEAR]=HALFWIDTH, such as kilometres:CN@2030=2cm"
_LENGTHS = {"cm": 1e-5, "km": 1.0, "m": 1e-3}


@dataclass(frozen=True)
class Goal:
    """A figure, and the half-width that its interval is to have, in the unit of the figure."""

    target: Target
    half_width: float

    def reached_width(self, folder: Path, replicates: int) -> float:
        """Return the largest half-width over arms and points of the first replicates.

        Raises:
            InputError: the batch is damaged, or no future of these was done in every arm.
        """
        batch = read_batch(folder)
        batch = batch.only(batch.numbers < replicates * len(batch.points))
        return max(self._widths(batch))

    def _widths(self, batch: Batch) -> Iterator[float]:
        target, name = self.target, str(self.target)
        at = batch.years.index(target.year) if target.year in batch.years else -1
        cubes = batch.figure(target.measure, [target.actor])
        rows = [cubes[arm][at, 0] for arm in batch.arms]
        point = batch.numbers % len(batch.points)
        for chosen in (point == one for one in range(len(batch.points))):
            if not chosen.any():
                yield math.inf
                continue
            first, *others = (row[chosen] for row in rows)
            found = [median_difference(row, first, name) for row in others]
            yield from (float(one.half_width) for one in found or [of_median(first, name)])


@dataclass(frozen=True)
class Precision:
    """The rule of `race batch --precision`: all goals must be reached."""

    goals: Sequence[Goal]

    @property
    def target(self) -> Target:
        """Return the first figure that it watches."""
        return self.goals[0].target

    def following(self, folder: Path, manifest: Manifest, done: int) -> int | None:
        """Return how many replicates to run before it is asked again; None to stop."""
        wanted = [
            next_look(done, width, goal.half_width, manifest.runs)
            for goal, width in zip(self.goals, self.widths(folder, done), strict=True)
        ]
        return max((look for look in wanted if look is not None), default=None)

    def widths(self, folder: Path, done: int) -> list[float]:
        """Return the half-width of each goal's interval after so many replicates."""
        if done == 0:
            return [math.inf] * len(self.goals)
        return [goal.reached_width(folder, done) for goal in self.goals]

    def reached(self, folder: Path, done: int) -> dict[str, float]:
        """Return the half-widths by what they are of."""
        names = (str(goal.target) for goal in self.goals)
        return dict(zip(names, self.widths(folder, done), strict=True))

    def told(self, folder: Path, done: int) -> list[str]:
        """Say of each goal whether it was reached."""
        widths = self.widths(folder, done)
        return [_told(goal, width) for goal, width in zip(self.goals, widths, strict=True)]


def read_precision(
    texts: Sequence[str],
    scenario: Scenario,
    *,
    companies: Sequence[str] = (),
    until: int | None = None,
) -> Precision:
    """Read the goals that are given on the command line, at least one.

    Args:
        texts: see `read_goal`.
        scenario: that is run.
        companies: those whose figures are kept.
        until: the last year that is simulated; that of the scenario's end when None.

    Raises:
        InputError: one of them has another form, or there is no such figure, actor or year.
    """
    goals = [read_goal(text, scenario, companies) for text in texts]
    for goal in goals:
        if until is not None and (goal.target.year or 0) > until:
            raise InputError(f"--precision: {goal.target} lies after --until {until}")
    return Precision(goals)


def read_goal(text: str, scenario: Scenario, companies: Sequence[str] = ()) -> Goal:
    """Read a goal as it is given on the command line.

    Args:
        text: MEASURE:ACTOR[@YEAR]=HALFWIDTH; a half-width in kilometres may have cm, m or km.
        scenario: that is run.
        companies: those whose figures are kept.

    Raises:
        InputError: it has another form, or there is no such figure, actor or year.
    """
    left, sign, right = text.partition("=")
    if not sign:
        raise InputError(f"--precision: given {text!r}; allowed: {_FORM}")
    try:
        target = read_target(left, scenario)
    except InputError as error:
        raise InputError(f"--precision: {error}") from error
    if target.actor not in actors_kept(scenario, tuple(companies)):
        raise InputError(
            f"--precision: the figures of {target.actor} are not kept; add --companies "
            f"{target.actor}"
        )
    return Goal(target, _half_width(right, target))


def length_of(text: str, unit: str) -> float:
    """Read a number; one in kilometres may have cm, m or km behind it.

    Raises:
        InputError: it is not a number.
    """
    number, factor = text.strip(), 1.0
    if unit == KILOMETRES:
        given = next((one for one in _LENGTHS if number.endswith(one)), KILOMETRES)
        number, factor = number.removesuffix(given), _LENGTHS[given]
    try:
        return float(number) * factor
    except ValueError:
        raise InputError(f"given {text!r}; allowed: a number in {unit}") from None


def _half_width(text: str, target: Target) -> float:
    try:
        value = length_of(text, target.unit)
    except InputError:
        value = math.nan
    if not 0.0 < value < math.inf:
        raise InputError(
            f"--precision: given {text!r}; allowed: a half-width above 0 in {target.unit}"
        )
    return value


def _told(goal: Goal, width: float) -> str:
    """Say whether a goal was reached."""
    found, wanted = (with_unit(value, goal.target.unit) for value in (width, goal.half_width))
    reached = "reached" if width <= goal.half_width else "not reached"
    return f"{goal.target}: 95 % interval {found} to either side, asked for {wanted}: {reached}"
