"""What the models refuse, told in the words of the file."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from typing import Annotated, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from race.scenario.models.scenario import Scenario
from race.scenario.models.values import Quantity
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import MAXIMUM_NUMBER_LENGTH, Value
from race.scenario.text.wording import describe, one_of, suggestion

_MISSING = "required key is missing"
UNKNOWN = "unknown key"
_DEPTH_OF_A_KEY = 3
_MEANT = re.compile(r"did you mean '(.+)'\?")
_GROUPED = re.compile(
    r"(?P<number>[-+]?\d[\d_ ]*(?:\.\d+)?(?:[eE][-+]?\d+)?) *(?P<unit>[^\d\s.,].*)?"
)
_TRUTH = {"true": ("yes", "y", "on", "true"), "false": ("no", "n", "off", "false")}
_QUOTED = re.compile(r"'([^']*)'|(\d+)")


MAXIMUM_TOLD = 1000
"""Refusals that are translated; a file with more is hostile, and each takes time."""


def findings_of(
    error: ValidationError, content: Mapping[str, Value], root: type[BaseModel] = Scenario
) -> list[Finding]:
    """Translate what the models refused of a merged content, which is checked by the model `root`."""
    told = error.errors(include_url=False, include_context=True)[:MAXIMUM_TOLD]
    return _without_strangers(_without_misspelt([_finding(one, root) for one in told]), content)


def _without_misspelt(findings: list[Finding]) -> list[Finding]:
    """Leave out keys that are missing because a key beside them is misspelt, which is told."""
    meant = {
        (*finding.path[:-1], name[1])
        for finding in findings
        if finding.given == UNKNOWN and (name := _MEANT.fullmatch(finding.advice))
    }
    return [one for one in findings if not (one.given == _MISSING and one.path in meant)]


def _without_strangers(findings: list[Finding], content: Mapping[str, Value]) -> list[Finding]:
    """Tell of an entry that lacks much because its id is mistyped in one finding, at its id."""
    lacking: dict[KeyPath, list[str]] = {}
    for finding in findings:
        if finding.given == _MISSING and len(finding.path) == _DEPTH_OF_A_KEY:
            lacking.setdefault(finding.path[:-1], []).append(str(finding.path[-1]))
    strangers: dict[KeyPath, Finding] = {}
    for path, keys in lacking.items():
        section, entry = path
        rows = content.get(str(section))
        others = [name for name in rows if (section, name) not in lacking] if _is_row(rows) else []
        meant = suggestion(entry, others)
        if meant:
            given = f"a new entry without {', '.join(keys)}"
            strangers[path] = Finding(path, given, "", meant, at_key=True)
    kept = [one for one in findings if not (one.given == _MISSING and one.path[:-1] in strangers)]
    return [*kept, *strangers.values()]


def _is_row(value: Value) -> TypeGuard[dict[str, Value]]:
    return isinstance(value, dict)


def keys_at(path: KeyPath, root: type[BaseModel] = Scenario) -> tuple[str, ...]:
    """List the keys that a mapping at a path may have; empty where any key may stand."""
    model = _model_at(path, root)
    if model is None:
        return ()
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _finding(details: ErrorDetails, root: type[BaseModel]) -> Finding:
    path = details["loc"]
    kind = details["type"]
    value = details["input"]
    if kind == "extra_forbidden":
        names = keys_at(path[:-1], root)
        advice = suggestion(path[-1], names)
        if value is None and not advice:
            advice = "put text that holds a comma in quotes, and no comma into a number"
        return Finding(path, UNKNOWN, one_of(names), advice, at_key=True)
    if kind == "missing":
        return Finding(path, _MISSING, "", "add it")
    context = details.get("ctx", {})
    if kind == "literal_error":
        words = [a or b for a, b in _QUOTED.findall(str(context["expected"]))]
        return Finding(path, f"given {describe(value)}", one_of(words), suggestion(value, words))
    if kind == "together":
        return Finding(path, "parts that do not fit together", f"allowed: {context['allowed']}")
    if kind == "condition_part":
        given, allowed, advice = (str(context[name]) for name in ("given", "allowed", "advice"))
        return Finding(path, given, allowed, advice, offset=int(context["at"]))
    word = _ALLOWED.get(kind)
    allowed = word(context) if word else str(details["msg"])
    return Finding(path, f"given {describe(value)}", f"allowed: {allowed}", _advice(details, root))


def _advice(details: ErrorDetails, root: type[BaseModel]) -> str:
    kind, value = details["type"], details["input"]
    if kind in {"float_type", "int_type"} and isinstance(value, str):
        return _as_number(value)
    if kind == "bool_type" and isinstance(value, str):
        return next(
            (f"write {word}" for word, said in _TRUTH.items() if value.casefold() in said), ""
        )
    if kind == "string_type" and isinstance(value, int | float):
        return "put it in quotes"
    if kind == "model_type" and _model_at(details["loc"], root) is Quantity:
        return "write {value: .., unit: .., source: .., status: ..}"
    if kind == "tuple_type":
        return "put it in square brackets"
    return ""


def _as_number(text: str) -> str:
    """Advise how a number is to be written that stands in quotes, in groups or with its unit."""
    grouped = _GROUPED.fullmatch(text.strip()) if len(text) <= MAXIMUM_NUMBER_LENGTH else None
    if grouped is None:
        return ""
    number = re.sub(r"[_ ]", "", grouped["number"])
    if number == text:
        return "take the quotes away"
    return f"write {number} alone" if grouped["unit"] else f"write {number}"


_ALLOWED: dict[str, Callable[[Mapping[str, float]], str]] = {
    "bool_type": lambda _: "true or false",
    "condition": lambda context: str(context["allowed"]),
    "float_type": lambda _: "a number",
    "int_type": lambda _: "a whole number",
    "greater_than": lambda context: f"a number above {context['gt']:g}",
    "greater_than_equal": lambda context: f"a number of at least {context['ge']:g}",
    "less_than_equal": lambda context: f"a number of at most {context['le']:g}",
    "mapping_type": lambda _: "keys and values",
    "model_type": lambda _: "keys and values",
    "moment": lambda context: str(context["allowed"]),
    "size": lambda context: str(context["allowed"]),
    "string_too_short": lambda _: "text that is not empty",
    "string_type": lambda _: "text",
    "tuple_type": lambda _: "a list",
}


def _model_at(path: KeyPath, root: type[BaseModel]) -> type[BaseModel] | None:
    """Find the model that checks the mapping at a path."""
    at: object = root
    for part in path:
        at = _inner(at, part)
    at = _bare(at)
    return at if isinstance(at, type) and issubclass(at, BaseModel) else None


def _inner(annotation: object, part: str | int) -> object:
    """Give the annotation of a part of what is annotated."""
    bare = _bare(annotation)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        for name, field in bare.model_fields.items():
            if part in (name, field.alias):
                return field.annotation
        return None
    inner = get_args(bare)
    if get_origin(bare) is tuple:
        return inner[0]
    return inner[-1] if inner else None


def _bare(annotation: object) -> object:
    """Take off what stands around a type: Annotated, and the None of an optional one."""
    while get_origin(annotation) in (Annotated, Union, types.UnionType):
        inner = [one for one in get_args(annotation) if one is not types.NoneType]
        annotation = inner[0]
    return annotation
