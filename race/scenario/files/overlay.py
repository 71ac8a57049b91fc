"""Named overlays: patches that stand in a scenario's files and are laid over them when asked for.

    overlays:
      strict: {measures: {us-2023-10: {effective: 2023-01-01}}}

They are laid over the merged files in the order in which they are asked for. An overlay that
several files of a chain have is laid over in the order of the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from race.base.errors import Fault, InputError
from race.scenario.files.chain import EXTENDS, INCLUDE, OVERLAYS
from race.scenario.text.document import Document
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe, unknown

Content = dict[str, Value]


@dataclass(frozen=True)
class Layer:
    """A part of a document that is laid over what came before.

    Attributes:
        document: the file.
        at: the path in the file at which the part stands.
        content: sections and their entries.
    """

    document: Document
    at: KeyPath
    content: Content

    def fault(self, finding: Finding) -> Fault:
        """Place a finding of the merged content in the file."""
        return self.document.fault(finding._replace(path=(*self.at, *finding.path)))


def layer_of(document: Document) -> Layer:
    """Give what a document itself says."""
    taken = (EXTENDS, INCLUDE, OVERLAYS)
    return Layer(document, (), {k: v for k, v in document.content.items() if k not in taken})


def overlays_of(documents: Sequence[Document]) -> tuple[dict[str, list[Layer]], list[Fault]]:
    """Collect the overlays of the documents, in the order of merging, and what is wrong with them."""
    found: dict[str, list[Layer]] = {}
    faults: list[Fault] = []
    for document in documents:
        named = document.content.get(OVERLAYS, {})
        if not isinstance(named, dict):
            allowed = "allowed: overlays by name"
            faults.append(document.fault(Finding((OVERLAYS,), f"given {describe(named)}", allowed)))
            continue
        for name, patch in named.items():
            at = (OVERLAYS, name)
            if patch is None and name in found:
                del found[name]
            elif isinstance(patch, dict) and patch:
                found.setdefault(name, []).append(Layer(document, at, patch))
            else:
                allowed = "allowed: sections and what they change"
                faults.append(document.fault(Finding(at, f"given {describe(patch)}", allowed)))
    for layers in found.values():
        for layer in layers:
            faults += [layer.fault(finding) for finding in _out_of_place(layer)]
    return found, faults


def chosen_layers(overlays: dict[str, list[Layer]], chosen: Sequence[str]) -> list[Layer]:
    """Give the layers of the overlays that were asked for, in their order.

    Raises:
        InputError: there is no such overlay, or it is asked for twice.
    """
    for place, name in enumerate(chosen):
        if not overlays:
            raise InputError(f"no overlay '{name}'; the scenario has none")
        if name not in overlays:
            raise unknown(f"no overlay '{name}'", name, overlays)
        if name in chosen[:place]:
            raise InputError(f"overlay '{name}' is asked for twice; leave one out")
    return [layer for name in chosen for layer in overlays[name]]


def _out_of_place(layer: Layer) -> Iterator[Finding]:
    for key in (EXTENDS, INCLUDE, OVERLAYS):
        if key in layer.content:
            yield Finding((key,), f"'{key}' in an overlay", "", "take it out", at_key=True)
