"""A look at the head of a scenario, without its data files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from race.base.errors import ScenarioError
from race.scenario.files.chain import EXTENDS, collect
from race.scenario.files.merge import merge
from race.scenario.text.scalars import Value


@dataclass(frozen=True, slots=True)
class HeadOfFile:
    """What a scenario says of itself.

    Attributes:
        name: the name or path that was asked for.
        extends: the file that it changes; empty if none.
        head: its section `scenario`, as written, with what it has from the files it extends.
        overlays: names of the overlays.
    """

    name: str
    extends: str
    head: dict[str, Value]
    overlays: tuple[str, ...]

    def text(self, key: str) -> str:
        """Give a value of the head as text; empty if there is none."""
        value = self.head.get(key)
        return "" if value is None else str(value)


def head_of(name_or_path: str | Path) -> HeadOfFile:
    """Read the head of a scenario.

    Raises:
        InputError: there is no such scenario.
        ScenarioError: a file cannot be read.
    """
    files = collect(name_or_path, included=False)
    if not files.complete:
        raise ScenarioError(files.faults)
    merged = merge(files)
    head = merged.content.get("scenario")
    return HeadOfFile(
        str(name_or_path),
        str(files.levels[-1].own.content.get(EXTENDS, "")),
        head if isinstance(head, dict) else {},
        tuple(merged.overlays),
    )
