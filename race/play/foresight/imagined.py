"""Futures as the player believes the world to be, with a luck of their own.

A future begins with the player's own state, exact; every other company's computers are drawn from
what the player believes of it, hidden doings are left out, and uncertain parameters are drawn anew.
Its random numbers come from a seed of their own. So a future shows neither what is hidden nor
tonight's luck: what the true game holds cannot change it (a test permutes it).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from race.base.arrays import Floats
from race.play.foresight.believed import believed, with_own_inputs
from race.play.game import QUARTERS, Game
from race.play.playing.cards import PLAYED
from race.play.playing.course import Course, Position
from race.play.playing.ground import Ground
from race.play.records.record import Card, Turn
from race.play.state.game_state import GameState
from race.play.state.placed import Placed, joined
from race.rules.gap import kilometres

BLOCKS = (16, 96, 144)
"""Futures that are played together: few first, soon to be seen; the last takes as long as the others."""
YEARS_KEPT = 2
"""Of the first block: with the cards that lie there, and with one more."""


@dataclass(frozen=True, eq=False)
class Laid:
    """Cards that a seat has laid down, the same where they say the same."""

    cards: tuple[Card, ...]

    @cached_property
    def text(self) -> str:
        """Write them down."""
        return repr(self.cards)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Laid) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


class Imagined:
    """Some futures of one seat from a position, ready to be played.

    They are numbered: the same number is the same future, whichever others are played with it.
    """

    def __init__(
        self, course: Course, position: Position, seat: str, futures: int, first: int = 0
    ) -> None:
        self._ground: Ground = course.ground
        self.game = Game(
            self._ground.world,
            self._ground.book,
            self._ground.data,
            self._ground.decide,
            played=course.game.seats,
            difficulty=_difficulty(course),
            seed=_seed(course, position, seat),
            first=first,
            count=futures,
        )
        self.name = seat
        self.seat = self.game.seat(seat)
        block = with_own_inputs(self.game, seat, course.game)
        self.game.table = replace(self.game.table, block=block)
        self.start = believed(position.game, self.game, self.seat)
        self._course, self._position = course, position
        self._gaps: dict[Laid, list[tuple[float, Floats]]] = {}
        self._kept = 0 if first else YEARS_KEPT
        self._after: dict[Laid, GameState] = {}

    def gaps(self, turn: Turn, years: int) -> Iterator[tuple[float, Floats]]:
        """Yield the end of each coming year and the gap then in kilometres, (R,), below 0 a lead.

        The seat lays its cards of the turn in the first year; later it plays as its archetype would.
        What was played once is not played again.
        """
        laid = Laid(turn.of(self.name))
        known = self._gaps.get(laid, [])
        if len(known) >= years:
            yield from known[:years]
            return
        found: list[tuple[float, Floats]] = []
        state = self.after(laid)
        for year in range(years):
            state = self.year(state, None, last=year == years - 1) if year else state
            found.append((state.state.time, self.gap_km(state) - self.lead_km(state)))
            yield found[-1]
        self._gaps[laid] = found

    def after(self, laid: Laid) -> GameState:
        """Return the futures a year on with cards of the seat; the last of the first few are kept."""
        state = self._after.pop(laid, None)
        if state is None:
            mine = own_cards(self._course, self._position, Turn(cards=laid.cards), self)
            state = self.year(self.start, mine)
        self._after[laid] = state
        if len(self._after) > self._kept:
            del self._after[next(iter(self._after))]
        return state

    def year(self, state: GameState, mine: Placed | None, *, last: bool = False) -> GameState:
        """Return the futures a year on; the seat's own cards are `mine`, or its archetype's.

        Of the `last` year only the gaps will be read.
        """
        if mine is None:
            placed = self._decided(state, own=True)
        else:
            rivals = self._first if state is self.start else self._decided(state, own=False)
            placed = joined(mine, rivals)
        for _ in range(QUARTERS - last):
            state, _ = self.game.quarter(state, placed)
        return self.game.measured(state, placed) if last else state

    @cached_property
    def _first(self) -> Placed:
        """Give the cards of the others in the first year: they know nothing of the seat's own."""
        return self._decided(self.start, own=False)

    def _decided(self, state: GameState, *, own: bool) -> Placed:
        """Return the cards of the others, and with `own` those that the seat's archetype would lay."""
        playing = np.ones(len(self.game.seats), dtype=bool)
        playing[self.seat] = own
        names = self.game.names(state)
        return self._ground.rivals.decide(state, self.game.table, names, playing)

    def next_orders(self, actor: str) -> dict[str, float]:
        """Return the orders that another seat would give this year, with their shares of futures.

        Its temper is drawn anew in each future, as the player may know it.
        """
        table, place = self.game.table, self.game.seat(actor)
        playing = np.zeros(len(self.game.seats), dtype=bool)
        playing[place] = True
        rivals = self._ground.rivals
        placed = rivals.decide(self.start, table, self.game.names(self.start), playing)
        found = {
            name: float((placed.order[place] == number).any(axis=0).mean())
            for number, (name, _) in enumerate(table.orders)
        }
        return {name: share for name, share in found.items() if share > 0.0}

    def gap_km(self, state: GameState) -> Floats:
        """Return the seat's gap in kilometres, (R,)."""
        return self._kilometres(self.game.names(state)["gap_years"][self.seat])

    def lead_km(self, state: GameState) -> Floats:
        """Return how far the second is behind where the seat leads, in kilometres, 0 elsewhere, (R,).

        A state is measured against states, blocs apart; a company against companies.
        """
        seats, world, core = self.game.table.seats, self.game.block.world, state.state
        if seats.is_country[self.seat]:
            gaps, own = core.country_gap, int(seats.country[self.seat])
            blocs = [n for n, row in enumerate(world.scenario.countries.values()) if row.bloc]
        else:
            gaps, own, blocs = core.company_gap, int(seats.company[self.seat]), []
        others = np.delete(gaps, [own, *blocs], axis=0)
        if not len(others):
            return np.zeros(gaps.shape[1])
        return self._kilometres(np.where(gaps[own] <= 0.0, others.min(axis=0), 0.0))

    def _kilometres(self, gap_years: Floats) -> Floats:
        p = self.game.block.parameters
        gap = np.minimum(gap_years, 1e9)
        return kilometres(gap, p["score.plan_years"], p["score.stride_m"])


@lru_cache(maxsize=len(BLOCKS))
def imagined(course: Course, position: Position, seat: str, block: int) -> Imagined:
    """Return a block of futures of a seat, kept for the next card that is weighed."""
    return Imagined(course, position, seat, BLOCKS[block], sum(BLOCKS[:block]))


def _difficulty(course: Course) -> str:
    data, own = course.ground.data, course.game.table.difficulty
    return next(name for name, row in data.difficulty.items() if row is own)


def _seed(course: Course, position: Position, seat: str) -> int:
    """Return a seed that is no game's: of the opening's stream, the moment and the seat."""
    words = course.game.block.chance.words("foresight.seed", 0, 1)[0, PLAYED]
    text = f"foresight {int(words)} {position.game.step} {seat}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big")


def own_cards(course: Course, position: Position, turn: Turn, imagined: Imagined) -> Placed:
    """Return the cards that a seat has laid down, for the width of its futures."""
    placed = course.of_people(position, turn)
    width = imagined.game.table.width
    order = np.full((*placed.order.shape[:-1], width), -1, dtype=np.int64)
    values = np.zeros((*placed.values.shape[:-1], width))
    order[imagined.seat] = placed.order[imagined.seat][..., PLAYED : PLAYED + 1]
    values[imagined.seat] = placed.values[imagined.seat][..., PLAYED : PLAYED + 1]
    return Placed(order, values)
