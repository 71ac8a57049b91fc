"""The reference of the keys of the game's own data as a page of Markdown, made from the models."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from race.scenario.editor.game_schema import FILES, models_of_game, plain
from race.scenario.editor.handbook import default_of, kind_in_words, name_of, table
from race.scenario.editor.keys import Key, keys_of, purpose_of
from race.scenario.game.parts import Size
from race.scenario.game.script import HEAD

OPENING = """\
How orders and events work: [play.md](../play.md). A key marked * must stand there. A term or a
condition is a text in the language of [conditions](../scenario-language.md#conditions) over the
names of [game.md](game.md#names). Where a text stands as `{en: ..., ru: ...}`, both are needed."""
SCRIPT = """\
The section `game` says what is played; `turns` holds, by year, a list of moves:
`{order: ID, PARAMETER: VALUE, ...}`, or `{event: ID, choose: ANSWER}`."""
_HEADS = ("key", "what stands there", "without it", "meaning")


def game_handbook() -> str:
    """Write the page."""
    made = (
        "<!-- Made by docs/generate.py from race/scenario/game; change the code, not this page. -->"
    )
    return "\n\n".join([
        made,
        "# Every key of the game's data",
        OPENING,
        *(part for files, model in FILES.items() for part in _part(files, model)),
        *(part for model in models_of_game() if model is not Size for part in _part("", model)),
        "## Size",
        f"{purpose_of(Size)} It is drawn from the triangle of the three.",
        "## A script of a game",
        SCRIPT,
        table(("key", "meaning"), ((f"`{name}`", about) for name, about in HEAD.items())),
    ]) + "\n"  # fmt: skip


def _part(files: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"## {files or model.__name__}"
    yield purpose_of(model)
    yield table(_HEADS, (
        (name_of(key), _kind(key), default_of(plain(key)), key.meaning)
        for key in keys_of(model).values()
    ))  # fmt: skip


def _kind(key: Key) -> str:
    """Say what may stand at a key; the page lies a folder below that of the language."""
    return kind_in_words(key.shape).replace("](scenario-", "](../scenario-")
