"""Where each key and value of a YAML text stands.

A second walk over the event stream, made only when a fault or an explanation needs it.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

KeyPath: TypeAlias = tuple[str | int, ...]


class Place(NamedTuple):
    """Line and column, both from 1."""

    line: int
    column: int


class Spot(NamedTuple):
    """Where the key of an entry stands and where its value begins; the same for a list's item."""

    key: Place
    value: Place


def dotted(path: KeyPath) -> str:
    """Write a path as `chips.H100-SXM-80.tdp_w`, an item of a list as `clauses[0]`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def start_of(event: Event) -> Place:
    """Give the place where an event begins."""
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def find_spots(text: str) -> dict[KeyPath, Spot]:
    """Map every path of a text to its spot; of a key given twice, the first.

    A text with faults is followed as far as libyaml reads it.
    """
    walk = _Walk()
    parser = CParser(text)
    try:
        while event := parser.get_event():
            walk.take(event)
    except YAMLError:
        pass
    return walk.spots


class _Walk:
    """Follow the events and keep the path of the value that comes next."""

    def __init__(self) -> None:
        self.spots: dict[KeyPath, Spot] = {}
        self._path: list[str | int] = []
        self._counts: list[int | None] = []
        self._key: Place | None = None

    def take(self, event: Event) -> None:
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._counts.pop()
            self._leave()
        elif isinstance(event, (ScalarEvent, AliasEvent)):
            if self._key is None and self._in_mapping():
                self._path.append(event.value if isinstance(event, ScalarEvent) else "*")
                self._key = start_of(event)
            else:
                self._enter(event)
                self._leave()
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._enter(event)
            self._counts.append(None if isinstance(event, MappingStartEvent) else 0)

    def _in_mapping(self) -> bool:
        return bool(self._counts) and self._counts[-1] is None

    def _enter(self, event: Event) -> None:
        place = start_of(event)
        if self._counts and (count := self._counts[-1]) is not None:
            self._path.append(count)
            self._counts[-1] = count + 1
        self.spots.setdefault(tuple(self._path), Spot(self._key or place, place))
        self._key = None

    def _leave(self) -> None:
        if self._path:
            self._path.pop()
