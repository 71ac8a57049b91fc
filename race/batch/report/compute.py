"""The compute index over time: a panel for each arm, the countries over each other."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from race.batch.report.facts import Facts
from race.batch.report.paper import Layout, Sheet, finite, limits, years_below
from race.batch.report.words import folded
from race.batch.showing.look import INK, PAPER, RULE, SOFT, colour_of, shape_of
from race.batch.showing.wording import amount

TITLE = "The compute index"


def draw_compute(facts: Facts, layout: Layout, about: str) -> Figure:
    """Draw the compute owned in each country, median and 80 % of futures, under each arm."""
    arms = facts.batch.arms
    sheet = Sheet(layout, len(arms), key=_key(facts), title=TITLE, about=about)
    rows = [facts.compute[arm][actor].median for arm in arms for actor in facts.actors]
    low, high = limits([*rows, *(facts.world[arm] for arm in arms)], least=100.0)
    for axes, arm in zip(sheet.panels(len(arms), left=0.55, right=0.35), arms, strict=True):
        axes.set_yscale("log")
        axes.set_ylim(low, high)
        _scale(axes, low, high)
        axes.annotate(
            folded(facts.title_of(arm), narrow=True), (0.0, 1.0), xycoords="axes fraction",
            xytext=(0, 10), textcoords="offset points", va="center", size=layout.size + 1.5,
            weight="bold", color=INK,
        )  # fmt: skip
        _countries(axes, facts, arm)
        years_below(axes, facts.batch.years, layout)
    return sheet.figure


def _countries(axes: Axes, facts: Facts, arm: str) -> None:
    years = np.array(facts.batch.years, dtype=np.float64)
    shown = axes.get_ylim()
    axes.plot(years, finite(facts.world[arm]), color=SOFT, lw=1.4, dashes=(4, 1.6), zorder=3)
    for actor in facts.actors:
        bands = facts.compute[arm][actor]
        colour, shape = colour_of(actor, facts.actors), shape_of(actor, facts.actors)
        axes.fill_between(
            years, np.clip(bands.p10, *shown), np.clip(bands.p90, *shown), color=colour,
            alpha=0.14, lw=0,
        )  # fmt: skip
        axes.plot(
            years, finite(bands.median), color=colour, lw=1.9, marker=shape, ms=4.2, mec=PAPER,
            mew=0.6, zorder=4,
        )  # fmt: skip


def _scale(axes: Axes, low: float, high: float) -> None:
    marks = [
        10.0**power for power in range(math.ceil(math.log10(low)), math.ceil(math.log10(high)))
    ]
    axes.yaxis.set_major_locator(FixedLocator(marks))
    axes.yaxis.set_major_formatter(
        FixedFormatter([amount(mark).replace(".0", "") for mark in marks])
    )
    axes.yaxis.set_minor_locator(NullLocator())
    axes.grid(axis="y", color=RULE, lw=0.7)
    axes.set_axisbelow(True)


def _key(facts: Facts) -> list[tuple[str, Line2D]]:
    lines = [
        (
            facts.name_of(actor),
            Line2D(
                [], [], color=colour_of(actor, facts.actors), lw=1.9, mec=PAPER, mew=0.6,
                marker=shape_of(actor, facts.actors), ms=5,
            ),
        )
        for actor in facts.actors
    ]  # fmt: skip
    return [*lines, ("the world", Line2D([], [], color=SOFT, lw=1.4, dashes=(4, 1.6)))]
