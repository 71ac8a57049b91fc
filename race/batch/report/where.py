"""In which futures something comes about: scenario discovery for the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Floats
from race.base.errors import InputError
from race.batch.reading import Batch
from race.batch.report.hinges import draws_of
from race.batch.report.markup import paragraph, section, table
from race.batch.report.words import percent, percent_span, quoted
from race.batch.running.stopping import length_of
from race.batch.running.target import Target, read_target
from race.batch.running.work import ReadyArm
from race.batch.showing.wording import digits
from race.batch.stats.discovery import Box, discover
from race.batch.stats.interval import Interval, of_share
from race.batch.stats.tornado import tornado
from race.scenario.models.scenario import Scenario

_FORM = "MEASURE:ACTOR[@YEAR]>VALUE or <VALUE, such as 'kilometres:RU@2030>300m'"
CANDIDATES = 20
"""Figures that are searched: those whose ranks go with the outcome most."""
FEWEST = 10
"""Futures of either kind that a search needs."""


@dataclass(frozen=True)
class Outcome:
    """What is to be explained: a figure above or below a bound."""

    text: str
    target: Target
    above: bool
    bound: float


@dataclass(frozen=True, eq=False)
class Found:
    """What was found under an arm.

    Attributes:
        share: of futures in which the outcome came about.
        box: the figures that describe them; None where none do.
        searched: whether there were enough futures of either kind.
    """

    arm: str
    share: Interval
    box: Box | None
    searched: bool


def read_outcome(text: str, scenario: Scenario) -> Outcome:
    """Read what is to be explained.

    Raises:
        InputError: it has another form, or there is no such figure, actor or year.
    """
    sign = next((one for one in "<>" if one in text), "")
    if not sign:
        raise InputError(f"--explain: given {text!r}; allowed: {_FORM}")
    left, _, right = text.partition(sign)
    try:
        target = read_target(left.strip(), scenario)
        return Outcome(text, target, sign == ">", length_of(right, target.unit))
    except InputError as error:
        raise InputError(f"--explain: {error}") from error


def explain(batch: Batch, ready: ReadyArm, outcome: Outcome) -> list[Found]:
    """Search every arm for the figures that describe the futures of an outcome.

    Raises:
        InputError: the batch does not have the figure, or the extra is not installed.
    """
    target = outcome.target
    if target.year is not None and target.year not in batch.years:
        raise InputError(f"--explain: no figures of {target.year} in this batch")
    at = batch.years.index(target.year) if target.year is not None else -1
    cubes = batch.figure(target.measure, [target.actor])
    draws = draws_of(batch, ready)
    found = []
    for arm in batch.arms:
        values = cubes[arm][at, 0]
        flags = values > outcome.bound if outcome.above else values < outcome.bound
        enough = FEWEST <= int(flags.sum()) <= len(flags) - FEWEST
        box = discover(_candidates(draws, flags), flags) if enough else None
        found.append(Found(arm, of_share(flags), box, enough))
    return found


def _candidates(draws: Mapping[str, Floats], flags: Flags) -> dict[str, Floats]:
    bars = tornado(draws, flags.astype(np.float64), "outcome")
    return {bar.name: draws[bar.name] for bar in bars[:CANDIDATES]}


def where_section(
    batch: Batch, outcome: Outcome, found: Sequence[Found], units: Mapping[str, str]
) -> str:
    """Return what describes the futures of an outcome, arm by arm."""
    parts = [paragraph(_METHOD)]
    if len(batch.points) > 1:
        parts.append(paragraph(_IN_A_SWEEP))
    for one in found:
        title = quoted(batch.manifest.arm(one.arm).title)
        share = f"{percent(float(one.share.estimate))} of futures ({percent_span(one.share)})"
        parts.append(paragraph(f"{title}: {outcome.text} in {share}.{_told(one)}"))
        if one.box is not None:
            rows = [
                [name, f"{digits(low, 3)} to {digits(high, 3)}", units.get(name, "")]
                for name, (low, high) in one.box.bounds.items()
            ]
            parts.append(table(f"{title}: where", ["Figure", "lies within", "unit"], rows))
    return section("where", f"In which futures {outcome.text}", *parts)


def _told(found: Found) -> str:
    if not found.searched:
        return f" A search needs {FEWEST} futures with it and {FEWEST} without."
    if found.box is None:
        return " No few figures describe them."
    box = found.box
    return (
        f" Within the bounds below lie {percent(box.mass)} of all futures, {percent(box.coverage)} "
        f"of those with it; of the futures within, it came about in {percent(box.density)}."
    )


_IN_A_SWEEP = (
    "A future at several points of the sweep counts here as so many futures, though chance drew it "
    "once: intervals are narrower than they should be, and bounds on drawn figures easier to find."
)
_METHOD = (
    "Found by PRIM (Friedman and Fisher 1999) among the figures that go with the outcome most; bounds "
    "that chance would explain are left out. It describes these futures; it does not prove a cause."
)
