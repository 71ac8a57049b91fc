"""Placing: which orders are legal and why not, what they cost, and carrying them out.

Slots, support and money are checked again when a card is carried out, card after card, so that no
seat spends what it has not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Floats, Whole
from race.play.acts import ACT, Deed
from race.play.cells import Aim, Cause, rows_of, with_own
from race.play.game_state import GameState, Happening
from race.play.money import pay, to_purse
from race.play.names import Names
from race.play.parameters import bounds, legal_values, numbers_of
from race.play.placed import CARDS, NO_ORDER, SLOTS, Placed
from race.play.rules import Table, drawn
from race.play.running import STANDING, Running, added
from race.play.terms import holds, value
from race.scenario.game import MOST_PARAMETERS, GameOrder

NOT_YOURS, NO_SLOT, NO_MONEY, NO_BACKING, NOBODY = (
    "not_yours", "no_slot", "no_money", "no_backing", "nothing_to_choose",
)  # fmt: skip
FINE = "fine"
TWO_SLOTS_BACKING = "two_slot_backing"
_PAID_TO_PURSE = frozenset({"buy_open", "buy_branch", "stockpile", "fund_purse"})


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
    for number, (_, order) in enumerate(table.orders):
        having = np.zeros(seats, dtype=bool)
        for role in order.who:
            having |= table.seats.roles[role]
        bar(number, ~having[:, None], NOT_YOURS)
        for one in order.legal:
            fine = np.broadcast_to(holds(one.when, names), (seats, width))
            bar(number, ~fine, one.reason)
        if order.slots > 1:
            bar(number, names["backing"] < least, NO_BACKING)
        own, _ = _at_least(order, game, table)
        known = with_own(names, own)
        due = np.broadcast_to(value(order.money, known, tuple(own)), (seats, width))
        bar(number, due > names["money"] + _DOLLAR, NO_MONEY)
        support = np.broadcast_to(value(order.backing, known, tuple(own)), (seats, width))
        bar(number, support > names["backing"], NO_BACKING)
    return reason == 0, reason


_DOLLAR = 1e-9


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
    known, keys, width = with_own(names, own), tuple(own), table.width

    def of(text: str) -> Floats:
        whole = np.broadcast_to(value(text, known, keys), (len(table.seats), width))
        return np.asarray(whole[seat], dtype=np.float64)

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


def carry_out(
    game: GameState, placed: Placed, table: Table, names: Names
) -> tuple[GameState, list[Happening]]:
    """Carry out all cards, in their order; what is not legal or cannot be paid lapses."""
    legal, _ = legality(game, table, names)
    told: list[Happening] = []
    slots = np.full((len(table.seats), table.width), float(SLOTS))
    for card in range(CARDS):
        for number in np.unique(placed.order[:, card]).tolist():
            if number == NO_ORDER:
                continue
            on = (placed.order[:, card] == number) & table.seats.played[:, None]
            order = table.orders[number][1]
            fits = on & legal[number] & (slots >= order.slots)
            values, fine = legal_values(order, placed.values[:, card], game, table)
            game, done = _one(game, number, card, fits & fine, values, table, names)
            slots = slots - order.slots * done
            told += _tell(number, on, done, values, table)
    return game.with_play(slots_used=SLOTS - slots), told


def _one(
    game: GameState,
    number: int,
    card: int,
    on: Flags,
    values: Floats,
    table: Table,
    names: Names,
) -> tuple[GameState, Flags]:
    """Carry out one order of one card for all seats that placed it; return where it was done."""
    name, order = table.orders[number]
    own, aim = numbers_of(order, values, game, table)
    now = Names(game, table)
    known, keys, shape = with_own(names, own), tuple(own), on.shape

    def of(text: str) -> Floats:
        return np.asarray(np.broadcast_to(value(text, known, keys), shape), dtype=np.float64)

    due, support, yearly = of(order.money), of(order.backing), of(order.yearly)
    done = on & (due <= now["money"] + _DOLLAR) & (support <= game.play.backing)
    if not done.any():
        return game, done
    backing = np.clip(game.play.backing - np.where(done, support, 0.0), 0.0, 100.0)
    game = game.with_play(backing=backing)
    due = np.where(done, due, 0.0)
    game = _paid(game, order, due, table)
    chance = table.block.chance.uniform(f"play.{name}", game.step * CARDS + card, 2 * len(on))
    chance = chance.reshape(2, *on.shape)
    works = done & (chance[0] < of(order.chance))
    game = ACT[order.act](game, Deed(works, due, own, aim), names, table)
    delay = np.round(drawn(order.delay, chance[1])).astype(np.int64)
    stream = f"play.{name}.{card}"
    cause = Cause(number, stream, works, delay, aim, own)
    rows = rows_of(order.effects, cause, names, table)
    for parameter_name, parameter in order.parameters.items():
        for option, row in parameter.options.items():
            chosen = works & (own[f"{parameter_name}_{option}"] > 0.0)
            part = Cause(number, f"{stream}.{option}", chosen, delay, aim, own)
            rows += rows_of(row.effects, part, names, table)
    failed = Cause(number, f"{stream}.fails", done & ~works, delay, aim, own)
    rows += rows_of(order.fails, failed, names, table)
    rows += _yearly(number, done & (yearly > 0.0), yearly, table)
    return GameState(game.state, game.orders, game.play, added(game.running, rows)), done


def _paid(game: GameState, order: GameOrder, due: Floats, table: Table) -> GameState:
    """Pay what an order costs: to builders, or into the purse that buys from vendors itself."""
    if order.act == "pay_target":
        return game
    if order.act in _PAID_TO_PURSE:
        return game.with_state(to_purse(game.state, due, table))
    return game.with_state(pay(game.state, due, table)[0])


def _yearly(number: int, on: Flags, yearly: Floats, table: Table) -> list[Running]:
    """Return the standing payments of an order, a quarter of the year's each quarter."""
    if not on.any():
        return []
    quarters = float(table.block.world.calendar.steps_per_year)
    shape = on.shape
    cell = table.layout.first["money"] + np.arange(len(table.seats))[:, None]
    nothing, seat = np.zeros(shape), np.arange(len(table.seats))[:, None]
    row = Running(
        cell=np.where(on, cell, 0),
        plus=np.where(on, -yearly / quarters, 0.0),
        log=nothing,
        delay=nothing.astype(np.int64),
        left=np.where(on, STANDING, 0),
        source=np.where(on, number, 0),
        seat=np.where(on, seat, 0),
    )
    return [row]


def _tell(number: int, on: Flags, done: Flags, values: Floats, table: Table) -> list[Happening]:
    """Return what the first replicates are told of cards that were carried out or lapsed."""
    told = []
    name = table.orders[number][0]
    for replicate in range(min(table.shown, table.width)):
        for seat in np.flatnonzero(on[:, replicate]).tolist():
            kind = "order" if done[seat, replicate] else "lapsed"
            numbers = tuple(values[seat, :, replicate].tolist())
            told.append(Happening(kind, (name, table.seats.ids[seat]), numbers, replicate))
    return told


__all__ = ["Cost", "Offers", "carry_out", "cost", "legality", "offers", "reason_ids"]
