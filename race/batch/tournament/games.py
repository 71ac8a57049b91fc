"""Whole games of a block of futures, played by policies in every seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats, Whole
from race.play.game import QUARTERS, Game
from race.play.playing.ground import Ground, Rivals, seats_of
from race.play.stages.year_end import scores, verdicts
from race.play.state.game_state import GameState
from race.play.state.placed import NO_ORDER, SLOTS, Placed
from race.rules.gap import kilometres

MIDDLE_TURN = 5
"""The turn whose ranks are compared with those of the end."""
BLOCK = 128
"""Games played at once: a fifth faster than 64, in 0.26 GB."""
FARTHEST_YEARS = 1e9
"""A gap without end counts as so many years."""


@dataclass(frozen=True, eq=False)
class Games:
    """What came of some games, the same futures in the same order for every cell.

    Attributes:
        seats: actors of the seats.
        orders: ids of the orders.
        verdict: 0 open, 1 won, 2 partial, 3 lost, (seats, R); open at the end means survived.
        score: points, (seats, R), without the part that compares with a game without orders.
        km: gap at the end, (seats, R); `km_middle` at the start of turn MIDDLE_TURN.
        used: slots by order, (orders, seats, R); orders without a slot count as one.
        unused: slots left free, (seats, R).
        turns: how many years were played, (R,).
    """

    seats: tuple[str, ...]
    orders: tuple[str, ...]
    verdict: Floats
    score: Floats
    km: Floats
    km_middle: Floats
    used: Floats
    unused: Floats
    turns: Floats

    @property
    def games(self) -> int:
        """Return how many games these are."""
        return int(self.verdict.shape[-1])


def play_games(
    ground: Ground, rivals: Rivals, *, seed: int, first: int, count: int, difficulty: str
) -> Games:
    """Play `count` games, from replicate `first` on, to their ends."""
    game = Game(
        ground.world, ground.book, ground.data, ground.decide,
        played=seats_of(ground), difficulty=difficulty, seed=seed, first=first, count=count,
    )  # fmt: skip
    state, table = game.start(), game.table
    seats, width = len(game.seats), table.width
    used = np.zeros((len(table.orders), seats, width))
    unused, turns = np.zeros((seats, width)), np.zeros(width)
    middle = np.zeros((seats, width))
    final = np.zeros((3, seats, width))
    everyone = np.ones(seats, dtype=bool)
    slots = np.array([max(order.slots, 1) for _, order in table.orders], dtype=float)
    while state.step < ground.world.calendar.steps and not game.over(state):
        if state.step == (MIDDLE_TURN - 1) * QUARTERS:
            middle = gaps_km(game, state)
        alive = ~np.isfinite(state.play.ended)
        state, _ = game.choose(state, rivals.answer(state, table, game.names(state)))
        placed = rivals.decide(state, table, game.names(state), everyone)
        _count(placed, slots, alive, used)
        for quarter in range(QUARTERS):
            state, _ = game.quarter(state, placed)
            if quarter == 0:
                unused += (SLOTS - state.play.slots_used) * alive
        turns += alive
        # A game that has ended is judged by that moment, whatever others in its block still do.
        final = np.where(alive, _judged(game, state), final)
    verdict, score, km = final[..., :count]
    return Games(
        seats=game.seats,
        orders=tuple(name for name, _ in table.orders),
        verdict=verdict,
        score=score,
        km=km,
        km_middle=middle[:, :count],
        used=used[..., :count],
        unused=unused[:, :count],
        turns=turns[:count],
    )


def _judged(game: Game, state: GameState) -> Floats:
    """Return verdict, points and gap of every seat as things stand, (3, seats, R)."""
    names = game.names(state)
    judged = verdicts(state, game.table, names)
    return np.stack([judged, scores(state, game.table, names), gaps_km(game, state)])


def gaps_km(game: Game, state: GameState) -> Floats:
    """Return every seat's gap in kilometres, (seats, R)."""
    p = game.block.parameters
    gap = np.minimum(game.names(state)["gap_years"], FARTHEST_YEARS)
    return kilometres(gap, p["score.plan_years"], p["score.stride_m"])


def joined_games(parts: Sequence[Games]) -> Games:
    """Join games of one cell, in the order of their futures."""
    first = parts[0]

    def of(name: str) -> Floats:
        return np.concatenate([getattr(part, name) for part in parts], axis=-1)

    arrays = ("verdict", "score", "km", "km_middle", "used", "unused", "turns")
    return Games(first.seats, first.orders, **{name: of(name) for name in arrays})


def _count(placed: Placed, slots: Floats, alive: Whole, used: Floats) -> None:
    """Add the slots of the cards to the use of orders, (orders, seats, R)."""
    for number in np.unique(placed.order[placed.order != NO_ORDER]).tolist():
        cards = (placed.order == number).sum(axis=1)
        used[number] += cards * slots[number] * alive
