"""What effects under way do in a quarter: to orders of the core, its levers and levels, and the game's.

Orders and levers go back to rest by themselves when no effect holds them; levels stay where they
were moved. Nothing here makes chips or money: those go through the acts and the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from race.base.arrays import Floats, some
from race.play.state.game_state import GameState
from race.play.state.layout import HANDLE_IDS
from race.play.state.money import pay, receive
from race.play.state.running import passed, totals
from race.play.state.table import Table
from race.rules.legal import legal
from race.rules.orders import Orders
from race.scenario.game.handles import HANDLES, Handle
from race.world.state import State

_REST_ZERO = (
    "risk_pressure", "lobby", "no_capital", "verification", "safety_share", "treaty", "cheating",
    "compliance", "deceit", "hub_policy", "admits", "checks", "growth", "rebate", "grid_barred",
    "moved", "watched",
)  # fmt: skip
_CORE_LEVERS = tuple(
    (name, handle)
    for name, handle in HANDLES.items()
    if handle.kind == "lever" and name not in _REST_ZERO
)


@dataclass(frozen=True, eq=False)
class Pull:
    """What the effects of a quarter add to each handle, and their factor, each (things, R)."""

    plus: dict[str, Floats]
    factor: dict[str, Floats]

    def moved(self, name: str, values: Floats) -> Floats:
        """Return the values of a handle after its effects, within its bounds."""
        handle = HANDLES[name]
        changed = values * self.factor[name] + self.plus[name]
        return np.clip(changed, handle.low, handle.high)


def pull_of(game: GameState, table: Table) -> Pull:
    """Add up the effects that work in this quarter."""
    layout = table.layout
    if not len(game.running.cell):
        return Pull({}, {})
    plus, log, touched = totals(game.running, layout.total)
    names = [HANDLE_IDS[one] for one in np.unique(layout.handle[touched]).tolist()]
    added, factor = {}, {}
    for name in names:
        axis, part = layout.axes[HANDLES[name].axis], layout.part(name)
        added[name] = axis.plus(plus[part])
        power = log[part]
        factor[name] = np.exp(axis.plus(power)) if some(power) else np.ones_like(added[name])
    return Pull(added, factor)


def moved(game: GameState, pull: Pull, table: Table) -> GameState:
    """Return the game after the levels, levers and money that effects move; they then age."""
    game = _levers(game, pull, table)
    for name in pull.plus:
        game = _level(game, name, HANDLES[name], pull, table)
    return GameState(game.state, game.orders, game.play, passed(game.running))


def with_dials(orders: Orders, pull: Pull, state: State, table: Table) -> Orders:
    """Return the core's orders after the effects on them, cut to what is legal."""
    changes = {
        HANDLES[name].column: pull.moved(name, getattr(orders, HANDLES[name].column))
        for name in pull.plus
        if HANDLES[name].kind == "dial"
    }
    return legal(orders.evolve(**changes), state, table.block)


def _levers(game: GameState, pull: Pull, table: Table) -> GameState:
    """Return the game with every lever at rest or where effects hold it."""
    core: dict[str, Any] = {
        handle.column: getattr(table.rest, handle.column) for _, handle in _CORE_LEVERS
    }
    own: dict[str, Any] = {}
    for name in _REST_ZERO:
        own[name] = np.zeros_like(getattr(game.play, name))
    for name in pull.plus:
        handle = HANDLES[name]
        if handle.kind != "lever":
            continue
        if name in own:
            own[name] = pull.moved(name, own[name]).reshape(own[name].shape)
        else:
            core[handle.column] = pull.moved(name, core[handle.column])
    return GameState(game.state.evolve(**core), game.orders, game.play.evolve(**own), game.running)


def _level(game: GameState, name: str, handle: Handle, pull: Pull, table: Table) -> GameState:
    """Return the game after the effects on one handle that is no lever and no order."""
    if handle.kind == "money":
        return _money(game, pull.plus[name], pull.factor[name], table)
    if handle.kind == "level":
        before = getattr(game.state, handle.column)
        if name == "algorithm":
            after = np.where(before > 0.0, _no_further(pull.moved(name, before), before), before)
        else:
            after = pull.moved(name, before.reshape(pull.plus[name].shape)).reshape(before.shape)
        return game.with_state(game.state.evolve(**{handle.column: after}))
    if name == "trust":
        return _trust(game, pull, table)
    if handle.kind == "play":
        before = getattr(game.play, handle.column)
        if name == "standing":
            return game.with_play(standing=_standing(before, pull))
        after = pull.moved(name, before.reshape(pull.plus[name].shape)).reshape(before.shape)
        return game.with_play(**{handle.column: after})
    return game


def _no_further(after: Floats, before: Floats) -> Floats:
    """Return algorithmic levels not beyond the frontier, which only research moves."""
    return np.asarray(np.minimum(after, np.maximum(before, before.max(axis=0))))


def _standing(before: Floats, pull: Pull) -> Floats:
    """Return what states think of each other: it goes both ways."""
    plus = pull.plus["standing"].reshape(before.shape)
    changed = before + plus + plus.swapaxes(0, 1)
    return np.clip(changed, -100.0, 100.0)


def _trust(game: GameState, pull: Pull, table: Table) -> GameState:
    """Return the game with trust moved: a state's in the core, a company's in the game."""
    seats = table.seats
    plus, factor = pull.plus["trust"], pull.factor["trust"]
    state_rows = np.flatnonzero(seats.is_country)
    core = game.state.trust.copy()
    rows = seats.country[state_rows]
    core[rows] = np.clip(core[rows] * factor[state_rows] + plus[state_rows], 0.0, 100.0)
    own = np.clip(game.play.own_trust * factor + plus, 0.0, 100.0)
    lost = plus <= -_EXPOSED
    return GameState(
        game.state.evolve(trust=core),
        game.orders,
        game.play.evolve(own_trust=own, exposed=np.maximum(game.play.exposed, lost)),
        game.running,
    )


_EXPOSED = 1.0
"""Points of trust lost at once that count as an exposure of the year."""


def _money(game: GameState, plus: Floats, factor: Floats, table: Table) -> GameState:
    """Pay and receive what effects come to, through the ledger; a factor takes a share of all."""
    accounts = table.seats.account
    there = np.maximum(game.state.balance[accounts], 0.0)
    amount = plus + there * (factor - 1.0)
    state = receive(game.state, np.maximum(amount, 0.0), table)
    state, _ = pay(state, np.maximum(-amount, 0.0), table)
    return game.with_state(state)
