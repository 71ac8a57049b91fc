"""The commands of the game in a terminal: a letter in either language, and what it does."""

from __future__ import annotations

from typing import NamedTuple

from race.play.words import Words


class Key(NamedTuple):
    """A command: its id, and the letter for it on a Latin and on a Cyrillic keyboard.

    No Cyrillic letter here looks like a Latin one, so that what is read is what is typed.
    """

    id: str
    latin: str
    cyrillic: str


KEYS = (
    Key("orders", "o", "п"),
    Key("withdraw", "x", "з"),
    Key("others", "t", "д"),
    Key("why", "w", "ч"),
    Key("news", "n", "л"),
    Key("advice", "a", "и"),
    Key("goal", "g", "ц"),
    Key("end", "e", "ж"),
    Key("save", "s", "ф"),
    Key("branch", "b", "ю"),
    Key("code", "c", "ш"),
    Key("help", "h", "?"),
    Key("quit", "q", "ы"),
)


def find_key(typed: str) -> str:
    """Return the id of the command that a letter stands for; empty if none."""
    letter = typed.strip().casefold()
    return next((key.id for key in KEYS if letter in (key.latin, key.cyrillic)), "")


def key_line(words: Words) -> str:
    """Return the commands as one line of letters and words."""
    russian = words.language == "ru"
    return "  ".join(
        f"[{key.cyrillic if russian else key.latin}] {words(f'key.{key.id}')}" for key in KEYS
    )


def yes(typed: str | None) -> bool:
    """Tell whether an answer is a yes in either language; an empty one is."""
    return typed is not None and typed.casefold() in ("", "y", "yes", "д", "да")
