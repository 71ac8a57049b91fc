"""Says in words and figures why a rule decides as it does about a chip: the arithmetic, in full."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from race.base.arrays import Floats
from race.rules.classification import (
    METRICS,
    Clauses,
    Outcome,
    stack_metrics,
    total_processing_performance,
)
from race.rules.measures import Compiled, bounds
from race.scenario.experiments.chip_figures import NOT_KNOWN, ChipFigures
from race.scenario.models.measures import Clause

FORMATS = (16, 8, 6, 4)
SHOWN_FIRST = (8, 16, 6, 4)
"""Where formats have the same product, the 8-bit one is shown, as tables of chips do."""
MOST_DIGITS = 12


def metrics_of(chips: Sequence[ChipFigures]) -> Floats:
    """Return the figures that clauses bound, (metrics, chips); TPP from the peaks if there are any."""
    peaks = {bits: [chip.peaks.get(bits, NOT_KNOWN) for chip in chips] for bits in FORMATS}
    computed = total_processing_performance(peaks)
    given = np.array([chip.tpp for chip in chips])
    return stack_metrics(
        tpp=np.where(np.isnan(computed), given, computed),
        logic_area_mm2=np.array([chip.logic_area_mm2 for chip in chips]),
        io_gbs=np.array([chip.io_gbs for chip in chips]),
        bandwidth_gbs=np.array([chip.bandwidth_gbs for chip in chips]),
        data_centre=np.array([chip.data_centre for chip in chips]),
    )


class Decision(NamedTuple):
    """What one text says of one chip.

    Attributes:
        outcome: the outcome, UNKNOWN where a figure is missing that would decide.
        reason: the arithmetic.
    """

    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class _Walk:
    """The way through the clauses of a measure for one chip, up to the first sure match.

    Attributes:
        failed: clauses that some known figure speaks against.
        open: clauses that would match but for a figure that is not known, with their outcomes.
        matched: the clause that decides, with its outcome; None if all fail.
        missing: the metrics that open clauses ask for and that are not known.
    """

    failed: list[Clause]
    open: list[tuple[Clause, Outcome]]
    matched: tuple[Clause, Outcome] | None
    missing: list[str]


def decide(compiled: Compiled, chip: ChipFigures, *, embargoed: bool) -> Decision:
    """Tell what the clauses of a measure say of a chip, and by what arithmetic."""
    walk = _walk(compiled, chip, embargoed=embargoed)
    figures = _Figures(chip)
    end = Outcome.FREE if walk.matched is None else walk.matched[1]
    possible = {outcome for _, outcome in walk.open} | {end}
    if len(possible) > 1:
        return Decision(Outcome.UNKNOWN, figures.unknown(walk.missing, possible))
    if walk.matched is None:
        clauses = [clause for clause in walk.failed if not _is_free(clause)]
        why = figures.failures(clauses) or "no clause asks for it"
        return Decision(Outcome.FREE, f"{why} -> {Outcome.FREE.word}")
    clause, outcome = walk.matched
    asked = figures.conditions(clause) or figures.failures(walk.failed) or "any chip"
    text = f" ({clause.text})" if clause.text else ""
    return Decision(outcome, f"{asked} -> {outcome.word}{text}")


def _is_free(clause: Clause) -> bool:
    return clause.outcome == Outcome.FREE.word


def _walk(compiled: Compiled, chip: ChipFigures, *, embargoed: bool) -> _Walk:
    metrics = metrics_of([chip])
    clauses = Clauses(compiled.lower, compiled.upper)
    walk = _Walk([], [], None, [])
    for place, clause in enumerate(compiled.measure.clauses):
        if clauses.against(place, metrics)[0]:
            walk.failed.append(clause)
            continue
        outcome = Outcome(int(compiled.outcomes[0 if embargoed else 1, place]))
        if not clauses.hangs_on_missing(place, metrics)[0]:
            return _Walk(walk.failed, walk.open, (clause, outcome), walk.missing)
        walk.open.append((clause, outcome))
        walk.missing.extend(
            metric
            for metric, figure in zip(METRICS, metrics[:, 0], strict=True)
            if math.isnan(figure) and bounds(clause, metric) != (None, None)
        )
    return walk


class _Figures:
    """The figures of a chip in words."""

    def __init__(self, chip: ChipFigures) -> None:
        self._chip = chip
        self._values = dict(zip(METRICS, metrics_of([chip])[:, 0].tolist(), strict=True))

    def conditions(self, clause: Clause) -> str:
        """Write all that a clause asks for, with the chip's figures."""
        parts = []
        for metric in METRICS:
            at_least, below = bounds(clause, metric)
            limits = [f">= {number(at_least)}"] if at_least is not None else []
            limits += [f"< {number(below)}"] if below is not None else []
            if limits:
                parts.append(self._stated(metric, " and ".join(limits), at_least, below))
        return " and ".join(parts)

    def failures(self, clauses: Sequence[Clause]) -> str:
        """Write what keeps a chip out of some clauses: for each figure the nearest limit."""
        short: dict[str, float] = {}
        over: dict[str, float] = {}
        for clause in clauses:
            for metric in METRICS:
                at_least, below = bounds(clause, metric)
                value = self._values[metric]
                if at_least is not None and value < at_least:
                    short[metric] = min(at_least, short.get(metric, math.inf))
                    break
                if below is not None and value >= below:
                    over[metric] = max(below, over.get(metric, -math.inf))
                    break
        parts = [self._stated(m, f"< {number(limit)}", limit) for m, limit in short.items()]
        parts += [self._stated(m, f">= {number(limit)}", limit) for m, limit in over.items()]
        return " and ".join(parts)

    def unknown(self, missing: Sequence[str], possible: set[Outcome]) -> str:
        """Write which figures are missing, what is known, and what is possible."""
        lacks = [word for metric in missing for word in self._lacks(metric)]
        words = " or ".join(outcome.word for outcome in sorted(possible))
        known = f"; {self._worked('tpp')}" if not math.isnan(self._values["tpp"]) else ""
        return f"not given: {', '.join(dict.fromkeys(lacks))}{known}; {words} -> unknown"

    def _lacks(self, metric: str) -> list[str]:
        """Name what is missing for a metric, in the words of the table of chips."""
        chip = self._chip
        words = {
            "tpp": ["peaks"],
            "density": ["die area"] * math.isnan(chip.logic_area_mm2)
            + ["peaks"] * math.isnan(self._values["tpp"]),
            "io": ["I/O"],
            "bandwidth": ["DRAM bandwidth"],
            "io_plus_bandwidth": ["I/O"] * math.isnan(chip.io_gbs)
            + ["DRAM bandwidth"] * math.isnan(chip.bandwidth_gbs),
            "data_centre": ["whether it is marketed for data centres"],
        }
        return words[metric]

    def _stated(self, metric: str, limits: str, *bound: float | None) -> str:
        """Write a figure with its limits: `TPP 15,832 = 1,979 x 8 >= 4,800`."""
        if metric == "data_centre":
            return "for data centres" if self._values[metric] else "not for data centres"
        return f"{self._worked(metric, *bound)} {limits}"

    def _worked(self, metric: str, *bound: float | None) -> str:
        """Write a figure and how it comes about."""
        chip, value = self._chip, self._values[metric]
        shown = number(value, *bound)
        if metric == "tpp":
            return f"TPP {shown}{self._product()}"
        if metric == "density":
            tpp, area = number(self._values["tpp"]), number(chip.logic_area_mm2)
            return f"density {shown} = {tpp} / {area} mm2"
        if metric == "io":
            return f"I/O {shown} GB/s"
        if metric == "bandwidth":
            return f"DRAM {shown} GB/s"
        return f"I/O + DRAM {shown} GB/s = {number(chip.io_gbs)} + {number(chip.bandwidth_gbs)}"

    def _product(self) -> str:
        """Write the product that is the TPP, as ` = 1,979 x 8`."""
        peaks = self._chip.peaks
        if not peaks:
            return " as given"
        bits = max(
            (bits for bits in SHOWN_FIRST if bits in peaks), key=lambda bits: peaks[bits] * bits
        )
        return f" = {number(peaks[bits])} x {bits}"


def number(value: float, *bounds: float | None) -> str:
    """Write a number short, but with as many digits as part it from the bounds it is held to."""
    if math.isnan(value):
        return "not given"
    digits = 2 if abs(value) < 100.0 else 1
    while digits < MOST_DIGITS and any(round(value, digits) == bound != value for bound in bounds):
        digits += 1
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
