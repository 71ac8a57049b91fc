"""The opening: history plays, an actor is chosen, the game begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import ClassVar

from race.base.errors import RaceError
from race.ui.canvas import Canvas
from race.ui.charts.globe import Frame
from race.ui.charts.history import FIRST_YEAR, Past, draw_history
from race.ui.charts.map import draw_map
from race.ui.charts.walker import flag
from race.ui.desk import Part, Screen
from race.ui.facts.opening import STRENGTHS, Opening, Seat
from race.ui.fonts import BOLD, REGULAR, SEMIBOLD
from race.ui.theme import (
    ASPHALT,
    HEIGHT,
    HERO,
    INK,
    NAME,
    NIGHT,
    PAPER,
    PAPER2,
    RULE,
    RULE2,
    SMALL,
    TITLE,
    WIDTH,
    look,
)
from race.ui.widgets.panel import button, head
from race.ui.words import Words, mark

MAP = Frame(17.0, 88.0, 927.0, 435.0, 74.5)
HISTORY_MS = 8000.0
CARDS = {
    "US": (60.0, 326.0), "EU": (372.0, 208.0), "CN": (640.0, 244.0), "RU": (663.0, 145.0),
    "AE": (500.0, 322.0), "IN": (618.0, 330.0), "TW": (800.0, 330.0),
}  # fmt: skip
"""Where the cards of states stand on the map; the others stand in a row under it."""
ROW_Y, ROW_X, ROW_WIDTH = 470.0, 24.0, 912.0
HARDNESS = (mark("easy"), mark("rather easy"), mark("middling"), mark("hard"), mark("very hard"))
LINKS = (
    ("scenarios", mark("other scenarios"), "o"),
    ("saves", mark("load"), "l"),
    ("watch", mark("watch"), "w"),
    ("settings", mark("settings"), "F10"),
    ("help", mark("help"), "F1"),
    ("credits", mark("credits"), "k"),
)

GOAL_LINES = 7


@dataclass(eq=False)
class OpeningScreen(Screen):
    """Shows a scenario before it is played."""

    name: ClassVar[str] = "opening"
    chosen: int = 0
    _now: float = field(default=float(FIRST_YEAR), init=False)

    def opening(self) -> Opening:
        """Return what is shown."""
        return self.desk.library.preview(self.desk.scenario, self.desk.words)

    def seat(self) -> Seat:
        """Return the actor that is chosen."""
        seats = self.opening().seats
        return seats[self.chosen % len(seats)]

    def tick(self, now_ms: float) -> bool:
        """Let history run."""
        start = self.opening().start
        if self._now >= start:
            return False
        share = (now_ms - self.opened_ms) / HISTORY_MS
        if self.desk.settings.reduced_motion:
            share = 1.0
        first = Past(start).first
        self._now = min(first + (start - first) * share, start)
        return True

    def parts(self) -> Iterable[Part]:
        """Return title, map, the actor's panel and history."""
        opening, words = self.opening(), self.desk.words
        lit = sum(light.since <= self._now for light in opening.atlas.lights)
        yield Part("ground", (0, 0, WIDTH, HEIGHT), self.desk.scenario, _ground)
        yield Part("title", (0, 0, 943, 84), self.desk.scenario, partial(draw_title, words=words))
        yield Part("map", (0, 84, 943, 444), (self.desk.scenario, self.chosen, lit), self._map)
        yield Part("links", (0, 526, 943, 18), self.desk.scenario, self._links)
        yield Part("seat", (943, 0, 337, 544), (self.desk.scenario, self.chosen), self._seat)
        yield Part("history", (0, 544, WIDTH, 176), self._now, self._history)

    def _map(self, canvas: Canvas) -> None:
        opening, seat = self.opening(), self.seat()
        lights = tuple(one for one in opening.atlas.lights if one.since <= self._now)
        atlas = replace(opening.atlas, home=seat.home, lights=lights, nodes=(), arcs=())
        draw_map(canvas, atlas, MAP, self.desk.words, "choice", arcs=False, labels=False)
        canvas.targets.clear()
        row = [n for n, one in enumerate(opening.seats) if one.actor not in CARDS]
        pitch = ROW_WIDTH / max(len(row), 1)
        for n, one in enumerate(opening.seats):
            x, y = CARDS.get(one.actor, (0.0, 0.0))
            if n in row:
                x, y = ROW_X + pitch * row.index(n), ROW_Y
            self._card(canvas, n, one, (x, y), min(pitch - 8.0, 150.0) if n in row else 150.0)

    def _card(
        self, canvas: Canvas, n: int, seat: Seat, corner: tuple[float, float], most: float
    ) -> None:
        x, y = corner
        words = self.desk.words
        on = n == self.chosen % len(self.opening().seats)
        hard = words.tr(HARDNESS[seat.difficulty - 1])
        name = canvas.fit(seat.name, most - 56, NAME, SEMIBOLD)
        width = 58 + max(canvas.measure(name, NAME, SEMIBOLD), canvas.measure(hard))
        x = min(x, 936 - width)
        hot = canvas.hot == f"seat:{n}"
        canvas.rect(x, y, width, 45, PAPER if on else (ASPHALT if hot else NIGHT), radius=2)
        canvas.frame(x, y, width, 45, PAPER if on or hot else RULE2, radius=2)
        flag(canvas, (x + 23, y + 22.5), 13, look(seat.actor, seat.home, seat.kind))
        canvas.text(x + 46, y + 20, name, NAME, INK if on else PAPER, SEMIBOLD)
        canvas.text(x + 46, y + 36, hard, SMALL, (90, 84, 71) if on else PAPER2)
        canvas.target(f"seat:{n}", x, y, width, 45)

    def _links(self, canvas: Canvas) -> None:
        x = 24.0
        for name, text, key in LINKS:
            shown = self.desk.words.tr(text)
            hot = canvas.hot == name
            start = x
            x += canvas.text(x, 539, key.upper(), SMALL, PAPER, SEMIBOLD) + 5
            x += canvas.text(x, 539, shown, SMALL, PAPER if hot else PAPER2) + 22
            canvas.target(name, start - 4, 526, x - start - 14, 18)

    def _seat(self, canvas: Canvas) -> None:
        words, seat = self.desk.words, self.seat()
        skin = look(seat.actor, seat.home, seat.kind)
        draw_side(canvas)
        flag(canvas, (984, 44), 16, skin)
        canvas.text(1012, 42, canvas.fit(seat.name, 246, TITLE, SEMIBOLD), TITLE, PAPER, SEMIBOLD)
        canvas.text(1012, 60, canvas.fit(seat.note, 246), SMALL, PAPER2)
        head(canvas, 968, 100, 288, words.tr("Goal"))
        goal = canvas.wrap(seat.goal, 288, SMALL, SEMIBOLD, GOAL_LINES - 1)
        plan = canvas.wrap(seat.goal_text, 288, lines=GOAL_LINES - len(goal))
        for n, line in enumerate((*goal, *plan)):
            is_goal = n < len(goal)
            canvas.text(968, 126 + 16 * n, line, SMALL, PAPER if is_goal else PAPER2,
                        SEMIBOLD if is_goal else REGULAR)  # fmt: skip
        worst = max((of for _, _, of in seat.strengths), default=0)
        head(canvas, 968, 248, 288, words.tr("Strengths"), words.tr("place of {n}", n=worst))
        for n, (name, rank, of) in enumerate(seat.strengths):
            base = 272 + 18.5 * n
            text = STRENGTHS[name]
            canvas.text(968, base, canvas.fit(words.tr(text), 124), SMALL, PAPER)
            filled = round(5.0 * (1.0 - (rank - 1) / max(of - 1, 1)))
            for box in range(5):
                x = 1096 + 24 * box
                if box < filled:
                    canvas.rect(x, base - 9, 20, 10, skin.colour)
                else:
                    canvas.frame(x, base - 9, 20, 10, RULE2)
            canvas.text(1256, base, str(rank), SMALL, PAPER2, align="right")
        head(canvas, 968, 376, 288, words.tr("Start"))
        for n, (name, value) in enumerate(seat.facts):
            canvas.text(968, 401 + 18.5 * n, name, SMALL, PAPER2)
            canvas.text(1256, 401 + 18.5 * n, value, SMALL, PAPER, SEMIBOLD, "right")
        canvas.text(968, 462, words.tr("Difficulty"), SMALL, PAPER2)
        for box in range(5):
            x = 1096 + 24 * box
            if box < seat.difficulty:
                canvas.rect(x, 453, 20, 10, PAPER)
            else:
                canvas.frame(x, 453, 20, 10, RULE2)
        canvas.text(1256, 462, str(seat.difficulty), SMALL, PAPER, SEMIBOLD, "right")
        text = words.tr("Play {name}", name=seat.name)
        key = self.desk.settings.key_of("end_year")
        button(canvas, "play", (968, 484, 288, 40), text, key, primary=True)

    def _history(self, canvas: Canvas) -> None:
        opening, key = self.opening(), self.desk.settings.key_of("skip")
        draw_history(canvas, opening.runs, opening.start, self._now, self.desk.words, key)

    def press(self, target: str) -> None:
        """Choose an actor, begin, or go elsewhere."""
        kind, _, what = target.partition(":")
        if kind == "seat":
            self.chosen = int(what)
        elif target == "play":
            self.begin((self.seat().actor,))
        elif target == "watch":
            self.begin(())
        elif target == "history":
            self._history_key()
        else:
            self.desk.show(target)

    def command(self, command: str) -> bool:
        """Do what a key stands for; while history plays, any key ends it first."""
        seats = len(self.opening().seats)
        if command == "end_year":
            self._now = self.opening().start
            self.begin((self.seat().actor,))
        elif command == "skip":
            self._history_key()
        elif command in {"key:right", "key:down"}:
            self.chosen = (self.chosen + 1) % seats
        elif command in {"key:left", "key:up"}:
            self.chosen = (self.chosen - 1) % seats
        elif command.startswith("key:"):
            return self._link(command.removeprefix("key:"))
        else:
            return False
        return True

    def _link(self, key: str) -> bool:
        for name, _, bound in LINKS:
            if bound == key:
                self.press(name)
                return True
        return False

    def _history_key(self) -> None:
        start = self.opening().start
        if self._now < start:
            self._now = start
        else:
            self._now, self.opened_ms = Past(start).first, self.desk.now_ms

    def begin(self, seats: tuple[str, ...]) -> None:
        """Begin a game of some seats; of none, to watch."""
        desk = self.desk
        try:
            desk.game = desk.library.new_game(desk.scenario, seats, desk.seed, desk.words.language)
        except RaceError as error:
            desk.say(str(error))
            return
        main = desk.make(desk, "main")
        if main is not None:
            desk.go(main)


def draw_title(canvas: Canvas, words: Words) -> None:
    """Draw the name of the game, the joke, and what is asked of the player."""
    width = canvas.text(24, 58, words.tr("Three Kilometres"), HERO, PAPER, BOLD)
    x = 24 + width + 40
    lines = (
        (words.tr("— When will communism come? — In three kilometres:"), PAPER),
        (words.tr("every five-year plan is one step. Here it is compute that comes:"), PAPER2),
        (words.tr("five years behind are one step of 75 cm. Whom will you lead?"), PAPER2),
    )
    for n, (line, colour) in enumerate(lines):
        canvas.text(x, 29 + 20 * n, canvas.fit(line, 936 - x, NAME), NAME, colour)


def draw_side(canvas: Canvas) -> None:
    """Draw the ground of the actor's panel."""
    canvas.rect(943, 0, 337, 544, ASPHALT)
    canvas.vline(943, 0, 544, RULE)


def _ground(canvas: Canvas) -> None:
    canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
