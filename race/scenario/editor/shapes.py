"""What may stand at a key, read from the annotation of a model's field.

The same annotations check a scenario; the schema for editors and the reference pages are made of
these shapes, so that they cannot say anything else.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

from race.scenario.models.condition import Condition
from race.scenario.models.fields import Ready
from race.scenario.models.moment import Moment

Kind: TypeAlias = Literal[
    "number", "text", "flag", "words", "date", "condition", "when", "list", "table", "model"
]


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand somewhere.

    Attributes:
        kind: `words` is one of a closed list, `when` a date or a condition, `list` a list of
            `inner`, `table` a mapping of any ids to `inner`, `model` the keys of a model.
        words: the closed list.
        low, high: least and most of a number; `above` instead of `low` where it is left out.
        whole: of a number, that it has no fraction.
        inner: what a list or a table holds.
        model: whose keys a `model` has.
    """

    kind: Kind
    words: tuple[str | int, ...] = ()
    low: float | None = None
    high: float | None = None
    above: float | None = None
    whole: bool = False
    inner: Shape | None = None
    model: type[BaseModel] | None = None


def shape_of_field(field: FieldInfo) -> Shape:
    """Read the shape of a field of a model."""
    for one in field.metadata:
        if isinstance(one, Ready):
            return _of_schema(one.schema)
    return shape_of(field.annotation)


def shape_of(annotation: object) -> Shape:
    """Read the shape of an annotation.

    Raises:
        TypeError: it is none that fields of scenario models have.
    """
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        ready = next((one for one in metadata if isinstance(one, Ready)), None)
        return _of_schema(ready.schema) if ready else shape_of(inner)
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [one for one in get_args(annotation) if one is not types.NoneType]
        return Shape("when") if set(parts) == {Moment, Condition} else shape_of(parts[0])
    plain = _PLAIN.get(annotation)
    if plain is not None:
        return plain
    if get_origin(annotation) is tuple:
        return Shape("list", inner=shape_of(get_args(annotation)[0]))
    if get_origin(annotation) is Mapping:
        return Shape("table", inner=shape_of(get_args(annotation)[1]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape("model", model=annotation)
    raise TypeError(f"no shape for {annotation!r}")


def _of_schema(schema: CoreSchema) -> Shape:
    """Read a schema that was made ready; TypeError for one of an unknown type."""
    given: dict[str, Any] = {**schema}
    kind = given["type"]
    if kind == "float":
        return Shape("number", (), given.get("ge"), given.get("le"), given.get("gt"))
    if kind == "int":
        return Shape("number", low=given.get("ge"), high=given.get("le"), whole=True)
    if kind == "literal":
        return Shape("words", tuple(given["expected"]))
    if kind == "tuple":
        return Shape("list", inner=_of_schema(given["items_schema"][0]))
    if kind in ("str", "bool"):
        return Shape("text" if kind == "str" else "flag")
    raise TypeError(f"no shape for a schema of type {kind}")


_PLAIN: dict[object, Shape] = {
    str: Shape("text"),
    Moment: Shape("date"),
    Condition: Shape("condition"),
}
