"""Parts of a JSON Schema (draft-07), made from what is known of keys and models."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from pydantic import BaseModel

from race.scenario.editor.keys import Key
from race.scenario.editor.shapes import Shape
from race.scenario.models.moment import EARLIEST_YEAR, LATEST_YEAR
from race.scenario.text.wording import span

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
MODELINE = "# yaml-language-server: $schema="
_DATE = "^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$|^2200(-.*)?$"


def written(schema: Schema) -> str:
    """Write a schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def reference(model: type[BaseModel]) -> Schema:
    """Refer to the definition of a model."""
    return {"$ref": f"#/definitions/{model.__name__}"}


def schema_of(shape: Shape, *, null: bool) -> Schema:
    """Make the schema of a value; with `null` that may stand there too."""
    if shape.kind == "number":
        bounds = {"minimum": shape.low, "maximum": shape.high, "exclusiveMinimum": shape.above}
        given = {name: bound for name, bound in bounds.items() if bound is not None}
        return _typed("integer" if shape.whole else "number", null=null) | given
    if shape.kind == "words":
        return {"enum": [*shape.words, None] if null else [*shape.words]}
    if shape.kind == "model" and shape.model is not None:
        return {"allOf": [reference(shape.model)]}
    if shape.inner is not None:
        inner = schema_of(shape.inner, null=null)
        if shape.kind == "list":
            return _typed("array", null=null) | {"items": inner}
        return _typed("object", null=null) | {"additionalProperties": inner}
    types, limits = _SIMPLE[shape.kind]
    return _typed(*types, null=null) | limits


def sentences(key: Key) -> list[str]:
    """Say what stands at a key, one sentence each: meaning, unit, range, what holds without it."""
    parts = [key.meaning[:1].upper() + key.meaning[1:]]
    if key.unit:
        parts.append("A pure number" if key.unit == "1" else f"Unit: {key.unit}")
    if key.shape.kind == "number" and (
        limits := span(key.shape.low, key.shape.high, key.shape.above)
    ):
        parts.append(f"Range: {limits}")
    if key.needed:
        parts.append("Needed")
    elif isinstance(key.default, str | int | float) and key.default != "":
        parts.append(f"Without it: {_plain(key.default)}")
    return parts


def _plain(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _typed(*types: str, null: bool) -> Schema:
    every = [*types, "null"] if null else [*types]
    return {"type": every if len(every) > 1 else every[0]}


_YEARS: Schema = {"minimum": EARLIEST_YEAR, "maximum": LATEST_YEAR}
_SIMPLE: dict[str, tuple[tuple[str, ...], Schema]] = {
    "text": (("string",), {}),
    "flag": (("boolean",), {}),
    "date": (("string", "integer"), {"pattern": _DATE, **_YEARS}),
    "condition": (("string",), {"minLength": 3, "maxLength": 1000}),
    "when": (("string", "integer"), _YEARS),
}
