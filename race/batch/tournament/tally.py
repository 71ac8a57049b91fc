"""What a tournament comes to: shares with intervals, use of orders, shares of variance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats
from race.batch.stats.interval import of_share
from race.batch.tournament.games import Games

WON, PARTIAL, LOST = 1.0, 2.0, 3.0
NEAREST_KM = 1e-6
ENOUGH_WINS = 10


@dataclass(frozen=True)
class Share:
    """A share with the bounds of Wilson's 95 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """One actor under one policy.

    Attributes:
        level: gentle, fair, hard or brutal.
        win, partial, loss: shares of games; the rest survived without an objective.
        score: median points; `km` median gap at the end; `past_3km` share beyond three kilometres.
    """

    actor: str
    level: str
    policy: str
    games: int
    win: Share
    partial: Share
    loss: Share
    score: float
    km: float
    past_3km: float


@dataclass(frozen=True)
class Use:
    """How an order is used: its share of all slots, and of the slots of winners, and by whom most."""

    order: str
    share: float
    share_of_winners: float
    most: float
    actor: str


@dataclass(frozen=True)
class Parts:
    """Where the variance of an actor's outcome comes from; parts add up to 1.

    Attributes:
        measure: `score`, or `log_km`, log10 of the gap at the end.
        policy: of the seat; `chance`: of the future, the same for all policies; `both`: what a
            policy makes of a future.
    """

    actor: str
    measure: str
    policy: float
    chance: float
    both: float


def row_of(games: Games, actor: str, policy: str, level: str) -> Row:
    """Return the row of an actor."""
    seat = games.seats.index(actor)
    verdict = games.verdict[seat]
    return Row(
        actor=actor,
        level=level,
        policy=policy,
        games=games.games,
        win=_share(verdict == WON),
        partial=_share(verdict == PARTIAL),
        loss=_share(verdict == LOST),
        score=float(np.median(games.score[seat])),
        km=float(np.median(games.km[seat])),
        past_3km=float((games.km[seat] > 3.0).mean()),
    )


def uses_of(games: Games) -> list[Use]:
    """Return how every order is used when all seats play as archetypes, the most used first."""
    total = games.used.sum(axis=(1, 2))
    winners = (games.used * (games.verdict == WON)).sum(axis=(1, 2))
    by_seat = games.used.sum(axis=2)
    shares = by_seat / np.maximum(by_seat.sum(axis=0), 1.0)
    found = []
    for number, order in enumerate(games.orders):
        seat = int(shares[number].argmax())
        found.append(
            Use(
                order=order,
                share=float(total[number] / max(total.sum(), 1.0)),
                share_of_winners=float(winners[number] / max(winners.sum(), 1.0)),
                most=float(shares[number, seat]),
                actor=games.seats[seat],
            )
        )
    return sorted(found, key=lambda use: -use.share)


def most_in_winning_slots(games: Games) -> tuple[str, str, float] | None:
    """Return the order with the largest share of one actor's winning slots: actor, order, share.

    Actors with fewer than `ENOUGH_WINS` do not count; None where no other is left.
    """
    winning = (games.used * (games.verdict == WON)).sum(axis=2)
    shares = winning / np.maximum(winning.sum(axis=0), 1.0)
    enough = (games.verdict == WON).sum(axis=1) >= ENOUGH_WINS
    if not enough.any():
        return None
    shares = np.where(enough, shares, 0.0)
    order, seat = np.unravel_index(int(shares.argmax()), shares.shape)
    return games.seats[int(seat)], games.orders[int(order)], float(shares[order, seat])


def parts_of(by_policy: Mapping[str, Games], actor: str, measure: str = "log_km") -> Parts:
    """Return the parts of variance over policies of a seat, on the same futures.

    A table of policies by futures: the part of rows is the policy's, that of columns chance's, and
    what is left is what the policy makes of the future.
    """
    rows = np.stack([MEASURES[measure](games, actor) for games in by_policy.values()])
    mean = rows.mean()
    policy = rows.mean(axis=1, keepdims=True) - mean
    chance = rows.mean(axis=0, keepdims=True) - mean
    rest = rows - mean - policy - chance
    squares = [
        float((np.broadcast_to(one, rows.shape) ** 2).sum()) for one in (policy, chance, rest)
    ]
    total = max(sum(squares), 1e-300)
    return Parts(actor, measure, *(one / total for one in squares))


def log_km(games: Games, actor: str) -> Floats:
    """Return log10 of an actor's gap at the end, (R,)."""
    return np.asarray(np.log10(games.km[games.seats.index(actor)] + NEAREST_KM))


def score(games: Games, actor: str) -> Floats:
    """Return an actor's points at the end, (R,)."""
    return np.asarray(games.score[games.seats.index(actor)])


MEASURES: Mapping[str, Callable[[Games, str], Floats]] = {"score": score, "log_km": log_km}


def rank_correlation(games: Games) -> float:
    """Return Spearman's correlation of ranks at turn 5 and at the end, mean over games."""
    before, after = (_ranks(one) for one in (games.km_middle, games.km))
    before, after = before - before.mean(axis=0), after - after.mean(axis=0)
    both = (before * after).sum(axis=0)
    size = np.sqrt((before**2).sum(axis=0) * (after**2).sum(axis=0))
    return float((both / np.maximum(size, 1e-12)).mean())


def _ranks(values: Floats) -> Floats:
    """Return the rank of each seat in each game, equals sharing the mean, (seats, R)."""
    below = (values[None] < values[:, None]).sum(axis=1)
    equal = (values[None] == values[:, None]).sum(axis=1)
    return np.asarray(below + (equal - 1) / 2.0)


def _share(flags: Sequence[bool] | Floats) -> Share:
    interval = of_share(np.asarray(flags, dtype=bool))
    return Share(float(interval.estimate), float(interval.low), float(interval.high))
