"""The end: what it came to, why, what was known and how it was, and what to do now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from race.base.errors import RaceError
from race.play.telling.shown import Without, named
from race.ui.canvas import Canvas
from race.ui.charts.aftermath import draw_aftermath
from race.ui.charts.outcome import draw_outcome
from race.ui.charts.skin import colour_of
from race.ui.charts.timeline import Timeline, draw_timeline
from race.ui.desk import Part, Screen
from race.ui.game import Game
from race.ui.keepsakes import Keepsakes
from race.ui.screens.charts import gap_lines
from race.ui.theme import (
    ASPHALT,
    HEIGHT,
    NAME,
    NIGHT,
    PAPER2,
    RULE,
    WIDTH,
)
from race.ui.widgets.goals import draw_demands
from race.ui.widgets.panel import button, button_width
from race.ui.widgets.result import draw_result
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

    def __post_init__(self) -> None:
        """Be ready to make keepsakes."""
        self._kept = Keepsakes(self.desk, self.game)

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

    @property
    def _turn(self) -> int:
        """Return the turn that is played anew from the chosen year; the last one has none after it."""
        return min(self.place, max(len(self.years()) - 2, 0))

    def tick(self, now_ms: float) -> bool:
        """Replay, and take in what the other process found."""
        if self.game.poll() or self._frames < 1:
            self.desk.stale = True
        self._frames += 1
        self._reruns = tuple(self.game.reruns())
        self._kept.film_ended()
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
        path = self._path()
        began = self.years()[0], path[0] if path else 0.0
        draw_result(canvas, game.road(words), verdict, note, began, words)
        waits = counting or self.desk.library.oracle.waits
        bottom = draw_without(canvas, self._reruns, words, waits=waits)
        for goal in verdict.goals[:1] if verdict else ():
            title = words.tr("What a win asked for")
            draw_demands(canvas, goal, (24.0, bottom, 400.0, 500.0), title, words)

    def _others(self, canvas: Canvas) -> None:
        after = self.game.aftermath()
        if after is None:
            text = self.desk.words.tr("The others are told of when the game is over.")
            canvas.text(472, 60, text, NAME, PAPER2)
        else:
            draw_aftermath(canvas, after, self.game.scenario, self.desk.words)

    def _chart(self, canvas: Canvas) -> None:
        years, lines = gap_lines(self.game, self.desk)
        causes, now = named(self._reruns), years[self.place]
        draw_outcome(canvas, years, lines, self._path(), causes, now, self.desk.words)

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
        history = self.game.history(words)
        colour = colour_of(self.game.road(words), self.game.seat)
        year = history.years[self.place]
        happened = next((text for when, _, text in history.marks if when == year), "")
        told = " · ".join(part for part in (happened, self._told(words)) if part)
        return Timeline(history.years, self.place, colour, history.marks, told)

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
            shown = words.tr(text).format(year=self.years()[self._turn])
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
            "branch": self._branch, "same": self._again, "new": self._again, "play": self._play,
            "code": self._kept.code, "picture": self._kept.picture, "film": self._kept.film,
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
        try:
            self.desk.game = self.game.branch(self._turn)
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


def _ground(canvas: Canvas) -> None:
    canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
