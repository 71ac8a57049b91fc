"""What can still be looked at of a content of which the models refused some."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError

from race.scenario.files.overlay import Content
from race.scenario.models.scenario import UNREAD, Scenario
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value

_WHOLE = ("scenario", "history", "simulate", "play")
_STAND_IN: Content = {"id": UNREAD, "title": "-", "start": 2000, "end": 2000}


def whole_entries(content: Content, refused: Iterable[Finding]) -> Scenario:
    """Make a scenario of the entries of which nothing was refused."""
    return Scenario.model_validate(_without(content, {one.path[:2] for one in refused}))


def without_keys(content: Content, refused: Iterable[Finding]) -> Scenario:
    """Make a scenario without the keys that were refused; of an entry that needs one, nothing.

    A key inside a list goes alone, an item of a list takes the list with it.
    """
    left = content
    for one in refused:
        path = one.path
        if path and isinstance(path[-1], int):
            path = path[: next(at for at, part in enumerate(path) if isinstance(part, int))]
        left = _cut(left, path)
    try:
        return Scenario.model_validate(_without(left, set()))
    except ValidationError as error:
        lacking: set[KeyPath] = {one["loc"][:2] for one in error.errors(include_url=False)}
        return Scenario.model_validate(_without(left, lacking))


def _cut(content: Content, path: KeyPath) -> Content:
    """Copy a content without what stands at a path; the same content where nothing does."""
    cut = _cut_inside(content, path)
    return cut if isinstance(cut, dict) else {}


def _cut_inside(node: Value, path: KeyPath) -> Value:
    if not path:
        return node
    part, rest = path[0], path[1:]
    if isinstance(node, dict) and isinstance(part, str) and part in node:
        if not rest:
            return {key: value for key, value in node.items() if key != part}
        return {**node, part: _cut_inside(node[part], rest)}
    if isinstance(node, tuple) and isinstance(part, int) and part < len(node) and rest:
        return (*node[:part], _cut_inside(node[part], rest), *node[part + 1 :])
    return node


def _without(content: Content, refused: set[KeyPath]) -> Content:
    """Copy a content without the entries and sections that the models refused.

    A head that was refused is replaced, so that the rest can still be looked at.
    """
    left: Content = {}
    for section, rows in content.items():
        if (section,) in refused:
            continue
        if isinstance(rows, dict) and section not in _WHOLE:
            left[section] = {id_: row for id_, row in rows.items() if (section, id_) not in refused}
        elif not any(path[0] == section for path in refused):
            left[section] = rows
    return {"scenario": _STAND_IN, **left}
