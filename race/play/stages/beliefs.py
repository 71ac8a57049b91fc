"""What seats believe of others: readings of their sources, weighed by how exact they are.

A belief is a median and a standard deviation in log10 (a capability in decades of effective FLOP).
It widens with age and narrows with readings; the bias of a source is taken off as far as it is
known. Own figures are exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from race.base.arrays import Flags, Floats
from race.play.state.game_state import GameState
from race.play.state.seats import NONE
from race.play.state.table import Table
from race.scenario.game.names import QUANTITIES
from race.world.draws import STEP_BEFORE_THE_FIRST

BAND = 1.2815515655
"""Standard deviations on each side of the median of the middle 80 per cent."""
_LEAST = 1e-12
POOL = QUANTITIES.index("pool")


def true_values(game: GameState, table: Table, *, hushed: bool = True) -> Floats:
    """Return what there is to be known, (quantities, targets, R), in log10; countries come first.

    Models of runs that are kept secret are left out, unless `hushed` is False.
    """
    state, world, p = game.state, table.block.world, table.block.parameters
    none = np.zeros_like(state.company_speed)
    pool = np.concatenate([state.country_speed, state.company_speed])
    models = game.play.shown_capability if hushed else state.capability
    members = np.concatenate([models, np.zeros((1, table.width))])[world.members]
    capability = np.concatenate([members.max(axis=1), models]) / p["capability.per_decade"]
    grey = np.concatenate([world.routes_by_destination.total(state.route_carried), none])
    packages = np.zeros_like(state.country_speed)
    np.add.at(packages, world.foundry_country, state.packaging)
    own = np.concatenate([packages, none])
    return np.stack(
        [np.log10(np.maximum(pool, 1.0)), capability, np.log10(1.0 + grey), np.log10(1.0 + own)]
    )


def first_beliefs(game: GameState, table: Table) -> GameState:
    """Return the game with what everybody believes at the start."""
    true = true_values(game, table)
    seats, targets = len(table.seats), true.shape[1]
    first = np.array([row.first_sd.value for row in table.seats.rows])
    first = first * table.difficulty.observation.value
    spread = np.broadcast_to(
        first[None, :, None, None], (len(QUANTITIES), seats, targets, table.width)
    ).copy()
    error = _normals("play.belief.first", STEP_BEFORE_THE_FIRST, spread.shape, table)
    known = _own_targets(table)
    spread *= ~known[None, :, :, None]
    median = true[:, None] + error * spread
    until = np.full((len(table.data.sources), seats, table.width), -np.inf)
    for number, name in enumerate(table.data.sources):
        has = np.array([name in row.sources for row in table.seats.rows])
        until[number, has] = np.inf
    return game.with_play(
        median=median,
        spread=spread,
        age=np.zeros_like(spread),
        clash=np.zeros((seats, targets, table.width)),
        source_until=until,
    )


def with_readings(game: GameState, table: Table) -> GameState:
    """Return the game after a year's readings of all sources that are paid for."""
    true, play = true_values(game, table), game.play
    median = play.median.copy()
    # What everybody expects of pools goes on without a reading.
    median[POOL] += table.number("belief_growth_per_year") * (median[POOL] > 0.0)
    drift = table.number("belief_drift_per_year")
    beliefs = _Beliefs(median, play.spread**2 + drift**2, play.age + 1.0)
    shift = _shift(game, table)
    for number, name in enumerate(table.data.sources):
        paid = (play.source_until[number] > game.state.time) & table.seats.played[:, None]
        seats = np.flatnonzero(paid.any(axis=1)).tolist()
        for reading in _read(name, seats, true, shift, game.step, table):
            beliefs.take(reading, paid[reading.seat])
    age, spread, clash = beliefs.age, np.sqrt(beliefs.variance), beliefs.clash
    seat, target = np.nonzero(_own_targets(table))
    median[:, seat, target] = true_values(game, table, hushed=False)[:, target]
    age[:, seat, target] = spread[:, seat, target] = clash[seat, target] = 0.0
    return game.with_play(median=median, spread=spread, age=age, clash=clash)


class _Reading(NamedTuple):
    """What a source says of its quantities to a seat that pays for it.

    Attributes:
        kinds: places of these quantities.
        value: (kinds, targets, R), log10.
        unsure: its standard deviation, what is not known of the bias included.
    """

    seat: int
    kinds: list[int]
    value: Floats
    unsure: float


class _Beliefs:
    """Beliefs while readings are taken in, each (quantities, seats, targets, R).

    Attributes:
        median, variance: in log10.
        age: years since the last reading.

    The lowest and the highest end of readings are kept of pools alone.
    """

    def __init__(self, median: Floats, variance: Floats, age: Floats) -> None:
        self.median, self.variance, self.age = median, variance, age
        self._low = np.full(median.shape[1:], np.inf)
        self._high = np.full(median.shape[1:], -np.inf)

    def take(self, reading: _Reading, paid: Flags) -> None:
        """Weigh a reading with what the seat believed where it has paid, (R,)."""
        seat, kinds, values, unsure = reading
        weight = paid / max(unsure**2, _LEAST)
        for kind, value in zip(kinds, values, strict=True):
            median, variance = self.median[kind, seat], self.variance[kind, seat]
            before = 1.0 / np.maximum(variance, _LEAST)
            both = (median * before + value * weight) / (before + weight)
            np.copyto(median, both, where=paid)
            np.copyto(variance, 1.0 / (before + weight), where=paid)
            np.copyto(self.age[kind, seat], 0.0, where=paid)
            if kind == POOL:
                low, high = self._low[seat], self._high[seat]
                np.copyto(low, np.minimum(low, value + unsure), where=paid)
                np.copyto(high, np.maximum(high, value - unsure), where=paid)

    @property
    def clash(self) -> Floats:
        """Return 1 where two readings of a pool leave no room for each other, (seats, targets, R)."""
        return np.asarray((self._high - self._low) > 0.0, dtype=np.float64)


def _read(
    name: str, seats: list[int], true: Floats, shift: Floats, step: int, table: Table
) -> Iterator[_Reading]:
    """Yield what a source says this year to some seats, with errors at the address of each."""
    source = table.data.sources[name]
    kinds = [QUANTITIES.index(one) for one in source.quantities]
    # A late reading is of an older world: its error grows by what the world moves meanwhile.
    late = table.number("belief_drift_per_year") * source.lag / 4.0
    slanted = (source.bias.high - source.bias.low) / np.sqrt(12.0)
    sd = np.sqrt((source.sd.value * table.difficulty.observation.value) ** 2 + late**2)
    unsure = float(np.sqrt(sd**2 + slanted**2))
    expected, fooled = true[kinds] + _slant(name, table), shift * source.fooled.value
    for seat in seats:
        value = expected + _normals(f"play.belief.{name}.{seat}", step, expected.shape, table) * sd
        value += fooled
        yield _Reading(seat, kinds, value, unsure)


def _shift(game: GameState, table: Table) -> Floats:
    """Return by how much each target's own deceit moves readings, (targets, R)."""
    world, seats = table.block.world, table.seats
    countries = len(world.countries)
    shift = np.zeros((countries + len(world.companies), table.width))
    place = np.where(seats.is_country, seats.country, countries + seats.company)
    shift[place] = game.play.deceit
    return shift


def _slant(name: str, table: Table) -> Floats:
    """Return a source's bias less what is known of it: its centre, (R,)."""
    source = table.data.sources[name]
    drawn = table.block.chance.uniform(f"play.bias.{name}", STEP_BEFORE_THE_FIRST, 1)[0]
    bias = source.bias.low + (source.bias.high - source.bias.low) * drawn
    return np.asarray(bias - source.bias.value)


def _own_targets(table: Table) -> np.ndarray:
    """Tell what each seat knows exactly, (seats, targets): itself, and a state its programme."""
    world, seats = table.block.world, table.seats
    countries = len(world.countries)
    known = np.zeros((len(seats), countries + len(world.companies)), dtype=bool)
    rows = np.arange(len(seats))
    known[rows, countries + seats.company] = True
    known[rows[seats.is_country], seats.country[seats.is_country]] = True
    return known


def _normals(stream: str, step: int, shape: tuple[int, ...], table: Table) -> Floats:
    count = int(np.prod(shape[:-1]))
    return table.block.chance.coarse_normal(stream, step, count).reshape(shape)


__all__ = ["BAND", "NONE", "first_beliefs", "true_values", "with_readings"]
