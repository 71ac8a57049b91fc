"""One YAML file of a scenario, as it was read.

A file with a fault is walked a second time for the places of its keys and values
(`race.scenario.text.marks`); the common file without one is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from yaml import MarkedYAMLError, YAMLError
from yaml.reader import ReaderError

from race.base.errors import Fault
from race.scenario.text.composer import Composer, StopReadingError
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath, Place, Spot, dotted, find_spots
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe

MAXIMUM_BYTES = 8_000_000

MOST_FOREIGN = 10
"""Anchors, aliases and tags that are told one by one."""
_FOREIGN = ("an anchor ", "an alias ", "a tag ")

_NO_TABS = "indent with spaces"
_ADVICE = {
    "cannot start any token": "quote text that begins with a sign such as @ ` % & *",
    "mapping values are not allowed": "quote text that holds ': ', and check the indentation",
    "expected ':'": "write 'key: value', and check the indentation",
    "did not find expected ',' or": "close the bracket, and put commas between its parts",
    "did not find expected key": "check the indentation and the quotes of the lines above",
    "control characters": "take the control character out",
    "unexpected end of stream": "close the quotes",
}


@dataclass(frozen=True)
class Document:
    """A file of a scenario as it was read.

    Attributes:
        file: the file as shown in messages.
        text: the whole text.
        content: top-level keys and values, empty where the file could not be read.
        faults: what the reader refused.
        complete: False where reading had to stop, so that content is missing.
    """

    file: str
    text: str
    content: dict[str, Value]
    faults: tuple[Fault, ...] = ()
    complete: bool = True

    @cached_property
    def spots(self) -> dict[KeyPath, Spot]:
        """Where each key and value stands; made when first asked for."""
        return find_spots(self.text)

    def fault(self, finding: Finding) -> Fault:
        """Place a finding in this file: at its value, or at the nearest key around it."""
        path, nearest = finding.path, finding.path
        while nearest and nearest not in self.spots:
            nearest = nearest[:-1]
        spot = self.spots.get(nearest)
        at_key = finding.at_key or nearest != path
        line, column = (spot.key if at_key else spot.value) if spot else (1, 1)
        if finding.offset is not None and not at_key:
            column += self._offset(line, column, finding.offset)
        return Fault(
            self.file, line, column, dotted(path), finding.given, finding.allowed, finding.advice
        )

    def _offset(self, line: int, column: int, offset: int) -> int:
        """Give where in the line a part of a value begins; 0 for a value of several lines."""
        shown = self.text.split("\n")[line - 1][column - 1 :]
        if shown[:1] in ("|", ">"):
            return 0
        return min(offset + (shown[:1] in ("'", '"')), len(shown))


def read_document(path: Path, shown: str) -> Document:
    """Read and compose a file; what is wrong with it stands in the result's `faults`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        return _broken(shown, "", Fault(shown, given=f"cannot be read ({error.strerror})"))
    if len(data) > MAXIMUM_BYTES:
        limit = f"allowed: at most {MAXIMUM_BYTES // 1_000_000} MB"
        return _broken(shown, "", Fault(shown, given="too large", allowed=limit))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fault = Fault(shown, line, given="not UTF-8", advice="save the file as UTF-8")
        return _broken(shown, "", fault)
    return compose(text, shown)


def compose(text: str, shown: str) -> Document:
    """Compose a text; every fault that does not stop the reader is collected."""
    composer = Composer(text, shown)
    try:
        root = composer.run()
    except StopReadingError as stop:
        faults = _in_one_line(composer.faults)
        return _broken(shown, text, *(faults or (*composer.faults, stop.fault)))
    except YAMLError as error:
        return _broken(shown, text, *composer.faults, _fault_of(error, text, shown))
    if not isinstance(root, dict):
        allowed = "allowed: keys and values at the top of the file"
        fault = Fault(shown, 1, 1, given=f"given {describe(root)}", allowed=allowed)
        return _broken(shown, text, fault)
    faults = _in_one_line(composer.faults) or composer.faults
    return Document(shown, text, root, tuple(faults))


def _in_one_line(faults: Sequence[Fault]) -> list[Fault]:
    """Tell a file full of anchors, aliases and tags in one line; empty for a file that is not."""
    foreign = [fault for fault in faults if fault.given.startswith(_FOREIGN)]
    if len(foreign) <= MOST_FOREIGN:
        return []
    given = f"{len(foreign)} anchors, aliases or tags, of which this is the first"
    others = [fault for fault in faults if fault not in foreign]
    return [foreign[0]._replace(given=given, advice="write values out"), *others]


def _broken(shown: str, text: str, *faults: Fault) -> Document:
    return Document(shown, text, {}, faults, complete=False)


def _fault_of(error: YAMLError, text: str, shown: str) -> Fault:
    """Put libyaml's complaint into our shape."""
    place: Place | None = None
    problem = str(error)
    if isinstance(error, MarkedYAMLError):
        problem = error.problem or "not YAML"
        if error.context and error.context_mark:
            problem += f" {error.context} from line {error.context_mark.line + 1}"
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else None
        if mark and text[mark.index : mark.index + 1] == "\t":
            return Fault(shown, mark.line + 1, mark.column + 1, given="a tab", advice=_NO_TABS)
    elif isinstance(error, ReaderError):
        problem = str(error.reason)
        before = text.encode()[: error.position].decode(errors="ignore")
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
    advice = next((advice for part, advice in _ADVICE.items() if part in problem), "")
    line, column = place or (None, None)
    return Fault(shown, line, column, given=problem, advice=advice)
