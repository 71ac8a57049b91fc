"""Reads the figures of a batch back into arrays: years, actors, cells.

Arms are aligned: the cells are those that were done in every arm, in the order of their numbers,
so that the last axis pairs the arms future by future.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from race.base.arrays import Flags, Floats, Whole
from race.base.errors import InputError
from race.batch.store.cells import Points
from race.batch.store.folder import read_points, read_summary
from race.batch.store.layout import DONE
from race.batch.store.manifest import Manifest, read_manifest
from race.batch.store.shards import SHARDS, Shard, find, read_shard, read_table

_CELL = ("point", "replicate")


@dataclass(frozen=True)
class Failed:
    """A cell that failed, and the command that replays it."""

    arm: str
    point: int
    replicate: int
    error: str
    command: str


@dataclass(frozen=True, eq=False)
class Batch:
    """A batch as it stands in its folder, finished or not.

    Attributes:
        numbers: cells that were done in every arm, replicate x points + point, in order.
        years: calendar years at whose ends there are figures.
        actors: ids of the actors that were kept.
        done: number of cells that were done, by arm.
        failed: cells that failed.
        summary: what the runner wrote at its end; None where it has not come to it.
    """

    folder: Path
    manifest: Manifest
    points: Points
    shards: tuple[Shard, ...]
    numbers: Whole
    years: tuple[int, ...]
    actors: tuple[str, ...]
    done: Mapping[str, int]
    failed: tuple[Failed, ...]
    summary: Mapping[str, Any] | None

    @property
    def arms(self) -> tuple[str, ...]:
        """Return the ids of the arms, the one to compare with first."""
        return tuple(arm.id for arm in self.manifest.arms)

    @property
    def replicates(self) -> list[int]:
        """Return the number of the replicate of each cell."""
        return [number // len(self.points) for number in self.numbers.tolist()]

    def only(self, chosen: Flags) -> Batch:
        """Return the batch as if it had only some of its cells."""
        return replace(self, numbers=self.numbers[chosen])

    def at_point(self, name: str) -> Floats:
        """Return the value of a factor of the sweep in each cell."""
        column = self.points.values[:, self.points.names.index(name)]
        return np.asarray(column[self.numbers % len(self.points)])

    def figure(self, measure: str, actors: Sequence[str]) -> dict[str, Floats]:
        """Return a figure of actors by arm, (years, actors, cells).

        Raises:
            InputError: a file is damaged, or an actor does not have the figure.
        """
        cubes = {
            arm: np.full((len(self.years), len(actors), len(self.numbers)), np.nan)
            for arm in self.arms
        }
        for shard in self._done_shards():
            table = self._table(shard, "years", (*_CELL, "year", "actor", measure))
            table = table.filter(pc.is_in(table["actor"], pa.array(actors)))
            who = pc.index_in(table["actor"], pa.array(actors)).to_numpy()
            self._fill(cubes[shard.arm], table, (who,), measure)
        for arm, cube in cubes.items():
            if np.isnan(cube).any():
                raise InputError(
                    f"{self.folder}: arm {arm} lacks {measure} of some of these actors"
                )
        return cubes

    def of_world(self, measure: str) -> dict[str, Floats]:
        """Return a figure of the world by arm, (years, cells).

        Raises:
            InputError: a file is damaged.
        """
        cubes = {arm: np.full((len(self.years), len(self.numbers)), np.nan) for arm in self.arms}
        for shard in self._done_shards():
            table = self._table(shard, "world", (*_CELL, "year", measure))
            self._fill(cubes[shard.arm], table, (), measure)
        return cubes

    def _fill(self, cube: Floats, table: pa.Table, axes: tuple[Whole, ...], measure: str) -> None:
        """Put the rows of a table in their places."""
        number = _numbers(table, len(self.points))
        cell = np.searchsorted(self.numbers, number)
        here = self.numbers.take(cell, mode="clip") == number
        year = table["year"].to_numpy() - self.years[0]
        places = [axis[here] for axis in (year, *axes, cell)]
        cube[tuple(places)] = table[measure].to_numpy()[here]

    def _done_shards(self) -> Iterator[Shard]:
        return (shard for shard in self.shards if shard.status == DONE)

    def _table(self, shard: Shard, table: str, columns: Sequence[str]) -> pa.Table:
        return read_table(self.folder / SHARDS / shard.name, table, list(columns))


def read_batch(folder: Path) -> Batch:
    """Read what a batch has, every file held against its hash.

    Raises:
        InputError: there is no batch, a file is damaged, or no future was done in every arm.
    """
    manifest = read_manifest(folder)
    points = read_points(folder, manifest)
    shards = tuple(read_shard(place) for place in find(folder))
    done = [shard for shard in shards if shard.status == DONE]
    by_arm = {
        arm.id: _cells_of(shard for shard in done if shard.arm == arm.id) for arm in manifest.arms
    }
    common = set.intersection(*map(set, by_arm.values()))
    if not common:
        raise InputError(f"{folder}: no future is done in every arm yet; run it with --resume")
    sample = read_table(folder / SHARDS / done[0].name, "years", ["year", "actor"])
    return Batch(
        folder=folder,
        manifest=manifest,
        points=points,
        shards=shards,
        numbers=np.array(sorted(common), dtype=np.int64),
        years=tuple(sorted(pc.unique(sample["year"]).to_pylist())),
        actors=tuple(pc.unique(sample["actor"]).to_pylist()),
        done={arm: len(cells) for arm, cells in by_arm.items()},
        failed=tuple(_failed(folder, [one for one in shards if one.status != DONE])),
        summary=read_summary(folder),
    )


def _cells_of(shards: Iterator[Shard]) -> list[int]:
    return [n for shard in shards for first, stop in shard.ranges for n in range(first, stop)]


def _failed(folder: Path, shards: Sequence[Shard]) -> Iterator[Failed]:
    for shard in shards:
        table = read_table(folder / SHARDS / shard.name, "replicates")
        for row in table.select([*Failed.__annotations__]).to_pylist():
            yield Failed(**row)


def _numbers(table: pa.Table, points: int) -> Whole:
    replicate = table["replicate"].to_numpy().astype(np.int64)
    return np.asarray(replicate * points + table["point"].to_numpy())
