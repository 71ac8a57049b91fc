"""The desk and the screens that lie on it: what they share, and what a screen is made of.

A screen is made of parts that are drawn again only when what they show has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from race.base.languages import LANGUAGES
from race.ui.canvas import Canvas
from race.ui.fonts import Fonts
from race.ui.settings import Settings, save_settings
from race.ui.words import Words

if TYPE_CHECKING:
    from race.ui.game import Game, Library

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Part:
    """A box of a screen, and how it is drawn.

    Attributes:
        box: x, y, width, height in logical units; nothing is drawn outside.
        key: what the picture depends on; it is drawn again when this changes.
        live: it changes while something moves, and costs little.
    """

    name: str
    box: Box
    key: Hashable
    draw: Callable[[Canvas], None]


@dataclass(eq=False)
class Screen:
    """One screen: parts to draw, and what it does when a place is pressed or a key is struck.

    A screen that floats lies over the one below, which shows through, dimmed.
    """

    desk: Desk
    name: ClassVar[str] = ""
    floats: ClassVar[bool] = False
    opened_ms: float = field(default=0.0, init=False)

    def parts(self) -> Iterable[Part]:
        """Return the parts, in the order in which they are drawn."""
        return ()

    def changed(self) -> None:
        """Ask the game again: it has gone on, or a card was laid or taken."""

    def press(self, target: str) -> None:
        """Do what a place stands for."""

    def press_right(self, target: str) -> None:
        """Do what the right button does on a place."""

    def command(self, command: str) -> bool:
        """Do what a key is bound to, and tell whether that was understood."""
        return False

    def struck(self, key: str) -> bool:
        """Take a key before it is read as a command, and tell whether it was wanted."""
        return False

    def typed(self, text: str) -> bool:
        """Take text that was typed, and tell whether it was wanted."""
        return False

    def drag(self, target: str, x: float, y: float) -> None:
        """Move what was pressed to a place."""

    def wheel(self, target: str, turns: int) -> None:
        """Turn the wheel over a place."""

    def tick(self, now_ms: float) -> bool:
        """Move on to a moment, and tell whether something is moving."""
        return False


@dataclass(eq=False)
class Desk:
    """The shared things of a window.

    Attributes:
        game: the game that is open; None before one is chosen.
        library: opens scenarios and saved games.
        now_ms: the window's clock; a test sets it.
        play_sound: plays a sound by name; nothing where there is no sound.
        make: makes a screen by its name; set by the registry.
        stale: something came in from outside, and a frame is due.
        topic: what the encyclopaedia opens at.
        scenario, seed: what the opening begins with.
        note: one line that is shown for some seconds.
    """

    settings: Settings
    words: Words
    fonts: Fonts
    library: Library
    game: Game | None = None
    screens: list[Screen] = field(default_factory=list)
    now_ms: float = 0.0
    play_sound: Callable[[str], None] = lambda _name: None
    make: Callable[[Desk, str], Screen | None] = lambda _desk, _name: None
    topic: str = ""
    stale: bool = False
    scenario: str = "2022"
    seed: int = 1
    note: str = ""
    note_until_ms: float = 0.0
    leaving: bool = False
    keep_settings: bool = True

    @property
    def top(self) -> Screen:
        """Return the screen that takes the input."""
        return self.screens[-1]

    def open(self, screen: Screen) -> None:
        """Lay a screen on top."""
        screen.opened_ms = self.now_ms
        self.screens.append(screen)

    def close(self) -> None:
        """Take the top screen away; the last one stays."""
        if len(self.screens) > 1:
            self.screens.pop()

    def go(self, screen: Screen) -> None:
        """Put a screen in the place of all others."""
        screen.opened_ms = self.now_ms
        self.screens[:] = [screen]

    def show(self, name: str) -> bool:
        """Open a screen by its name in the registry, and tell whether there is one."""
        screen = self.make(self, name)
        if screen is None:
            return False
        self.open(screen)
        return True

    def changed(self) -> None:
        """Let every screen ask the game again."""
        for screen in self.screens:
            screen.changed()

    def explain(self, topic: str) -> None:
        """Open the encyclopaedia at a topic."""
        self.topic = topic
        self.show("help")

    def say(self, text: str, seconds: float = 4.0) -> None:
        """Show a line for some seconds."""
        self.note, self.note_until_ms = text, self.now_ms + 1000.0 * seconds

    def switch_language(self, language: str = "") -> None:
        """Speak a language, or the next one."""
        if not language:
            place = LANGUAGES.index(self.words.language)
            language = LANGUAGES[(place + 1) % len(LANGUAGES)]
        self.words.switch(language)
        self.settings.language = language
        if self.game is not None:
            self.game.speak(language)
        self.changed()
        self.keep()

    def keep(self) -> None:
        """Write the settings."""
        if self.keep_settings:
            save_settings(self.settings)
