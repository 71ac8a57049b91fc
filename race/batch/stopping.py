"""Ends a batch when the answer is known well enough; `race.batch.stats.looks` says when to look."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from race.base.arrays import Floats
from race.base.errors import InputError
from race.batch.manifest import Manifest
from race.batch.reading import Batch, read_batch
from race.batch.stats.interval import of_median
from race.batch.stats.looks import next_look
from race.batch.stats.pairs import median_difference
from race.batch.target import Target, read_target
from race.scenario.models import Scenario

_FORM = "MEASURE:ACTOR[@YEAR]=HALFWIDTH, such as kilometres:RU@2030=0.05"


@dataclass(frozen=True)
class Precision:
    """Runs futures until an interval of 95 % is as narrow as was asked for.

    With one arm it is the interval of the target's median; with several, that of the median of the
    paired differences of each arm from the first. At every point of a sweep it has to be so.

    Attributes:
        target: the figure.
        half_width: that was asked for, in the unit of the figure.
    """

    target: Target
    half_width: float

    def following(self, folder: Path, manifest: Manifest, done: int) -> int | None:
        """Return how many replicates to run before it is asked again; None to stop.

        Raises:
            InputError: a shard is damaged, or no future was done in every arm.
        """
        found = self.found(read_batch(folder), done) if done else math.inf
        return next_look(done, found, self.half_width, manifest.runs)

    def found(self, batch: Batch, done: int) -> float:
        """Return the widest of the half-widths over the first `done` replicates."""
        values = self._values(batch)
        points = len(batch.points)
        early = batch.numbers < done * points
        widest = 0.0
        for point in range(points):
            here = early & (batch.numbers % points == point)
            widest = max([widest, *(_half_widths({a: v[here] for a, v in values.items()}))])
        return widest

    def _values(self, batch: Batch) -> dict[str, Floats]:
        year = self.target.year
        at = batch.years.index(year) if year in batch.years else -1
        figures = batch.figure(self.target.measure, [self.target.actor])
        return {arm: cube[at, 0] for arm, cube in figures.items()}


def read_precision(text: str, scenario: Scenario) -> Precision:
    """Read what `--precision` is given.

    Raises:
        InputError: it has another form, or there is no such figure, actor or year.
    """
    target, sign, width = text.rpartition("=")
    try:
        half_width = float(width)
    except ValueError:
        half_width = math.nan
    if not (sign and target and 0.0 < half_width < math.inf):
        raise InputError(f"--precision: given {text!r}; allowed: {_FORM}")
    try:
        return Precision(read_target(target, scenario), half_width)
    except InputError as error:
        raise InputError(f"--precision: {error}") from error


def _half_widths(values: dict[str, Floats]) -> list[float]:
    first, *others = values.values()
    if not others:
        return [float(of_median(first).half_width)]
    return [float(np.asarray(median_difference(other, first).half_width)) for other in others]
