"""The fan of the gap: a panel for each actor, the arms over each other."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from race.batch.report.facts import Bands, Facts
from race.batch.report.paper import (
    ARM_COLOURS,
    DASHES,
    Layout,
    Sheet,
    finite,
    head,
    limits,
    plates,
    years_below,
)
from race.batch.report.words import folded
from race.batch.showing.look import INK, PAPER, SOFT, colour_of, shape_of
from race.batch.showing.wording import digits, distance

TITLE = "The gap, as a road"
NAMED = 2
"""Arms whose medians have room over a panel."""
_YEARS_WIDE = 52
"""Points that the gap in years takes at the right of a panel."""


def draw_fan(facts: Facts, layout: Layout, about: str) -> Figure:
    """Draw median, half and 80 % of futures of the gap under each arm, by actor."""
    arms = facts.batch.arms
    key = _key(facts, layout)
    sheet = Sheet(layout, len(facts.behind), key=key, title=TITLE, about=about)
    low, high = _limits(facts)
    for axes, actor in zip(
        sheet.panels(len(facts.behind), left=0.75, right=0.85), facts.behind, strict=True
    ):
        axes.set_yscale("log")
        axes.set_ylim(low, high)
        plates(axes, low, high, layout.size)
        _years_axis(axes, facts, layout)
        colour = colour_of(actor, facts.actors)
        head(axes, facts.name_of(actor), colour, shape_of(actor, facts.actors), layout.size)
        _first(axes, facts, facts.gap[facts.first][actor], colour)
        for place, arm in enumerate(arms[1:]):
            _other(axes, facts, facts.gap[arm][actor], place, alone=len(arms) == 2)
        _asked(axes, facts, actor, layout)
    return sheet.figure


def _limits(facts: Facts) -> tuple[float, float]:
    """Return common bounds of all panels, in kilometres: whole powers of ten."""
    bands = [facts.gap[arm][actor] for arm in facts.batch.arms for actor in facts.behind]
    low, _ = limits([band.median for band in bands], least=1000.0)
    _, high = limits([band.p90 for band in bands], least=1000.0)
    return float(10.0 ** np.floor(np.log10(low))), float(10.0 ** np.ceil(np.log10(high)))


def _first(axes: Axes, facts: Facts, bands: Bands, colour: str) -> None:
    years = np.array(facts.batch.years, dtype=np.float64)
    shown = axes.get_ylim()
    if len(facts.batch.numbers) > 1:
        for low, high, alpha in ((bands.p10, bands.p90, 0.16), (bands.p25, bands.p75, 0.26)):
            axes.fill_between(
                years, np.clip(low, *shown), np.clip(high, *shown), color=colour, alpha=alpha, lw=0
            )
    axes.plot(years, finite(bands.median), color=colour, lw=2.4, zorder=4, solid_capstyle="round")


def _other(axes: Axes, facts: Facts, bands: Bands, place: int, *, alone: bool) -> None:
    """Draw another arm: its median dashed, and 80 % as two thin lines where it is the only one."""
    years = np.array(facts.batch.years, dtype=np.float64)
    dashes = DASHES[place % len(DASHES)]
    own = ARM_COLOURS[place % len(ARM_COLOURS)]
    for width, colour in ((3.4, PAPER), (1.7, own)):
        axes.plot(years, finite(bands.median), color=colour, lw=width, dashes=dashes, zorder=5)
    if alone and len(facts.batch.numbers) > 1:
        for edge in (bands.p10, bands.p90):
            axes.plot(years, finite(edge), color=INK, lw=0.6, alpha=0.7, zorder=3)


def _asked(axes: Axes, facts: Facts, actor: str, layout: Layout) -> None:
    """Mark the year that is asked about, with the medians where there are one or two arms."""
    axes.axvline(facts.year, color=SOFT, lw=0.9, ls=(0, (1, 2)), zorder=1)
    texts = [distance(float(facts.gap[arm][actor].median[facts.at])) for arm in facts.batch.arms]
    if len(texts) > NAMED:
        return
    axes.annotate(
        f"{facts.year}: " + ", dashed ".join(texts), (1.0, 1.0), xycoords="axes fraction",
        xytext=(0 if layout.columns > 1 else _YEARS_WIDE, 10), textcoords="offset points",
        ha="right", va="center", size=layout.size, color=INK,
    )  # fmt: skip


def _years_axis(axes: Axes, facts: Facts, layout: Layout) -> None:
    """Label calendar years below, and the gap in years at the right where that is one scale."""
    years_below(axes, facts.batch.years, layout)
    a_year = _kilometres_a_year(facts)
    if a_year is None:
        return
    low, high = axes.get_ylim()
    for power in range(math.ceil(np.log10(low / a_year)), math.floor(np.log10(high / a_year)) + 1):
        axes.annotate(
            _years(10.0**power), (1.0, 10.0**power * a_year), xycoords=axes.get_yaxis_transform(),
            xytext=(3, 0), textcoords="offset points", va="center", size=layout.size - 0.5,
            color=SOFT,
        )  # fmt: skip


def _kilometres_a_year(facts: Facts) -> float | None:
    """Return kilometres for a year of gap, None where futures or arms differ in it."""
    p = facts.scenario.parameters
    stride, plan = p["score.stride_m"], p["score.plan_years"]
    held = {"score.stride_m", "score.plan_years"}
    varied = held & set(facts.batch.points.names)
    varied |= {name for arm in facts.batch.manifest.arms for name in held & set(arm.figures)}
    if varied or stride.distribution or plan.distribution:
        return None
    return float(stride.value / plan.value / 1000.0)


def _years(value: float) -> str:
    return "1 year" if value == 1.0 else f"{digits(value, 1)} y"


def _key(facts: Facts, layout: Layout) -> list[tuple[str, Line2D]]:
    several = len(facts.batch.numbers) > 1
    note = ": median; half and 80 % of futures" if several else ""
    thin = ": median; thin: 80 %" if several and len(facts.batch.arms) == 2 else ""
    lines = [(facts.title_of(facts.first) + note, Line2D([], [], color=SOFT, lw=2.4))]
    for place, arm in enumerate(facts.batch.arms[1:]):
        colour = ARM_COLOURS[place % len(ARM_COLOURS)]
        line = Line2D([], [], color=colour, lw=1.7, dashes=DASHES[place % len(DASHES)])
        lines.append((facts.title_of(arm) + thin, line))
    return [(folded(text, narrow=layout.columns == 1), line) for text, line in lines]
