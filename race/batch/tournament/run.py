"""A tournament over cells: who sits in which seat, the same futures for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import get_context

from race.batch.tournament.games import BLOCK, Games, joined_games, play_games
from race.play.playing.ground import Ground

GroundOf = Callable[[str, Mapping[str, str]], Ground]
"""Makes a scenario ready with the players of some seats; a function of a module, for workers."""


@dataclass(frozen=True)
class Cell:
    """Who plays otherwise than the archetype of the seat; empty for nobody."""

    players: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """Return the players as something to look up by."""
        return tuple(sorted(self.players.items()))


@dataclass(frozen=True)
class Plan:
    """What is to be played.

    Attributes:
        scenario: name or path.
        games: of each cell.
        seed, difficulty: of all.
        workers: processes.
    """

    scenario: str
    games: int
    seed: int = 1
    difficulty: str = "normal"
    workers: int = 1


def play_cells(plan: Plan, cells: Sequence[Cell], ground_of: GroundOf) -> Iterator[Games]:
    """Play all cells and give the games of each, in their order."""
    blocks = [(first, min(BLOCK, plan.games - first)) for first in range(0, plan.games, BLOCK)]
    tasks = [(plan, cell, first, count) for cell in cells for first, count in blocks]
    if plan.workers == 1:
        parts = (_block(ground_of, task) for task in tasks)
        for _ in cells:
            yield joined_games([next(parts) for _ in blocks])
        return
    with ProcessPoolExecutor(plan.workers, mp_context=get_context("spawn")) as pool:
        done = pool.map(_block, [ground_of] * len(tasks), tasks)
        for _ in cells:
            yield joined_games([next(done) for _ in blocks])


def _block(ground_of: GroundOf, task: tuple[Plan, Cell, int, int]) -> Games:
    plan, cell, first, count = task
    ground = _ground(ground_of, plan.scenario, cell.key)
    return play_games(
        ground,
        ground.rivals,
        seed=plan.seed,
        first=first,
        count=count,
        difficulty=plan.difficulty,
    )


@lru_cache(maxsize=4)
def _ground(ground_of: GroundOf, scenario: str, players: tuple[tuple[str, str], ...]) -> Ground:
    return ground_of(scenario, dict(players))
