"""The honest ruler over the whole window: the camera moves back until the gap fits."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from race.ui.canvas import Canvas
from race.ui.charts.ruler import (
    LENGTH,
    View,
    draw_joke,
    draw_others,
    draw_ruler,
    major_step,
    view_at,
)
from race.ui.desk import Part, Screen
from race.ui.facts.road import Road
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.motion import ease_quint
from race.ui.theme import GIANT, HEIGHT, NAME, PAPER, PAPER2, SMALL, TITLE, WIDTH
from race.ui.widgets.panel import button

CAMERA_MS = 1800.0


@dataclass(eq=False)
class RulerScreen(Screen):
    """The same facts as on the road, on a scale that does not lie."""

    name: ClassVar[str] = "ruler"
    _road: Road | None = None
    _language: str = ""
    _share: float = field(default=0.0, init=False)

    def road(self) -> Road:
        """Return the road, asked of the game once a language."""
        words = self.desk.words
        if self._road is None or self._language != words.language:
            assert self.desk.game is not None  # noqa: S101 - the registry opens it over a game only
            self._road, self._language = self.desk.game.road(words), words.language
        return self._road

    @property
    def still(self) -> bool:
        """Tell whether the camera has arrived."""
        return self._share >= 1.0

    def tick(self, now_ms: float) -> bool:
        """Move the camera."""
        if self.still:
            return False
        gone = (now_ms - self.opened_ms) / CAMERA_MS
        quick = self.desk.settings.reduced_motion
        self._share = 1.0 if quick else min(gone, 1.0)
        return True

    def parts(self) -> Iterable[Part]:
        """Return one part: all of it moves."""
        view = view_at(self.road().gap_m, ease_quint(self._share))
        key = (view, self.still, self.road())
        yield Part("ground", (0, 0, WIDTH, HEIGHT), key, partial(self._draw, view))

    def _draw(self, view: View, canvas: Canvas) -> None:
        road, words = self.road(), self.desk.words
        assert self.desk.game is not None  # noqa: S101 - the registry opens it over a game only
        history = self.desk.game.history(words) if self.still else None
        measured = road.rival if road.leads else road.seat
        before = []
        if history is not None:
            path = history.truth.get(measured, ())
            before = [*zip(history.years[:-1], path, strict=False)]
        draw_ruler(canvas, road, before, view, words, still=self.still)
        text = words.tr("{year} · honest ruler: every metre in its place", year=road.year)
        canvas.text(40, 59, text, NAME, PAPER2)
        shown = road.gap_m if self.still else view.metres
        canvas.text(34, 180, words.metres(shown), GIANT, PAPER, BOLD)
        if not self.still:
            return
        self._in_words(canvas, road)
        draw_others(canvas, road, 1112, 344, words)
        draw_joke(canvas, road, 776, 574, words)
        _scale(canvas, view, self)

    def _in_words(self, canvas: Canvas, road: Road) -> None:
        words = self.desk.words
        years = words.years(road.gap_years)
        if road.leads:
            rival = road.runner(road.rival)
            text = words.tr("to {name}, {years}", name=rival.name if rival else "", years=years)
        else:
            text = words.tr("to the leader, {years}", years=years)
        canvas.text(40, 222, text, TITLE, PAPER, SEMIBOLD)
        if math.isfinite(road.plans) and road.plans >= 1.5:
            stride = words.metres(road.stride_m)
            text = words.trn(
                "that is {n} five-year plan, or {n} step of {stride}",
                "that is {n} five-year plans, or {n} steps of {stride}",
                round(road.plans), stride=stride,
            )  # fmt: skip
            canvas.text(40, 250, text, NAME, PAPER2)

    def press(self, target: str) -> None:
        """Go back."""
        if target == "ruler":
            self.desk.close()

    def command(self, command: str) -> bool:
        """Go back by the key that opened it; any other first ends the camera's way."""
        if command in {"ruler", "back"}:
            self.desk.close()
            return True
        if command in {"skip", "end_year"}:
            self._share = 1.0
            return True
        return False


def _scale(canvas: Canvas, view: View, screen: RulerScreen) -> None:
    words = screen.desk.words
    unit = major_step(view.metres) / 10.0
    length = LENGTH * unit / view.metres
    canvas.hline(776, 776 + length, 683, PAPER, 1.6)
    for x in (776.0, 776.0 + length):
        canvas.vline(x, 680, 688, PAPER, 1.4)
    step = LENGTH * screen.road().stride_m / view.metres
    if step > WIDTH:
        text = words.metres(unit)
    elif step < 1.0:
        text = words.tr(
            "{unit}. A step is {share} of a point here.", unit=words.metres(unit),
            share=words.number(step, 2),
        )  # fmt: skip
    else:
        text = words.tr("{unit}. A step is {share} points long here.", unit=words.metres(unit),
                        share=words.number(step, 2))  # fmt: skip
    canvas.text(776 + length + 12, 688, text, SMALL, PAPER2)
    key = screen.desk.settings.key_of("ruler")
    button(canvas, "ruler", (1140, 668, 124, 30), words.tr("back"), key)
