"""The course of a game: the state at the start of each turn, and how a turn is played.

A turn is four steps of the rules. Nothing here depends on who watches, or on how often: the same
record gives the same states, bit for bit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from race.base.arrays import MINIMUM_WIDTH, Flags, Floats, Whole
from race.base.errors import InputError
from race.engine.figures import Path, actor_speed, year_figures
from race.engine.step import Decide
from race.play.cards import PLAYED, Cards
from race.play.counsel import Weighed
from race.play.game import QUARTERS, Game
from race.play.game_state import GameState, Happening
from race.play.names import Names
from race.play.placed import Placed, joined, with_cards
from race.play.play_state import NO_EVENT
from race.play.record import Opening, Turn
from race.play.rules import Table
from race.play.words import Words
from race.rules.block import Block
from race.rules.rulebook import Rulebook
from race.scenario.game import GameData
from race.scenario.models import Scenario
from race.world.state import State
from race.world.world import World


class Rivals(Protocol):
    """Who plays the seats without a person."""

    def decide(self, game: GameState, table: Table, names: Names, playing: Flags, /) -> Placed:
        """Return the cards of the seats `playing` (seats,) for a year."""

    def answer(self, game: GameState, table: Table, names: Names, /) -> Whole:
        """Return the options that all seats would take of what waits for them, (seats, R)."""

    def weigh(
        self, game: GameState, table: Table, names: Names, playing: Flags, /
    ) -> Mapping[str, Weighed]:
        """Return what each line of the adviser that holds would gain the seats `playing` (seats,)."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What a game is played on.

    Attributes:
        scenario, world, book: a scenario made ready.
        decide: what actors without a seat decide.
        data: the rules of play.
        rivals: who plays the seats without a person.
    """

    scenario: Scenario
    world: World
    book: Rulebook
    decide: Decide
    data: GameData
    rivals: Rivals


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
            count=MINIMUM_WIDTH,
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


def seats_of(ground: Ground) -> tuple[str, ...]:
    """Return the actors that have a seat in a world."""
    world = ground.world
    known = (*world.countries, *world.companies)
    return tuple(
        row.actor
        for row in ground.data.seats.values()
        if row.actor in known and (row.programme is None or row.programme in world.companies)
    )


def playable(ground: Ground) -> tuple[str, ...]:
    """Return the actors that a person may lead: those with a seat whom the scenario lets be played.

    Raises:
        InputError: there is none.
    """
    allowed = ground.scenario.play.seats
    found = tuple(seat for seat in seats_of(ground) if not allowed or seat in allowed)
    if not found:
        raise InputError(
            f"scenario {ground.scenario.head.id}: nobody in it can be led: a state needs a company "
            "at home that buys or trains, a company must buy, train or design chips; "
            "run it with: race run"
        )
    return found


def _seen(position: Position, game: GameState, told: Sequence[Happening]) -> Position:
    state = game.state
    return Position(
        game,
        (*position.times, state.time),
        (*position.speeds, actor_speed(state)),
        (*position.models, state.capability.max(axis=0)),
        tuple(told),
    )
