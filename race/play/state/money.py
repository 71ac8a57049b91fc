"""Money of the seats: every payment is posted between accounts of the core's ledger."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, over_first
from race.play.state.table import Table
from race.rules.ledger import Ledger
from race.world.state import State

PAYERS = "customers"
"""Where income comes from; goods and services of orders are paid to builders."""
SELLERS = "builders"


def pay(state: State, amount: Floats, table: Table, account: str = SELLERS) -> tuple[State, Floats]:
    """Pay (seats, R) BUSD to an outside account, as far as money is there; return what was paid.

    A state pays from its treasury, then from its programme's account. Seats share no account.
    """
    ledger = Ledger(state.balance, table.block.world)
    due = np.maximum(amount, 0.0)
    paid = np.zeros_like(due)
    for accounts in (table.seats.account, table.seats.purse):
        there = np.maximum(ledger.balance[accounts], 0.0)
        part = np.minimum(due - paid, there)
        ledger.balance[accounts] -= part
        paid = paid + part
    ledger.outside(account)[:] += over_first(paid)
    return state.evolve(balance=ledger.balance), paid


def receive(state: State, amount: Floats, table: Table, account: str = PAYERS) -> State:
    """Receive (seats, R) BUSD from an outside account."""
    ledger = Ledger(state.balance, table.block.world)
    ledger.balance[table.seats.account] += amount
    ledger.outside(account)[:] -= over_first(amount)
    return state.evolve(balance=ledger.balance)


def to_purse(state: State, amount: Floats, table: Table) -> State:
    """Move (seats, R) BUSD from treasuries to programmes, which pay vendors when they deliver.

    Less what the programme has and needs for nothing that is on order.
    """
    seats, world = table.seats, table.block.world
    balance = state.balance.copy()
    price = state.chip_price * state.scarcity * 1e-9
    bound = world.offers.by_buyer.total(state.backlog * price[world.offers.chip])
    own = bound[np.maximum(seats.buyer, 0)] * (seats.buyer >= 0)[:, None]
    have = np.maximum(balance[seats.purse] - own, 0.0)
    needed = np.maximum(amount - have, 0.0) * seats.is_country[:, None]
    moved = np.minimum(needed, np.maximum(balance[seats.account], 0.0))
    balance[seats.account] -= moved
    balance[seats.purse] += moved
    return state.evolve(balance=balance)
