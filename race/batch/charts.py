"""Charts of a run: the widening gap, and the compute index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, NullFormatter, NullLocator

from race.base.arrays import Floats
from race.batch.look import (
    GREY,
    INK,
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
)
from race.batch.spread import spread
from race.batch.tables import medians_of
from race.batch.wording import amount, digits, distance
from race.engine.outcome import Outcome
from race.scenario.models import Scenario

THREE_KILOMETRES = 3.0
METRES_PER_KILOMETRE = 1000.0
CLASSES = {
    "public_cloud_h100e": ("public cloud", "#b7a57c"),
    "private_h100e": ("private", "#4a4234"),
    "national_h100e": ("national", "#1e4f91"),
}
_LABEL_PAD = 0.035
"""Share of the page's width that is kept free around the names at the right."""


def draw_gap(outcome: Outcome, scenario: Scenario, countries: Sequence[str], file: Path, /) -> None:
    """Draw the gap of countries over the years, on a logarithmic axis."""
    kilometres_a_year = _kilometres_a_year(scenario)
    leader, *others = countries
    figure = sheet(
        10.0,
        6.2,
        "The widening gap",
        "Years that a country's fastest pool needs longer than the leader's for the largest run so "
        "far;\nalong the road, one step for every five-year plan",
    )
    axes = figure.add_axes((MARGIN + 0.065, 0.115, 0.80, 0.655))
    bare(axes)
    years = np.array(outcome.years, dtype=np.float64)
    shown = {name: _gap(outcome, name) for name in others}
    low, high = _limits(shown, kilometres_a_year)
    width = max(years[-1] - years[0], 1.0)
    labels = {
        name: f"{scenario.countries[name].name}  {distance(gap[0][-1] * kilometres_a_year)}"
        for name, gap in shown.items()
    }
    longest = max(text_width(figure, text, TEXT_SIZE, "bold") for text in labels.values())
    room = (longest + _LABEL_PAD) / (axes.get_position().width - longest - _LABEL_PAD)
    axes.set_xlim(years[0] - 0.03 * width, years[-1] + 1.03 * room * width)
    axes.set_ylim(low, high)
    axes.set_yscale("log")
    _gap_grid(axes, low, high, kilometres_a_year)
    for name, (middle, p10, p90) in shown.items():
        colour = colour_of(name, countries)
        if outcome.replicates > 1:
            band = np.clip([p10, p90], low, high)
            axes.fill_between(years, band[0], band[1], color=colour, alpha=0.14, lw=0)
        axes.plot(
            years, _seen(middle), color=colour, lw=2.2, marker=shape_of(name, countries), ms=5,
            mec=PAPER, mew=0.8, zorder=3,
        )  # fmt: skip
    for x, text in ((MARGIN + 0.06, "gap"), (0.985, "on the road")):
        figure.text(x, 0.785, text, ha="right", color=SOFT, size=SMALL_SIZE)
    _name_lines(axes, shown, labels, countries, float(years[-1]))
    axes.xaxis.set_major_locator(FixedLocator([float(y) for y in years[:: _stride(len(years))]]))
    axes.xaxis.set_major_formatter(
        FixedFormatter([f"{y:.0f}" for y in years[:: _stride(len(years))]])
    )
    axes.text(
        years[0] - 0.02 * width, low * 1.15, f"{scenario.countries[leader].name} leads: 0",
        color=colour_of(leader, countries), size=TEXT_SIZE, weight="bold", va="bottom",
    )  # fmt: skip
    finish(figure, outcome, scenario, file)


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
    wanted = {
        name: float(np.clip(np.log10(gap[0][-1]) if gap[0][-1] > 0.0 else low, low, high))
        for name, gap in shown.items()
    }
    left, right = axes.get_xlim()
    for name, place in spread_out(wanted, apart, low + apart / 2.0, high - apart / 2.0).items():
        gap = float(shown[name][0][-1])
        colour = colour_of(name, countries)
        if np.isfinite(gap) and gap > 0.0:
            axes.plot(
                [last_year, last_year + 0.025 * (right - left)], [gap, 10.0**place],
                color=colour, lw=0.8, alpha=0.6,
            )  # fmt: skip
        axes.text(
            last_year + 0.03 * (right - left), 10.0**place, labels[name],
            color=colour, size=TEXT_SIZE, weight="bold", va="center",
            bbox={"boxstyle": "square,pad=0.15", "fc": PAPER, "ec": "none"},
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


def _stride(years: int) -> int:
    """Return how many years from one label to the next, so that labels do not touch."""
    return 1 if years <= 16 else 1 + years // 16


def draw_index(
    outcome: Outcome, scenario: Scenario, countries: Sequence[str], file: Path, /
) -> None:
    """Draw who owns the world's compute by country, and in which class at three dates."""
    figure = sheet(
        10.0,
        7.8,
        "The compute index",
        "Share of the world's AI compute in use, by seat of the owner; above the bars the world in "
        "H100e\n(H100-equivalents by the 8-bit peak)",
    )
    owned = _owned(outcome)
    axes = figure.add_axes((MARGIN + 0.02, 0.475, 0.90, 0.315))
    bare(axes)
    _share_bars(axes, outcome, owned, countries, scenario)
    dates = sorted({0, len(outcome.years) // 2, len(outcome.years) - 1})
    names = [scenario.countries[name].name for name in countries]
    left = MARGIN + 0.01 + max(text_width(figure, name, SMALL_SIZE) for name in names)
    width = (0.98 - left) / len(dates)
    for column, at in enumerate(dates):
        place = (left + column * width, 0.085, width - 0.075, 0.245)
        panel = figure.add_axes(place)
        bare(panel)
        _class_bars(panel, outcome, at, countries, scenario, with_names=column == 0)
    figure.text(
        MARGIN, 0.405, "Public, private, national: parts of what each country's owners have",
        size=TEXT_SIZE, color=SOFT, va="top",
    )  # fmt: skip
    _class_legend(figure.add_axes((MARGIN + 0.50, 0.375, 0.42, 0.035)))
    finish(figure, outcome, scenario, file)


def _owned(outcome: Outcome) -> dict[str, Floats]:
    """Return the median compute of owners seated in each country by year; blocs alone."""
    parts = [medians_of(outcome, name) for name in CLASSES]
    return {
        name: np.sum([part[name] for part in parts], axis=0, dtype=np.float64)
        for name in outcome.countries
    }


def _share_bars(
    axes: Axes,
    outcome: Outcome,
    owned: Mapping[str, Floats],
    countries: Sequence[str],
    scenario: Scenario,
) -> None:
    years = np.array(outcome.years, dtype=np.float64)
    world = np.maximum(np.sum(list(owned.values()), axis=0), 1e-12)
    base = np.zeros(len(years))
    named = [name for name in countries if name in owned]
    rest = world - np.sum([owned[name] for name in named], axis=0)
    layers = [
        (scenario.countries[name].name, colour_of(name, countries), owned[name]) for name in named
    ]
    for label, colour, values in [*layers, ("all others", GREY, rest)]:
        share = 100.0 * values / world
        axes.bar(years, share, bottom=base, width=0.74, color=colour, label=label, ec=PAPER, lw=0.5)
        base = base + share
    for year, total in zip(years, world, strict=True):
        axes.text(
            year, 102.0, amount(float(total)), ha="center", va="bottom", size=SMALL_SIZE, color=INK
        )
    axes.set_ylim(0.0, 100.0)
    axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    axes.yaxis.set_major_locator(FixedLocator([0, 25, 50, 75, 100]))
    axes.yaxis.set_major_formatter(FixedFormatter(["0 %", "25 %", "50 %", "75 %", "100 %"]))
    ticks = years[:: _stride(len(years))]
    axes.xaxis.set_major_locator(FixedLocator([float(year) for year in ticks]))
    axes.xaxis.set_major_formatter(FixedFormatter([f"{year:.0f}" for year in ticks]))
    axes.legend(
        loc="lower center", bbox_to_anchor=(0.5, 1.09), ncols=len(layers) + 1, frameon=False,
        fontsize=SMALL_SIZE, handlelength=0.9, handleheight=0.9, columnspacing=1.3,
        handletextpad=0.5, labelcolor=INK,
    )  # fmt: skip


def _class_bars(
    axes: Axes,
    outcome: Outcome,
    at: int,
    countries: Sequence[str],
    scenario: Scenario,
    *,
    with_names: bool,
) -> None:
    """Draw for each country how its compute divides into classes; the amount stands beside."""
    parts = {name: medians_of(outcome, name) for name in CLASSES}
    rows = list(reversed(countries))
    totals = [sum(float(parts[one][country][at]) for one in CLASSES) for country in rows]
    base = np.zeros(len(rows))
    for one, (_, colour) in CLASSES.items():
        values = [float(parts[one][country][at]) for country in rows]
        share = 100.0 * np.array(values) / np.maximum(totals, 1e-12)
        axes.barh(range(len(rows)), share, left=base, height=0.66, color=colour, ec=PAPER, lw=0.5)
        base = base + share
    for place, total in enumerate(totals):
        text = amount(total) if total > 0.0 else "none"
        axes.text(103.0, place, text, va="center", size=SMALL_SIZE, color=INK)
    axes.set_xlim(0.0, 100.0)
    axes.set_title(str(outcome.years[at]), size=TEXT_SIZE, weight="bold", color=INK, loc="left")
    axes.xaxis.set_major_locator(FixedLocator([0, 50, 100]))
    axes.xaxis.set_major_formatter(FixedFormatter(["0 %", "50 %", "100 %"]))
    names = [scenario.countries[name].name if with_names else "" for name in rows]
    axes.yaxis.set_major_locator(FixedLocator(range(len(rows))))
    axes.yaxis.set_major_formatter(FixedFormatter(names))
    axes.tick_params(axis="y", labelcolor=INK)


def _class_legend(axes: Axes) -> None:
    axes.set_axis_off()
    for label, colour in CLASSES.values():
        axes.bar([0.0], [0.0], color=colour, label=label)
    axes.legend(
        loc="center right", ncols=len(CLASSES), frameon=False, fontsize=SMALL_SIZE,
        handlelength=0.9, handleheight=0.9, columnspacing=1.3, handletextpad=0.5, labelcolor=INK,
    )  # fmt: skip
