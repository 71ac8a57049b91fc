"""The orders that a scenario may name, with who gives them and in which range.

The engine has its own table (`race.rules.orders`), which this package may not import; a test holds
the two together.
"""

from __future__ import annotations

from math import inf
from typing import Literal, NamedTuple, TypeAlias

OrderSide: TypeAlias = Literal["companies", "countries"]


class Order(NamedTuple):
    """Whose order it is, and the least and the most of it."""

    side: OrderSide
    unit: str
    low: float
    high: float


ORDERS: dict[str, Order] = {
    "spend": Order("companies", "1", 0, 5),
    "bid": Order("companies", "1", 1, 3),
    "stockpile": Order("companies", "1", 0, 2),
    "home_chips": Order("companies", "1", 0, 1),
    "grey": Order("companies", "1", 0, 1),
    "rent": Order("companies", "1", 0, 1),
    "power": Order("companies", "1", 0, 5),
    "run_days": Order("companies", "days", 0, 180),
    "research": Order("companies", "1", 0, 3),
    "merge": Order("companies", "1", 0, 1),
    "join_pool": Order("companies", "1", 0, 1),
    "release": Order("companies", "1", 0, 1),
    "tighten_tpp": Order("countries", "TPP", 0, inf),
    "relax": Order("countries", "1", 0, 1),
    "enforcement": Order("countries", "MUSD/year", 0, 5000),
    "hub_enforcement": Order("countries", "MUSD/year", 0, 5000),
    "subsidy": Order("countries", "BUSD/year", 0, 500),
    "fab": Order("countries", "BUSD/year", 0, 500),
    "tools": Order("countries", "BUSD/year", 0, 100),
    "merge_national": Order("countries", "1", 0, 1),
    "close_remote_access": Order("countries", "1", 0, 1),
    "follow": Order("countries", "1", 0, 1),
    "retaliate": Order("countries", "1", 0, 1),
}
