"""The commands of the game in a terminal: a letter in either language, and what it does."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

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


def find_key(typed: str, words: Words) -> str:
    """Return the id of the command that a letter, or its word, stands for; empty if none."""
    given = typed.strip().casefold()
    for key in KEYS:
        if given in (key.latin, key.cyrillic, key.id, words(f"key.{key.id}").casefold()):
            return key.id
    return ""


def key_lines(words: Words, columns: int) -> str:
    """Return the commands, letters and words, in lines that break between them."""
    russian = words.language == "ru"
    lines = [""]
    for key in KEYS:
        part = f"[{key.cyrillic if russian else key.latin}] {words(f'key.{key.id}')}"
        joined = f"{lines[-1]}  {part}" if lines[-1] else part
        if cell_len(joined) <= columns:
            lines[-1] = joined
        else:
            lines.append(part)
    return "\n".join(lines)


def yes(typed: str | None) -> bool:
    """Tell whether an answer is a yes in either language; an empty one is."""
    return typed is not None and typed.casefold() in ("", "y", "yes", "д", "да")
