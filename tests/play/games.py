"""Games for tests: the flagship with some seats in play, and random legal cards."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import numpy as np

from race.api import decider
from race.base.rng import Chance
from race.play.game import Game
from race.play.orders.parameters import allowed
from race.play.orders.placing import legality
from race.play.state.game_state import GameState
from race.play.state.placed import CARDS, Placed
from race.scenario.game.data import GameData
from race.scenario.game.load import load_game
from race_agents.policies import register_all
from tests.worlds import compiled


@cache
def game_data() -> GameData:
    """Return the shipped data."""
    return load_game()


def game_of(
    played: Collection[str] = (),
    *,
    seed: int = 1,
    first: int = 0,
    count: int = 2,
    shown: int = 0,
    difficulty: str = "normal",
) -> Game:
    """Return a game of the flagship with its own policies for the rest."""
    register_all()
    world, book = compiled()
    return Game(
        world, book, game_data(), decider(world), played=played, seed=seed, first=first,
        count=count, shown=shown, difficulty=difficulty,
    )  # fmt: skip


def random_cards(game: Game, now: GameState, seed: int) -> Placed:
    """Return cards that are legal as far as a card by itself can tell, different in each future."""
    table = game.table
    legal, _ = legality(now, table, game.names(now))
    placed = game.nothing()
    order, values = placed.order.copy(), placed.values.copy()
    chance = Chance(seed, table.block.first, table.width)
    seats = len(game.seats)
    draws = chance.uniform("test.cards", now.step, seats * CARDS * 5)
    draws = draws.reshape(seats, CARDS, 5, table.width)
    for seat in np.flatnonzero(table.seats.played).tolist():
        may = legal[:, seat]
        for card in range(CARDS):
            count = may.sum(axis=0)
            pick = (draws[seat, card, 0] * count).astype(np.int64)
            rank = np.cumsum(may, axis=0) - 1
            number = ((rank == pick) & may).argmax(axis=0)
            order[seat, card] = np.where(count > 0, number, -1)
            _fill(values[seat, card], order[seat, card], draws[seat, card, 1:], seat, game, now)
    return Placed(order, values)


def _fill(
    values: np.ndarray,
    numbers: np.ndarray,
    draws: np.ndarray,
    seat: int,
    game: Game,
    now: GameState,
) -> None:
    """Draw the parameters of a card: low and cheap ones more often than dear ones."""
    for number in np.unique(numbers[numbers >= 0]).tolist():
        mine = numbers == number
        for place, parameter in enumerate(game.table.orders[number][1].parameters.values()):
            draw = draws[place]
            if parameter.kind == "number":
                low, high = float(parameter.low or 0.0), float(parameter.high or 0.0)
                drawn = low + (high - low) * draw**4
            else:
                fits = allowed(parameter, seat, now, game.table)
                count = np.maximum(fits.sum(axis=0), 1)
                rank = np.cumsum(fits, axis=0) - 1
                drawn = ((rank == (draw * count).astype(np.int64)) & fits).argmax(axis=0)
            values[place] = np.where(mine, drawn, values[place])
