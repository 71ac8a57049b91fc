"""A hindcast as a list for programs and as tables for people."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from race.base.arrays import Floats
from race.batch.hindcast.comparing import Row, Score, ends, middle
from race.batch.hindcast.ensemble import Series
from race.batch.hindcast.measures import MEASURES
from race.batch.showing.wording import aligned, short
from race.scenario.experiments.targets import GIVEN, OWN, Target

COLUMNS = (
    "published", "from", "to", "median", "p10", "p90", "inside", "error", "carried", "growth",
)  # fmt: skip
_NOTHING = -9.0
"""An error below this is that of a median of nothing, and says no more."""
_COUNTED = {measure.name: measure.doc for measure in MEASURES}


def as_list(futures: Series, banded: Series) -> list[dict[str, Any]]:
    """Return p10, p50 and p90 of every measure and actor at every moment; None where not known.

    The median is that of the futures, the band that of `banded`.
    """
    return [
        {
            "measure": measure.name,
            "actor": actor,
            "when": moment_name(moment),
            "unit": measure.unit,
            **_quantiles(*(one[moment][measure.name, actor] for one in (futures, banded))),
        }
        for moment in futures
        for measure in MEASURES
        for actor in measure.actors
    ]


def moment_name(moment: float) -> str:
    """Return year and month of a moment at a month's end: 2023.0 is the end of 2022-12."""
    months = round(moment * 12.0) - 1
    return f"{months // 12}-{months % 12 + 1:02d}"


def _quantiles(futures: Floats, banded: Floats) -> dict[str, float | None]:
    p10, p90 = ends(banded)
    found = {"p10": p10, "p50": middle(futures), "p90": p90}
    return {name: value if math.isfinite(value) else None for name, value in found.items()}


def table(rows: Sequence[Row]) -> str:
    """Return published figures beside the model's and simple continuations, by what is measured.

    All figures are of the end of a year, or of a year.
    """
    cells = [("id", "year", *COLUMNS), *(_cells(row) for row in rows)]
    heading, *lines = aligned(cells, left=(0,)).splitlines()
    text = [f" {heading}"]
    pairs = zip(rows, lines, strict=True)
    for about, group in groupby(pairs, key=lambda pair: _about(pair[0].target)):
        text += [about, *(f" {line}" for _, line in group)]
    return "\n".join(text)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.target.id,
        str(row.target.year),
        *(short(value) for value in _figures(row)),
        "yes" if row.inside else "NO",
        *(
            "-" if math.isnan(value) else write(value)
            for write, value in zip(("{:+.2f}".format, short, short), _compared(row), strict=True)
        ),
    )


def _figures(row: Row) -> tuple[float, ...]:
    return row.target.value, row.low, row.high, row.p50, row.p10, row.p90


def _compared(row: Row) -> tuple[float, ...]:
    """Return the error and both continuations; not a number where there is none."""
    error = row.error if row.error > _NOTHING else math.nan
    return error, row.carried, row.extrapolated


def _about(target: Target) -> str:
    """Say what is measured of whom, in which unit, and what exactly is counted."""
    unit = "" if target.unit == "1" else f", {target.unit}"
    return f"{target.measure} {target.actor}{unit}: {_COUNTED[target.measure]}"


def write_csv(rows: Sequence[Row], file: Path) -> None:
    """Write the comparison as a table, the role of each figure beside it; empty for what is not."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(
            ("id", "measure", "actor", "when", *COLUMNS, "unit", "group", "role", "source")
        )
        for row in rows:
            target = row.target
            writer.writerow(
                (target.id, target.measure, target.actor, f"{target.year}-12",
                 *(f"{value:.6g}" for value in _figures(row)), "yes" if row.inside else "no",
                 *("" if math.isnan(value) else f"{value:.6g}" for value in _compared(row)),
                 target.unit, target.group, target.role, target.source)
            )  # fmt: skip


def score_text(given: Score, own: Score, futures_alone: float) -> str:
    """Return the score in words; `futures_alone` is the cover of the band without the error."""
    carried = f"{given.carried_error:.3f}, model there {given.error_beside_carried:.3f}"
    grown = f"{given.extrapolated_error:.3f}, model there {given.error_beside_extrapolated:.3f}"
    lines = [
        *_score_lines("figures that the model answers for", given),
        *_score_lines("further figures", own),
        f"  Without the error of structure the band would cover {futures_alone:.0%} of the first.",
        "  Median absolute log10 error, beside simple continuations of earlier figures:",
        f"    last value carried forward {carried}",
        f"    growth since 2021 carried on {grown}",
    ]
    return "\n".join(lines)


def _score_lines(what: str, score: Score) -> list[str]:
    return [
        f"  {score.rows} {what}: {score.inside:.0%} inside",
        f"    median absolute log10 error {score.error:.3f}, the 80 % band covers {score.covered:.0%}",
    ]


ROLE_TITLES = {
    GIVEN: "Figures that the model answers for",
    OWN: "Further published figures, a check beside them",
}
