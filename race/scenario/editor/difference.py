"""What two scenarios differ in, in meaning: not in layout, order of keys or ways to write a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from pydantic import BaseModel

from race.scenario.editor.keys import keys_of
from race.scenario.models.moment import Moment
from race.scenario.models.scenario import Scenario
from race.scenario.models.values import Quantity
from race.scenario.text.checking import is_number
from race.scenario.text.marks import KeyPath, dotted

Kind: TypeAlias = Literal["changed", "only in the first", "only in the second", "order"]

TEXTS = frozenset(
    {
        "note",
        "text",
        "title",
        "title_ru",
        "question",
        "question_ru",
        "role",
        "name_ru",
        "what",
        "where",
    }
)
"""Keys that change nothing in a run."""
_NAMES = ("title", "name", "what")


class Difference(NamedTuple):
    """One difference.

    Attributes:
        key: dotted key.
        kind: `order` stands for the same entries in another order, which is that of the tables of
            a run.
        first, second: what stands there, in words; empty where nothing does.
        ratio: the second over the first, of numbers above 0; else None.
        unit: of numbers; empty where there is none.
        is_text: a run is the same with either.
        gone, come: of two lists that share values, those that only the first or the second has.
    """

    key: str
    kind: Kind
    first: str
    second: str
    ratio: float | None = None
    unit: str = ""
    is_text: bool = False
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


def differences(first: Scenario, second: Scenario) -> Iterator[Difference]:
    """List what two scenarios differ in, in the order of the sections."""
    yield from _models((), first, second, "")


def _models(path: KeyPath, one: BaseModel, other: BaseModel, unit: str) -> Iterator[Difference]:
    if isinstance(one, Quantity) and isinstance(other, Quantity) and one.unit == other.unit:
        unit = one.unit
    aliases = {field.alias or name: name for name, field in type(one).model_fields.items()}
    for name, key in keys_of(type(one)).items():
        its, their = getattr(one, aliases[name]), getattr(other, aliases[name])
        of_figure = isinstance(one, Quantity) and name in ("value", "low", "high")
        own = unit if of_figure or not isinstance(one, Quantity) else ""
        yield from _values((*path, name), its, their, own or ("" if of_figure else key.unit))


def _values(path: KeyPath, one: object, other: object, unit: str) -> Iterator[Difference]:
    if _same(one, other):
        return
    if isinstance(one, BaseModel) and type(one) is type(other) and isinstance(other, BaseModel):
        yield from _models(path, one, other, unit)
    elif isinstance(one, Mapping) and isinstance(other, Mapping):
        yield from _tables(path, one, other, unit)
    elif isinstance(one, tuple) and isinstance(other, tuple) and _rows(one) and _rows(other):
        yield from _tables(path, dict(enumerate(one)), dict(enumerate(other)), unit)
    else:
        yield _changed(path, one, other, unit)


def _tables(
    path: KeyPath, one: Mapping[str | int, object], other: Mapping[str | int, object], unit: str
) -> Iterator[Difference]:
    for key, value in one.items():
        if key in other:
            yield from _values((*path, key), value, other[key], unit)
        else:
            yield Difference(dotted((*path, key)), "only in the first", _shown(value), "")
    for key, value in other.items():
        if key not in one:
            yield Difference(dotted((*path, key)), "only in the second", "", _shown(value))
    shared = [key for key in one if key in other]
    if shared != [key for key in other if key in one] and len(path) == 1:
        yield Difference(dotted(path), "order", "", "")


def _changed(path: KeyPath, one: object, other: object, unit: str) -> Difference:
    ratio = None
    if is_number(one) and is_number(other) and min(float(str(one)), float(str(other))) > 0.0:
        ratio = float(str(other)) / float(str(one))
    is_text = path[-1] in TEXTS or path[0] == "sources"
    numbers = is_number(one) or is_number(other)
    gone, come = _parted(one, other)
    return Difference(
        dotted(path), "changed", _shown(one), _shown(other), ratio, unit if numbers else "", is_text,
        gone, come,
    )  # fmt: skip


def _parted(one: object, other: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what only one of two lists has, in words; nothing where they have nothing in common."""
    if not isinstance(one, tuple) or not isinstance(other, tuple) or not set(one) & set(other):
        return (), ()
    gone = tuple(_shown(value) for value in one if value not in other)
    return gone, tuple(_shown(value) for value in other if value not in one)


def _same(one: object, other: object) -> bool:
    """Compare two values; a date by the days that it covers, a table with its order."""
    if isinstance(one, Moment) and isinstance(other, Moment):
        return (one.first_day, one.last_day) == (other.first_day, other.last_day)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    return bool(one == other)


def _rows(values: tuple[object, ...]) -> bool:
    return all(isinstance(value, BaseModel) for value in values)


def _shown(value: object) -> str:
    """Write a value in words."""
    if value is None or isinstance(value, bool | int | float):
        return _plain(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_shown(one) for one in value) + "]"
    if isinstance(value, Quantity):
        return f"{value.value:.12g} {'' if value.unit == '1' else value.unit}".strip()
    if isinstance(value, BaseModel):
        named = (getattr(value, name, None) for name in _NAMES)
        return next((str(name) for name in named if name), _in_braces(value))
    return str(value) or "nothing"


def _plain(value: bool | float | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else f"{value:.12g}"


def _in_braces(value: BaseModel) -> str:
    given = {
        name: getattr(value, name)
        for name in type(value).model_fields
        if name in value.model_fields_set
    }
    return "{" + ", ".join(f"{name}: {_shown(one)}" for name, one in given.items()) + "}"
