"""Drafts: dated rules that wait until the state that issued them decides."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags
from race.play.state.game_state import GameState
from race.play.state.table import Table

NOTICE_YEARS = 1.0
"""A draft lies on the desk from a year before its date on."""


def due(game: GameState, states: Flags, table: Table) -> Flags:
    """Tell which rules of some `states`, (seats, R), wait for a signature now, (measures, R)."""
    issuer = table.block.rulebook.issuer
    country = np.where(table.seats.is_country, table.seats.country, -1)
    theirs = np.stack([states[country == one].any(axis=0) for one in issuer])
    waits = game.play.drafts_due
    return theirs & np.isfinite(waits) & (waits <= game.state.time + NOTICE_YEARS)


def sign_drafts(game: GameState, states: Flags, table: Table) -> GameState:
    """Give the due rules of some states, (seats, R), their recorded dates."""
    signed = due(game, states, table)
    book = table.block.rulebook
    announced = np.where(signed, book.announced[:, None], game.state.measure_announced)
    effective = np.where(signed, book.effective[:, None], game.state.measure_effective)
    game = game.with_state(
        game.state.evolve(measure_announced=announced, measure_effective=effective)
    )
    return game.with_play(drafts_due=np.where(signed, np.inf, game.play.drafts_due))


def drop_drafts(game: GameState, states: Flags, table: Table) -> GameState:
    """Forget the due rules of some states, (seats, R)."""
    dropped = due(game, states, table)
    return game.with_play(drafts_due=np.where(dropped, np.inf, game.play.drafts_due))
