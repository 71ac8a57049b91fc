"""Joins the parts: a scenario's name to a world, a run, and what came out of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from race.api import POLICIES, decider
from race.base.arguments import LARGEST_SEED, within
from race.base.calendar import decimal_year
from race.base.errors import InputError
from race.engine.outcome import Outcome, join, run_block, stop_of
from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import Decide, states
from race.engine.trial import play_watched
from race.rules.block import Block
from race.rules.clusters import (
    INDEX_DAY,
    Cluster,
    first_day_of_record,
    last_day_of_record,
    modelled,
    recorded,
)
from race.rules.rulebook import Rulebook, rulebook
from race.scenario.checks.playable import PolicyFacts
from race.scenario.load import load
from race.scenario.models.scenario import Scenario
from race.world.build import build_world
from race.world.state import State
from race.world.world import World
from race_agents.policies import register_all

SEED = 1
BLOCK = 32
"""Replicates simulated at once: larger blocks leave the cache, smaller ones pay for more calls."""
MOST_REPLICATES = 2048
TRIAL_YEARS = 3
TRIAL_REPLICATES = 4


@dataclass(frozen=True, eq=False)
class Setting:
    """A scenario made ready to run."""

    scenario: Scenario
    world: World
    book: Rulebook


@dataclass(frozen=True, eq=False)
class IndexAt:
    """The compute index of a day; `basis` is record or model, `note` says more of it."""

    day: date
    basis: str
    note: str
    clusters: list[Cluster]


def prepare(name_or_path: str | Path, overlays: Sequence[str] = ()) -> Setting:
    """Load a scenario, with some of its overlays laid over it, and build its world.

    Raises:
        InputError: there is no such scenario or overlay, or the files have faults.
    """
    return ready(load(name_or_path, overlays, known_policies()))


def known_policies() -> dict[str, PolicyFacts]:
    """Tell of every policy what a scenario need know of it."""
    register_all()
    return {
        one.name: PolicyFacts(one.plays, one.over, one.make is not None)
        for one in POLICIES.policies
    }


def ready(scenario: Scenario) -> Setting:
    """Build the world of a scenario that was loaded.

    Raises:
        InputError: the scenario lacks what the engine needs.
    """
    world = build_world(scenario)
    return Setting(scenario, world, rulebook(world))


def simulate(
    setting: Setting,
    *,
    seed: int = SEED,
    replicates: int = 1,
    until: int | None = None,
    policies: Mapping[str, str] | None = None,
) -> Outcome:
    """Run a scenario and return the figures of its years.

    Args:
        setting: the scenario.
        seed: of all random numbers.
        replicates: how many futures, numbered from 0.
        until: the last year to simulate; that of the scenario's end when None.
        policies: policies by actor in place of those of the scenario.

    Raises:
        InputError: a seed, a number of replicates or a year that is not allowed, an unknown actor
            or policy.
    """
    within("--seed", seed, 0, LARGEST_SEED)
    within("--replicates", replicates, 1, MOST_REPLICATES)
    stop = stop_of(setting.scenario, until)
    decide = _decider(setting, policies)
    parts = [
        run_block(setting.world, setting.book, seed, part, until=stop, decide=decide)
        for part in _blocks(replicates)
    ]
    return join(parts)


def try_out(setting: Setting, years: int = TRIAL_YEARS) -> int:
    """Play a short game with all invariants on; return the last year that it saw.

    Raises:
        RunError: something that must always hold did not.
        InputError: the scenario lacks what the engine needs.
    """
    head = setting.scenario.head
    until = min(head.start.year + years, head.end.end)
    decide = _decider(setting)
    world, book = setting.world, setting.book
    play_watched(world, book, decide, seed=SEED, replicates=TRIAL_REPLICATES, until=until)
    return math.ceil(until) - 1


def compute_index(setting: Setting, day: date) -> IndexAt:
    """Return the compute index of a day: of the record where it reaches, else of the first future.

    Raises:
        InputError: the day lies before the record or after the scenario.
    """
    scenario = setting.scenario
    head = scenario.head
    first = first_day_of_record(scenario)
    if not first <= day <= head.end.last_day:
        raise InputError(
            f"--at: given {day}; allowed: {first}, where the record begins, to "
            f"{head.end.last_day}, where scenario {head.id} ends"
        )
    if day <= last_day_of_record(scenario):
        clusters = recorded(scenario, day)
        note = "as published" if day == INDEX_DAY else "documented clusters in operation"
        return IndexAt(day, "record", note, clusters)
    state, block = _state_at(setting, day)
    note = f"scenario {head.id}, seed {SEED}, first future, state of {state.time:.2f}"
    return IndexAt(day, "model", note, modelled(state, block))


def smoke_run(name: str) -> str:
    """Simulate one year of a scenario and tell what came out; for `race doctor`."""
    setting = prepare(name)
    first = setting.scenario.head.start.first_day.year
    outcome = simulate(setting, until=first)
    return f"{len(outcome.actors)} actors to the end of {outcome.years[-1]}: {outcome.digest[:12]}"


def _decider(setting: Setting, policies: Mapping[str, str] | None = None) -> Decide:
    register_all()
    return decider(setting.world, policies)


def _state_at(setting: Setting, day: date) -> tuple[State, Block]:
    """Return the state at the step nearest to a day, in the first future, and its block."""
    block = make_block(setting.world, setting.book, SEED, 0, 1)
    *_, last = states(initial_state(block), block, _decider(setting), decimal_year(day))
    return last, block


def _blocks(replicates: int) -> Iterator[range]:
    for first in range(0, replicates, BLOCK):
        yield range(first, min(first + BLOCK, replicates))
