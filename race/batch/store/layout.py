"""The tables of a batch: their columns, with units.

Every shard is a folder that holds one Parquet file of each table; see docs/batch.md.
"""

from __future__ import annotations

from typing import NamedTuple

from race.engine.figures import FIGURES

TEXT, WHOLE, NUMBER = "text", "whole", "number"
PLACES = ("leader", "leader_company", "record_company")
"""Figures that are ids in the tables, empty where there is none."""
DONE, FAILED = "done", "failed"


class TableColumn(NamedTuple):
    """One column: its kind is text (by dictionary), whole (int32) or number (float64)."""

    name: str
    kind: str
    unit: str
    doc: str


CELL = (
    TableColumn("arm", TEXT, "", "id of the arm"),
    TableColumn("point", WHOLE, "", "number of the sweep's point from 0; 0 without a sweep"),
    TableColumn("replicate", WHOLE, "", "number of the future from 0; it alone chooses the chance"),
)
"""Columns that name a cell, the unit of work: one future of an arm at a point."""
_YEAR = TableColumn("year", WHOLE, "", "calendar year at whose end the figures hold")

YEARS = (
    *CELL,
    _YEAR,
    TableColumn("actor", TEXT, "", "id of the country or company"),
    *(
        TableColumn(figure.name, NUMBER, figure.unit, figure.doc)
        for figure in FIGURES
        if figure.axis != "world"
    ),
)
WORLD = (
    *CELL,
    _YEAR,
    *(
        TableColumn(figure.name, TEXT if figure.name in PLACES else NUMBER, figure.unit, figure.doc)
        for figure in FIGURES
        if figure.axis == "world"
    ),
)
ENDS = (
    *CELL,
    TableColumn("end", TEXT, "", "id of an end condition of the scenario"),
    TableColumn("came", NUMBER, "decimal year", "when it first held; infinite where it never did"),
)
REPLICATES = (
    *CELL,
    TableColumn("status", TEXT, "", f"{DONE} or {FAILED}"),
    TableColumn("digest", TEXT, "", "SHA-256 of the future's path and last state; empty if failed"),
    TableColumn("row_sha256", TEXT, "", "SHA-256 of all that the tables say of the cell"),
    TableColumn("error", TEXT, "", "why it failed; empty if done"),
    TableColumn("figures", TEXT, "", "JSON: figures that arm and point set; if failed, all drawn"),
    TableColumn("command", TEXT, "", "replays the cell"),
)

TABLES = {"years": YEARS, "world": WORLD, "ends": ENDS, "replicates": REPLICATES}
