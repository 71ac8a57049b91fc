"""Merged scenarios kept as JSON, so that a batch can be carried on and replayed without its files."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic import ValidationError

from race.base.errors import InputError
from race.scenario.files.overlay import Content
from race.scenario.load import content_hash
from race.scenario.models.scenario import Origin, Scenario
from race.scenario.text.scalars import Value


def dump_content(content: Content) -> str:
    """Write a merged content as JSON text."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False)


def load_content(text: str, expected_hash: str, overlays: Sequence[str] = ()) -> Scenario:
    """Make the scenario of a content that was kept.

    Args:
        text: what `dump_content` wrote.
        expected_hash: of the content, as `race.scenario.load.content_hash` gives it.
        overlays: names of the overlays that had been laid over it.

    Raises:
        InputError: the text is damaged, or this version reads it otherwise.
    """
    try:
        content = {section: _value(rows) for section, rows in json.loads(text).items()}
    except (AttributeError, RecursionError, ValueError) as error:
        raise InputError(f"a kept scenario is damaged: {error}") from error
    if content_hash(content) != expected_hash:
        raise InputError("a kept scenario is damaged: its hash is another than the manifest says")
    try:
        origin = Origin(expected_hash, tuple(overlays), tuple(overlays))
        return Scenario.model_validate(content, context=origin)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise InputError(
            f"a kept scenario does not fit this version: {place}: {first['msg']}; "
            "use the version that the manifest names"
        ) from error


def _value(given: object) -> Value:
    """Turn lists back into tuples."""
    if isinstance(given, list):
        return tuple(_value(one) for one in given)
    if isinstance(given, dict):
        return {str(key): _value(one) for key, one in given.items()}
    if given is None or isinstance(given, bool | int | float | str):
        return given
    raise ValueError(f"a value of type {type(given).__name__}")
