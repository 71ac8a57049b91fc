"""All history as lines: the gap with the bands of what was believed, compute, models, pools."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from race.ui.canvas import Canvas
from race.ui.charts.lines import Line, draw_lines, lines_of, plot_of
from race.ui.charts.skin import skin_of
from race.ui.desk import Desk, Part, Screen
from race.ui.fonts import SEMIBOLD
from race.ui.game import Game
from race.ui.theme import HEIGHT, NIGHT, PAPER, PAPER2, SMALL, TITLE, WIDTH, Look
from race.ui.widgets.panel import button, tabs
from race.ui.words import mark

MEASURES = {
    "gap": mark("gap on the road"),
    "compute_h100e": mark("compute, H100e"),
    "speed_flops": mark("fastest pool, FLOP/s"),
    "lag_months": mark("models behind, months"),
    "ratio": mark("times slower"),
}
BOX = (110.0, 130.0, 960.0, 500.0)


def actors_of(game: Game, desk: Desk) -> dict[str, tuple[str, Look]]:
    """Return names and looks of who is on the road."""
    return {
        r.actor: (desk.words.tr("you") if r.you else r.name, skin_of(r))
        for r in game.road(desk.words).runners
    }


def gap_lines(game: Game, desk: Desk, *, bands: bool = True) -> tuple[tuple[int, ...], list[Line]]:
    """Return the years and the lines of the gap, with bands of what was believed."""
    history = game.history(desk.words)
    believed = history.believed if bands else {}
    road = game.road(desk.words)
    strong = road.rival if road.leads else game.seat
    return history.years, lines_of(actors_of(game, desk), history.truth, believed, strong)


@dataclass(eq=False)
class ChartsScreen(Screen):
    """Covers the window; tabs choose the measure."""

    name: ClassVar[str] = "charts"
    measure: str = "gap"

    def parts(self) -> Iterable[Part]:
        """Return the chart."""
        year = self.desk.game.turn().year if self.desk.game else 0
        yield Part("ground", (0, 0, WIDTH, HEIGHT), (self.measure, year), self._draw)

    def _draw(self, canvas: Canvas) -> None:
        canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
        words, game = self.desk.words, self.desk.game
        if game is None:
            return
        canvas.text(24, 44, words.tr("All years"), TITLE, PAPER, SEMIBOLD)
        names = [(name, words.tr(text), "") for name, text in MEASURES.items()]
        tabs(canvas, (24, 60, 1100, 28), names, self.measure, "measure")
        years, lines = self._lines(game)
        writers: Mapping[str, Callable[[float], str]] = {
            "gap": words.metres, "compute_h100e": words.count, "speed_flops": words.power,
        }  # fmt: skip
        plot = plot_of(BOX, years, lines, least=1e-4 if self.measure == "gap" else 1e-1)
        draw_lines(canvas, plot, years, lines, words, writers.get(self.measure, words.number),
                   plates=self.measure == "gap")  # fmt: skip
        if self.measure == "gap" and game.seats:
            note = words.tr("bands: what you believed of others, 8 cases of 10")
            if game.phase == "over":
                note = words.tr(
                    "band and dashes: what you believed, 8 cases of 10; lines: how it was"
                )
        else:
            note = words.tr("logarithmic scale")
        canvas.text(110, 686, note, SMALL, PAPER2)
        key = self.desk.settings.key_of("back")
        button(canvas, "close", (1140, 668, 124, 30), words.tr("back"), key)

    def _lines(self, game: Game) -> tuple[tuple[int, ...], list[Line]]:
        if self.measure == "gap":
            # The truth of others is for the end; until then their lines are what is believed.
            over = game.phase == "over" or not game.seats
            years, lines = gap_lines(game, self.desk)
            return years, lines if over else [as_believed(line) for line in lines]
        values = game.series(self.measure)
        if game.seats and game.phase != "over":
            values = {actor: row for actor, row in values.items() if actor == game.seat}
        history = game.history(self.desk.words)
        return history.years, lines_of(actors_of(game, self.desk), values, {}, game.seat)

    def press(self, target: str) -> None:
        """Choose a measure, or close."""
        kind, _, what = target.partition(":")
        if kind == "measure":
            self.measure = what
        elif target == "close":
            self.desk.close()

    def command(self, command: str) -> bool:
        """Choose by arrows, or close."""
        names = list(MEASURES)
        if command in {"key:right", "key:left"}:
            step = 1 if command == "key:right" else -1
            self.measure = names[(names.index(self.measure) + step) % len(names)]
        elif command in {"back", "charts"}:
            self.desk.close()
        else:
            return False
        return True


def as_believed(line: Line) -> Line:
    """Return a line that tells what was believed in place of what was so."""
    if not any(line.band):
        return line
    values = tuple(
        band[0] if band is not None else value
        for value, band in zip(line.values, line.band, strict=False)
    )
    return Line(line.name, line.look, values, line.band, line.strong)
