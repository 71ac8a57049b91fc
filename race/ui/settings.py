"""What a player has chosen: language, size, motion, sound and keys, kept in a file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from platformdirs import user_config_path

from race.base.languages import LANGUAGES
from race.ui.theme import PALETTES

FILE = "settings.json"
LARGEST_FILE = 65_536
LEAST_ZOOM, MOST_ZOOM = 0.5, 2.0
KEYS = {
    "end_year": "return",
    "skip": "space",
    "undo": "z",
    "ruler": "l",
    "help": "f1",
    "layer_compute": "f2",
    "layer_chips": "f3",
    "layer_power": "f4",
    "layer_controls": "f5",
    "layer_rumours": "f6",
    "add": "a",
    "advice": "s",
    "log": "n",
    "year": "r",
    "charts": "c",
    "why": "w",
    "language": "f9",
    "settings": "f10",
    "fullscreen": "f11",
    "save": "f12",
    "back": "escape",
    "next": "tab",
}
"""Commands and the keys that they are bound to at first, by the names of SDL, in lower case."""


@dataclass
class Settings:
    """The choices of a player; `volume` 0 to 1, `zoom` a factor on the size that fits."""

    language: str = "en"
    volume: float = 0.5
    sound: bool = False
    reduced_motion: bool = False
    speed: float = 1.0
    zoom: float = 1.0
    palette: str = "usual"
    fullscreen: bool = False
    reports: bool = True
    keys: dict[str, str] = field(default_factory=lambda: dict(KEYS))

    def key_of(self, command: str) -> str:
        """Return the key of a command as it is written on a button."""
        name = self.keys.get(command, "")
        special = {"return": "Enter", "escape": "Esc", "space": "Space"}
        return special.get(name, name.upper() if len(name) <= 3 else name.capitalize())

    def command_of(self, key: str) -> str:
        """Return the command that a key is bound to, empty if none."""
        return next((command for command, bound in self.keys.items() if bound == key), "")


def settings_file() -> Path:
    """Return where the settings lie."""
    return user_config_path("three-kilometres", appauthor=False) / FILE


def load_settings(file: Path | None = None) -> Settings:
    """Return the settings of a file; what is missing, unknown or wrong in it is as at first."""
    settings = Settings()
    try:
        path = file or settings_file()
        if path.stat().st_size > LARGEST_FILE:
            return settings
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return settings
    return _taken(settings, found)


def save_settings(settings: Settings, file: Path | None = None) -> None:
    """Write the settings; a folder that cannot be written is no fault of the game."""
    path = file or settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError:
        return


def _taken(settings: Settings, found: object) -> Settings:
    if not isinstance(found, dict):
        return settings
    for one in fields(settings):
        value, first = found.get(one.name), getattr(settings, one.name)
        if one.name == "keys":
            if isinstance(value, dict):
                settings.keys.update(
                    {k: v for k, v in value.items() if k in KEYS and isinstance(v, str)}
                )
        elif type(value) is type(first):
            setattr(settings, one.name, value)
    if settings.language not in LANGUAGES:
        settings.language = "en"
    settings.volume = min(max(settings.volume, 0.0), 1.0)
    settings.speed = min(max(settings.speed, 0.25), 4.0)
    settings.zoom = min(max(settings.zoom, LEAST_ZOOM), MOST_ZOOM)
    if settings.palette not in PALETTES:
        settings.palette = "usual"
    return settings
