"""The schema of the game's data: every key explained, what is shipped holds by it, a mistake does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from race.paths import scenarios_folder
from race.scenario.editor.game_schema import FILE_NAME, FILES, game_schema, models_of_game
from race.scenario.editor.json_schema import MODELINE
from race.scenario.editor.keys import keys_of
from race.scenario.text.document import read_document
from race.scenario.text.scalars import Value
from tests.scenario.schema_checker import complaints

GAME = scenarios_folder() / "game"
SHIPPED = sorted([*GAME.glob("*.yaml"), *(GAME / "scripts").glob("*.yaml")])


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return game_schema()


def as_json(value: Value) -> Any:
    """Turn what was read of YAML into what JSON has."""
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    return [as_json(one) for one in value] if isinstance(value, tuple) else value


def content(path: Path) -> Any:
    return as_json(read_document(path, path.name).content)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_holds_by_the_schema(path: Path, schema: dict[str, Any]) -> None:
    assert complaints(content(path), schema, schema) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_names_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith(MODELINE)
    assert (path.parent / first.removeprefix(MODELINE)).resolve() == GAME / FILE_NAME


def test_every_key_is_explained() -> None:
    for model in (*FILES.values(), *models_of_game()):
        for name, key in keys_of(model).items():
            assert key.meaning, f"{model.__name__}.{name}"


def test_no_two_files_have_a_section_of_the_same_name() -> None:
    sections = [name for model in FILES.values() for name in keys_of(model)]
    assert len(set(sections)) == len(sections)


def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    text = json.dumps(schema)
    named = {part.split('"')[0] for part in text.split("#/definitions/")[1:]}
    assert named == set(schema["definitions"])


MISTAKES = {
    "a key that no order has": ("orders.yaml", ("orders", "buy_grey"), "slotts", 2),
    "a role that nobody has": ("orders.yaml", ("orders", "buy_grey"), "who", ["smuggler"]),
    "a handle that nothing is": ("orders.yaml", ("orders", "buy_grey", "effects", 0), "handle", "bidd"),
    "half a range": ("seats.yaml", ("seats", "RU"), "money", [1, 2]),
    "half a slot": ("orders.yaml", ("orders", "buy_grey"), "slots", 0.5),
    "a text in one language": ("seats.yaml", ("seats", "RU"), "title", {"en": "Russia"}),
    "a share above one": ("archetypes.yaml", ("archetypes", "merchant"), "patience", 1.5),
    "an order of a script that is none": ("scripts/russia.yaml", ("turns", "2022", 0), "order", "pray"),
    "an answer to a question that is none": ("events.yaml", ("events", "draft_on_desk", "options", "sign"), "act", "sing"),
    "a section that is none": ("words.yaml", (), "word", {}),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_does_not_hold(mistake: str, schema: dict[str, Any]) -> None:
    file, path, key, given = MISTAKES[mistake]
    whole = content(GAME / file)
    place = whole
    for step in path:
        place = place[step]
    place[key] = given
    assert complaints(whole, schema, schema)


@pytest.mark.parametrize("missing", ["title", "who", "help"])
def test_a_needed_key_that_is_gone_does_not_hold(missing: str, schema: dict[str, Any]) -> None:
    whole = content(GAME / "orders.yaml")
    del whole["orders"]["buy_grey"][missing]
    assert complaints(whole, schema, schema) == [f".orders.buy_grey.{missing}: missing"]
