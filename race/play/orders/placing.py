"""Placing: which orders are legal and why not, and what they cost.

All is checked again when cards are carried out (`race.play.stages.carrying`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Floats, Whole
from race.play.names import Names
from race.play.names.terms import filled, holding
from race.play.orders.cells import Aim, with_own
from race.play.orders.parameters import bounds, legal_values, numbers_of
from race.play.state.game_state import GameState
from race.play.state.table import Table
from race.scenario.game.orders import MOST_PARAMETERS, GameOrder

NOT_YOURS, NO_MONEY, NO_BACKING = "not_yours", "no_money", "no_backing"
NOBODY = "nothing_to_choose"
FINE = "fine"
TWO_SLOTS_BACKING = "two_slot_backing"


@dataclass(frozen=True, eq=False)
class Offers:
    """What a seat may order at the start of a year.

    Attributes:
        legal: (orders, R).
        reason: numbers of `reasons`, (orders, R): of the first bar that holds an order back.
        reasons: ids of the texts of bars.
        bounds: least, most and usual of each parameter, (orders, parameters, 3, R).
    """

    legal: Flags
    reason: Whole
    reasons: tuple[str, ...]
    bounds: Floats


@dataclass(frozen=True, eq=False)
class Cost:
    """What a card costs: BUSD at once and a year, backing, slots, quarters, chance, each (R,)."""

    money: Floats
    yearly: Floats
    backing: Floats
    slots: int
    quarters_low: Floats
    quarters_high: Floats
    chance: Floats


def reason_ids(table: Table) -> tuple[str, ...]:
    """List the ids of reasons in their numbers, the first for no bar."""
    return (FINE, *table.data.reasons)


def legality(game: GameState, table: Table, names: Names) -> tuple[Flags, Whole]:
    """Return which orders every seat may place, and the number of the reason why not.

    (orders, seats, R) each. Money is looked at for the least of every parameter.
    """
    ids = reason_ids(table)
    seats, width = len(table.seats), table.width
    reason = np.zeros((len(table.orders), seats, width), dtype=np.int64)

    def bar(number: int, holds_back: Flags, why: str) -> None:
        free = reason[number] == 0
        reason[number] = np.where(free & holds_back, ids.index(why), reason[number])

    least = table.number(TWO_SLOTS_BACKING)
    free = free_money(names)
    for number, (_, order) in enumerate(table.orders):
        bar(number, ~table.seats.having(order.who)[:, None], NOT_YOURS)
        for one in order.legal:
            fine = holding(one.when, names, (seats, width))
            bar(number, ~fine, one.reason)
        if order.slots > 1:
            bar(number, names["backing"] < least, NO_BACKING)
        own, _ = _at_least(order, game, table)
        known = with_own(names, own)
        due = filled(order.money, known, (seats, width))
        bar(number, due > free + DOLLAR, NO_MONEY)
        support = filled(order.backing, known, (seats, width))
        bar(number, support > names["backing"], NO_BACKING)
    return reason == 0, reason


DOLLAR = 1e-9


def free_money(names: Names) -> Floats:
    """Return the money that is not bound by orders with vendors, (seats, R), BUSD.

    A state's programme keeps what its chips on order will cost; a company's purchases go on beside.
    """
    state, world = names.state, names.world
    price = state.chip_price * state.scarcity * 1e-9
    bound = world.offers.by_buyer.total(state.backlog * price[world.offers.chip])
    own = names.buyer(bound) * names.seats.is_country[:, None]
    return np.maximum(names["money"] - own, 0.0)


def _at_least(order: GameOrder, game: GameState, table: Table) -> tuple[dict[str, Floats], Aim]:
    """Return the numbers of an order at the least of its parameters, for all seats."""
    values = np.zeros((len(table.seats), MOST_PARAMETERS, table.width))
    for place, parameter in enumerate(order.parameters.values()):
        if parameter.kind == "number":
            values[:, place] = parameter.low
    return numbers_of(order, values, game, table)


def offers(game: GameState, table: Table, names: Names, seat: int) -> Offers:
    """Return what a seat may order, with bounds of parameters and reasons."""
    legal, reason = legality(game, table, names)
    ends = np.stack([bounds(order, seat, game, table) for _, order in table.orders])
    legal, reason = legal[:, seat].copy(), reason[:, seat].copy()
    nobody = reason_ids(table).index(NOBODY)
    for number, (_, order) in enumerate(table.orders):
        values = np.zeros((len(table.seats), MOST_PARAMETERS, table.width))
        values[seat] = ends[number, :, 2]
        _, fine = legal_values(order, values, game, table)
        reason[number] = np.where(legal[number] & ~fine[seat], nobody, reason[number])
        legal[number] &= fine[seat]
    return Offers(legal, reason, reason_ids(table), ends)


def cost(
    game: GameState, table: Table, names: Names, seat: int, number: int, values: Floats
) -> Cost:
    """Return what an order with parameters (parameters, R) would cost a seat."""
    order = table.orders[number][1]
    wide = np.zeros((len(table.seats), MOST_PARAMETERS, table.width))
    wide[seat] = values
    cut, _ = legal_values(order, wide, game, table)
    own, _ = numbers_of(order, cut, game, table)
    known, width = with_own(names, own), table.width

    def of(text: str) -> Floats:
        return np.asarray(filled(text, known, (len(table.seats), width))[seat])

    low, high = np.full(width, order.delay.low), np.full(width, order.delay.high)
    return Cost(
        of(order.money),
        of(order.yearly),
        of(order.backing),
        order.slots,
        low,
        high,
        np.clip(of(order.chance), 0.0, 1.0),
    )


__all__ = ["Cost", "Offers", "cost", "legality", "offers", "reason_ids"]
