"""From the outcome of a block to the rows of the tables, with a hash of each cell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from race.base.arrays import Floats, Whole
from race.batch.store.arrow import number_column, text_column, whole_column, word_column
from race.batch.store.cells import Cell
from race.batch.store.layout import DONE, FAILED, NUMBER, PLACES, TABLES, TEXT, TableColumn
from race.engine.figures import FIGURES
from race.engine.outcome import Outcome

Tables = dict[str, pa.Table]


@dataclass(frozen=True)
class Failure:
    """A cell that could not be run, or whose figures are no numbers.

    Attributes:
        figures: what its arm and point set and what it drew, by name.
        command: replays it.
    """

    cell: Cell
    error: str
    figures: Mapping[str, float]
    command: str

    @property
    def row_sha256(self) -> str:
        """Return the hash of a failed cell: that it failed, for causes may be worded differently."""
        return hashlib.sha256(FAILED.encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Block:
    """Cells of one arm that were run together.

    Attributes:
        cells: their names.
        figures: JSON of what arm and point set, for each cell.
        commands: replay them.
        actors: ids of the actors that are kept.
    """

    outcome: Outcome
    cells: Sequence[Cell]
    figures: Sequence[str]
    commands: Sequence[str]
    actors: Sequence[str]


def schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table, with unit and doc of each column."""
    return pa.schema([_field(column) for column in TABLES[table]])


def tables_of(block: Block) -> Tables:
    """Return the rows of a block whose figures are all numbers."""
    kept = _kept(block.outcome, block.actors)
    hashes = row_hashes(block.outcome, kept, block.actors, block.figures)
    return {
        "years": _years(block, kept),
        "world": _world(block, kept),
        "ends": _ends(block),
        "replicates": _table(
            "replicates",
            {
                **_cell_columns(block.cells, np.arange(len(block.cells))),
                "status": text_column([DONE] * len(block.cells)),
                "digest": text_column(block.outcome.digests),
                "row_sha256": text_column(hashes),
                "error": text_column([""] * len(block.cells)),
                "figures": text_column(block.figures),
                "command": text_column(block.commands),
            },
        ),
    }


def tables_of_failures(failures: Sequence[Failure]) -> Tables:
    """Return the rows of failed cells: only `replicates` has any."""
    cells = [one.cell for one in failures]
    rows = {
        **_cell_columns(cells, np.arange(len(cells))),
        "status": text_column([FAILED] * len(cells)),
        "digest": text_column([""] * len(cells)),
        "row_sha256": text_column([one.row_sha256 for one in failures]),
        "error": text_column([one.error for one in failures]),
        "figures": text_column([json.dumps(dict(one.figures), sort_keys=True) for one in failures]),
        "command": text_column([one.command for one in failures]),
    }
    empty = {name: schema(name).empty_table() for name in TABLES if name != "replicates"}
    return {**empty, "replicates": _table("replicates", rows)}


def not_a_number(outcome: Outcome, actors: Sequence[str]) -> dict[int, str]:
    """Find replicates of a block with a NaN; by place in the block, where the first one is."""
    found: dict[int, str] = {}
    for name, values in _kept(outcome, actors).items():
        for *place, replicate in np.argwhere(np.isnan(values)).tolist():
            year = outcome.years[place[0]]
            actor = f" of {actors[place[1]]}" if len(place) > 1 else ""
            found.setdefault(replicate, f"NaN in {name}{actor} at the end of {year}")
    return found


def row_hashes(
    outcome: Outcome, kept: Mapping[str, Floats], actors: Sequence[str], figures: Sequence[str]
) -> list[str]:
    """Return the SHA-256 of all that the tables say of each replicate."""
    ends = list(outcome.ends)
    head = json.dumps([outcome.years, list(actors), list(kept), ends]).encode()
    parts = [*kept.values(), *(outcome.ends[name] for name in ends)]
    flat = np.concatenate([part.reshape(-1, outcome.replicates) for part in parts])
    rows = np.ascontiguousarray((flat + 0.0).T, dtype="<f8")
    return [
        hashlib.sha256(head + digest.encode() + text.encode() + row.tobytes()).hexdigest()
        for digest, text, row in zip(outcome.digests, figures, rows, strict=True)
    ]


def _kept(outcome: Outcome, actors: Sequence[str]) -> dict[str, Floats]:
    """Return the figures that are kept: (years, actors or countries, R) or (years, R)."""
    rows = [outcome.actors.index(actor) for actor in actors]
    countries = [row for row in rows if row < len(outcome.countries)]
    chosen = {"actors": rows, "countries": countries}
    return {
        figure.name: outcome.figures[figure.name]
        if figure.axis == "world"
        else outcome.figures[figure.name][:, chosen[figure.axis]]
        for figure in FIGURES
    }


def _years(block: Block, kept: Mapping[str, Floats]) -> pa.Table:
    outcome, actors = block.outcome, block.actors
    years, width = len(outcome.years), len(block.cells)
    each = years * len(actors)
    columns: dict[str, pa.Array] = {
        **_cell_columns(block.cells, np.repeat(np.arange(width), each)),
        "year": whole_column(np.tile(np.repeat(np.array(outcome.years), len(actors)), width)),
        "actor": word_column(actors, np.tile(np.arange(len(actors)), years * width)),
    }
    for figure in FIGURES:
        if figure.axis == "world":
            continue
        values = np.full((width, years, len(actors)), np.nan)
        cube = kept[figure.name].transpose(2, 0, 1)
        values[:, :, : cube.shape[2]] = cube
        columns[figure.name] = number_column(values.reshape(-1), _missing(values, cube.shape[2]))
    return _table("years", columns)


def _missing(values: Floats, present: int) -> NDArray[np.bool_] | None:
    """Mark the places of actors that a figure does not have: those after the countries."""
    if present == values.shape[2]:
        return None
    mask = np.zeros(values.shape, dtype=bool)
    mask[:, :, present:] = True
    return mask.reshape(-1)


def _world(block: Block, kept: Mapping[str, Floats]) -> pa.Table:
    outcome = block.outcome
    years, width = len(outcome.years), len(block.cells)
    columns: dict[str, pa.Array] = {
        **_cell_columns(block.cells, np.repeat(np.arange(width), years)),
        "year": whole_column(np.tile(np.array(outcome.years), width)),
    }
    for figure in FIGURES:
        if figure.axis != "world":
            continue
        values = kept[figure.name].T.reshape(-1)
        if figure.name in PLACES:
            axis = outcome.countries if figure.name == "leader" else outcome.companies
            columns[figure.name] = word_column((*axis, ""), values.astype(np.int64))
        else:
            columns[figure.name] = number_column(values)
    return _table("world", columns)


def _ends(block: Block) -> pa.Table:
    names = list(block.outcome.ends)
    width = len(block.cells)
    came = [block.outcome.ends[name] for name in names]
    values = np.stack(came, axis=1).reshape(-1) if names else np.zeros(0)
    return _table(
        "ends",
        {
            **_cell_columns(block.cells, np.repeat(np.arange(width), len(names))),
            "end": word_column(names, np.tile(np.arange(len(names)), width)),
            "came": number_column(values),
        },
    )


def _cell_columns(cells: Sequence[Cell], rows: Whole) -> dict[str, pa.Array]:
    """Return the three columns that name the cell of each row."""
    arm = cells[0].arm if cells else ""
    return {
        "arm": word_column([arm], np.zeros(len(rows), dtype=np.int64)),
        "point": whole_column(np.array([cell.point for cell in cells], dtype=np.int64)[rows]),
        "replicate": whole_column(
            np.array([cell.replicate for cell in cells], dtype=np.int64)[rows]
        ),
    }


def _table(name: str, columns: Mapping[str, pa.Array]) -> pa.Table:
    form = schema(name)
    return pa.Table.from_arrays([columns[one.name] for one in form], schema=form)


def _field(column: TableColumn) -> pa.Field:
    types = {TEXT: pa.string(), NUMBER: pa.float64()}
    about = {"unit": column.unit, "doc": column.doc}
    return pa.field(column.name, types.get(column.kind, pa.int32()), metadata=about)
