"""The reference of the language as a page of Markdown, made from the models."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel

from race.scenario.editor.keys import Key, keys_of, models_within, purpose_of
from race.scenario.editor.schema import FILE_KEYS
from race.scenario.editor.shapes import Shape
from race.scenario.editor.specimen import examples
from race.scenario.models.events import EVENTS
from race.scenario.models.gauges import GAUGES
from race.scenario.models.orders import ORDERS
from race.scenario.models.scenario import Scenario
from race.scenario.models.values import PARAMETERS_OF_KIND, UNITS
from race.scenario.text.scalars import Value
from race.scenario.text.wording import span

LONGEST_EXAMPLE = 90
OPENING = """\
How files are merged, how values read and what faults look like:
[scenario-language.md](scenario-language.md). A tutorial: [how-to/scenario.md](how-to/scenario.md). A
key marked * must stand there once all files are merged. Examples are from
`scenarios/templates/specimen.yaml`, a small world that has every key once."""
_UNBOUNDED = float("inf")


def handbook() -> str:
    """Write the page."""
    return "\n\n".join(
        [
            "<!-- Made by docs/generate.py from race/scenario; change the code, not this page. -->",
            "# Every key of a scenario",
            OPENING,
            "## The file",
            table(("key", "meaning"), _file_keys()),
            *(part for model in models_within(Scenario) for part in _model(model)),
            "## Orders of a script",
            table(("order", "of", "range", "unit"), _orders()),
            "## Events of a script",
            table(("event", "of", "range", "unit", "meaning"), _events()),
            "## Gauges of conditions",
            table(("gauge", "of", "unit", "meaning"), _gauges()),
            "## Units",
            ", ".join(f"`{unit}`" for unit in UNITS) + '. `"1"` is a pure number, in quotes.',
            "## Distributions",
            table(("kind", "parameters"), ((k, ", ".join(p)) for k, p in PARAMETERS_OF_KIND.items())),
        ]
    ) + "\n"  # fmt: skip


def _file_keys() -> Iterator[tuple[str, str]]:
    for name, meaning in FILE_KEYS.items():
        yield f"`{name}`", meaning
    for name, key in keys_of(Scenario).items():
        below = key.shape.inner or key.shape
        link = (
            f"; see [{below.model.__name__}](#{below.model.__name__.lower()})"
            if below.model
            else ""
        )
        yield f"`{name}`{'*' if key.needed else ''}", key.meaning + link


def _model(model: type[BaseModel]) -> Iterator[str]:
    if model is Scenario:
        return
    yield f"## {model.__name__}"
    yield _where(model) + purpose_of(model)
    rows = ((*_row(key), _example(model, key)) for key in keys_of(model).values())
    yield table(("key", "what stands there", "unit", "without it", "meaning", "example"), rows)


def _where(model: type[BaseModel]) -> str:
    """Say at which keys a model stands."""
    places = [
        f"`{name}`" if owner is Scenario else f"`{name}` of {owner.__name__}"
        for owner in models_within(Scenario)
        for name, key in keys_of(owner).items()
        if model in (key.shape.model, key.shape.inner and key.shape.inner.model)
    ]
    most = 4
    more = " and many more" if len(places) > most else ""
    return f"At {', '.join(places[:most])}{more}. "


def _row(key: Key) -> tuple[str, ...]:
    return name_of(key), kind_in_words(key.shape), key.unit, default_of(key), key.meaning


def name_of(key: Key) -> str:
    """Write the name of a key, with a star where it must stand there."""
    return f"`{key.name}`{'*' if key.needed else ''}"


def default_of(key: Key) -> str:
    """Write what holds without a key; empty where that is nothing."""
    if key.needed or not isinstance(key.default, str | int | float):
        return ""
    return str(key.default).lower() if isinstance(key.default, bool) else f"{key.default}"


def kind_in_words(shape: Shape) -> str:
    """Say what may stand somewhere: `a number, 0 to 1`, `a list of texts`, `one of a, b`."""
    if shape.kind == "number":
        limits = span(shape.low, shape.high, shape.above)
        return f"a number, {limits}" if limits else "a number"
    if shape.kind == "words":
        return "one of " + ", ".join(f"`{word}`" for word in shape.words)
    if shape.kind == "model" and shape.model is not None:
        name = shape.model.__name__
        return f"[{name}](#{name.lower()})"
    if shape.inner is not None:
        inner = kind_in_words(shape.inner).removeprefix("a ")
        return f"a list of {inner}" if shape.kind == "list" else f"entries by id, each {inner}"
    return _SIMPLE[shape.kind]


_SIMPLE = {
    "text": "a text",
    "flag": "`true` or `false`",
    "date": "a date: YYYY, YYYY-MM or YYYY-MM-DD",
    "condition": "a [condition](scenario-language.md#conditions)",
    "when": "a date or a [condition](scenario-language.md#conditions)",
}


def _example(model: type[BaseModel], key: Key) -> str:
    text = in_one_line(examples().get((model, key.name)))
    return f"`{text}`" if len(text) <= LONGEST_EXAMPLE else f"`{text[: LONGEST_EXAMPLE - 4]} ...`"


def in_one_line(value: Value) -> str:
    """Write a value as YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {in_one_line(one)}" for key, one in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(in_one_line(one) for one in value) + "]"
    if isinstance(value, str):
        return json.dumps(value) if value[:1].isdigit() and "-" not in value else value
    return json.dumps(value)


def _orders() -> Iterator[tuple[str, ...]]:
    for name, one in ORDERS.items():
        yield f"`{name}`", one.side, _limits(one.low, one.high), one.unit


def _events() -> Iterator[tuple[str, ...]]:
    for name, one in EVENTS.items():
        yield f"`{name}`", one.target, _limits(one.low, one.high), one.unit, one.doc


def _gauges() -> Iterator[tuple[str, ...]]:
    sides = {"world": "", "actor": "a country or company"}
    for name, one in GAUGES.items():
        yield f"`{name}`", sides.get(one.side, f"a {one.side}"), one.unit, one.doc


def _limits(low: float, high: float) -> str:
    return span(low, None if high == _UNBOUNDED else high)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
