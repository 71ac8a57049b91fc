"""The chart of the widening gap: years on a logarithmic axis, and the road beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator, NullFormatter, NullLocator

from race.base.arrays import Floats
from race.batch.showing.look import (
    MARGIN,
    PAPER,
    RED,
    RULE,
    SMALL_SIZE,
    SOFT,
    TEXT_SIZE,
    bare,
    colour_of,
    finish,
    shape_of,
    sheet,
    text_width,
    year_ticks,
)
from race.batch.showing.spread import spread
from race.batch.showing.wording import digits, distance
from race.engine.outcome import Outcome
from race.scenario.models.scenario import Scenario

TITLE = "The widening gap"
SUBTITLE = (
    "Years that a country's fastest pool needs longer than the leader's for the largest run so "
    "far;\nalong the road, one step for every five-year plan"
)
THREE_KILOMETRES = 3.0
METRES_PER_KILOMETRE = 1000.0
NAME_BOX = {"boxstyle": "square,pad=0.15", "fc": PAPER, "ec": "none"}
_LABEL_PAD = 0.035
"""Share of the page's width that is kept free around the names at the right."""


def draw_gap(outcome: Outcome, scenario: Scenario, countries: Sequence[str], file: Path, /) -> None:
    """Draw the gap of countries over the years, on a logarithmic axis; the first one leads."""
    figure = sheet(10.0, 6.2, TITLE, SUBTITLE)
    axes = figure.add_axes((MARGIN + 0.065, 0.115, 0.80, 0.655))
    bare(axes)
    leader, *others = countries
    kilometres_a_year = _kilometres_a_year(scenario)
    shown = {name: _gap(outcome, name) for name in others}
    labels = {
        name: f"{scenario.countries[name].name}  {distance(gap[0][-1] * kilometres_a_year)}"
        for name, gap in shown.items()
    }
    labels[leader] = f"{scenario.countries[leader].name}  leads: 0"
    low, high = _limits(shown, kilometres_a_year)
    axes.set_ylim(low, high)
    axes.set_yscale("log")
    _leave_room(figure, axes, outcome.years, list(labels.values()))
    _gap_grid(axes, low, high, kilometres_a_year)
    for name, gap in shown.items():
        colour, shape = colour_of(name, countries), shape_of(name, countries)
        _line(axes, outcome, gap, colour, shape)
    _name_lines(axes, shown, labels, countries, float(outcome.years[-1]))
    for x, text in ((MARGIN + 0.06, "gap"), (0.985, "on the road")):
        figure.text(x, 0.785, text, ha="right", color=SOFT, size=SMALL_SIZE)
    year_ticks(axes, outcome.years)
    finish(figure, outcome, scenario, file)


def _leave_room(figure: Figure, axes: Axes, years: Sequence[int], labels: Sequence[str]) -> None:
    """Set the range of years so that the longest name has room behind the last one."""
    longest = max(text_width(figure, text, TEXT_SIZE, "bold") for text in labels)
    room = (longest + _LABEL_PAD) / (axes.get_position().width - longest - _LABEL_PAD)
    width = max(years[-1] - years[0], 1.0)
    axes.set_xlim(years[0] - 0.03 * width, years[-1] + 1.03 * room * width)


def _line(
    axes: Axes, outcome: Outcome, gap: tuple[Floats, Floats, Floats], colour: str, shape: str
) -> None:
    """Draw the median of a gap, and its spread where there are several futures."""
    middle, p10, p90 = gap
    years = np.array(outcome.years, dtype=np.float64)
    if outcome.replicates > 1:
        band = np.clip([p10, p90], *axes.get_ylim())
        axes.fill_between(years, band[0], band[1], color=colour, alpha=0.14, lw=0)
    axes.plot(
        years, _seen(middle), color=colour, lw=2.2, marker=shape, ms=5, mec=PAPER, mew=0.8, zorder=3
    )


def _kilometres_a_year(scenario: Scenario) -> float:
    stride = scenario.parameters["score.stride_m"].value
    return stride / scenario.parameters["score.plan_years"].value / METRES_PER_KILOMETRE


def _gap(outcome: Outcome, name: str) -> tuple[Floats, Floats, Floats]:
    """Return median, p10 and p90 of an actor's gap by year."""
    values = spread(outcome.figures["training_gap_years"][:, outcome.actors.index(name)])
    return values.median, values.p10, values.p90


def _seen(gap: Floats) -> Floats:
    """Return a gap with gaps in it where a logarithmic axis has no place: 0 and infinity."""
    return np.where((gap > 0.0) & np.isfinite(gap), gap, np.nan)


def _limits(
    shown: Mapping[str, tuple[Floats, Floats, Floats]], kilometres_a_year: float
) -> tuple[float, float]:
    """Return whole powers of ten around all medians and the mark at three kilometres."""
    values = np.concatenate([_seen(gap[0]) for gap in shown.values()])
    finite = values[np.isfinite(values)]
    mark = THREE_KILOMETRES / kilometres_a_year
    low = min(float(finite.min()), mark / 10.0) if len(finite) else mark / 1e6
    high = max(float(finite.max()), mark) if len(finite) else mark
    return 10.0 ** np.floor(np.log10(low)), 10.0 ** np.ceil(np.log10(high * 1.5))


def _gap_grid(axes: Axes, low: float, high: float, kilometres_a_year: float) -> None:
    """Draw lines at powers of ten of years, name the road at the right, and mark 3 km."""
    powers = range(round(np.log10(low)), round(np.log10(high)) + 1)
    ticks = [10.0**power for power in powers]
    axes.yaxis.set_major_locator(FixedLocator(ticks))
    axes.yaxis.set_major_formatter(FixedFormatter([_years(tick) for tick in ticks]))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.grid(axis="y", color=RULE, lw=0.8)
    axes.set_axisbelow(True)
    road = axes.twinx()
    road.set_yscale("log")
    road.set_ylim(low * kilometres_a_year, high * kilometres_a_year)
    bare(road)
    marks = [10.0**power for power in range(-7, 9)]
    inside = [m for m in marks if low * kilometres_a_year <= m <= high * kilometres_a_year]
    road.yaxis.set_major_locator(FixedLocator(inside))
    road.yaxis.set_major_formatter(FixedFormatter([distance(mark, 1) for mark in inside]))
    road.yaxis.set_minor_locator(NullLocator())
    road.yaxis.set_minor_formatter(NullFormatter())
    mark = THREE_KILOMETRES / kilometres_a_year
    axes.axhline(mark, color=RED, lw=1.3, ls=(0, (5, 3)), zorder=2)
    axes.text(
        0.004, mark, distance(THREE_KILOMETRES, 1), transform=axes.get_yaxis_transform(),
        color="white", size=SMALL_SIZE, weight="bold", va="center",
        bbox={"boxstyle": "round,pad=0.35", "fc": RED, "ec": "none"}, zorder=5,
    )  # fmt: skip


def _years(value: float) -> str:
    return f"{digits(value, 1)} years" if value != 1.0 else "1 year"


def _name_lines(
    axes: Axes,
    shown: Mapping[str, tuple[Floats, Floats, Floats]],
    labels: Mapping[str, str],
    countries: Sequence[str],
    last_year: float,
) -> None:
    """Write name and distance at the end of each line, pushed apart where they would touch."""
    low, high = (float(np.log10(limit)) for limit in axes.get_ylim())
    apart = (high - low) * 0.052
    gaps = {name: float(shown[name][0][-1]) if name in shown else 0.0 for name in labels}
    wanted = {
        name: float(np.clip(np.log10(gap) if gap > 0.0 else low, low, high))
        for name, gap in gaps.items()
    }
    left, right = axes.get_xlim()
    for name, place in spread_out(wanted, apart, low + apart / 2.0, high - apart / 2.0).items():
        colour = colour_of(name, countries)
        if np.isfinite(gaps[name]) and gaps[name] > 0.0:
            axes.plot(
                [last_year, last_year + 0.025 * (right - left)], [gaps[name], 10.0**place],
                color=colour, lw=0.8, alpha=0.6,
            )  # fmt: skip
        axes.text(
            last_year + 0.03 * (right - left), 10.0**place, labels[name],
            color=colour, size=TEXT_SIZE, weight="bold", va="center", bbox=NAME_BOX,
        )  # fmt: skip


def spread_out(
    wanted: Mapping[str, float], apart: float, low: float, high: float
) -> dict[str, float]:
    """Move places on a line so that neighbours are at least `apart`, and all lie in the range."""
    order = sorted(wanted, key=lambda name: wanted[name])
    places = [min(max(wanted[name], low), high) for name in order]
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + apart)
    over = places[-1] - high if places else 0.0
    if over > 0.0:
        places[-1] -= over
        for at in range(len(places) - 2, -1, -1):
            places[at] = min(places[at], places[at + 1] - apart)
    return dict(zip(order, places, strict=True))
