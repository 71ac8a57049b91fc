"""Reads folders of batches for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from race.batch.store.shards import find, read_table


def rows_of(folder: Path, table: str = "replicates") -> list[dict[str, Any]]:
    """Return the rows of a table of all shards, sorted by cell."""
    rows = [row for place in find(folder) for row in read_table(place, table).to_pylist()]
    return sorted(rows, key=lambda row: (row["arm"], row["replicate"], row["point"]))
