"""The course of a game: the state at the start of each turn, and how a turn is played.

A turn is four steps of the rules. Nothing here depends on who watches, or on how often: the same
record gives the same states, bit for bit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from race.base.arrays import Floats
from race.base.errors import InputError
from race.engine.figures import Path, actor_speed, year_figures
from race.play.game import QUARTERS, Game
from race.play.playing.cards import PLAYED, Cards
from race.play.playing.ground import Ground, playable, seats_of
from race.play.records.record import Opening, Turn
from race.play.state.game_state import GameState, Happening
from race.play.state.placed import Placed, joined, with_cards
from race.play.state.play_state import NO_EVENT
from race.play.words import Words
from race.rules.block import Block
from race.world.state import State


@dataclass(frozen=True, eq=False)
class Position:
    """Where the game stands between two quarters, and the path of speeds that led there.

    Attributes:
        told: what happened in the quarter before.
    """

    game: GameState
    times: tuple[float, ...]
    speeds: tuple[Floats, ...]
    models: tuple[Floats, ...]
    told: tuple[Happening, ...] = ()

    @property
    def state(self) -> State:
        """Give the state of the core."""
        return self.game.state

    @property
    def path(self) -> Path:
        """Return the speeds and the best models so far."""
        speed = np.stack(self.speeds)
        return Path(np.array(self.times), speed, speed.max(axis=1), np.stack(self.models))


class Course:
    """Plays turns from positions; it remembers nothing itself."""

    def __init__(self, ground: Ground, opening: Opening) -> None:
        """Make the rules ready for a game.

        Raises:
            InputError: no such seat or difficulty.
        """
        self.ground = ground
        self.seats = opening.seats
        known, open_ = seats_of(ground), playable(ground)
        for seat in opening.seats:
            if seat not in open_:
                raise InputError(f"seat '{seat[:60]}': allowed: {', '.join(open_)}")
        self.game = Game(
            ground.world,
            ground.book,
            ground.data,
            ground.decide,
            played=known,
            difficulty=opening.difficulty,
            seed=opening.seed,
            count=1,
            shown=1,
        )

    @property
    def block(self) -> Block:
        """Give the world and what was drawn."""
        return self.game.block

    def start(self) -> Position:
        """Return the position at the start of the first turn."""
        game = self.game.start()
        return _seen(Position(game, (), (), ()), game, ())

    def questions(self, position: Position) -> dict[str, str]:
        """Return the event that waits for an answer of each person's seat, by seat."""
        found = {}
        for seat in self.seats:
            number = int(self.game.pending(position.game, seat)[PLAYED])
            if number != NO_EVENT:
                found[seat] = self.game.table.events[number][0]
        return found

    def answered(self, position: Position, turn: Turn) -> Position:
        """Return the position after all seats have answered what waits for them."""
        game, table = position.game, self.game.table
        if (game.play.pending == NO_EVENT).all():
            return position
        choices = self.ground.rivals.answer(game, table, self.game.names(game)).copy()
        chosen = {choice.seat: choice for choice in turn.choices}
        for seat, event in self.questions(position).items():
            options = list(table.data.events[event].options)
            option = chosen[seat].option if seat in chosen else options[0]
            choices[self.game.seat(seat)] = options.index(option)
        after, told = self.game.choose(game, choices)
        return replace(position, game=after, told=(*position.told, *told))

    def placed(self, position: Position, turn: Turn) -> Placed:
        """Return the cards of people and of rivals for the turn that begins with a position."""
        game, table = position.game, self.game.table
        people = np.array([seat in self.seats for seat in self.game.seats])
        rivals = self.ground.rivals.decide(game, table, self.game.names(game), ~people)
        return joined(self.of_people(position, turn), rivals)

    def of_people(self, position: Position, turn: Turn) -> Placed:
        """Return the cards of people alone."""
        game, table = position.game, self.game.table
        mine = self.game.nothing()
        for seat in self.seats:
            cards = Cards(self.game, game, seat, Words("en"))
            given: list[tuple[int, Sequence[float]]] = [
                (
                    self.game.number_of(card.order),
                    cards.values(card.order, card.parameters).tolist(),
                )
                for card in turn.of(seat)
            ]
            mine = with_cards(mine, self.game.seat(seat), given, table.width)
        return mine

    def quarters(self, position: Position, turn: Turn) -> list[Position]:
        """Return the positions after each quarter of the turn that begins with a position.

        Events of the position have been answered.
        """
        placed = self.placed(position, turn)
        found = []
        for _ in range(QUARTERS):
            game, told = self.game.quarter(position.game, placed)
            position = _seen(position, game, told)
            found.append(position)
        return found

    def figures(self, position: Position) -> dict[str, Floats]:
        """Return the true figures of a position by name of `race.engine.figures.FIGURES`."""
        return year_figures(position.game.state, self.game.block, position.path)

    def over(self, position: Position) -> bool:
        """Tell whether the game that is played has ended."""
        return bool(np.isfinite(position.game.play.ended[PLAYED]))

    def digest(self, position: Position) -> str:
        """Return the SHA-256 of the future that is played: its speeds and its state."""
        total = hashlib.sha256(np.array(position.times).tobytes())
        for speed in position.speeds:
            total.update(np.ascontiguousarray(speed[:, PLAYED]).tobytes())
        total.update(self.game.digest(position.game, PLAYED).encode())
        return total.hexdigest()


def _seen(position: Position, game: GameState, told: Sequence[Happening]) -> Position:
    state = game.state
    return Position(
        game,
        (*position.times, state.time),
        (*position.speeds, actor_speed(state)),
        (*position.models, state.capability.max(axis=0)),
        tuple(told),
    )
