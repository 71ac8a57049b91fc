"""Explains a key: value, unit, source, distribution, and the files that it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from race.scenario.editor.keys import Key, keys_of, purpose_of
from race.scenario.editor.shapes import Shape
from race.scenario.files.chain import OVERLAYS
from race.scenario.files.merge import Locator, Merged
from race.scenario.files.overlay import Layer
from race.scenario.files.reading import value_at
from race.scenario.models.scenario import Scenario
from race.scenario.models.values import Quantity
from race.scenario.text.marks import KeyPath, Place, dotted
from race.scenario.text.scalars import Value

ENTRY_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Saying:
    """What one file, or one overlay of it, says at a key.

    Attributes:
        overlay: name of the overlay; empty for the file itself.
        value: what it says.
    """

    file: str
    line: int
    column: int
    overlay: str
    value: Value


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of a key.

    Attributes:
        key: the dotted key.
        value: what holds.
        meaning: what the key is, in words; empty for an id and for a figure, which its note tells.
        unit: of the value; empty where there is none.
        chain: who says something there, in the order of merging; the last decides.
        figure: the figure that the key is or is part of: value, unit, range, distribution and so
            on, as written.
        source, source_text, status: where it comes from and how sure it is; of the nearest entry
            around it that says so.
    """

    key: str
    value: Value
    meaning: str
    unit: str
    chain: tuple[Saying, ...]
    figure: Mapping[str, Value]
    source: str
    source_text: str
    status: str


class Explainer:
    """Explains keys of a merged scenario."""

    def __init__(self, merged: Merged) -> None:
        """Keep the merged files; places are looked up when first asked for."""
        self._content = merged.content
        self._locator = Locator(merged.layers)

    def explain(self, path: KeyPath) -> Explanation:
        """Explain what stands at a path of the merged content.

        Raises:
            KeyError: nothing stands there.
        """
        value = value_at(self._content, path)
        key, model = key_at(path)
        figure = self._figure(path)
        source = self._around(path, "source")
        return Explanation(
            key=dotted(path),
            value=value,
            meaning=_meaning(key, model),
            unit=self._unit(path, key, model, figure),
            chain=tuple(_saying(layer, path) for layer in self._locator.chain(path)),
            figure=figure,
            source=source,
            source_text=self._source_text(source),
            status=self._status(path),
        )

    def _figure(self, path: KeyPath) -> Mapping[str, Value]:
        """Give the figure that a path leads to or into, empty where it is no part of one."""
        for depth in range(len(path), 0, -1):
            _, model = key_at(path[:depth])
            if model is Quantity:
                found = value_at(self._content, path[:depth])
                return found if isinstance(found, dict) else {}
        return {}

    def _unit(
        self,
        path: KeyPath,
        key: Key | None,
        model: type[BaseModel] | None,
        figure: Mapping[str, Value],
    ) -> str:
        """Give the unit of a value: that of its figure, or of its key."""
        written = str(figure.get("unit", ""))
        if model is Quantity:
            return written
        name = path[-1] if path else ""
        in_figure = written and (name in ("value", "low", "high") or "distribution" in path)
        if in_figure and name not in ("kind", "sigma"):
            return written
        return key.unit if key and not figure else ""

    def _around(self, path: KeyPath, name: str) -> str:
        """Give what the nearest entry around a path says under a name."""
        for depth in range(len(path), ENTRY_DEPTH - 1, -1):
            row = value_at(self._content, path[:depth])
            if isinstance(row, dict) and isinstance(row.get(name), str):
                return str(row[name])
        return ""

    def _status(self, path: KeyPath) -> str:
        row = value_at(self._content, path[:ENTRY_DEPTH])
        recalled = row.get("recalled", ()) if isinstance(row, dict) else ()
        if (
            len(path) > ENTRY_DEPTH
            and isinstance(recalled, tuple)
            and path[ENTRY_DEPTH] in recalled
        ):
            return "RECALLED"
        return self._around(path, "status")

    def _source_text(self, source: str) -> str:
        listed = self._content.get("sources")
        row = listed.get(source) if isinstance(listed, dict) else None
        return (
            "; ".join(str(row[k]) for k in ("what", "where") if k in row)
            if isinstance(row, dict)
            else ""
        )


def _meaning(key: Key | None, model: type[BaseModel] | None) -> str:
    if key is not None:
        return key.meaning
    return "" if model is None or model is Quantity else purpose_of(model)


def _saying(layer: Layer, path: KeyPath) -> Saying:
    spot = layer.document.spots.get((*layer.at, *path))
    place = spot.key if spot else Place(1, 1)
    overlay = str(layer.at[1]) if layer.at[:1] == (OVERLAYS,) else ""
    return Saying(
        layer.document.file, place.line, place.column, overlay, value_at(layer.content, path)
    )


def key_at(path: KeyPath) -> tuple[Key | None, type[BaseModel] | None]:
    """Find the key that a path ends with, and the model of what stands there.

    A plain entry of a table or a list has the key of the whole; an entry with keys has none.
    """
    shape = Shape("model", model=Scenario)
    key: Key | None = None
    for part in path:
        if shape.model is not None:
            key = keys_of(shape.model).get(str(part))
            if key is None:
                return None, None
            shape = key.shape
        elif shape.inner is not None:
            shape = shape.inner
            key = None if shape.model else key
        else:
            return None, None
    return key, shape.model
