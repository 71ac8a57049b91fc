"""The JSON Schema (draft-07) of the game's own data, `scenarios/game/*.yaml`, and of its scripts.

One schema serves all the files: no two of them have a section of the same name. What only
`load_game` can tell, such as whether a name in a term exists, the schema lets pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel

from race.base.languages import LANGUAGES
from race.scenario.editor.json_schema import DRAFT, Schema, reference, schema_of, sentences, written
from race.scenario.editor.keys import Key, keys_of, models_within, purpose_of
from race.scenario.game.advice import AdviceData
from race.scenario.game.data import GameData
from race.scenario.game.load import shipped_game
from race.scenario.game.made import MadeData
from race.scenario.game.marks import MarkData
from race.scenario.game.parts import Size, Words
from race.scenario.game.rivals import RivalData
from race.scenario.game.script import GAME, HEAD, NEEDED, TURNS
from race.scenario.game.words import SECTION

FILES: dict[str, type[BaseModel]] = {
    "orders.yaml, company_orders.yaml, events.yaml, crises.yaml, company_events.yaml, seats.yaml, settings.yaml": GameData,
    "advisor.yaml": AdviceData,
    "achievements.yaml": MarkData,
    "archetypes.yaml": RivalData,
    "made_seats.yaml": MadeData,
}
"""Files of `scenarios/game` and the models of their sections."""

FILE_NAME = "schema.json"


def game_schema() -> Schema:
    """Make the schema of a data file or a script of the game.

    Raises:
        ScenarioError: the shipped data, of which scripts name the orders and events, have faults.
    """
    sections = {
        name: _of_key(replace(key, needed=False))
        for model in FILES.values()
        for name, key in keys_of(model).items()
    }
    definitions = {model.__name__: _of_model(model) for model in models_of_game()}
    definitions[Size.__name__] = _SIZE | {"description": purpose_of(Size)}
    return {
        "$schema": DRAFT,
        "title": "Data of the game of Three Kilometres",
        "description": "A file of scenarios/game, or a script of a game.",
        "type": "object",
        "properties": {**sections, SECTION: _WORDS, GAME: _HEAD, TURNS: _turns()},
        "additionalProperties": False,
        "definitions": definitions,
    }


def game_schema_text() -> str:
    """Write the schema as it stands in a file."""
    return written(game_schema())


def models_of_game() -> Iterator[type[BaseModel]]:
    """Go over the models below the sections of the files, each once."""
    roots = tuple(FILES.values())
    below = (model for root in roots for model in models_within(root) if model not in roots)
    yield from dict.fromkeys(below)


def meaning_of(key: Key) -> str:
    """Say in full sentences what stands at a key; units stand in its meaning."""
    return ". ".join(sentences(replace(plain(key), unit=""))) + "."


def plain(key: Key) -> Key:
    """Return a key whose default, if it is a size, is the one number that it stands for."""
    size = key.default
    return replace(key, default=f"{size.value:g}") if isinstance(size, Size) else key


def _of_model(model: type[BaseModel]) -> Schema:
    keys = keys_of(model)
    return {
        "description": purpose_of(model),
        "type": "object",
        "properties": {name: _of_key(key) for name, key in keys.items()},
        "required": [name for name, key in keys.items() if key.needed],
        "additionalProperties": False,
    }


def _of_key(key: Key) -> Schema:
    about = {"title": key.title, "description": meaning_of(key)}
    return about | schema_of(key.shape, null=False)


def _turns() -> Schema:
    """Make the schema of the moves of a script: orders with their parameters, and answers."""
    data = shipped_game()
    move = {
        "description": "An order with its parameters, or the answer to an event.",
        "type": "object",
        "properties": {
            "order": {"description": "Id of an order.", "enum": [*data.orders]},
            "event": {
                "description": "Id of an event that waits for an answer.",
                "enum": [name for name, event in data.events.items() if event.options],
            },
            "choose": {"description": "Id of an answer to the event.", "type": "string"},
        },
        "additionalProperties": {"type": ["number", "string"]},
        "oneOf": [{"required": ["order"]}, {"required": ["event", "choose"]}],
    }
    return {
        "description": "Moves of each year, by year, in their order.",
        "type": "object",
        "propertyNames": {"pattern": "^[0-9]{4}$"},
        "additionalProperties": {"type": "array", "items": move},
    }


_SIZE: Schema = {
    "anyOf": [
        {"type": "number"},
        {"type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3},
    ]
}
_WORDS: Schema = {
    "description": f"Texts by key, in {' and '.join(LANGUAGES)}.",
    "type": "object",
    "additionalProperties": reference(Words),
}
_HEAD: Schema = {
    "description": "What is played.",
    "type": "object",
    "properties": {
        name: {"description": meaning, "type": "integer" if name == "seed" else "string"}
        for name, meaning in HEAD.items()
    },
    "required": list(NEEDED),
    "additionalProperties": False,
}
