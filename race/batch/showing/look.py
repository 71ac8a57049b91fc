"""The look of the charts: dark on light, one colour and one shape for a country."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator

from race.engine.outcome import Outcome
from race.scenario.models.scenario import Scenario

PAPER, INK, SOFT, RULE, RED = "#fbf9f4", "#12110f", "#5a5447", "#d9d3c5", "#c8371f"
MOST_YEARS = 16
GREY = "#a39c8b"
DOTS_PER_INCH = 150
MARGIN = 0.06
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 16.0, 10.0, 8.5
_COLOURS = {
    "US": "#1b6ca8", "CN": "#c96f00", "RU": "#7d7000", "AE": "#0b7f5f", "FR": "#a8457f",
    "GB": "#5b4ea3",
}  # fmt: skip
_SHAPES = {"US": "o", "CN": "D", "RU": "s", "AE": "^", "FR": "h", "GB": "v"}
_SPARE_COLOURS = ("#3f7d96", "#8b5e3c", "#4d6b2f", "#96395a", "#4a4a6a", "#6f6f6f")
_SPARE_SHAPES = ("P", "X", "p", "<", ">", "d")


def colour_of(country: str, countries: Sequence[str]) -> str:
    """Return the colour of a country among those of one chart."""
    spare = [name for name in countries if name not in _COLOURS]
    if country in _COLOURS:
        return _COLOURS[country]
    return _SPARE_COLOURS[spare.index(country) % len(_SPARE_COLOURS)]


def shape_of(country: str, countries: Sequence[str]) -> str:
    """Return the marker of a country among those of one chart."""
    spare = [name for name in countries if name not in _SHAPES]
    if country in _SHAPES:
        return _SHAPES[country]
    return _SPARE_SHAPES[spare.index(country) % len(_SPARE_SHAPES)]


def sheet(width_inches: float, height_inches: float, title: str, subtitle: str) -> Figure:
    """Return an empty page with its title at the top left."""
    figure = Figure(figsize=(width_inches, height_inches), dpi=DOTS_PER_INCH, facecolor=PAPER)
    FigureCanvasAgg(figure)
    top = 1.0 - 0.32 / height_inches
    figure.text(MARGIN, top, title, size=TITLE_SIZE, weight="bold", color=INK, va="top")
    below = top - 0.34 / height_inches
    figure.text(MARGIN, below, subtitle, size=TEXT_SIZE, color=SOFT, va="top", linespacing=1.4)
    return figure


def text_width(figure: Figure, text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a text as a share of the page's width."""
    drawn = figure.text(0.0, 0.0, text, size=size, weight=weight)
    box = drawn.get_window_extent(figure.canvas.get_renderer())  # type: ignore[attr-defined]  # Agg
    drawn.remove()
    return float(box.width / (figure.get_figwidth() * figure.dpi))


def bare(axes: Axes) -> None:
    """Take away frames; leave soft ticks and labels."""
    axes.set_facecolor(PAPER)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
    axes.tick_params(colors=SOFT, labelsize=SMALL_SIZE, length=0, which="both")


def year_ticks(axes: Axes, years: Sequence[int]) -> None:
    """Label years along the bottom, as many as have room."""
    step = 1 if len(years) <= MOST_YEARS else 1 + len(years) // MOST_YEARS
    axes.xaxis.set_major_locator(FixedLocator([float(year) for year in years[::step]]))
    axes.xaxis.set_major_formatter(FixedFormatter([str(year) for year in years[::step]]))


def finish(figure: Figure, outcome: Outcome, scenario: Scenario, file: Path) -> None:
    """Put the line of sources below and write the file."""
    futures = "" if outcome.replicates == 1 else f", medians of {outcome.replicates} futures"
    text = (
        f"Three Kilometres, scenario {scenario.head.id}, seed {outcome.seed}{futures}; "
        "data: Epoch AI CC BY 4.0 and others"
    )
    low = 0.16 / figure.get_figheight()
    figure.text(MARGIN, low, text, size=SMALL_SIZE, color=SOFT, va="bottom")
    figure.savefig(file, facecolor=PAPER)
