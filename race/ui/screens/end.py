"""The end: what it came to, why, what was known and how it was, and what to do now."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

import pygame
from platformdirs import user_pictures_path

from race.base.errors import RaceError
from race.play.telling.shown import Without
from race.ui.canvas import Canvas
from race.ui.charts.aftermath import draw_aftermath
from race.ui.charts.lines import Line, Plot, draw_lines, plot_of
from race.ui.charts.timeline import Timeline, draw_timeline
from race.ui.desk import Part, Screen
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.game import Game
from race.ui.screens.charts import gap_lines
from race.ui.theme import (
    ASPHALT,
    HEIGHT,
    INK,
    NAME,
    NIGHT,
    PAPER,
    PAPER2,
    PAPER3,
    RULE,
    SMALL,
    WIDTH,
    look,
)
from race.ui.widgets.panel import button, button_width
from race.ui.widgets.result import draw_result
from race.ui.widgets.without import draw_without, named
from race.ui.words import Words, mark

PLAY_MS = 700.0
BUTTONS = (
    ("branch", mark("Play on from {year}"), "b"),
    ("same", mark("Same world, another seat"), "o"),
    ("picture", mark("Picture"), "p"),
    ("film", mark("Film"), "f"),
    ("code", mark("Game's code"), "c"),
    ("others", mark("The others, marks"), "m"),
    ("charts", mark("Charts"), "k"),
    ("new", mark("New game"), "n"),
)


@dataclass(eq=False)
class EndScreen(Screen):
    """Covers the window when the years are over, or when the player wants to see how it stands."""

    name: ClassVar[str] = "end"
    chosen: int = -1
    picked: bool = False
    others: bool = False
    playing_since: float = -1.0
    _reruns: tuple[Without, ...] = field(default=(), init=False)
    _frames: int = field(default=0, init=False)
    """The points take a game played again: they are counted once the screen is seen."""

    @property
    def game(self) -> Game:
        """Return the game."""
        game = self.desk.game
        if game is None:
            raise RuntimeError("the end was opened without a game")
        return game

    def years(self) -> tuple[int, ...]:
        """Return the years that can be chosen."""
        return self.game.history(self.desk.words).years

    @property
    def place(self) -> int:
        """Return the place of the chosen year."""
        last = len(self.years()) - 1
        return last if self.chosen < 0 else min(self.chosen, last)

    def tick(self, now_ms: float) -> bool:
        """Replay, and take in what the other process found."""
        if self.game.poll() or self._frames < 1:
            self.desk.stale = True
        self._frames += 1
        self._reruns = tuple(self.game.reruns())
        self._film_ended()
        if self.playing_since < 0.0:
            return False
        self.chosen = min(int((now_ms - self.playing_since) / PLAY_MS), len(self.years()) - 1)
        if self.chosen >= len(self.years()) - 1:
            self.playing_since = -1.0
        return True

    def parts(self) -> Iterable[Part]:
        """Return result, chart, scrubber, buttons."""
        key = (self.game.turn(), self.game.seat)
        yield Part("ground", (0, 0, WIDTH, HEIGHT), 0, _ground)
        yield Part("result", (0, 0, 448, 512), (key, self._reruns, self._frames > 1), self._result)
        if self.others:
            yield Part("others", (449, 0, 831, 512), key, self._others)
        else:
            yield Part("chart", (449, 0, 831, 512), (key, self.place, self._reruns), self._chart)
        yield Part("scrubber", (0, 512, WIDTH, 124), (key, self.place), self._scrubber)
        yield Part("buttons", (0, 636, WIDTH, 84), (key, self.place), self._buttons)

    def _result(self, canvas: Canvas) -> None:
        words, game = self.desk.words, self.game
        counting = self._frames <= 1 and bool(game.seats)
        note = (
            words.tr("the points are being counted…") if counting else words.tr("Watched to here")
        )
        verdict = None if counting else game.verdict()
        draw_result(canvas, game.road(words), verdict, note, words)
        draw_without(canvas, self._reruns, words, waits=self.desk.library.oracle.waits)

    def _others(self, canvas: Canvas) -> None:
        after = self.game.aftermath()
        if after is None:
            text = self.desk.words.tr("The others are told of when the game is over.")
            canvas.text(472, 60, text, NAME, PAPER2)
        else:
            draw_aftermath(canvas, after, self.game.scenario, self.desk.words)

    def _chart(self, canvas: Canvas) -> None:
        words = self.desk.words
        canvas.text(
            472,
            40,
            words.tr("The gap: what you knew and how it was").upper(),
            SMALL,
            PAPER,
            SEMIBOLD,
        )
        years, lines = gap_lines(self.game, self.desk)
        lines = _few_bands(lines)
        plot = plot_of((536, 64, 560, 400), years, lines)
        draw_lines(
            canvas,
            plot,
            years,
            lines,
            words,
            words.metres,
            plates=True,
            now=float(years[self.place]),
        )
        self._numbers(canvas, plot)
        x = 1256.0
        for text, dashed in ((words.tr("truth"), False), (words.tr("believed, 8 of 10"), True)):
            width = canvas.text(x, 40, text, SMALL, PAPER2, align="right")
            x -= width + 30
            if dashed:
                canvas.rect(x, 31, 24, 10, PAPER3, alpha=0.3)
                canvas.hdash(x, x + 24, 35, PAPER2, 4, 3)
            else:
                canvas.rect(x, 35, 24, 2.4, PAPER)
            x -= 14

    def _numbers(self, canvas: Canvas, plot: Plot) -> None:
        """Set the number of each cause on the line, where its order was first given."""
        years, path = self.years(), self._path()
        taken: list[float] = []
        for n, row in enumerate(named(self._reruns)):
            if row.year not in years or years.index(row.year) >= len(path):
                continue
            metres = path[years.index(row.year)]
            if not 0.0 < metres < math.inf:
                continue
            x, y = plot.px(row.year), plot.py(metres)
            top = y - 40.0 - 24.0 * taken.count(x)
            taken.append(x)
            canvas.vline(x, top + 18, y, PAPER2)
            canvas.circle((x, y), 3.2, PAPER)
            canvas.rect(x - 9, top, 18, 18, PAPER, radius=2)
            canvas.text(x, top + 13, str(n + 1), SMALL, INK, BOLD, "centre")

    def _path(self) -> tuple[float, ...]:
        """Return the gap of the seat by year, or of the second where it leads."""
        road = self.game.road(self.desk.words)
        history = self.game.history(self.desk.words)
        return history.truth.get(road.rival if road.leads else self.game.seat, ())

    def _scrubber(self, canvas: Canvas) -> None:
        draw_timeline(canvas, self.timeline(), self.desk.settings.key_of("skip"), self.desk.words)

    def timeline(self) -> Timeline:
        """Return the years with their marks, and what is told of the chosen one."""
        words = self.desk.words
        history, runner = self.game.history(words), self.game.road(words).runner(self.game.seat)
        skin = look(self.game.seat, runner.home if runner else "", runner.kind if runner else "")
        year = history.years[self.place]
        happened = next((text for when, _, text in history.marks if when == year), "")
        told = " · ".join(part for part in (happened, self._told(words)) if part)
        return Timeline(history.years, self.place, skin.colour, history.marks, told)

    def _told(self, words: Words) -> str:
        history, path, n = self.game.history(words), self._path(), self.place
        if n >= len(path):
            return ""
        if n == 0:
            return words.tr("{year}: {gap}", year=history.years[0], gap=words.metres(path[0]))
        return words.tr(
            "{year}: in a year {before} → {gap}", year=history.years[n],
            before=words.metres(path[n - 1]), gap=words.metres(path[n]),
        )  # fmt: skip

    def _buttons(self, canvas: Canvas) -> None:
        words = self.desk.words
        canvas.rect(0, 636, WIDTH, 84, ASPHALT)
        canvas.hline(0, WIDTH, 636, RULE)
        x = 24.0
        for n, (name, text, key) in enumerate(BUTTONS):
            shown = words.tr(text).format(year=self.years()[self.place])
            width = button_width(canvas, shown, key.upper())
            possible = bool(self.game.seats) or name not in {"branch", "film", "code"}
            button(
                canvas,
                name,
                (x, 660, width, 36),
                shown,
                key.upper(),
                primary=n == 0,
                enabled=possible,
            )
            x += width + 8

    # --- input

    def press(self, target: str) -> None:
        """Do what a button says."""
        acts = {
            "branch": self._branch, "same": self._again, "new": self._again, "code": self._code,
            "picture": self._picture, "film": self._film, "play": self._play,
        }  # fmt: skip
        if target in acts:
            acts[target]()
        elif target == "charts":
            self.desk.show("charts")
        elif target == "others":
            self.others = not self.others

    def drag(self, target: str, x: float, y: float) -> None:
        """Move the scrubber."""
        if target == "scrub":
            self.playing_since = -1.0
            self.chosen, self.picked = self.timeline().place_at(x), True

    def _play(self) -> None:
        self.playing_since = -1.0 if self.playing_since >= 0.0 else self.desk.now_ms

    def _branch(self) -> None:
        turns = len(self.years()) - 1
        turn = min(self.place, max(turns - 1, 0))
        try:
            self.desk.game = self.game.branch(turn)
        except RaceError as error:
            self.desk.say(str(error))
            return
        self._go("main")

    def _again(self) -> None:
        self.desk.game = None
        self._go("opening")

    def _go(self, name: str) -> None:
        screen = self.desk.make(self.desk, name)
        if screen is not None:
            self.desk.go(screen)

    def _code(self) -> None:
        code = self.game.share_code()
        try:
            pygame.scrap.put_text(code)
            self.desk.say(
                self.desk.words.tr("The code is on the clipboard: {code}", code=code), 8.0
            )
        except pygame.error:
            self.desk.say(code, 12.0)

    def _picture(self) -> None:
        surface = pygame.display.get_surface()
        if surface is None:
            return
        file = self._file("png")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            pygame.image.save(surface, str(file))
            self.desk.say(self.desk.words.tr("saved: {file}", file=file))
        except (OSError, pygame.error) as error:
            self.desk.say(str(error))

    def _file(self, suffix: str) -> Path:
        name = f"three-kilometres-{self.game.seat}-{self.years()[-1]}.{suffix}"
        return user_pictures_path() / name

    def _film(self) -> None:
        """Let the road through the years be written as a moving picture."""
        words = self.desk.words
        code = self.game.share_code()
        if self.desk.library.filmer.start(code, words.language, self._file("webp")):
            self.desk.say(words.tr("the film is being drawn…"), 60.0)

    def _film_ended(self) -> None:
        filmer = self.desk.library.filmer
        fault = filmer.ended()
        if fault is not None:
            self.desk.say(fault or self.desk.words.tr("saved: {file}", file=filmer.file))
            self.desk.stale = True

    def command(self, command: str) -> bool:
        """Do what a key stands for."""
        acts: dict[str, Callable[[], None]] = {
            "skip": self._play, "back": self.desk.close,
            "key:right": partial(self._step, 1), "key:left": partial(self._step, -1),
        }  # fmt: skip
        key = command.removeprefix("key:")
        found = next((name for name, _, bound in BUTTONS if bound == key and command != key), "")
        if command in acts:
            acts[command]()
        elif found:
            self.press(found)
        else:
            return command in {"end_year", "charts", "log"} and self._bound(command)
        return True

    def _bound(self, command: str) -> bool:
        """Do what a letter of the buttons means here, though it is bound to something else.

        Who ends years by Enter does not leave by it: it goes on only from a year that was picked.
        """
        names = {"charts": "code", "log": "new", "end_year": "branch"}
        if command != "end_year" or self.picked:
            self.press(names[command])
        return True

    def _step(self, step: int) -> None:
        self.chosen = min(max(self.place + step, 0), len(self.years()) - 1)
        self.picked = True


def _few_bands(lines: list[Line]) -> list[Line]:
    """Keep the bands of the two nearest to the leader: more of them hide one another."""
    banded = sorted((line.values[-1], line.name) for line in lines if any(line.band))
    kept = {name for _, name in banded[:2]}
    return [line if line.name in kept else replace(line, band=()) for line in lines]


def _ground(canvas: Canvas) -> None:
    canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
