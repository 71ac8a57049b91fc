"""The work of a batch: cells of an arm are run as one block and packed as shards.

A block in which something is raised is run again in halves, down to the cells that raise it. A cell
gives the same bytes in any block, so the rest is as it would have been.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pyarrow as pa

from race.api import decider
from race.batch.running.target import Target
from race.batch.store.cells import Points, cell_of, figures_at, futures_of
from race.batch.store.layout import DONE, FAILED
from race.batch.store.manifest import KeptArm, Manifest
from race.batch.store.rows import (
    Block,
    Failure,
    not_a_number,
    tables_of,
    tables_of_failures,
)
from race.batch.store.shards import Packed, joined, pack
from race.engine.outcome import Outcome, Seen, chosen, run_block, stop_of
from race.engine.setup import Futures, figures_of_future
from race.engine.step import Decide
from race.rules.rulebook import Rulebook, rulebook
from race.scenario.kept import load_content
from race.scenario.models.scenario import Scenario
from race.scenario.text.wording import unknown
from race.world.build import build_world
from race.world.world import World

LONGEST_ERROR = 400
ALL = "all"

Read = Callable[[str], str]
"""Returns the kept scenario of an arm, as JSON text."""


@dataclass(frozen=True, eq=False)
class ReadyArm:
    """An arm whose world is built."""

    kept: KeptArm
    scenario: Scenario
    world: World
    book: Rulebook
    decide: Decide
    actors: tuple[str, ...]
    stop: float | None


Simulate = Callable[[ReadyArm, int, Futures, Seen], Outcome]
"""Runs futures of an arm with a seed; calls the last argument with every state."""


class Result(NamedTuple):
    """What came of some cells: shards to write, and the target in those that were done."""

    shards: list[Packed]
    values: list[float]
    failed: int


@dataclass(frozen=True, eq=False)
class _Piece:
    numbers: list[int]
    outcome: Outcome


def simulate(ready: ReadyArm, seed: int, futures: Futures, seen: Seen) -> Outcome:
    """Run futures of an arm."""
    return run_block(
        ready.world, ready.book, seed, futures, until=ready.stop, decide=ready.decide, seen=seen
    )


@dataclass(eq=False)
class Work:
    """Runs cells of a batch.

    Attributes:
        read: returns the kept scenario of an arm.
        folder: as it is named in the commands that replay a cell.
        simulate: what runs futures.
    """

    manifest: Manifest
    points: Points
    read: Read
    folder: str
    simulate: Simulate = simulate
    _ready: dict[str, ReadyArm] = field(default_factory=dict)

    def ready(self, arm: str) -> ReadyArm:
        """Return an arm with its world; built when first asked for.

        Raises:
            InputError: its kept scenario is damaged or does not fit this version.
        """
        if arm not in self._ready:
            self._ready[arm] = self._make(self.manifest.arm(arm))
        return self._ready[arm]

    def run(self, arm: str, numbers: range, target: Target, seen: Seen) -> Result:
        """Run cells of an arm and pack what came out."""
        ready = self.ready(arm)
        pieces: list[_Piece] = []
        failures: list[Failure] = []
        for one in self._parts(ready, numbers, seen):
            if isinstance(one, Failure):
                failures.append(one)
            else:
                pieces.append(one)
        shards = [pack(*self._done(ready, pieces))] if pieces else []
        shards += [self.pack_failures(failures)] if failures else []
        values = [v for one in pieces for v in target.values(one.outcome).tolist()]
        return Result(shards, values, len(failures))

    def fail(self, arm: str, number: int, error: str) -> Failure:
        """Return a cell as failed, with the figures that it was to be run with."""
        kept = self.manifest.arm(arm)
        cell = cell_of(arm, number, self.manifest.points)
        try:
            ready = self.ready(arm)
            drawn = figures_of_future(ready.world, ready.book, self.manifest.seed, cell.replicate)
        except Exception:  # noqa: BLE001  # what fails may be just this; the row is written all the same
            drawn = {}
        figures = drawn | figures_at(kept.arm, self.points, cell.point)
        text = " ".join(error.split())
        shown = text if len(text) <= LONGEST_ERROR else text[:LONGEST_ERROR] + "..."
        return Failure(cell, shown, figures, self.command(arm, number))

    def pack_failures(self, failures: Sequence[Failure]) -> Packed:
        """Return failed cells of one arm as a shard."""
        points = self.manifest.points
        failures = sorted(failures, key=lambda one: (one.cell.replicate, one.cell.point))
        ranges = joined(one.cell.replicate * points + one.cell.point for one in failures)
        return pack(failures[0].cell.arm, ranges, FAILED, tables_of_failures(failures))

    def command(self, arm: str, number: int) -> str:
        """Return the command that replays a cell."""
        cell = cell_of(arm, number, self.manifest.points)
        words = ["race replay", self.folder, f"--replicate {cell.replicate}"]
        words += [f"--arm {arm}"] if len(self.manifest.arms) > 1 else []
        words += [f"--point {cell.point}"] if self.manifest.points > 1 else []
        return " ".join(words)

    def _make(self, kept: KeptArm) -> ReadyArm:
        scenario = load_content(self.read(kept.id), kept.hash, kept.overlays)
        world = build_world(scenario)
        decide = decider(world, kept.policies)
        actors = actors_kept(scenario, self.manifest.companies)
        stop = stop_of(scenario, self.manifest.until)
        return ReadyArm(kept, scenario, world, rulebook(world), decide, actors, stop)

    def _parts(self, ready: ReadyArm, numbers: range, seen: Seen) -> Iterator[_Piece | Failure]:
        """Give the outcomes of cells, in halves where something was raised, and what failed."""
        arm = ready.kept.arm
        futures = futures_of(arm, self.points, numbers)
        try:
            outcome = self.simulate(ready, self.manifest.seed, futures, seen)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  # whatever a future does, only it fails
            if len(numbers) > 1:
                middle = numbers.start + len(numbers) // 2
                yield from self._parts(ready, range(numbers.start, middle), seen)
                yield from self._parts(ready, range(middle, numbers.stop), seen)
            else:
                yield self.fail(arm.id, numbers.start, f"{type(error).__name__}: {error}")
            return
        bad = not_a_number(outcome, ready.actors)
        good = [place for place in range(len(numbers)) if place not in bad]
        for place, where in bad.items():
            yield self.fail(arm.id, numbers[place], where)
        if good:
            kept = chosen(outcome, good) if bad else outcome
            yield _Piece([numbers[place] for place in good], kept)

    def _done(
        self, ready: ReadyArm, pieces: Sequence[_Piece]
    ) -> tuple[str, tuple[tuple[int, int], ...], str, dict[str, pa.Table]]:
        parts = [tables_of(self._block(ready, one)) for one in pieces]
        tables = {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]}
        numbers = [number for one in pieces for number in one.numbers]
        return ready.kept.id, joined(numbers), DONE, tables

    def _block(self, ready: ReadyArm, piece: _Piece) -> Block:
        arm, count = ready.kept.arm, self.manifest.points
        cells = [cell_of(arm.id, number, count) for number in piece.numbers]
        texts = {
            point: json.dumps(figures_at(arm, self.points, point), sort_keys=True)
            for point in {cell.point for cell in cells}
        }
        return Block(
            outcome=piece.outcome,
            cells=cells,
            figures=[texts[cell.point] for cell in cells],
            commands=[self.command(arm.id, number) for number in piece.numbers],
            actors=ready.actors,
        )


def actors_kept(scenario: Scenario, companies: Sequence[str]) -> tuple[str, ...]:
    """Return the actors whose figures are kept: the countries, and companies that were asked for.

    A company that an arm does not have is left out there.
    """
    chosen_ones = scenario.companies if ALL in companies else companies
    return (*scenario.countries, *(name for name in chosen_ones if name in scenario.companies))


def refuse_unknown(scenario: Scenario, companies: Sequence[str]) -> None:
    """Refuse companies that a scenario does not have.

    Raises:
        InputError: there is no such company.
    """
    for name in companies:
        if name != ALL and name not in scenario.companies:
            names = (ALL, *scenario.companies)
            raise unknown(f"--companies: no company '{name}'", name, names)
