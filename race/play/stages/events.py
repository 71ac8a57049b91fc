"""Events: what strikes in a quarter, what waits for an answer, and what answers do.

Every event has its number in one draw for all seats, made whether or not its trigger holds. A seat
is asked about one event a year, the first, and answers when the year is over; of a second one, and
where nobody plays, the first option holds at once.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats, Whole, some
from race.play.names import Names
from race.play.names.terms import holds, value
from race.play.orders.cells import Cause, no_aim, rows_of
from race.play.orders.drafts import drop_drafts, sign_drafts
from race.play.state.game_state import GameState, Happening
from race.play.state.money import pay
from race.play.state.play_state import NO_EVENT
from race.play.state.running import Running, added
from race.play.state.table import Table, drawn
from race.scenario.game.events import GameEvent

NOT_YET = float("-inf")


def strike(game: GameState, table: Table, names: Names) -> tuple[GameState, list[Happening]]:
    """Draw every event, let those that strike have their effects, note what waits for an answer."""
    seats, width = len(table.seats), table.width
    events = table.events
    draws = table.block.chance.chances("play.events", game.step, len(events) * seats)
    draws = draws.reshape(len(events), seats, width)
    last, rows, told = game.play.event_last.copy(), [], []
    pending = game.play.pending.copy()
    for number, (name, event) in enumerate(events):
        on = _strikes(event, draws[number], last[number], game, table, names)
        if not some(on):
            continue
        last[number] = np.where(on, game.state.time, last[number])
        source = len(table.orders) + number
        delay, aim = np.zeros(on.shape, dtype=np.int64), no_aim(seats, width)
        cause = Cause(source, f"play.event.{name}", on, delay, aim, {}, event.scope == "world")
        rows += rows_of(event.effects, cause, names, table)
        told += _tell("event", (name,), on, event, table)
        if event.options:
            asks = on & (pending == NO_EVENT) & table.seats.played[:, None]
            pending = np.where(asks, number, pending)
            game, more = _answer(game, number, on & ~asks, 0, names, table)
            rows += more
    running = added(game.running, rows)
    game = GameState(game.state, game.orders, game.play, running)
    return game.with_play(event_last=last, pending=pending), told


def answer(
    game: GameState, choices: Whole, table: Table, names: Names
) -> tuple[GameState, list[Happening]]:
    """Give the answers of all seats to what waits: numbers of options, (seats, R), else the first."""
    rows: list[Running] = []
    told: list[Happening] = []
    pending = game.play.pending
    for number in np.unique(pending[pending != NO_EVENT]).tolist():
        name, event = table.events[number]
        options = list(event.options)
        waits = pending == number
        chosen = np.clip(choices, 0, len(options) - 1)
        for option in np.unique(chosen[waits]).tolist():
            on = waits & (chosen == option)
            game, more = _answer(game, number, on, option, names, table)
            rows += more
            told += _tell("answer", (name, options[option]), on, event, table)
    game = GameState(game.state, game.orders, game.play, added(game.running, rows))
    cleared = np.full_like(pending, NO_EVENT)
    return game.with_play(pending=cleared), told


def _strikes(
    event: GameEvent,
    draws: np.ndarray,
    last: np.ndarray,
    game: GameState,
    table: Table,
    names: Names,
) -> Flags:
    """Tell whom an event strikes in this quarter, (seats, R); one of the world strikes all."""
    rest = np.inf if event.once else event.rest / 4.0
    on = table.seats.having(event.who)[:, None] & (game.state.time - last >= rest - 1e-9)
    if not some(on):
        return on
    on = on & holds(event.when, names)
    if not event.hazard or not some(on):
        return on
    rate: Floats | float = 0.0
    for part in event.hazard:
        rate = rate + part.size.value * value(part.per, names)
    step = table.block.world.calendar.step_years
    rate = np.maximum(rate, 0.0) * table.difficulty.hazards.value
    chance = draws[:1] if event.scope == "world" else draws
    return on & (chance < -np.expm1(-rate * step))


def _answer(
    game: GameState, number: int, on: Flags, option: int, names: Names, table: Table
) -> tuple[GameState, list[Running]]:
    """Let an option of an event have its effects where it is taken."""
    name, event = table.events[number]
    key, row = list(event.options.items())[option]
    if not on.any():
        return game, []
    if row.money.high > 0.0:
        chance = table.block.chance.uniform(f"play.event.{name}.{key}.money", game.step, len(on))
        price = np.where(on, drawn(row.money, chance), 0.0)
        game = game.with_state(pay(game.state, price, table)[0])
    if row.act == "sign_draft":
        game = sign_drafts(game, on, table)
    elif row.act == "drop_draft":
        game = drop_drafts(game, on, table)
    delay, aim = np.zeros(on.shape, dtype=np.int64), no_aim(*on.shape)
    source = len(table.orders) + number
    cause = Cause(source, f"play.event.{name}.{key}", on, delay, aim, {})
    return game, rows_of(row.effects, cause, names, table)


def _tell(
    kind: str, ids: tuple[str, ...], on: Flags, event: GameEvent, table: Table
) -> list[Happening]:
    """Return what the first replicates are told: an event of the world once, others by seat."""
    told = []
    for replicate in range(min(table.shown, table.width)):
        struck = np.flatnonzero(on[:, replicate]).tolist()
        if event.scope == "world" and kind == "event":
            told += [Happening(kind, ids, (), replicate)] if struck else []
        else:
            told += [Happening(kind, (*ids, table.seats.ids[s]), (), replicate) for s in struck]
    return told
