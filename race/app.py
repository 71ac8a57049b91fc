"""Joins the parts: a scenario's name to a world, a run, and what came out of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from race.api import POLICIES, decider
from race.base.calendar import decimal_year
from race.base.errors import InputError
from race.engine.outcome import Outcome, join, run_block, stop_of
from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import Decide, states
from race.engine.trial import play_watched
from race.paths import shipped_scenarios
from race.play.course import Ground
from race.play.saves import Save, Shelf
from race.play.session import Session
from race.play.share import from_code
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
from race.scenario.game_load import load_game
from race.scenario.game_script import GameScript
from race.scenario.load import load
from race.scenario.models import Scenario
from race.scenario.playable import PolicyFacts
from race.world.build import build_world
from race.world.state import State
from race.world.world import World
from race_agents.policies import register_all
from race_agents.rivals.players import Players

BLOCK = 128
"""Replicates simulated at once; larger blocks need more memory and are no faster."""
MOST_REPLICATES = 2048
LARGEST_SEED = 2**63 - 1
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
    seed: int = 1,
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
    _within("--seed", seed, 0, LARGEST_SEED)
    _within("--replicates", replicates, 1, MOST_REPLICATES)
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
    play_watched(world, book, decide, seed=1, replicates=TRIAL_REPLICATES, until=until)
    return math.ceil(until) - 1


def compute_index(setting: Setting, day: date, seed: int = 1) -> IndexAt:
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
    state, block = _state_at(setting, day, seed)
    note = f"scenario {head.id}, seed {seed}, first future, state of {state.time:.2f}"
    return IndexAt(day, "model", note, modelled(state, block))


def ground(
    name_or_path: str | Path,
    overlays: Sequence[str] = (),
    players: Mapping[str, str] | None = None,
) -> Ground:
    """Make a scenario ready for a game.

    Args:
        name_or_path: the scenario.
        overlays: laid over it.
        players: who plays a seat without a person, by actor: `nothing`, `advisor`,
            `random_legal`, `script:NAME`, an archetype; the archetype of the seat if not named.

    Raises:
        InputError: there is no such scenario, overlay or player, or the files have faults.
    """
    setting = prepare(name_or_path, overlays)
    return Ground(
        setting.scenario,
        setting.world,
        setting.book,
        _decider(setting),
        load_game(),
        Players(players),
    )


def game_ground(scenario: str, players: Mapping[str, str]) -> Ground:
    """Make a scenario ready with the players of some seats, as a tournament's workers do.

    Raises:
        InputError: there is no such scenario or player.
    """
    return ground(scenario, (), players)


def new_game(
    name_or_path: str | Path,
    seats: Sequence[str],
    *,
    overlays: Sequence[str] = (),
    seed: int = 1,
    difficulty: str = "normal",
    language: str = "en",
    shelf: Shelf | None = None,
) -> Session:
    """Begin a game of one seat, or of several that people play in turn at one machine.

    Raises:
        InputError: there is no such scenario, overlay, actor, language or difficulty.
    """
    _within("--seed", seed, 0, LARGEST_SEED)
    return Session.new(
        ground(name_or_path, overlays),
        tuple(seats),
        scenario=str(name_or_path),
        seed=seed,
        difficulty=difficulty,
        language=language,
        shelf=shelf,
    )


def resume_game(save: Save, shelf: Shelf | None = None) -> Session:
    """Go on with a saved game.

    Raises:
        InputError: its scenario is not here, or is of another version.
    """
    opening = save.record.opening
    return Session(ground(opening.scenario, opening.overlays), save.record, shelf)


def shared_game(code: str, *, language: str = "en", shelf: Shelf | None = None) -> Session:
    """Go on with a game from its share code, in one's own language.

    Raises:
        InputError: it is no share code, or its scenario is not one that ships.
    """
    record = from_code(code)
    opening = record.opening
    if opening.scenario not in shipped_scenarios():
        raise InputError(
            f"share code: scenario '{opening.scenario[:60]}' does not ship with the game; "
            f"allowed: {', '.join(shipped_scenarios())}"
        )
    return Session(
        ground(opening.scenario, opening.overlays), replace(record, language=language), shelf
    )


def game_of_script(script: GameScript, *, language: str = "en") -> Session:
    """Begin the game that a script plays; it is not saved.

    Raises:
        InputError: there is no such scenario, actor or difficulty.
    """
    return new_game(
        script.scenario,
        (script.seat,),
        seed=script.seed,
        difficulty=script.difficulty,
        language=language,
    )


def smoke_run(name: str) -> str:
    """Simulate one year of a scenario and tell what came out; for `race doctor`."""
    setting = prepare(name)
    first = setting.scenario.head.start.first_day.year
    outcome = simulate(setting, until=first)
    return f"{len(outcome.actors)} actors to the end of {outcome.years[-1]}: {outcome.digest[:12]}"


def _decider(setting: Setting, policies: Mapping[str, str] | None = None) -> Decide:
    register_all()
    return decider(setting.world, policies)


def _state_at(setting: Setting, day: date, seed: int) -> tuple[State, Block]:
    """Return the state at the step nearest to a day, in the first future, and its block."""
    block = make_block(setting.world, setting.book, seed, 0, 1)
    *_, last = states(initial_state(block), block, _decider(setting), decimal_year(day))
    return last, block


def _blocks(replicates: int) -> Iterator[range]:
    for first in range(0, replicates, BLOCK):
        yield range(first, min(first + BLOCK, replicates))


def _within(argument: str, given: int, least: int, most: int) -> None:
    if not least <= given <= most:
        raise InputError(f"{argument}: given {given}; allowed: {least} to {most}")
