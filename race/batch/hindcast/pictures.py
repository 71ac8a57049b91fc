"""Pictures of a hindcast: one for each group of figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter

from race.batch.hindcast.comparing import NARROWEST_POINTS, Row
from race.batch.showing.look import (
    INK,
    MARGIN,
    PAPER,
    RED,
    RULE,
    SMALL_SIZE,
    SOFT,
    bare,
    sheet,
)

WIDTH_INCHES, ROW_INCHES, FRAME_INCHES = 10.0, 0.34, 2.5
LABELS = 0.42
"""Share of the width for the names of the figures."""
TITLES = {
    "training": "Training runs",
    "gap": "Capability and lag",
    "stock": "Stocks and clusters",
    "money": "Money",
    "controls": "Controls and grey imports",
    "decentral": "Training over slow links",
}
TICKS = (0.01, 0.03, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0, 30.0, 100.0)
LOWEST, HIGHEST = 1e-2, 1e2
"""Ratios beyond these are drawn at the edge."""


def draw_group(rows: Sequence[Row], group: str, about: str, file: Path) -> None:
    """Draw the figures of a group: the published range, the band and median of the model beside it.

    Each row is drawn over its published value: as a ratio, or in a picture of points and months as
    a difference.
    """
    in_units = all(row.target.unit in NARROWEST_POINTS for row in rows)
    height = FRAME_INCHES + ROW_INCHES * len(rows)
    scale = "difference from" if in_units else "ratio to"
    subtitle = (
        "Grey: published range, at least 25 % to each side. Line and dot: 80 % band and median of "
        f"the\nmodel, as {scale} the published figure; red where the median lies outside."
    )
    figure = sheet(WIDTH_INCHES, height, TITLES.get(group, group), subtitle)
    bottom, top = 0.75 / height, 1.0 - 1.3 / height
    axes = figure.add_axes((LABELS, bottom, 1.0 - LABELS - MARGIN, top - bottom))
    bare(axes)
    for place, row in enumerate(reversed(rows)):
        _draw_row(axes, row, place, in_units=in_units)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.set_yticks(range(len(rows)), [_name(row) for row in reversed(rows)])
    axes.tick_params(axis="y", labelsize=SMALL_SIZE, labelcolor=INK)
    axes.axvline(0.0 if in_units else 1.0, color=INK, linewidth=0.8, zorder=1)
    if not in_units:
        axes.set_xscale("log")
        axes.set_xlim(*_limits(rows))
        axes.xaxis.set_major_locator(FixedLocator(list(TICKS)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}x"))
        axes.xaxis.set_minor_formatter(NullFormatter())
    low = 0.16 / height
    figure.text(MARGIN, low, about, size=SMALL_SIZE, color=SOFT, va="bottom")
    figure.savefig(file, facecolor=PAPER)


def _draw_row(axes: Axes, row: Row, place: int, *, in_units: bool) -> None:
    published = row.target.value

    def at(value: float) -> float:
        if in_units:
            return value - published
        return min(max(value / published, LOWEST), HIGHEST)

    axes.barh(
        place, at(row.high) - at(row.low), left=at(row.low), height=0.62, color=RULE, zorder=0
    )
    colour = INK if row.inside else RED
    axes.plot([at(row.p10), at(row.p90)], [place, place], color=colour, linewidth=1.6, zorder=2)
    axes.plot([at(row.p50)], [place], "o", color=colour, markersize=5, zorder=3)


def _limits(rows: Sequence[Row]) -> tuple[float, float]:
    """Return the ends of the axis: at least a factor of three to each side."""
    ratios = [
        value / row.target.value
        for row in rows
        for value in (row.low, row.high, row.p10, row.p90)
        if value > 0.0 and math.isfinite(value)
    ]
    low = max(min([*ratios, 1.0 / 3.0]) * 0.8, LOWEST)
    return low, min(max([*ratios, 3.0]) * 1.25, HIGHEST)


def _name(row: Row) -> str:
    target = row.target
    actor = "" if target.actor == "world" else f", {target.actor}"
    unit = "" if target.unit == "1" else f" {target.unit}"
    return f"{target.measure}{actor}, {target.year}: {target.value:.3g}{unit}"
