"""The encyclopaedia: chapters at the left, topics beside them, the page at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from race.ui.canvas import Canvas
from race.ui.desk import Part, Screen
from race.ui.facts.topics import Chapter, Topic, chapters
from race.ui.fonts import SEMIBOLD
from race.ui.theme import (
    ASPHALT,
    HEIGHT,
    NAME,
    NIGHT,
    PAPER,
    PAPER2,
    PAPER3,
    RAISED,
    RULE,
    SMALL,
    TITLE,
    WIDTH,
)
from race.ui.widgets.panel import button

ROWS, PITCH, TOP = 26, 22.0, 88.0
LIST_X, PAGE_X, PAGE_WIDTH, BOTTOM = 232.0, 560.0, 680.0, 650.0
IDEA = "idea:"


@dataclass(eq=False)
class HelpScreen(Screen):
    """Covers the window; typing letters finds topics of all chapters, by their titles and texts."""

    name: ClassVar[str] = "help"
    chapter: int = 0
    topic: int = 0
    first: int = 0
    typed_text: str = ""
    _made: tuple[str, tuple[Chapter, ...]] | None = None

    def __post_init__(self) -> None:
        """Open at the topic that was asked for."""
        for n, chapter in enumerate(self.chapters()):
            for m, topic in enumerate(chapter.topics):
                if topic.name == self.desk.topic:
                    self.chapter, self.topic = n, m
                    self.first = max(0, m - ROWS + 4)

    def chapters(self) -> tuple[Chapter, ...]:
        """Return the chapters, made once a language."""
        words, game = self.desk.words, self.desk.game
        if self._made is None or self._made[0] != words.language:
            scenario = (
                game.scenario if game else self.desk.library.ground(self.desk.scenario).scenario
            )
            keys = {name: self.desk.settings.key_of(name) for name in self.desk.settings.keys}
            offers = game.offers() if game else ()
            self._made = words.language, chapters(scenario, offers, keys, words)
        return self._made[1]

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics that are listed."""
        if self.typed_text:
            wanted = self.typed_text.lower()
            return tuple(
                topic for chapter in self.chapters() for topic in chapter.topics
                if wanted in " ".join((topic.title, *topic.text)).lower()
            )  # fmt: skip
        return self.chapters()[self.chapter].topics

    def page(self) -> Topic | None:
        """Return the topic that is open."""
        topics = self.topics()
        return topics[min(self.topic, len(topics) - 1)] if topics else None

    def parts(self) -> Iterable[Part]:
        """Return head, chapters, topics and page."""
        key = (self.chapter, self.typed_text, self.first, self.topic)
        yield Part("ground", (0, 0, WIDTH, HEIGHT), (self.chapter, self.typed_text), self._ground)
        yield Part("list", (216, 60, 324, 660), key, self._list)
        yield Part("page", (541, 60, 739, 600), key, self._page)

    def _ground(self, canvas: Canvas) -> None:
        words = self.desk.words
        canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
        canvas.text(24, 44, words.tr("Encyclopaedia"), TITLE, PAPER, SEMIBOLD)
        text = self.typed_text or words.tr("type to search")
        canvas.text(LIST_X, 44, text, NAME, PAPER if self.typed_text else PAPER3)
        canvas.hline(24, WIDTH - 24, 58, RULE)
        canvas.rect(0, 59, 215, HEIGHT - 59, ASPHALT)
        for n, chapter in enumerate(self.chapters()):
            y = TOP + 34 * n
            on = n == self.chapter and not self.typed_text
            if on:
                canvas.rect(0, y - 20, 215, 30, RAISED)
                canvas.rect(0, y - 20, 3, 30, PAPER)
            canvas.text(24, y, chapter.title, NAME, PAPER, SEMIBOLD if on else "Regular")
            canvas.text(200, y, str(len(chapter.topics)), SMALL, PAPER3, align="right")
            canvas.target(f"chapter:{n}", 0, y - 20, 215, 30)
        button(
            canvas,
            "close",
            (1140, 668, 124, 30),
            words.tr("back"),
            self.desk.settings.key_of("back"),
        )

    def _list(self, canvas: Canvas) -> None:
        topics = self.topics()
        if not topics:
            canvas.text(LIST_X, TOP, self.desk.words.tr("nothing of this name"), SMALL, PAPER2)
        for n, topic in enumerate(topics[self.first : self.first + ROWS]):
            y = TOP + PITCH * n
            on = self.first + n == self.topic
            name = f"topic:{self.first + n}"
            if on or canvas.hot == name:
                canvas.rect(LIST_X - 8, y - 16, 310, PITCH, RAISED)
            canvas.text(
                LIST_X, y, canvas.fit(topic.title, 290), SMALL, PAPER, SEMIBOLD if on else "Regular"
            )
            canvas.target(name, LIST_X - 8, y - 16, 310, PITCH)
        if len(topics) > ROWS:
            text = self.desk.words.tr(
                "{first}-{last} of {n}",
                first=self.first + 1,
                last=min(self.first + ROWS, len(topics)),
                n=len(topics),
            )
            canvas.text(LIST_X, TOP + PITCH * ROWS + 12, text, SMALL, PAPER3)

    def _page(self, canvas: Canvas) -> None:
        """Draw the page; pages on the game go on with those that follow, as far as there is room."""
        topic = self.page()
        canvas.vline(541, 60, 660, RULE)
        if topic is None:
            return
        y = self._topic(canvas, topic, 104.0)
        topics = self.topics()
        for follows in topics[topics.index(topic) + 1 :]:
            both = topic.name.startswith(IDEA) and follows.name.startswith(IDEA)
            if not both or y + self._height(canvas, follows) > BOTTOM:
                break
            y = self._topic(canvas, follows, y + 30.0)

    def _height(self, canvas: Canvas, topic: Topic) -> float:
        lines = [line for text in topic.text for line in canvas.wrap(text, PAGE_WIDTH, NAME)]
        return 70.0 + 21.0 * len(lines) + 20.0 * len(topic.rows)

    def _topic(self, canvas: Canvas, topic: Topic, y: float) -> float:
        """Draw a topic from the baseline y of its title, and return where it ends."""
        for line in canvas.wrap(topic.title, PAGE_WIDTH, TITLE, SEMIBOLD, 3):
            canvas.text(PAGE_X, y, line, TITLE, PAPER, SEMIBOLD)
            y += 27
        for text in topic.text:
            for line in canvas.wrap(text, PAGE_WIDTH, NAME, lines=18):
                canvas.text(PAGE_X, y, line, NAME, PAPER2)
                y += 21
            y += 6
        for name, value in topic.rows[:20]:
            canvas.text(PAGE_X, y, canvas.fit(name, 290), SMALL, PAPER2)
            for line in canvas.wrap(value, PAGE_WIDTH - 310, SMALL, SEMIBOLD, 3):
                canvas.text(PAGE_X + 310, y, line, SMALL, PAPER, SEMIBOLD)
                y += 20
        if topic.source:
            source = self.desk.words.tr("Source: {source}", source=topic.source)
            for line in canvas.wrap(source, PAGE_WIDTH, SMALL, lines=3):
                canvas.text(PAGE_X, y + 14, line, SMALL, PAPER3)
                y += 18
        return y

    def press(self, target: str) -> None:
        """Open a chapter or a topic."""
        kind, _, what = target.partition(":")
        if kind == "chapter":
            self.chapter, self.topic, self.first, self.typed_text = int(what), 0, 0, ""
        elif kind == "topic":
            self.topic = int(what)
        elif target == "close":
            self.desk.close()

    def typed(self, text: str) -> bool:
        """Search."""
        if text.isprintable() and len(self.typed_text) < 40:
            self.typed_text += text
            self.topic = self.first = 0
        return True

    def wheel(self, target: str, turns: int) -> None:
        """Turn the list."""
        self._scroll(self.first - 3 * turns)

    def _scroll(self, first: int) -> None:
        self.first = min(max(first, 0), max(0, len(self.topics()) - ROWS))

    def command(self, command: str) -> bool:
        """Move by arrows; Backspace takes a letter back; letters are for the search."""
        steps = {"key:down": 1, "key:up": -1, "key:page down": ROWS, "key:page up": -ROWS}
        if command in steps:
            self.topic = min(max(self.topic + steps[command], 0), max(len(self.topics()) - 1, 0))
            if not self.first <= self.topic < self.first + ROWS:
                self._scroll(self.topic - ROWS // 2)
        elif command in {"key:right", "key:left"}:
            step = 1 if command == "key:right" else -1
            self.press(f"chapter:{(self.chapter + step) % len(self.chapters())}")
        elif command == "key:backspace":
            self.typed_text = self.typed_text[:-1]
            self.topic = self.first = 0
        elif command == "help" or (command == "back" and not self.typed_text):
            self.desk.close()
        elif command == "back":
            self.typed_text = ""
        elif command in {"language", "fullscreen", "settings"}:
            return False
        return True
