"""How the files of a scenario become one.

One order: the base of the chain first, then each file that extends it; within a level the included
data files first, then the file itself; last the overlays that were asked for. Mappings are updated
key by key, at any depth; lists, plain values and distributions that name their kind are replaced. A
key set to null takes away what stands there, and a text that is replaced takes its translation along
unless the same layer gives one. Data files included side by side may not define an entry twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from race.base.errors import Fault
from race.scenario.files.chain import FileSet, Level
from race.scenario.files.overlay import Content, Layer, chosen_layers, layer_of, overlays_of
from race.scenario.files.refusals import keys_at
from race.scenario.text.document import Document
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import suggestion

DISTRIBUTION, KIND = "distribution", "kind"
TRANSLATED = "_ru"
"""A key that ends so has the translation of the key without it."""


@dataclass
class Merged:
    """The files of a scenario as one.

    Attributes:
        content: what they say, the chosen overlays laid over it.
        layers: the parts that were laid over one another, in their order.
        faults: what was wrong with merging.
        overlays: the layers of every overlay that the files have.
    """

    content: Content
    layers: list[Layer]
    faults: list[Fault]
    overlays: dict[str, list[Layer]]


def merge(files: FileSet, chosen: Sequence[str] = ()) -> Merged:
    """Merge the files of a scenario and lay the chosen overlays over them.

    Raises:
        InputError: there is no such overlay.
    """
    overlays, faults = overlays_of(files.documents)
    layers = [layer_of(document) for document in files.documents]
    chosen_ones = chosen_layers(overlays, chosen)
    for level in files.levels:
        faults.extend(_defined_twice(level))
    content: Content = {}
    for layer in layers:
        faults.extend(lay_over(content, layer))
    faults.extend(_idle(content, {k: v for k, v in overlays.items() if k not in chosen}))
    for layer in chosen_ones:
        faults.extend(lay_over(content, layer))
    return Merged(content, [*layers, *chosen_ones], faults, overlays)


def lay_over(content: Content, layer: Layer) -> list[Fault]:
    """Update a content by a layer in place; give what is wrong with it.

    An overlay must change something; a file may say again what stands.
    """
    before = dict(content) if layer.at else {}
    idle = _overlay(content, layer.content, ())
    faults = [layer.fault(_nothing_to_take(path)) for path in idle]
    if layer.at and not faults and content == before:
        given, advice = "an overlay that changes nothing", "change something, or take it out"
        faults.append(layer.fault(Finding((), given, "", advice, at_key=True)))
    return faults


def _idle(content: Content, overlays: dict[str, list[Layer]]) -> Iterator[Fault]:
    """Find what is wrong with overlays that were not asked for, each laid over by itself."""
    for layers in overlays.values():
        copy = dict(content)
        for layer in layers:
            yield from lay_over(copy, layer)


def _overlay(under: Content, over: Content, path: KeyPath) -> Iterator[KeyPath]:
    """Update `under` by `over` in place; give the paths of nulls that found nothing."""
    for key, value in over.items():
        if value is None:
            if under.pop(key, None) is None:
                yield (*path, key)
        elif isinstance(value, dict):
            standing = under.get(key)
            if key == DISTRIBUTION and KIND in value:
                under[key] = {name: one for name, one in value.items() if one is not None}
                continue
            below: Content = dict(standing) if isinstance(standing, dict) else {}
            yield from _overlay(below, value, (*path, key))
            under[key] = below
        else:
            if under.get(key) != value and key + TRANSLATED not in over:
                under.pop(key + TRANSLATED, None)
            under[key] = value


def _nothing_to_take(path: KeyPath) -> Finding:
    """Tell of a null that finds nothing; an unknown key without a value is often half a text."""
    names = keys_at(path[:-1]) if len(path) > 1 else ()
    if names and path[-1] not in names:
        given = "an unknown key without a value"
        advice = suggestion(path[-1], names) or "put text that holds a comma in quotes"
        return Finding(path, given, "", advice, at_key=True)
    given = "null, and nothing stands there to take away"
    return Finding(path, given, "", "leave the key out, or give it a value")


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

    def __init__(self, layers: Sequence[Layer]) -> None:
        """Keep the layers, last laid over first."""
        self._layers = layers[::-1]

    def chain(self, path: KeyPath) -> list[Layer]:
        """List the layers that say something at a path, in the order of merging.

        Those that a later one replaced or took away as a whole are left out.
        """
        found = []
        for layer in self._layers:
            depth, ends = _follow(layer.content, path)
            if depth == len(path):
                found.append(layer)
            if ends and depth < len(path):
                break
        return found[::-1]

    def find(self, path: KeyPath) -> Layer:
        """Give the layer that decides a path.

        For a path that stands nowhere, such as that of a missing key, it is the last layer that
        has the nearest mapping around it.
        """
        best, deepest = self._layers[0], 0
        for layer in self._layers:
            depth, ends = _follow(layer.content, path)
            if depth > deepest:
                best, deepest = layer, depth
            if ends:
                break
        return best

    def fault(self, finding: Finding) -> Fault:
        """Place a finding in the file that it comes from."""
        return self.find(finding.path).fault(finding)

    def in_order(self, faults: Iterable[Fault]) -> list[Fault]:
        """Sort faults by file, in the order of merging, then by line and column."""
        order = {layer.document.file: at for at, layer in enumerate(reversed(self._layers))}
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
