"""Makes plain data of libyaml's events, under our own limits.

No anchors, aliases, tags, merge keys, directives or second document; no key twice; bounded depth,
number and length. The limits hold on the stream as it comes, so that a hostile file ends early: a
hundred thousand open brackets are left at the 64th. Marks are not kept, which keeps this fast.
"""

from __future__ import annotations

from typing import NoReturn, TypeAlias

from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    StreamStartEvent,
)

from race.base.errors import Fault
from race.scenario.text.marks import KeyPath, dotted, start_of
from race.scenario.text.scalars import ScalarError, Value, resolve
from race.scenario.text.wording import describe

MAXIMUM_DEPTH = 64
MAXIMUM_EVENTS = 150_000
MAXIMUM_TEXT = 20_000
MAXIMUM_KEY = 200
MAXIMUM_FAULTS = 50

REFUSED = ""
"""Stands where a value was refused, so that nothing else seems to be missing or taken away."""

_Holder: TypeAlias = dict[str, Value] | list[Value]
_At: TypeAlias = tuple[_Holder | None, str | None]


class StopReadingError(Exception):
    """Reading cannot go on."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Composer:
    """Turn events into values. The stack holds the outer containers and their open keys."""

    def __init__(self, text: str, shown: str) -> None:
        self.faults: list[Fault] = []
        self._shown = shown
        self._parser = CParser(text)
        self._stack: list[tuple[_Holder, str | None]] = []
        self._known: dict[str, Value] = {}

    def run(self) -> Value:
        """Compose the one document of the text."""
        self._begin()
        next_event, known, stack = self._parser.get_event, self._known, self._stack
        holder: _Holder = []
        key: str | None = None
        value: Value
        for _ in range(MAXIMUM_EVENTS):
            event = next_event()
            if isinstance(event, ScalarEvent):
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event, holder, key)
                if key is None and isinstance(holder, dict):
                    key = self._open(event, holder)
                    continue
                plain = not event.style and event.value in known
                value = known[event.value] if plain else self._scalar(event, holder, key)
            elif isinstance(event, CollectionStartEvent):
                self._descend(event, holder, key)
                holder, key = ({} if isinstance(event, MappingStartEvent) else []), None
                continue
            elif isinstance(event, CollectionEndEvent):
                value = holder if isinstance(holder, dict) else tuple(holder)
                holder, key = stack.pop()
            elif isinstance(event, AliasEvent):
                value = self._alias(event, holder, key)
            else:
                return self._finish(holder)
            if isinstance(holder, list):
                holder.append(value)
            elif key is not None:
                holder[key], key = value, None
        raise StopReadingError(
            Fault(self._shown, given=f"more than {MAXIMUM_EVENTS} keys and values")
        )

    def _begin(self) -> None:
        """Go to the document's first value; a directive is a fault."""
        event = self._parser.get_event()
        while isinstance(event, StreamStartEvent):
            event = self._parser.get_event()
        if not isinstance(event, DocumentStartEvent):
            raise StopReadingError(
                Fault(self._shown, 1, 1, given="an empty file", advice="write keys and values")
            )
        if event.version or event.tags:
            self._fault(event, (None, None), "a directive '%'", "take it out")

    def _finish(self, holder: _Holder) -> Value:
        """Give the root; there may be no second document."""
        event = self._parser.get_event()
        if isinstance(event, DocumentStartEvent):
            self._stop(event, (None, None), "a second document", "keep one document a file")
        return holder[0] if isinstance(holder, list) and holder else None

    def _open(self, event: ScalarEvent, holder: dict[str, Value]) -> str:
        """Take a scalar as the next key of a mapping; a key is text whatever it looks like."""
        key: str = event.value
        if key in holder:
            self._fault(event, (holder, key), "the key stands twice", "keep one of them")
        elif not key or (key == "<<" and not event.style):
            given = "a merge key '<<'" if key else "an empty key"
            self._fault(event, (holder, key), given, "write the key and its values out")
        elif len(key) > MAXIMUM_KEY:
            given = f"a key of {len(key)} characters"
            self._fault(event, (holder, key[:20]), given, f"keep to {MAXIMUM_KEY} characters")
        return key

    def _scalar(self, event: ScalarEvent, holder: _Holder, key: str | None) -> Value:
        """Read a scalar that is quoted or that was not met before."""
        text: str = event.value
        if len(text) > MAXIMUM_TEXT:
            given = f"text of {len(text)} characters"
            self._fault(event, (holder, key), given, f"keep to {MAXIMUM_TEXT} characters")
            return REFUSED
        if event.style:
            return text
        try:
            value = self._known[text] = resolve(text)
        except ScalarError as error:
            given = f"given {describe(text)}"
            self._fault(event, (holder, key), given, "", allowed=f"allowed: {error}")
            return REFUSED
        return value

    def _descend(
        self, event: ScalarEvent | CollectionStartEvent, holder: _Holder, key: str | None
    ) -> None:
        """Go into a mapping or list."""
        if event.anchor is not None or event.tag is not None:
            self._refuse(event, holder, key)
        if key is None and isinstance(holder, dict):
            self._stop(event, (holder, key), "a mapping or list as a key", "write a plain key")
        self._stack.append((holder, key))
        if len(self._stack) > MAXIMUM_DEPTH:
            self._stop(event, (None, None), f"more than {MAXIMUM_DEPTH} brackets or levels deep")

    def _alias(self, event: AliasEvent, holder: _Holder, key: str | None) -> Value:
        """Refuse an alias; as a key it cannot even be read on from."""
        given = f"an alias '*{event.anchor}'"
        if key is None and isinstance(holder, dict):
            self._stop(event, (holder, key), given, "write the key out")
        self._fault(event, (holder, key), given, "write the value out")
        return REFUSED

    def _refuse(
        self, event: ScalarEvent | CollectionStartEvent, holder: _Holder, key: str | None
    ) -> None:
        if event.anchor is not None:
            given = f"an anchor '&{event.anchor}'"
            self._fault(event, (holder, key), given, "take it out; write values out where used")
        if event.tag is not None:
            self._fault(event, (holder, key), f"a tag '{event.tag}'", "take it out")

    def _fault(
        self, event: Event, at: _At, given: str, advice: str = "", *, allowed: str = ""
    ) -> None:
        line, column = start_of(event)
        key = dotted(self._path(*at))
        self.faults.append(Fault(self._shown, line, column, key, given, allowed, advice))
        if len(self.faults) >= MAXIMUM_FAULTS:
            raise StopReadingError(
                Fault(self._shown, given=f"{MAXIMUM_FAULTS} faults, and reading stopped")
            )

    def _stop(self, event: Event, at: _At, given: str, advice: str = "") -> NoReturn:
        line, column = start_of(event)
        raise StopReadingError(
            Fault(self._shown, line, column, dotted(self._path(*at)), given, "", advice)
        )

    def _path(self, holder: _Holder | None, key: str | None) -> KeyPath:
        """Give the path of an entry of the innermost container; empty without a container."""
        if holder is None:
            return ()
        levels = [*self._stack[1:], (holder, key)] if self._stack else []
        parts = (len(at) if isinstance(at, list) else key for at, key in levels)
        return tuple(part for part in parts if part is not None)
