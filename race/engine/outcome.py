"""The outcome of a run: the figures of every year end, and a digest of each replicate."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from race.base.arrays import Floats
from race.base.errors import InputError, RunError
from race.engine.ends import never, note_ends
from race.engine.figures import Path, actor_speed, year_figures
from race.engine.setup import Futures, gather_block
from race.engine.start import initial_state
from race.engine.step import Decide, Watch, states
from race.rules.block import Block
from race.rules.rulebook import Rulebook
from race.scenario.models.scenario import Scenario
from race.world.snapshot import digest
from race.world.state import State
from race.world.world import World

Seen = Callable[[State, Block], None]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a run of some replicates came to.

    Attributes:
        seed, first, replicates: which futures these are.
        countries, companies: ids; together, in this order, they are the actors.
        years: the calendar years that ended.
        figures: by name of `race.engine.figures.FIGURES`: (years, actors, R), (years, countries, R)
            or (years, R).
        digests: SHA-256 of each replicate: its path of speeds and its last state.
        ends: by id of the scenario's end conditions, the decimal year at which each first held,
            (R,); infinite where it never did.
    """

    seed: int
    first: int
    replicates: int
    countries: tuple[str, ...]
    companies: tuple[str, ...]
    years: tuple[int, ...]
    figures: Mapping[str, Floats]
    digests: tuple[str, ...]
    ends: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def actors(self) -> tuple[str, ...]:
        """Return the ids of countries, then of companies."""
        return (*self.countries, *self.companies)

    @property
    def digest(self) -> str:
        """Return one SHA-256 for all replicates, in their order."""
        return hashlib.sha256("".join(self.digests).encode()).hexdigest()


@dataclass(eq=False)
class _Keeper:
    """Keep what is needed of each state as it passes."""

    block: Block
    times: list[float] = field(default_factory=list)
    speeds: list[Floats] = field(default_factory=list)
    models: list[Floats] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    kept: list[dict[str, Floats]] = field(default_factory=list)
    ends: dict[str, Floats] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with ends that never came."""
        self.ends = never(self.block)

    def see(self, state: State) -> None:
        """Keep the speeds, and all figures where a calendar year ends."""
        self.times.append(state.time)
        self.speeds.append(actor_speed(state))
        self.models.append(state.capability.max(axis=0))
        year = _year_ended(state, self.block)
        if year is None:
            return
        note_ends(self.ends, state, self.block)
        figures = year_figures(state, self.block, self.path())
        self.years.append(year)
        self.kept.append(figures)

    def path(self) -> Path:
        """Return the speeds and the best models so far."""
        speed = np.stack(self.speeds)
        return Path(np.array(self.times), speed, speed.max(axis=1), np.stack(self.models))

    def digests(self, last: State) -> tuple[str, ...]:
        """Return a digest of every replicate."""
        path = self.path()
        return tuple(
            hashlib.sha256(
                path.times.tobytes() + path.speed[..., r].tobytes() + digest(last, r).encode()
            ).hexdigest()
            for r in range(self.block.width)
        )


def run_block(
    world: World,
    book: Rulebook,
    seed: int,
    replicates: Sequence[int] | Futures,
    *,
    until: float | None = None,
    decide: Decide | None = None,
    watch: Watch | None = None,
    seen: Seen | None = None,
) -> Outcome:
    """Run replicates as one block.

    Args:
        world: names, memberships and the scenario.
        book: its measures as arrays.
        seed: of all random numbers.
        replicates: the numbers of the replicates, at least one, `join` wants consecutive ones;
            or futures with figures that are set.
        until: a decimal year at which to stop, the end of the scenario when None.
        decide: asked for orders once a year; neutral orders when None.
        watch: called after every stage.
        seen: called with every state, the first and the last included.

    Raises:
        RunError: no year ends between the start and the stop.
    """
    futures = replicates if isinstance(replicates, Futures) else Futures(replicates, {})
    block = gather_block(world, book, seed, futures)
    keeper = _Keeper(block)
    start = initial_state(block)
    last = start
    for last in states(start, block, decide, until, watch):
        keeper.see(last)
        if seen is not None:
            seen(last, block)
    if not keeper.years:
        raise RunError("the run ended before its first year did")
    return Outcome(
        seed=seed,
        first=futures.replicates[0],
        replicates=block.width,
        countries=world.countries,
        companies=world.companies,
        years=tuple(keeper.years),
        figures=_stacked(keeper.kept),
        digests=keeper.digests(last),
        ends=keeper.ends,
    )


def chosen(outcome: Outcome, places: Sequence[int]) -> Outcome:
    """Return the outcome of some of a block's replicates, by their places in it."""
    kept = np.asarray(places, dtype=np.int64)
    return replace(
        outcome,
        replicates=len(places),
        figures={name: values[..., kept] for name, values in outcome.figures.items()},
        digests=tuple(outcome.digests[place] for place in places),
        ends={name: times[kept] for name, times in outcome.ends.items()},
    )


def stop_of(scenario: Scenario, until: int | None) -> float | None:
    """Return the decimal year at which the year `until` ends; None, for the end, when None.

    Raises:
        InputError: the scenario does not reach that year.
    """
    if until is None:
        return None
    head = scenario.head
    first, last = head.start.first_day.year, head.end.last_day.year
    if not first <= until <= last:
        raise InputError(
            f"--until: given {until}; allowed: {first} to {last}, the years of scenario {head.id}"
        )
    return min(until + 1.0, head.end.end)


def join(parts: Sequence[Outcome]) -> Outcome:
    """Join the outcomes of consecutive blocks into one, in the order of their replicates.

    Raises:
        RunError: a block is missing, or they are not of one run.
    """
    parts = sorted(parts, key=lambda part: part.first)
    for one, following in pairwise(parts):
        same = (one.seed, one.years, one.actors) == (
            following.seed,
            following.years,
            following.actors,
        )
        if not same or one.first + one.replicates != following.first:
            raise RunError("these blocks are not consecutive parts of one run")
    first = parts[0]
    return Outcome(
        seed=first.seed,
        first=first.first,
        replicates=sum(part.replicates for part in parts),
        countries=first.countries,
        companies=first.companies,
        years=first.years,
        figures={
            name: np.concatenate([part.figures[name] for part in parts], axis=-1)
            for name in first.figures
        },
        digests=tuple(text for part in parts for text in part.digests),
        ends={name: np.concatenate([part.ends[name] for part in parts]) for name in first.ends},
    )


def _stacked(kept: Iterable[Mapping[str, Floats]]) -> dict[str, Floats]:
    rows = list(kept)
    return {name: np.stack([row[name] for row in rows]) for name in rows[0]}


def _year_ended(state: State, block: Block) -> int | None:
    """Return the calendar year that ends with this state, None if none does.

    The state nearest to the turn of the year counts, for a run may begin in mid-year.
    """
    turn = round(state.time)
    half = block.world.calendar.step_years / 2.0
    ended = state.step > 0 and -half < state.time - turn <= half
    return turn - 1 if ended else None
