"""The end: what it came to, why, what was known and how it was, and what to do now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

import pygame
from platformdirs import user_pictures_path

from race.base.errors import RaceError
from race.play.shown import Without
from race.ui.canvas import Canvas
from race.ui.charts.aftermath import draw_aftermath
from race.ui.charts.lines import Line, draw_lines, plot_of
from race.ui.desk import Part, Screen
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.game import Game
from race.ui.screens.charts import gap_lines
from race.ui.shapes import play_sign
from race.ui.theme import (
    ASPHALT,
    GIANT,
    HEIGHT,
    INK,
    NAME,
    NIGHT,
    PAPER,
    PAPER2,
    PAPER3,
    ROAD,
    RULE,
    SKY,
    SMALL,
    TITLE,
    WIDTH,
    look,
)
from race.ui.widgets.panel import button, button_width
from race.ui.widgets.without import draw_without
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
SCRUB_X, SCRUB_WIDTH = 112.0, 1144.0


@dataclass(eq=False)
class EndScreen(Screen):
    """Covers the window when the years are over, or when the player wants to see how it stands."""

    name: ClassVar[str] = "end"
    chosen: int = -1
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
            yield Part("chart", (449, 0, 831, 512), (key, self.place), self._chart)
        yield Part("scrubber", (0, 512, WIDTH, 124), (key, self.place), self._scrubber)
        yield Part("buttons", (0, 636, WIDTH, 84), (key, self.place), self._buttons)

    def _result(self, canvas: Canvas) -> None:
        words, game = self.desk.words, self.game
        canvas.rect(0, 0, 448, 512, ASPHALT)
        road = game.road(words)
        runner = road.runner(road.seat)
        name = runner.name if runner else ""
        canvas.text(
            24, 32, words.tr("start of {year} · {name}", year=road.year, name=name), SMALL, PAPER2
        )
        text = words.metres(road.gap_m)
        size = GIANT
        while canvas.measure(text, size, BOLD) > 404:
            size -= 8
        canvas.text(22, 146, text, size, PAPER, BOLD)
        canvas.rect(24, 174, 3, 56, PAPER)
        if self._frames <= 1 and game.seats:
            canvas.text(36, 196, words.tr("the points are being counted…"), NAME, PAPER2)
        elif (verdict := game.verdict()) is not None:
            title = words.tr(
                "{word}: {score} points", word=verdict.word, score=round(verdict.score)
            )
            canvas.text(36, 191, canvas.fit(title, 400, TITLE, SEMIBOLD), TITLE, PAPER, SEMIBOLD)
            for n, line in enumerate(canvas.wrap(verdict.reason, 400, lines=2)):
                canvas.text(36, 211 + 15 * n, line, SMALL, PAPER2)
        else:
            canvas.text(36, 196, words.tr("Watched to here"), TITLE, PAPER, SEMIBOLD)
        waits = self.desk.library.oracle.waits
        draw_without(canvas, self._reruns, words, waits=waits)

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

    def _scrubber(self, canvas: Canvas) -> None:
        words, years = self.desk.words, self.years()
        canvas.rect(0, 512, WIDTH, 124, SKY[0])
        canvas.hline(0, WIDTH, 512, RULE)
        canvas.rect(24, 540, 44, 44, PAPER, radius=2)
        play_sign(canvas, (46, 562), 9, INK)
        canvas.target("play", 24, 540, 44, 44)
        canvas.text(46, 606, self.desk.settings.key_of("skip"), SMALL, PAPER3, align="centre")
        pitch = SCRUB_WIDTH / len(years)
        colour = look(self.game.seat).colour
        canvas.rect(SCRUB_X, 556, SCRUB_WIDTH, 12, ROAD)
        canvas.rect(SCRUB_X, 556, pitch * (self.place + 0.5), 12, colour, alpha=0.5)
        for n, year in enumerate(years):
            x = SCRUB_X + pitch * (n + 0.5)
            on = n == self.place
            canvas.vline(x, 556, 568, PAPER3)
            canvas.text(
                x,
                590,
                str(year),
                SMALL,
                PAPER if on else PAPER2,
                BOLD if on else "Regular",
                "centre",
            )
        x = SCRUB_X + pitch * (self.place + 0.5)
        canvas.circle((x, 562), 10, PAPER)
        canvas.circle((x, 562), 3.2, INK)
        canvas.target("scrub", SCRUB_X, 546, SCRUB_WIDTH, 50)
        canvas.text(1256, 622, self._told(words), SMALL, PAPER, align="right")

    def _told(self, words: Words) -> str:
        history, game = self.game.history(words), self.game
        road = game.road(words)
        path = history.truth.get(road.rival if road.leads else game.seat, ())
        n = self.place
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
            share = (x - SCRUB_X) / SCRUB_WIDTH
            count = len(self.years())
            self.chosen = min(max(int(share * count), 0), count - 1)

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
        """Do what a letter of the buttons means here, though it is bound to something else."""
        names = {"charts": "code", "log": "new", "end_year": "branch"}
        self.press(names[command])
        return True

    def _step(self, step: int) -> None:
        self.chosen = min(max(self.place + step, 0), len(self.years()) - 1)


def _few_bands(lines: list[Line]) -> list[Line]:
    """Keep the bands of the two nearest to the leader: more of them hide one another."""
    banded = sorted((line.values[-1], line.name) for line in lines if any(line.band))
    kept = {name for _, name in banded[:2]}
    return [line if line.name in kept else replace(line, band=()) for line in lines]


def _ground(canvas: Canvas) -> None:
    canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
