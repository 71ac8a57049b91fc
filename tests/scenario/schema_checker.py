"""Holds a value against a JSON Schema, for the words that ours use: enough to test without npm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None),
    "number": (int, float), "integer": int,
}  # fmt: skip
KNOWN = {
    "$ref", "allOf", "anyOf", "oneOf", "type", "enum", "properties", "additionalProperties",
    "propertyNames", "pattern", "required", "items", "minItems", "maxItems", "minimum", "maximum",
    "exclusiveMinimum", "title", "description", "$schema", "definitions", "examples", "minLength",
    "maxLength",
}  # fmt: skip


def complaints(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "") -> list[str]:
    """Say where a value does not hold by a schema; empty where it does."""
    assert not set(schema) - KNOWN, set(schema) - KNOWN
    found = [*_plain(value, schema, at), *_parts(value, schema, root, at)]
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/definitions/")
        found += complaints(value, root["definitions"][name], root, at)
    for one in schema.get("allOf", ()):
        found += complaints(value, one, root, at)
    for word, fits in (("anyOf", lambda n: n > 0), ("oneOf", lambda n: n == 1)):
        if word in schema:
            holding = [not complaints(value, one, root, at) for one in schema[word]]
            found += [] if fits(sum(holding)) else [f"{at}: {word}"]
    return found


def _plain(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_is(value, one) for one in types):
        yield f"{at}: not {types}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of the words"
    if isinstance(value, int | float) and not (
        schema.get("minimum", value) <= value <= schema.get("maximum", value)
        and ("exclusiveMinimum" not in schema or value > schema["exclusiveMinimum"])
    ):
        yield f"{at}: {value} is out of range"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at}: {value!r} is not of the pattern"


def _parts(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (
            f"{at}.{name}: missing" for name in schema.get("required", ()) if name not in value
        )
        others = schema.get("additionalProperties", True)
        for name, one in value.items():
            below = schema.get("properties", {}).get(name, others)
            yield from complaints(name, schema.get("propertyNames", {}), root, f"{at}.{name}")
            if below is False:
                yield f"{at}.{name}: unknown"
            elif below is not True:
                yield from complaints(one, below, root, f"{at}.{name}")
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{at}: {len(value)} of them"
        for number, one in enumerate(value):
            yield from complaints(one, schema.get("items", {}), root, f"{at}[{number}]")


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
