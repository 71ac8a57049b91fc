"""The paper that the pictures of a report are drawn on: sizes, panels, plates, files."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from race.base.arrays import Floats
from race.batch.report.type import FAMILY, fonts
from race.batch.showing.look import (
    DOTS_PER_INCH,
    INK,
    PAPER,
    RED,
    RULE,
    SOFT,
    TITLE_SIZE,
    bare,
    year_ticks,
)
from race.batch.showing.wording import digits, distance

SIGN = "#1e4f91"
"""Blue of the plates that tell distances, and of nothing else."""
THREE_KILOMETRES = 3.0
SHORT = 16
"""Letters of a key's text of which three fit side by side."""
LINE = 0.0215
"""Inches of a line of text for each point of its size."""
DASHES: tuple[tuple[float, ...], ...] = ((4, 1.6), (1.2, 1.2), (7, 1.6, 1.2, 1.6), (2.4, 1), (9, 2))
"""Of the lines of arms after the first, in their order."""
FEW_POWERS = 2.5
"""Powers of ten of an axis between which 2 and 5 are labelled too."""
ARM_COLOURS = (INK, "#1b6ca8", "#a8457f", "#0b7f5f", "#8b5e3c", "#5b4ea3")
"""Of the lines of arms after the first, in their order."""
_SETTINGS = {"svg.hashsalt": "three-kilometres", "svg.fonttype": "path"}


@dataclass(frozen=True)
class Layout:
    """How a picture is laid out, in inches.

    Attributes:
        width: of the whole picture.
        columns: of panels.
        panel: height of a panel with what stands around it.
        size: of small text, in points.
        titled: whether title and sources stand on the picture itself.
    """

    width: float
    columns: int
    panel: float
    size: float
    titled: bool = False


ALONE = Layout(10.0, 2, 3.0, 8.5, titled=True)
"""A picture by itself, in a file."""
WIDE = Layout(10.0, 2, 3.0, 8.5)
"""On the page, for a screen or a sheet of paper."""
NARROW = Layout(4.2, 1, 2.7, 9.0)
"""On the page, for a phone."""


class Sheet:
    """A picture with panels, from the top left in rows.

    Attributes:
        figure: the picture.
    """

    def __init__(
        self,
        layout: Layout,
        panels: int,
        *,
        key: Sequence[tuple[str, Line2D]] = (),
        title: str = "",
        about: str = "",
    ) -> None:
        """Make room for panels, a key of lines, and a title if the layout wants one."""
        self.layout = layout
        rows = -(-panels // layout.columns)
        self._head = 0.75 if layout.titled else 0.05
        most = max((len(text) for text, _ in key), default=0)
        self._across = 3 if most <= SHORT else min(layout.columns, 2)
        self._key = 0.1 + sum(
            max(text.count("\n") + 1 for text, _ in key[at : at + self._across])
            * LINE
            * layout.size
            for at in range(0, len(key), self._across)
        )
        self._foot = 0.35 if layout.titled else 0.05
        self.height = self._head + self._key + rows * layout.panel + self._foot
        self.figure = Figure(
            figsize=(layout.width, self.height), dpi=DOTS_PER_INCH, facecolor=PAPER
        )
        FigureCanvasAgg(self.figure)
        if layout.titled:
            top, left = 1.0 - 0.25 / self.height, 0.3 / layout.width
            self.figure.text(left, top, title, size=TITLE_SIZE, weight="bold", color=INK, va="top")
            self.figure.text(
                left, 0.12 / self.height, about, size=layout.size, color=SOFT, va="bottom"
            )
        if key:
            self._legend(key)

    def panels(
        self,
        count: int,
        *,
        left: float = 0.75,
        right: float = 0.8,
        below: float = 0.35,
        above: float = 0.38,
    ) -> Iterator[Axes]:
        """Give panels with so many inches left free around them."""
        width = self.layout.width / self.layout.columns
        for place in range(count):
            row, column = divmod(place, self.layout.columns)
            top = self._head + self._key + row * self.layout.panel + above
            height = self.layout.panel - above - below
            axes = self.figure.add_axes(
                (
                    (column * width + left) / self.layout.width,
                    1.0 - (top + height) / self.height,
                    (width - left - right) / self.layout.width,
                    height / self.height,
                )
            )
            bare(axes)
            axes.tick_params(labelsize=self.layout.size)
            yield axes

    def _legend(self, lines: Sequence[tuple[str, Line2D]]) -> None:
        """Put the key of the lines above the panels."""
        self.figure.legend(
            [line for _, line in lines],
            [name for name, _ in lines],
            loc="upper left",
            bbox_to_anchor=(0.2 / self.layout.width, 1.0 - self._head / self.height),
            ncols=self._across,
            frameon=False,
            fontsize=self.layout.size,
            labelcolor=INK,
            handlelength=3.0,
            borderpad=0.0,
            columnspacing=1.6,
        )


def years_below(axes: Axes, years: Sequence[int], layout: Layout) -> None:
    """Label calendar years along the bottom, the last one always."""
    axes.set_xlim(years[0] - 0.3, max(years[-1], years[0] + 1) + 0.3)
    step = 1 + len(years) // (8 if layout.columns > 1 else 6)
    year_ticks(axes, years[::-1][::step][::-1])


def head(axes: Axes, text: str, colour: str, shape: str, size: float) -> None:
    """Write the name of an actor over a panel, with its mark."""
    axes.annotate(
        text, (0.0, 1.0), xycoords="axes fraction", xytext=(13, 10), textcoords="offset points",
        size=size + 1.5, weight="bold", color=colour, va="center",
    )  # fmt: skip
    box = axes.get_window_extent()
    width, height = (side * 72.0 / DOTS_PER_INCH for side in (box.width, box.height))
    axes.plot(
        [4.0 / width], [1.0 + 10.0 / height], marker=shape, color=colour, ms=6,
        transform=axes.transAxes, clip_on=False,
    )  # fmt: skip


def plates(axes: Axes, low: float, high: float, size: float, *, side: str = "left") -> None:
    """Make an axis of distances: blue plates at powers of ten of kilometres, the red one at 3 km."""
    powers = np.arange(np.ceil(np.log10(low) - 1e-9), np.floor(np.log10(high) + 1e-9) + 1)
    marks = [float(10.0**power) for power in powers]
    axis = axes.yaxis if side == "left" else axes.xaxis
    axis.set_major_locator(FixedLocator(marks))
    axis.set_major_formatter(FixedFormatter([distance(mark, 1) for mark in marks]))
    axis.set_minor_locator(NullLocator())
    axes.grid(axis="y" if side == "left" else "x", color=RULE, lw=0.7)
    axes.set_axisbelow(True)
    for label in axis.get_ticklabels():
        label.set(color="white", weight="bold", size=size - 1.0, bbox=_plate(SIGN))
    axes.tick_params(axis="y" if side == "left" else "x", pad=7)
    if low <= THREE_KILOMETRES <= high:
        _red_plate(axes, size, side)


def factors(axes: Axes, low: float, high: float, *, side: str = "left") -> None:
    """Make an axis of factors: powers of ten, and between them where there are few; 1 is a line."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    parts = (1.0, 2.0, 5.0) if math.log10(high / low) < FEW_POWERS else (1.0,)
    marks = [10.0**power * part for power in powers for part in parts]
    inside = [mark for mark in marks if low <= mark <= high]
    axis = axes.yaxis if side == "left" else axes.xaxis
    axis.set_major_locator(FixedLocator(inside))
    axis.set_major_formatter(FixedFormatter([_factor(mark) for mark in inside]))
    axis.set_minor_locator(NullLocator())
    axes.grid(axis="y" if side == "left" else "x", color=RULE, lw=0.7)
    axes.set_axisbelow(True)
    line = axes.axhline if side == "left" else axes.axvline
    line(1.0, color=INK, lw=0.9, zorder=2)


def _factor(mark: float) -> str:
    return "equal" if mark == 1.0 else f"{digits(mark, 1)} times"


def _red_plate(axes: Axes, size: float, side: str) -> None:
    line = axes.axhline if side == "left" else axes.axvline
    line(THREE_KILOMETRES, color=RED, lw=1.1, ls=(0, (5, 3)), zorder=2)
    if side == "left":
        xy, frame, offset = (0.0, THREE_KILOMETRES), axes.get_yaxis_transform(), (18, 0)
    else:
        xy, frame, offset = (THREE_KILOMETRES, 1.0), axes.get_xaxis_transform(), (0, 8)
    axes.annotate(
        "3 km", xy, xycoords=frame, xytext=offset, textcoords="offset points", ha="center",
        va="center", color="white", weight="bold", size=size - 1.0, bbox=_plate(RED), zorder=6,
    )  # fmt: skip


def _plate(colour: str) -> dict[str, Any]:
    return {"boxstyle": "round,pad=0.28,rounding_size=0.2", "fc": colour, "ec": PAPER, "lw": 0.8}


def finite(values: Floats) -> Floats:
    """Return values with gaps where a logarithmic axis has no place for them: 0 and infinity."""
    return np.where((values > 0.0) & np.isfinite(values), values, np.nan)


def limits(values: Sequence[Floats], *, least: float = 10.0) -> tuple[float, float]:
    """Return bounds of a logarithmic axis around what can be shown, at least so many times apart."""
    seen = np.concatenate([finite(one).reshape(-1) for one in values])
    seen = seen[np.isfinite(seen)]
    low, high = (float(seen.min()), float(seen.max())) if len(seen) else (1.0, 1.0)
    middle, reach = np.sqrt(low * high), np.sqrt(max(high / low, least)) * 1.25
    return float(middle / reach), float(middle * reach)


def svg(figure: Figure) -> bytes:
    """Return a picture as SVG, the same bytes for the same picture."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", facecolor=PAPER, metadata={"Date": None})
    return buffer.getvalue()


def png(figure: Figure) -> bytes:
    """Return a picture as PNG."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", facecolor=PAPER, metadata={"Software": None})
    return buffer.getvalue()


def settings() -> AbstractContextManager[None]:
    """Return a context in which pictures are drawn: with the project's type where it is shipped."""
    shipped = fonts()
    for path in shipped.values():
        font_manager.fontManager.addfont(path)
    families = [FAMILY, "DejaVu Sans"] if shipped else ["DejaVu Sans"]
    settings: Any = {**_SETTINGS, "font.family": families}  # the type lists every key there is
    return mpl.rc_context(settings)
