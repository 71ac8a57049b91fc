"""Orders of the core for seats in play: at rest, until orders of play move them."""

from __future__ import annotations

from functools import lru_cache

from race.base.arrays import Floats
from race.engine.step import neutral_orders
from race.play.state.table import Table
from race.rules.block import Block
from race.rules.orders import COMPANY_ORDERS, COUNTRY_ORDERS, Orders

_PROGRAMME_REST = {"spend": 0.0, "power": 0.0, "run_days": 0.0}
_BUSINESS = frozenset({"spend", "rent", "power", "bid", "home_chips", "research", "stockpile"})
"""Orders that a company in play goes on giving as its core policy would."""
_COMPANY_REST = {"run_days": 0.0}


def seat_dials(orders: Orders, table: Table) -> Orders:
    """Return orders with those of seats in play at rest.

    A state and its programme then do nothing by themselves; a company goes on with its business,
    and trains when told.
    """
    seats = table.seats
    if not seats.played.any():
        return orders
    rest = _rest(table.block)
    states = seats.country[seats.is_country & seats.played]
    programmes = seats.company[seats.is_country & seats.played]
    firms = seats.company[~seats.is_country & seats.played]
    changes: dict[str, Floats] = {}
    for column in COUNTRY_ORDERS:
        if len(states):
            values = getattr(orders, column.name).copy()
            values[states] = getattr(rest, column.name)[states]
            changes[column.name] = values
    for column in COMPANY_ORDERS:
        values = getattr(orders, column.name).copy()
        usual = getattr(rest, column.name)
        values[programmes] = _PROGRAMME_REST.get(column.name, usual[programmes])
        if column.name not in _BUSINESS:
            values[firms] = _COMPANY_REST.get(column.name, usual[firms])
        changes[column.name] = values
    return orders.evolve(**changes)


@lru_cache(maxsize=4)
def _rest(block: Block) -> Orders:
    return neutral_orders(block)
