"""What seats propose: orders whose rule holds in their view, with parameters, price and gain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from race.base.arrays import Flags, Floats
from race.play.names.terms import filled, holding, value
from race.play.orders.parameters import allowed, numbers_of, places, quiet_capacity
from race.scenario.game.orders import MOST_PARAMETERS, GameOrder, Parameter
from race.scenario.game.rivals import Expectation, Proposal, RivalData
from race_agents.rivals.aims import Aims
from race_agents.rivals.projection import Gain
from race_agents.rivals.seen import POOL, Seen

PICK = "@"
_NOTHING = Expectation()
QUARTERS_PER_YEAR = 4.0


@dataclass(frozen=True, eq=False)
class Proposed:
    """One rule of one or more seats at work.

    Attributes:
        order: number of the order.
        on: where it is proposed and legal, (seats, R).
        values: parameters, (seats, parameters, R).
        slots: of the order; `money` BUSD, (seats, R).
        gain: what is expected of it.
    """

    order: int
    on: Flags
    values: Floats
    slots: int
    money: Floats
    gain: Gain


@dataclass(frozen=True, eq=False)
class Hands:
    """Which seats propose, and what the law lets them.

    Attributes:
        playing: seats that rivals hold, (seats,).
        archetypes: of all seats.
        legal: (orders, seats, R).
    """

    playing: Flags
    archetypes: tuple[str, ...]
    legal: Flags


def proposals(seen: Seen, hands: Hands, data: RivalData, aims: Aims) -> list[Proposed]:
    """Return what all seats propose, in the order of the data."""
    found = []
    numbers = {name: number for number, (name, _) in enumerate(seen.table.orders)}
    for name, archetype in data.archetypes.items():
        seats = hands.playing & np.array([one == name for one in hands.archetypes])
        if not seats.any():
            continue
        for rule in archetype.rules:
            if rule.order in numbers:
                number = numbers[rule.order]
                on = _wished(rule, seen, data) & seats[:, None] & hands.legal[number]
                made = proposed(rule, number, on, seen, data, aims)
                if made is not None:
                    found.append(made)
    return found


def _wished(rule: Proposal, seen: Seen, data: RivalData) -> Flags:
    """Tell where the condition of a rule holds, (seats, R)."""
    on = holding(rule.when, seen, seen.shape)
    return on & (seen["hope"] < data.habits.out_of_reach) if rule.bold else on


def proposed(
    rule: Proposal, number: int, on: Flags, seen: Seen, data: RivalData, aims: Aims
) -> Proposed | None:
    """Return a rule at work where it is `on` (seats, R), None where it is nowhere."""
    if not on.any():
        return None
    table = seen.table
    name, order = table.orders[number]
    values, fine = _settings(rule.settings, order, on, seen)
    on = on & fine
    if not on.any():
        return None
    own, _ = numbers_of(order, values, seen.game, table)
    known = _Known(seen, own)
    expected = data.expects.get(name, _NOTHING)
    gain = _gain(expected, order, known, seen)
    moves = _Moves(expected.moves, _Judged(seen, own), seen.shape)
    gain = replace(gain, aim=aims.nearer(gain, moves, on))
    money = gain.cost + filled(order.yearly, known, seen.shape)
    return Proposed(number, on, values, order.slots, money, gain)


class _Known(dict[str, Floats]):
    """Names of the view, and before them those of an order's parameters."""

    def __init__(self, seen: Seen, own: Mapping[str, Floats]) -> None:
        super().__init__(own)
        self._seen = seen

    def __missing__(self, name: str) -> Floats:
        return self._seen[name]


class _Judged(_Known):
    """The same, and the measures that the seat's objective is judged by."""

    def __missing__(self, name: str) -> Floats:
        return self._seen.goal(name)


class _Moves(Mapping[str, Floats]):
    """What an order adds to measures of an objective, (seats, R), worked out when asked for."""

    def __init__(self, texts: Mapping[str, str], judged: _Judged, shape: tuple[int, int]) -> None:
        self._texts, self._judged, self._shape = texts, judged, shape

    def __getitem__(self, name: str) -> Floats:
        return filled(self._texts[name], self._judged, self._shape)

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _gain(
    expected: Expectation,
    order: GameOrder,
    known: Mapping[str, Floats],
    seen: Seen,
) -> Gain:
    """Return what is expected of an order and what it costs; its chance weighs what it brings."""
    shape = seen.shape

    def of(text: str) -> Floats:
        return filled(text, known, shape)

    chance = np.minimum(np.maximum(of(expected.chance) * of(order.chance), 0.0), 1.0)
    zero = np.zeros(shape)

    def likely(text: str) -> Floats:
        return zero if text == "0" else chance * of(text)

    pool = zero
    if (expected.speed, expected.factor) != ("0", "1"):
        speed = np.maximum(of(expected.speed), 0.0) / np.maximum(seen["pool"], 1e12)
        factor = np.log10(np.maximum(of(expected.factor), 1e-3))
        pool = chance * (np.log10(1.0 + speed) + factor)
    return Gain(
        pool=pool,
        growth=likely(expected.growth),
        rival=likely(expected.rival),
        cost=of(order.money),
        earned=likely(expected.money) - of(order.yearly),
        backing=likely(expected.backing) - of(order.backing),
        trust=likely(expected.trust),
        risk=likely(expected.risk),
        sight=likely(expected.sight),
        aim=zero,
        after=(of(expected.after) + 0.5 * (order.delay.low + order.delay.high)) / QUARTERS_PER_YEAR,
    )


def _settings(
    settings: Mapping[str, str], order: GameOrder, on: Flags, seen: Seen
) -> tuple[Floats, Flags]:
    """Return the parameters that a rule sets, the others as is usual, and where they are legal.

    (seats, parameters, R) and (seats, R); places are chosen only for seats that propose.
    """
    table = seen.table
    found = np.zeros((len(table.seats), MOST_PARAMETERS, table.width))
    fine = np.ones(on.shape, dtype=bool)
    seats = np.flatnonzero(on.any(axis=1)).tolist()
    for place, (name, parameter) in enumerate(order.parameters.items()):
        given = settings.get(name)
        if parameter.kind == "number":
            usual = float(parameter.usual or 0.0)
            wished = usual if given is None else value(given, seen)
            found[:, place] = np.clip(wished, parameter.low, parameter.high)
        else:
            for seat in seats:
                found[seat, place], open_to = _place(parameter, given, seat, seen)
                fine[seat] &= open_to
    return found, fine


def _place(
    parameter: Parameter, given: str | None, seat: int, seen: Seen
) -> tuple[Floats | float, Flags]:
    """Return the place that a rule chooses among chips, routes, actors or options, and where it may."""
    table = seen.table
    ids = places(parameter, table)
    fits = allowed(parameter, seat, seen.game, table)
    if not ids:
        return 0.0, np.zeros(table.width, dtype=bool)
    if given is not None and not given.startswith(PICK):
        place = ids.index(given) if given in ids else 0
        return float(place), np.asarray(fits[place] & (given in ids))
    score = _score(parameter, given, seat, seen, len(ids))
    best = np.where(fits, score, -np.inf).argmax(axis=0).astype(np.float64)
    return best, np.asarray(fits.any(axis=0))


def _score(parameter: Parameter, given: str | None, seat: int, seen: Seen, count: int) -> Floats:
    """Return what a pick prefers, the larger the better, (places, R)."""
    state, play, table = seen.game.state, seen.game.play, seen.table
    plain = -np.arange(count, dtype=np.float64)[:, None] * np.ones(table.width)
    if parameter.kind == "chip":
        price = np.maximum(state.chip_price, 1.0) if given == "@cheap" else 1.0
        return np.asarray(state.chip_metrics[0] / price)
    if parameter.kind == "route":
        return quiet_capacity(seen.game)
    liking = play.standing[table.seats.country[seat]]
    if parameter.kind == "company" and given == "@foe":
        homes = liking[table.block.world.company_country]
        return np.asarray(_strength(parameter, seat, seen) - np.where(homes < 0.0, 0.0, _LARGE))
    if parameter.kind == "country" and given in ("@friend", "@foe"):
        return np.asarray(liking if given == "@friend" else -liking)
    if given == "@rival" and parameter.kind in ("country", "company", "seat"):
        return _strength(parameter, seat, seen)
    return plain


_LARGE = 1e6
"""More than any logarithm of a pool."""


def _strength(parameter: Parameter, seat: int, seen: Seen) -> Floats:
    """Return the pools of actors along the axis of a parameter as a seat believes, (places, R)."""
    believed, seats = seen.game.play.median[POOL][seat], seen.table.seats
    countries = len(seen.table.block.world.countries)
    if parameter.kind == "country":
        return np.asarray(believed[:countries])
    if parameter.kind == "company":
        return np.asarray(believed[countries:])
    place = np.where(seats.is_country, seats.country, countries + seats.company)
    return np.asarray(believed[place])
