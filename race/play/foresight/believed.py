"""The state that a seat believes in: its own exact, others' computers drawn, what is hidden left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from race.base.arrays import Floats
from race.play.game import Game
from race.play.playing.cards import PLAYED
from race.play.state.game_state import GameState
from race.play.state.running import FIELDS, Running
from race.rules.block import Block
from race.world.state import COLUMNS

Number = TypeVar("Number", bound=np.generic)
STREAM = "foresight.belief"
MOST_FACTOR = 30.0
"""A belief further off than this is cut: a pool cannot be drawn from nothing."""
HIDDEN = ("cheating", "deceit")
"""Columns of play that nobody knows of others."""


def with_own_inputs(game: Game, seat: str, true: Game) -> Block:
    """Return the block of `game`, the seat's own country and company starting as they truly did."""
    seats, block = true.table.seats, game.block
    place = true.seat(seat)
    rows = {"country": int(seats.country[place]), "company": int(seats.company[place])}
    inputs = dict(block.inputs)
    for name, values in true.block.inputs.items():
        row = rows.get(name.split(".", 1)[0])
        if row is not None and values.ndim > 1:
            known = inputs[name].copy()
            known[row] = values[row, PLAYED]
            inputs[name] = known
    return replace(block, inputs=inputs)


def believed(true: GameState, game: Game, seat: int) -> GameState:
    """Return the state that a seat believes in, drawn for each future."""
    shared = _for_each_future(true, game.table.width)
    others = np.arange(len(game.seats)) != seat
    play = shared.play
    for name in HIDDEN:
        column = getattr(play, name).copy()
        column[others] = 0.0
        play = play.evolve(**{name: column})
    state = shared.state
    state = state.evolve(threshold=np.maximum(game.table.rest.threshold, state.record_flop))
    factor = _factors(true, game, seat)
    world = game.table.block.world
    buyers = factor[world.buyer_company]
    state = state.evolve(
        site_chips=state.site_chips * buyers[:, None],
        stock=state.stock * buyers[world.offers.buyer],
        company_own=state.company_own * factor,
        company_speed=state.company_speed * factor,
        company_together=state.company_together * factor,
        company_h100e=state.company_h100e * factor,
    )
    return GameState(state, shared.orders, play, shared.running)


def _for_each_future(true: GameState, width: int) -> GameState:
    """Return the future that is played so many times."""
    state = true.state.evolve(
        licence_basis=None,
        **{column.name: _wide(getattr(true.state, column.name), width) for column in COLUMNS},
    )
    orders = true.orders.evolve(
        **{name: _wide(values, width) for name, values in vars(true.orders).items()}
    )
    play = true.play.evolve(
        **{name: _wide(values, width) for name, values in vars(true.play).items()}
    )
    rows = {name: _wide(getattr(true.running, name), width) for name in FIELDS}
    return GameState(state, orders, play, Running(**rows))


def _wide(values: NDArray[Number], width: int) -> NDArray[Number]:
    """Return the future that is played, repeated."""
    return np.repeat(values[..., PLAYED : PLAYED + 1], width, axis=-1)


def _factors(true: GameState, game: Game, seat: int) -> Floats:
    """Return believed over true computers of each company, (companies, R); 1 for the seat's own."""
    world, seats = game.table.block.world, game.table.seats
    countries, width = len(world.countries), game.table.width
    median = true.play.median[0, seat, countries:, PLAYED]
    spread = true.play.spread[0, seat, countries:, PLAYED]
    pool = np.log10(np.maximum(true.state.company_speed[:, PLAYED], 1.0))
    chance = game.block.chance.normal(STREAM, true.step, len(world.companies))
    off = median[:, None] + spread[:, None] * chance - pool[:, None]
    factor = np.clip(10.0**off, 1.0 / MOST_FACTOR, MOST_FACTOR)
    # A seat knows its own company, and a state those at home.
    known = (world.company_country == seats.country[seat]) & bool(seats.is_country[seat])
    known[seats.company[seat]] = True
    return np.where(known[:, None] | (pool[:, None] <= 0.0), 1.0, factor) * np.ones(width)
