"""How the files of a scenario become one.

One order: the base of the chain first, then each file that extends it; within a level the included
data files first, then the file itself. Mappings are updated key by key, at any depth; lists and
plain values are replaced. A key set to null takes away what stands there. Data files included
side by side may not define an entry twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from race.base.errors import Fault
from race.scenario.document import Document
from race.scenario.files import EXTENDS, INCLUDE, FileSet, Level
from race.scenario.finding import Finding
from race.scenario.marks import KeyPath
from race.scenario.scalars import Value

Content = dict[str, Value]


def merge(files: FileSet) -> tuple[Content, list[Fault]]:
    """Merge the files of a scenario; give the content and what was wrong with it."""
    merged: Content = {}
    faults: list[Fault] = []
    for level in files.levels:
        faults.extend(_defined_twice(level))
        for document in (*level.included, level.own):
            own = {k: v for k, v in document.content.items() if k not in (EXTENDS, INCLUDE)}
            for path in _overlay(merged, own, ()):
                given = "null, and nothing stands there to take away"
                advice = "leave the key out, or give it a value"
                faults.append(document.fault(Finding(path, given, "", advice)))
    return merged, faults


def _overlay(under: Content, over: Content, path: KeyPath) -> Iterator[KeyPath]:
    """Update `under` by `over` in place; give the paths of nulls that found nothing."""
    for key, value in over.items():
        at = (*path, key)
        if value is None:
            if under.pop(key, None) is None:
                yield at
        elif isinstance(value, dict):
            standing = under.get(key)
            below: Content = dict(standing) if isinstance(standing, dict) else {}
            yield from _overlay(below, value, at)
            under[key] = below
        else:
            under[key] = value


def _defined_twice(level: Level) -> Iterator[Fault]:
    """Find entries that two included files define."""
    first: dict[KeyPath, Document] = {}
    for document in level.included:
        for path in _entries(document):
            if path not in first:
                first[path] = document
                continue
            other = first[path]
            spot = other.spots[path]
            given = f"defined twice, first in {other.file}:{spot.key.line}"
            yield document.fault(Finding(path, given, "", "keep one of them", at_key=True))


def _entries(document: Document) -> Iterator[KeyPath]:
    for section, rows in document.content.items():
        if isinstance(rows, dict):
            yield from ((section, key) for key in rows)
        else:
            yield (section,)


class Locator:
    """Find the file and the place that a path of the merged content comes from."""

    def __init__(self, files: FileSet) -> None:
        """Keep the documents, last merged first."""
        self._documents = files.documents[::-1]

    def find(self, path: KeyPath) -> Document:
        """Give the document that decides a path.

        For a path that stands nowhere, such as that of a missing key, it is the last document that
        has the nearest mapping around it.
        """
        best, deepest = self._documents[0], 0
        for document in self._documents:
            depth, ends = _follow(document.content, path)
            if depth > deepest:
                best, deepest = document, depth
            if ends:
                break
        return best

    def fault(self, finding: Finding) -> Fault:
        """Place a finding in the file that it comes from."""
        return self.find(finding.path).fault(finding)

    def in_order(self, faults: Iterable[Fault]) -> list[Fault]:
        """Sort faults by file, in the order of merging, then by line and column."""
        order = {document.file: at for at, document in enumerate(reversed(self._documents))}
        return sorted(
            faults,
            key=lambda fault: (order.get(str(fault.file), 0), fault.line or 0, fault.column or 0),
        )


def _follow(content: Value, path: KeyPath) -> tuple[int, bool]:
    """Count how many parts of a path a content has, and tell whether it cuts off earlier files.

    It does where a part of the path is no mapping: there it replaced what earlier files said.
    """
    at: Value = content
    for depth, part in enumerate(path):
        if isinstance(at, dict) and isinstance(part, str):
            if part not in at:
                return depth, False
            at = at[part]
        elif isinstance(at, tuple) and isinstance(part, int) and part < len(at):
            at = at[part]
        else:
            return depth, depth > 0
    return len(path), True
