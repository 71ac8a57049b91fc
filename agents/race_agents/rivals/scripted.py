"""A player that follows a script of a game, in every future the same; what is not legal lapses."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Whole
from race.base.errors import InputError
from race.play.orders.parameters import bounds, places
from race.play.state.game_state import GameState
from race.play.state.placed import CARDS, Placed, nothing_placed
from race.play.state.table import Table
from race.scenario.game.orders import MOST_PARAMETERS, GameOrder
from race.scenario.game.script import GameScript, Move, read_game_script


def read(name: str, actor: str) -> GameScript:
    """Return a script by name or path.

    Raises:
        InputError: there is none, or it is of another actor.
    """
    script = read_game_script(name)
    if script.seat != actor:
        raise InputError(f"script '{name}' plays {script.seat}, not {actor}")
    return script


def decide(script: GameScript, actor: str, game: GameState, table: Table) -> Placed:
    """Return the cards of the year, the same in all futures.

    Raises:
        InputError: the script names a chip, a route or an actor that the world has not.
    """
    placed = nothing_placed(len(table.seats), table.width)
    seat = table.seats.ids.index(actor)
    numbers = {name: number for number, (name, _) in enumerate(table.orders)}
    moves = [move for move in script.moves.get(game.year, ()) if move.order]
    for card, move in enumerate(moves[:CARDS]):
        number = numbers[move.order]
        placed.order[seat, card] = number
        placed.values[seat, card] = _values(move, table.orders[number][1], seat, game, table)
    return placed


def answer(script: GameScript, actor: str, game: GameState, table: Table, chosen: Whole) -> None:
    """Write the answers of the year into (seats, R); what the script leaves out gets the first."""
    seat = table.seats.ids.index(actor)
    chosen[seat] = 0
    events = {name: (number, event) for number, (name, event) in enumerate(table.events)}
    for move in script.moves.get(game.year, ()):
        if move.event in events:
            number, event = events[move.event]
            options = list(event.options)
            if move.choose in options:
                waits = game.play.pending[seat] == number
                chosen[seat] = np.where(waits, options.index(move.choose), chosen[seat])


def _values(move: Move, order: GameOrder, seat: int, game: GameState, table: Table) -> np.ndarray:
    """Return the parameters of a move, (MOST_PARAMETERS, R); what it leaves out is as usual."""
    usual = bounds(order, seat, game, table)[:, 2]
    values = np.zeros((MOST_PARAMETERS, table.width))
    for place, (name, parameter) in enumerate(order.parameters.items()):
        given = move.parameters.get(name)
        if given is None:
            values[place] = usual[place]
        elif parameter.kind == "number":
            values[place] = float(given)
        else:
            ids = places(parameter, table)
            if given not in ids:
                raise InputError(f"{move.place}: {name}: there is no '{given}'")
            values[place] = float(ids.index(str(given)))
    return values
