"""An example of every key, taken from the specimen: a small scenario that has each of them once."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from pydantic import BaseModel

from race.base.errors import RunError
from race.paths import scenarios_folder
from race.scenario.editor.keys import keys_of
from race.scenario.editor.shapes import Shape
from race.scenario.models.scenario import Scenario
from race.scenario.text.document import read_document
from race.scenario.text.scalars import Value

FILE = "templates/specimen.yaml"

Examples: TypeAlias = dict[tuple[type[BaseModel], str], Value]
"""Model and key to the first value that the specimen has there."""


@cache
def specimen() -> dict[str, Value]:
    """Read the specimen.

    Raises:
        RunError: it is missing or cannot be read; the installation is broken.
    """
    document = read_document(scenarios_folder() / FILE, FILE)
    if document.faults:
        raise RunError(f"{document.faults[0]}; install three-kilometres again")
    return document.content


@cache
def examples() -> Examples:
    """Collect an example of every key."""
    found: Examples = {}
    _collect(Shape("model", model=Scenario), specimen(), found)
    return found


def _collect(shape: Shape, value: Value, found: Examples) -> None:
    if shape.model is not None and isinstance(value, dict):
        keys = keys_of(shape.model)
        for name, one in value.items():
            if name in keys:
                found.setdefault((shape.model, name), one)
                _collect(keys[name].shape, one, found)
    elif shape.inner is not None and isinstance(value, dict | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            _collect(shape.inner, one, found)
