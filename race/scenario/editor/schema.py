"""The JSON Schema (draft-07) of a scenario file, for completion and checks in an editor.

One schema serves scenarios, data files and overlays: any key may be left out, for another file may
have it, and null takes away what another file says. What only `race scenario check` can tell, such
as whether an id exists, the schema lets pass.
"""

from __future__ import annotations

from pydantic import BaseModel

from race.scenario.editor.json_schema import DRAFT, Schema, schema_of, sentences, written
from race.scenario.editor.keys import Key, keys_of, models_within, purpose_of
from race.scenario.editor.shapes import Shape
from race.scenario.editor.specimen import examples, specimen
from race.scenario.files.chain import EXTENDS, INCLUDE, OVERLAYS
from race.scenario.models.events import EVENTS
from race.scenario.models.gauges import GAUGES
from race.scenario.models.orders import ORDERS
from race.scenario.models.scenario import Scenario
from race.scenario.models.script import Entry
from race.scenario.models.values import Quantity
from race.scenario.text.scalars import Value
from race.scenario.text.wording import span

FILE_NAME = "schema.json"
_SHOWN_ENTRIES = 1

FILE_KEYS: dict[str, str] = {
    EXTENDS: "scenario file that this one changes",
    INCLUDE: "data files that this one takes in; they may not go on to others",
    OVERLAYS: "named patches, laid over the scenario when asked for",
}
"""Keys of a file that are gone once the files are merged."""


def scenario_schema() -> Schema:
    """Make the schema of a scenario file."""
    sections = {name: _of_key(Scenario, key) for name, key in keys_of(Scenario).items()}
    definitions = {
        model.__name__: _of_model(model) for model in models_within(Scenario) if model != Scenario
    }
    definitions["Overlay"] = {
        "description": "Sections and what they change.",
        "type": ["object", "null"],
        "properties": sections,
        "additionalProperties": False,
    }
    return {
        "$schema": DRAFT,
        "title": "Scenario of Three Kilometres",
        "description": "A scenario, or a data file of one. 'race scenario check FILE' tells more.",
        "type": "object",
        "properties": {**_of_file_keys(), **sections},
        "additionalProperties": False,
        "definitions": definitions,
    }


def schema_text() -> str:
    """Write the schema as it stands in a file."""
    return written(scenario_schema())


def _of_file_keys() -> Schema:
    path: Schema = {"type": "string", "pattern": r"\.ya?ml$"}
    overlay = {"$ref": "#/definitions/Overlay"}
    shapes: dict[str, Schema] = {
        EXTENDS: {**path, "examples": ["2022.yaml"]},
        INCLUDE: {"type": "array", "items": path, "examples": [list(_listed(INCLUDE))]},
        OVERLAYS: {
            "type": ["object", "null"],
            "additionalProperties": overlay,
            "examples": [specimen()[OVERLAYS]],
        },
    }
    return {
        name: {"title": meaning[:1].upper() + meaning[1:], "description": meaning, **shapes[name]}
        for name, meaning in FILE_KEYS.items()
    }


def _listed(key: str) -> tuple[Value, ...]:
    value = specimen()[key]
    return value if isinstance(value, tuple) else ()


def _of_model(model: type[BaseModel]) -> Schema:
    return {
        "description": purpose_of(model),
        "type": ["object", "null"],
        "properties": {name: _of_key(model, key) for name, key in keys_of(model).items()},
        "additionalProperties": False,
    }


def _of_key(model: type[BaseModel], key: Key) -> Schema:
    schema: Schema = {"title": key.title, "description": describe_key(model, key)}
    schema |= schema_of(key.shape, null=True)
    if key.shape.model is Quantity and key.unit:
        units = {"unit": {"enum": key.unit.split(" or ")}}
        schema["allOf"] = [*schema["allOf"], {"properties": units}]
    example = examples().get((model, key.name))
    if example is not None:
        schema["examples"] = [_short(example, key.shape)]
    return schema


def describe_key(model: type[BaseModel], key: Key) -> str:
    """Say in full sentences what stands at a key: meaning, unit, range, what holds without it."""
    return ". ".join([*sentences(key), *_lists(model, key)]) + "."


def _lists(model: type[BaseModel], key: Key) -> list[str]:
    """Spell out what orders, events and gauges there are."""
    if (model, key.name) == (Entry, "order"):
        return [
            "; ".join(f"{name}: {one.side}, {_span_of(one.low, one.high, one.unit)}"
            for name, one in ORDERS.items())
        ]  # fmt: skip
    if (model, key.name) == (Entry, "event"):
        return [
            "; ".join(f"{name}: {one.doc}, {_span_of(one.low, one.high, one.unit)}"
            for name, one in EVENTS.items())
        ]  # fmt: skip
    if key.shape.kind in ("condition", "when"):
        return ["Gauges: " + ", ".join(GAUGES)]
    return []


def _span_of(low: float, high: float, unit: str) -> str:
    limits = span(low, None if high == float("inf") else high)
    return limits if unit == "1" else f"{limits} {unit}"


def _short(value: Value, shape: Shape) -> Value | list[Value]:
    """Shorten an example of a table or a list to its first entry."""
    if shape.kind == "table" and isinstance(value, dict):
        return dict(list(value.items())[:_SHOWN_ENTRIES])
    if shape.kind == "list" and isinstance(value, tuple):
        return list(value[:_SHOWN_ENTRIES])
    return value
