"""Cross-validation: how well figures are met that a calibration has not seen.

Each group of figures in turn, and the last year, which is how a forecast would do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from race.batch.hindcast.calibrating import calibrate
from race.batch.hindcast.comparing import NARROWEST_POINTS, Row, compare
from race.batch.hindcast.ensemble import LAST_PUBLISHED, Subject, run_futures
from race.scenario.experiments.targets import LAST_YEAR, Target

MEMBERS = 256
NORMAL_FROM_MEDIAN = 1.4826
"""Standard deviation of a normal distribution over its median absolute deviation."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """The figures of a group, or of the last year, met without having been used."""

    group: str
    rows: tuple[Row, ...]

    @property
    def inside(self) -> float:
        """Return the share of the medians that lie inside."""
        return sum(row.inside for row in self.rows) / len(self.rows)

    @property
    def error(self) -> float:
        """Return the median absolute log10 error."""
        return median(abs(row.error) for row in self.rows)


def hold_back(subject: Subject, targets: Sequence[Target], *, seed: int = 1) -> list[HeldBack]:
    """Calibrate once without each group of figures and without the last year, and compare these."""
    used = [target for target in targets if target.fit]
    groups = [*dict.fromkeys(target.group for target in used), str(LAST_YEAR)]
    found = []
    for group in groups:
        posterior = calibrate(subject, targets, seed=seed, members=MEMBERS, held_back={group})
        figures = posterior.figures()
        series = run_futures(subject, seed + 1, range(MEMBERS), until=LAST_PUBLISHED, held=figures)
        of_group = [target for target in used if group in (target.group, str(target.year))]
        rows = compare(of_group, series)
        found.append(HeldBack(group, tuple(rows)))
    return found


def errors_of_structure(held: Sequence[HeldBack]) -> dict[str, float]:
    """Return the error of structure by unit, from all figures held back: a standard deviation.

    `points` and `months` in their unit, everything else in log10.
    """
    sizes: dict[str, list[float]] = {}
    for group in held:
        for row in group.rows:
            unit = row.target.unit if row.target.unit in NARROWEST_POINTS else "log10"
            off = row.error if unit == "log10" else row.p50 - row.target.value
            sizes.setdefault(unit, []).append(abs(off))
    return {unit: NORMAL_FROM_MEDIAN * median(off) for unit, off in sizes.items()}
