"""What is known of every key of a scenario: its meaning, unit, shape and default.

The meaning stands in the docstring of the key's model, under `Attributes:`; that of the keys which
many models share stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc

from pydantic import BaseModel

from race.scenario.checks.quantities import units_of
from race.scenario.editor.shapes import Shape, shape_of_field
from race.scenario.models.values import Quantity

SHARED = {
    "name": "name as shown",
    "name_ru": "name in Russian; the English one is shown without it",
    "title": "title as shown",
    "title_ru": "title in Russian; the English one is shown without it",
    "source": "key of the source in `sources`",
    "status": "how sure it is: CONFIRMED read in the source, DERIVED by arithmetic from such "
    "figures, RECALLED from memory of the source, MODEL a choice, INVENTED of a made-up world",
    "note": "remark for readers; changes nothing",
}
"""Meaning of the keys that many models have, unless a model's docstring says otherwise."""

_UNIT_OF_KEY = {
    "peak_16bit_tflops": "TFLOP/s",
    "flop": "FLOP",
    "parameters": "parameters",
    "latitude": "degrees",
    "longitude": "degrees",
    "chips": "chips",
    "assumed_chips": "chips",
    "h100e": "H100e",
    "days": "days",
    "steps_per_year": "steps",
}
_UNIT_OF_BEGINNING = {
    "tpp_": "TPP",
    "density_": "TPP/mm2",
    "io_plus_": "GB/s",
    "io_": "GB/s",
    "bandwidth_": "GB/s",
}
_UNIT_OF_END = {
    "_tops": "TOP/s",
    "_mm2": "mm2",
    "_gbs": "GB/s",
    "_gb": "GB",
    "_tbs": "TB/s",
    "_w": "W",
    "_mw": "MW",
    "_usd": "USD",
    "_musd": "MUSD",
    "_musd_2023": "MUSD",
}
_ENTRY = re.compile(r"([a-z0-9_]+(?:, [a-z0-9_]+)*): (.+)")


@dataclass(frozen=True, slots=True)
class Key:
    """A key that a model has.

    Attributes:
        name: as it is written in a file.
        meaning: what stands there, in words.
        unit: of a number or a figure; empty where there is none.
        shape: what may stand there.
        needed: it must stand there once all files are merged.
        default: what holds without it; None where that is nothing.
    """

    name: str
    meaning: str
    unit: str
    shape: Shape
    needed: bool
    default: object

    @property
    def title(self) -> str:
        """Give the beginning of the meaning, up to the first stop, as a title."""
        words = re.split(r"[,;:.(]", self.meaning)[0].strip()
        return words[:1].upper() + words[1:]


@cache
def keys_of(model: type[BaseModel]) -> dict[str, Key]:
    """List the keys of a model, in their order."""
    meanings = meanings_of(model)
    found = {}
    for attribute, field in model.model_fields.items():
        name = field.alias or attribute
        shape = shape_of_field(field)
        default = None if field.is_required() or field.default_factory else field.default
        found[name] = Key(
            name,
            meanings.get(attribute) or SHARED.get(name, ""),
            _unit(name, shape),
            shape,
            field.is_required(),
            default,
        )
    return found


def models_within(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Go over a model and those below it, each once."""
    seen: dict[type[BaseModel], None] = {}
    waiting = [model]
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen[one] = None
        yield one
        for key in keys_of(one).values():
            below = _model_below(key.shape)
            if below is not None:
                waiting.append(below)


@cache
def meanings_of(model: type[BaseModel]) -> dict[str, str]:
    """Read the meanings of fields under `Attributes:` of a model's docstring."""
    lines = cleandoc(model.__doc__ or "").partition("Attributes:\n")[2].splitlines()
    meanings: dict[str, str] = {}
    names: list[str] = []
    for line in lines:
        entry = _ENTRY.fullmatch(line.strip())
        indented = len(line) - len(line.lstrip())
        if entry and indented == _INDENT:
            names = entry[1].split(", ")
            meanings |= dict.fromkeys(names, entry[2])
        elif line.strip():
            meanings |= {name: f"{meanings[name]} {line.strip()}" for name in names}
    return {name: text.removesuffix(".") for name, text in meanings.items()}


_INDENT = 4
"""Of an entry, once the margin is gone that Python itself takes away from 3.13 on."""


def purpose_of(model: type[BaseModel]) -> str:
    """Give what a model's docstring says before its attributes."""
    return " ".join((model.__doc__ or "").partition("Attributes:")[0].split())


def _unit(name: str, shape: Shape) -> str:
    if shape.kind == "model" and shape.model is Quantity:
        return " or ".join(units_of(name))
    if shape.kind not in ("number", "words"):
        return ""
    if name in _UNIT_OF_KEY:
        return _UNIT_OF_KEY[name]
    if shape.kind == "words":
        return ""
    for beginning, unit in _UNIT_OF_BEGINNING.items():
        if name.startswith(beginning) and name.endswith(("_at_least", "_below")):
            return unit
    return next((unit for end, unit in _UNIT_OF_END.items() if name.endswith(end)), "1")


def _model_below(shape: Shape) -> type[BaseModel] | None:
    if shape.inner is not None:
        return _model_below(shape.inner)
    return shape.model
