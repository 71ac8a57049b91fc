"""What all screens share: the game, the words, the settings, the stack of screens, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from race.ui.fonts import Fonts
from race.ui.settings import Settings, save_settings
from race.ui.words import LANGUAGES, Words

if TYPE_CHECKING:
    from race.ui.game import Game, Library
    from race.ui.screen import Screen


@dataclass(eq=False)
class Desk:
    """The shared things of a window.

    Attributes:
        game: the game that is open; None before one is chosen.
        library: opens scenarios and saved games.
        now_ms: the window's clock; a test sets it.
        play_sound: plays a sound by name; nothing where there is no sound.
        make: makes a screen by its name; set by the registry.
        topic: what the encyclopaedia opens at.
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
        self.keep()

    def keep(self) -> None:
        """Write the settings."""
        if self.keep_settings:
            save_settings(self.settings)
