"""`race scenario explain`: tells what a key is, what holds there, and where it comes from."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Mapping
from dataclasses import asdict

from race.scenario.editor.explain import Explainer, Explanation, Saying
from race.scenario.files.reading import path_of, read_merged
from race.scenario.text.scalars import Value
from race.scenario.text.wording import span

WIDTH = 100
LABEL = 14
MOST_KEYS = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race scenario explain`."""
    parser.add_argument("scenario", metavar="FILE", help="a shipped name or the path of a file")
    parser.add_argument(
        "key",
        metavar="KEY",
        help="such as parameters.training.share or measures.us-2023-10.clauses[0]",
    )
    parser.add_argument(
        "--overlay",
        action="append",
        default=[],
        metavar="NAME",
        help="an overlay to lay over it; may be given several times",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Explain a key.

    Raises:
        InputError: an unknown scenario, overlay or key.
    """
    merged = read_merged(args.scenario, args.overlay)
    found = Explainer(merged).explain(path_of(merged.content, args.key))
    print(json.dumps(asdict(found), ensure_ascii=False, indent=2) if args.json else as_text(found))
    return 0


def as_text(found: Explanation) -> str:
    """Write an explanation for people."""
    lines = [found.key]
    figure = found.figure
    if isinstance(found.value, dict) and not (figure and figure == found.value):
        lines += _line("holds", _keys(found.value))
    elif figure and figure == found.value:
        lines += _line("value", _with_unit(figure.get("value"), found.unit))
    else:
        lines += _line("value", _with_unit(found.value, found.unit))
    lines += _line("meaning", found.meaning)
    if figure and figure != found.value:
        lines += _line("figure", _with_unit(figure.get("value"), str(figure.get("unit", ""))))
    low, high = figure.get("low"), figure.get("high")
    if isinstance(low, int | float) and isinstance(high, int | float):
        lines += _line("range", span(low, high))
    if figure:
        lines += _line("distribution", _drawn(figure.get("distribution")))
    lines += _line("held", str(figure.get("date", "")))
    lines += _line("source", ": ".join(part for part in (found.source, found.source_text) if part))
    lines += _line("status", found.status)
    lines += _line("note", str(figure.get("note", "")))
    for place, saying in enumerate(found.chain):
        lines += _line("said by" if place == 0 else "changed by", _said(saying))
    return "\n".join(lines)


def _line(label: str, text: str) -> list[str]:
    """Write a labelled line, wrapped; none for an empty text."""
    if not text:
        return []
    indent = " " * (LABEL + 2)
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"  {label:{LABEL}}",
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _keys(value: Mapping[str, Value]) -> str:
    names = list(value)
    more = f" and {len(names) - MOST_KEYS} more" if len(names) > MOST_KEYS else ""
    return f"{len(names)} keys: {', '.join(names[:MOST_KEYS])}{more}"


def _with_unit(value: Value, unit: str) -> str:
    shown = _shown(value)
    if not unit:
        return shown
    return f"{shown} (a pure number)" if unit == "1" else f"{shown} {unit}"


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return value or "''"
    if isinstance(value, tuple):
        return "[" + ", ".join(_shown(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) + "}"
    return json.dumps(value)


def _drawn(distribution: Value) -> str:
    if not isinstance(distribution, dict):
        return "none: the same in every future"
    parts = ", ".join(f"{key} {_shown(one)}" for key, one in distribution.items() if key != "kind")
    return f"{distribution.get('kind')}: {parts}; drawn anew in each future"


def _said(saying: Saying) -> str:
    place = f"{saying.file}:{saying.line}:{saying.column}"
    overlay = f" (overlay {saying.overlay})" if saying.overlay else ""
    value = saying.value
    if isinstance(value, dict) and "value" in value:
        return f"{place}{overlay}: {_shown(value['value'])}"
    return f"{place}{overlay}" + ("" if isinstance(value, dict) else f": {_shown(value)}")
