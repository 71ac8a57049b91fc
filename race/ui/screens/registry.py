"""Every screen by its name. A screen is loaded when it is first opened, so that the game starts sooner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from race.ui.desk import Desk, Screen


def _opening() -> type[Screen]:
    from race.ui.screens.opening import OpeningScreen

    return OpeningScreen


def _main() -> type[Screen]:
    from race.ui.screens.main import MainScreen

    return MainScreen


def _ruler() -> type[Screen]:
    from race.ui.screens.ruler import RulerScreen

    return RulerScreen


def _why() -> type[Screen]:
    from race.ui.screens.why import WhyScreen

    return WhyScreen


def _add() -> type[Screen]:
    from race.ui.screens.offers import OffersScreen

    return OffersScreen


def _editor() -> type[Screen]:
    from race.ui.screens.editor import EditorScreen

    return EditorScreen


def _event() -> type[Screen]:
    from race.ui.screens.event import EventScreen

    return EventScreen


def _end() -> type[Screen]:
    from race.ui.screens.end import EndScreen

    return EndScreen


def _charts() -> type[Screen]:
    from race.ui.screens.charts import ChartsScreen

    return ChartsScreen


def _year() -> type[Screen]:
    from race.ui.screens.year import YearScreen

    return YearScreen


def _log() -> type[Screen]:
    from race.ui.screens.log import LogScreen

    return LogScreen


def _curtain() -> type[Screen]:
    from race.ui.screens.curtain import CurtainScreen

    return CurtainScreen


def _help() -> type[Screen]:
    from race.ui.screens.help import HelpScreen

    return HelpScreen


def _settings() -> type[Screen]:
    from race.ui.screens.settings import SettingsScreen

    return SettingsScreen


def _saves() -> type[Screen]:
    from race.ui.screens.saves import SavesScreen

    return SavesScreen


def _scenarios() -> type[Screen]:
    from race.ui.screens.scenarios import ScenariosScreen

    return ScenariosScreen


def _credits() -> type[Screen]:
    from race.ui.screens.credits import CreditsScreen

    return CreditsScreen


class Entry(NamedTuple):
    """A screen: what loads it, and whether it shows an open game."""

    load: Callable[[], type[Screen]]
    needs_game: bool = True


SCREENS: dict[str, Entry] = {
    "opening": Entry(_opening, needs_game=False),
    "main": Entry(_main),
    "ruler": Entry(_ruler),
    "why": Entry(_why),
    "add": Entry(_add),
    "editor": Entry(_editor),
    "event": Entry(_event),
    "end": Entry(_end),
    "charts": Entry(_charts),
    "year": Entry(_year),
    "log": Entry(_log),
    "curtain": Entry(_curtain),
    "help": Entry(_help, needs_game=False),
    "settings": Entry(_settings, needs_game=False),
    "save": Entry(_saves, needs_game=False),
    "saves": Entry(_saves, needs_game=False),
    "scenarios": Entry(_scenarios, needs_game=False),
    "credits": Entry(_credits, needs_game=False),
}


def make_screen(desk: Desk, name: str) -> Screen | None:
    """Make a screen by its name; None if there is none, or no game that it could show."""
    entry = SCREENS.get(name)
    if entry is None or (entry.needs_game and desk.game is None):
        return None
    return entry.load()(desk)


def load_ahead() -> Iterator[None]:
    """Load one screen after the other, then what plays, each when it is asked for, in moments of rest."""
    for entry in SCREENS.values():
        entry.load()
        yield
    import race.ui.games  # noqa: F401 - for what it loads
