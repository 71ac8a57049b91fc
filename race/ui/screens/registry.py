"""Every screen by its name. A screen is loaded when it is first opened, so that the game starts sooner."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from race.ui.desk import Desk, Screen


GAMES = "race.ui.games"


class Entry(NamedTuple):
    """A screen: its file in this folder, its class, and whether it shows an open game."""

    file: str
    made: str
    needs_game: bool = True


SCREENS: dict[str, Entry] = {
    "opening": Entry("opening", "OpeningScreen", needs_game=False),
    "main": Entry("main", "MainScreen"),
    "ruler": Entry("ruler", "RulerScreen"),
    "why": Entry("why", "WhyScreen"),
    "add": Entry("offers", "OffersScreen"),
    "editor": Entry("editor", "EditorScreen"),
    "event": Entry("event", "EventScreen"),
    "end": Entry("end", "EndScreen"),
    "charts": Entry("charts", "ChartsScreen"),
    "year": Entry("year", "YearScreen"),
    "log": Entry("log", "LogScreen"),
    "curtain": Entry("curtain", "CurtainScreen"),
    "help": Entry("help", "HelpScreen", needs_game=False),
    "settings": Entry("settings", "SettingsScreen", needs_game=False),
    "save": Entry("saves", "SavesScreen", needs_game=False),
    "saves": Entry("saves", "SavesScreen", needs_game=False),
    "scenarios": Entry("scenarios", "ScenariosScreen", needs_game=False),
    "credits": Entry("credits", "CreditsScreen", needs_game=False),
}


def make_screen(desk: Desk, name: str) -> Screen | None:
    """Make a screen by its name; None if there is none, or no game that it could show."""
    entry = SCREENS.get(name)
    if entry is None or (entry.needs_game and desk.game is None):
        return None
    return cast("Screen", getattr(_loaded(entry), entry.made)(desk))


def load_ahead() -> Iterator[None]:
    """Load one screen after the other, then what plays, each when it is asked for, in moments of rest."""
    for entry in SCREENS.values():
        _loaded(entry)
        yield
    importlib.import_module(GAMES)


def _loaded(entry: Entry) -> ModuleType:
    return importlib.import_module(f"race.ui.screens.{entry.file}")
