"""Every screen by its name: how it is made, and the line of the how-to that it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from race.ui.screens.charts import ChartsScreen
from race.ui.screens.credits import CreditsScreen
from race.ui.screens.curtain import CurtainScreen
from race.ui.screens.editor import EditorScreen
from race.ui.screens.end import EndScreen
from race.ui.screens.event import EventScreen
from race.ui.screens.help import HelpScreen
from race.ui.screens.log import LogScreen
from race.ui.screens.main import MainScreen
from race.ui.screens.offers import OffersScreen
from race.ui.screens.opening import OpeningScreen
from race.ui.screens.ruler import RulerScreen
from race.ui.screens.saves import SavesScreen
from race.ui.screens.scenarios import ScenariosScreen
from race.ui.screens.settings import SettingsScreen
from race.ui.screens.why import WhyScreen
from race.ui.screens.year import YearScreen

if TYPE_CHECKING:
    from race.ui.desk import Desk, Screen


@dataclass(frozen=True)
class Entry:
    """A screen of the registry; `needs_game` says that it shows an open game."""

    make: Callable[[Desk], Screen]
    needs_game: bool = True


SCREENS: dict[str, Entry] = {
    "opening": Entry(OpeningScreen, needs_game=False),
    "main": Entry(MainScreen),
    "ruler": Entry(RulerScreen),
    "why": Entry(WhyScreen),
    "add": Entry(OffersScreen),
    "editor": Entry(EditorScreen),
    "event": Entry(EventScreen),
    "end": Entry(EndScreen),
    "charts": Entry(ChartsScreen),
    "year": Entry(YearScreen),
    "log": Entry(LogScreen),
    "curtain": Entry(CurtainScreen),
    "help": Entry(HelpScreen, needs_game=False),
    "settings": Entry(SettingsScreen, needs_game=False),
    "save": Entry(SavesScreen, needs_game=False),
    "saves": Entry(SavesScreen, needs_game=False),
    "scenarios": Entry(ScenariosScreen, needs_game=False),
    "credits": Entry(CreditsScreen, needs_game=False),
}


def make_screen(desk: Desk, name: str) -> Screen | None:
    """Make a screen by its name; None if there is none, or no game that it could show."""
    entry = SCREENS.get(name)
    if entry is None or (entry.needs_game and desk.game is None):
        return None
    return entry.make(desk)
