"""The chart of the compute index: shares by country over the years, classes at three dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator

from race.base.arrays import Floats
from race.batch.showing.look import (
    GREY,
    INK,
    MARGIN,
    PAPER,
    SMALL_SIZE,
    SOFT,
    TEXT_SIZE,
    bare,
    colour_of,
    finish,
    sheet,
    text_width,
    year_ticks,
)
from race.batch.showing.tables import medians_of
from race.batch.showing.wording import amount
from race.engine.outcome import Outcome
from race.scenario.models.scenario import Scenario

TITLE = "The compute index"
SUBTITLE = (
    "Share of the world's AI compute in use, by seat of the owner; above the bars the world in "
    "H100e\n(H100-equivalents by the 8-bit peak)"
)
CLASSES = {
    "public_cloud_h100e": ("public cloud", "#b7a57c"),
    "private_h100e": ("private", "#4a4234"),
    "national_h100e": ("national", "#1e4f91"),
}


def draw_index(
    outcome: Outcome, scenario: Scenario, countries: Sequence[str], file: Path, /
) -> None:
    """Draw who owns the world's compute by country, and in which class at three dates."""
    figure = sheet(10.0, 7.8, TITLE, SUBTITLE)
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
    year_ticks(axes, outcome.years)
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
