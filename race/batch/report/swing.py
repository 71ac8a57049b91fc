"""A tornado: which uncertain figures a gap, or an effect on it, hangs on."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from race.batch.report.facts import Facts
from race.batch.report.hinges import Subject
from race.batch.report.paper import Layout, Sheet, factors, limits, plates
from race.batch.showing.look import INK, PAPER, SOFT, colour_of
from race.batch.showing.spread import median
from race.batch.stats.tornado import Bar

SHOWN = 8
"""Figures of the picture; the table has more."""
_ROW, _AROUND = 0.3, 0.85
"""Inches of a bar, and of what stands around all of them."""


def draw_swing(facts: Facts, subject: Subject, layout: Layout, about: str) -> Figure:
    """Draw the median of a subject where a figure is in its lowest and in its highest fifth."""
    rows = list(subject.bars[:SHOWN])
    tall = Layout(
        layout.width, 1, _AROUND + _ROW * len(rows) * (1.6 if layout.columns == 1 else 1.0),
        layout.size, titled=layout.titled,
    )  # fmt: skip
    colour = colour_of(subject.actor, facts.actors)
    sheet = Sheet(tall, 1, key=_key(subject, colour), title=subject.title, about=about)
    left = 0.25 if layout.columns == 1 else 3.4
    (axes,) = sheet.panels(1, left=left, right=0.35, below=0.4, above=0.25)
    middle = float(median(subject.values))
    bounds = [np.array([part]) for bar in rows for one in (bar.low, bar.high) for part in one]
    low, high = limits([np.array([middle]), *bounds], least=12.0)
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    if subject.is_factor:
        factors(axes, low, high, side="bottom")
    else:
        plates(axes, low, high, layout.size, side="bottom")
    axes.set_yticks([])
    if math.isfinite(middle) and middle > 0.0:
        axes.axvline(middle, color=INK, lw=1.0, zorder=2)
    for place, bar in enumerate(rows):
        _bar(axes, place, bar, middle, colour)
        _name(axes, place, bar, layout)
    return sheet.figure


def _bar(axes: Axes, place: int, bar: Bar, middle: float, colour: str) -> None:
    """Draw the part of a low figure hollow and that of a high one full, whiskers for intervals."""
    shown = axes.get_xlim()
    start = float(np.clip(middle, *shown))
    for part, fill, off in ((bar.low, PAPER, -0.1), (bar.high, colour, 0.1)):
        end = float(np.clip(part.estimate, *shown))
        left, right = sorted((start, end))
        axes.add_patch(
            Rectangle(
                (left, place - 0.27), right - left, 0.54, facecolor=fill, edgecolor=colour,
                lw=1.1, zorder=3, alpha=1.0 if bar.told else 0.45,
            )
        )  # fmt: skip
        reach = np.clip([float(part.low), float(part.high)], *shown)
        axes.plot(reach, [place + off, place + off], color=INK, lw=1.0, zorder=4)


def _name(axes: Axes, place: int, bar: Bar, layout: Layout) -> None:
    """Write the name of the figure beside its bar, above it on a narrow page."""
    text = bar.name + ("" if bar.told else " (may be chance)")
    colour = INK if bar.told else SOFT
    if layout.columns == 1:
        axes.text(
            0.0, place - 0.3, text, transform=axes.get_yaxis_transform(), size=layout.size - 0.5,
            color=colour, va="bottom", zorder=5,
            bbox={"boxstyle": "square,pad=0.1", "fc": PAPER, "ec": "none"},
        )  # fmt: skip
    else:
        axes.annotate(
            text, (0.0, place), xycoords=axes.get_yaxis_transform(), xytext=(-8, 0),
            textcoords="offset points", ha="right", va="center", size=layout.size, color=colour,
        )  # fmt: skip


def _key(subject: Subject, colour: str) -> list[tuple[str, Line2D]]:
    what = "effect" if subject.is_factor else "gap"
    kinds = ((f"median {what}, figure low", PAPER), (f"median {what}, figure high", colour))
    return [
        (text, Line2D([], [], ls="", marker="s", ms=7, mfc=fill, mec=colour))
        for text, fill in kinds
    ]
