"""What each arm does to the gap, year by year, as a factor: a panel for each actor."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from race.base.arrays import Floats
from race.batch.report.facts import Compared, Facts
from race.batch.report.paper import (
    ARM_COLOURS,
    DASHES,
    Layout,
    Sheet,
    factors,
    finite,
    head,
    limits,
    years_below,
)
from race.batch.report.words import folded
from race.batch.showing.look import SOFT, colour_of, shape_of

TITLE = "What each arm does to the gap"


def draw_effects(facts: Facts, layout: Layout, about: str) -> Figure:
    """Draw the median factor of each arm over the first one, with its 95 % interval."""
    sheet = Sheet(layout, len(facts.behind), key=_key(facts, layout), title=TITLE, about=about)
    panels = sheet.panels(len(facts.behind), left=0.85, right=0.35)
    for axes, actor in zip(panels, facts.behind, strict=True):
        parts = [_factors(one, actor) for one in facts.compared]
        low, high = limits([np.ones(1), *(row for part in parts for row in part)], least=4.0)
        axes.set_yscale("log")
        axes.set_ylim(low, high)
        factors(axes, low, high)
        colour = colour_of(actor, facts.actors)
        head(axes, facts.name_of(actor), colour, shape_of(actor, facts.actors), layout.size)
        for place, part in enumerate(parts):
            _arm(axes, facts, part, place)
        axes.axvline(facts.year, color=SOFT, lw=0.9, ls=(0, (1, 2)), zorder=1)
        years_below(axes, facts.batch.years, layout)
    return sheet.figure


def _factors(compared: Compared, actor: str) -> tuple[Floats, Floats, Floats]:
    """Return median and bounds of the factor by year."""
    found = [one.factor for one in compared.gap[actor] if one.factor is not None]
    middle, low, high = (np.array([float(one[part]) for one in found]) for part in range(3))
    return middle, low, high


def _arm(axes: Axes, facts: Facts, part: tuple[Floats, Floats, Floats], place: int) -> None:
    years = np.array(facts.batch.years, dtype=np.float64)
    middle, low, high = part
    colour = ARM_COLOURS[place % len(ARM_COLOURS)]
    shown = axes.get_ylim()
    axes.fill_between(
        years, np.clip(low, *shown), np.clip(high, *shown), color=colour, alpha=0.22, lw=0
    )
    axes.plot(
        years, finite(middle), color=colour, lw=1.8, dashes=DASHES[place % len(DASHES)], zorder=4
    )


def _key(facts: Facts, layout: Layout) -> list[tuple[str, Line2D]]:
    lines = []
    for place, one in enumerate(facts.compared):
        line = Line2D(
            [], [], color=ARM_COLOURS[place % len(ARM_COLOURS)], lw=1.8,
            dashes=DASHES[place % len(DASHES)],
        )  # fmt: skip
        text = f"{facts.title_of(one.arm)}, over: {facts.title_of(facts.first)}"
        lines.append((folded(text, narrow=layout.columns == 1), line))
    return lines
