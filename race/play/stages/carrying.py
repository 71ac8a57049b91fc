"""Carrying out the cards of a year.

Cards are looked at in their order: slots, support and money are counted down card after card, so
that no seat spends what it has not; then each order is carried out for all seats at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Floats, Whole, flat_second
from race.play.names import Names
from race.play.names.terms import filled
from race.play.orders.acts import ACT, Deed
from race.play.orders.cells import Aim, Cause, rows_of, with_own
from race.play.orders.parameters import legal_values, numbers_of
from race.play.orders.placing import DOLLAR, free_money, legality
from race.play.state.game_state import GameState, Happening
from race.play.state.money import pay, to_purse
from race.play.state.placed import CARDS, NO_ORDER, SLOTS, Placed
from race.play.state.running import STANDING, Running, added
from race.play.state.table import Table, drawn
from race.scenario.game.orders import GameOrder

_TO_PURSE = frozenset({"buy_open", "buy_branch", "stockpile", "fund_purse"})


@dataclass(frozen=True, eq=False)
class Hand:
    """One order as all seats have it, each seat on one of its cards.

    Attributes:
        number: of the order.
        turn: 0 for the first card of a seat with this order, 1 for its second, and so on.
        on: which seats have it, (seats, R).
        card: on which card, (seats, R).
        values: its parameters within their bounds, (seats, parameters, R).
        fine: where every choice may be taken.
        own, aim: the numbers that its parameters give, and its targets.
        money, backing, yearly: what it costs, (seats, R).
    """

    number: int
    turn: int
    on: Flags
    card: Whole
    values: Floats
    fine: Flags
    own: dict[str, Floats]
    aim: Aim
    money: Floats
    backing: Floats
    yearly: Floats


def carry_out(
    game: GameState, placed: Placed, table: Table, names: Names
) -> tuple[GameState, list[Happening]]:
    """Carry out all cards; what is not legal or cannot be paid lapses."""
    held = np.where(table.seats.played[:, None, None], placed.order, NO_ORDER)
    hands = list(_hands(held, placed, game, table, names))
    if not hands:
        return game, []
    done, slots, left = _afforded(hands, game, table, names)
    told: list[Happening] = []
    game = game.with_play(backing=left, slots_used=SLOTS - slots)
    for turn in range(CARDS):
        rows: list[Running] = []
        for hand in hands:
            if hand.turn == turn:
                works = _of_card(done, hand) & hand.on
                game, more = _one(game, hand, works, table, names)
                rows += more
                told += _tell(hand, works, table)
        game = GameState(game.state, game.orders, game.play, added(game.running, rows))
    return game, told


def _hands(
    held: Whole, placed: Placed, game: GameState, table: Table, names: Names
) -> Iterator[Hand]:
    """Yield every order that some seat has placed, its first cards before its second ones."""
    shape = (held.shape[0], held.shape[2])
    for number in np.unique(held[held != NO_ORDER]).tolist():
        name_of = table.orders[number][1]
        mine = held == number
        most = int(mine.sum(axis=1).max())
        rank = np.cumsum(mine, axis=1) - 1 if most > 1 else np.zeros(1)
        for turn in range(most):
            here = mine & (rank == turn)
            on, card = here.any(axis=1), here.argmax(axis=1)
            chosen = np.take_along_axis(placed.values, card[:, None, None, :], axis=1)[:, 0]
            values, fine = legal_values(name_of, chosen, game, table, on.any(axis=1))
            own, aim = numbers_of(name_of, values, game, table)
            known = with_own(names, own)
            costs = [
                filled(text, known, shape)
                for text in (name_of.money, name_of.backing, name_of.yearly)
            ]
            yield Hand(number, turn, on, card, values, fine, own, aim, *costs)


def _afforded(
    hands: list[Hand], game: GameState, table: Table, names: Names
) -> tuple[Flags, Floats, Floats]:
    """Return which cards are carried out, (seats, cards, R), and slots and backing left."""
    seats, width = len(table.seats), table.width
    legal, _ = legality(game, table, names)
    shape = (seats, CARDS, width)
    fits = np.zeros(shape, dtype=bool)
    money, backing, slots = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for hand in hands:
        order = table.orders[hand.number][1]
        place = flat_second(shape, hand.card)[hand.on]
        again = order.once and hand.turn > 0
        fits.reshape(-1)[place] = (legal[hand.number] & hand.fine & (not again))[hand.on]
        money.reshape(-1)[place] = hand.money[hand.on]
        backing.reshape(-1)[place] = hand.backing[hand.on]
        slots.reshape(-1)[place] = order.slots
    done = np.zeros(shape, dtype=bool)
    purse, support = free_money(names), game.play.backing
    free = np.full((seats, width), float(SLOTS))
    for at in range(CARDS):
        able = fits[:, at] & (slots[:, at] <= free) & (backing[:, at] <= support)
        able &= money[:, at] <= purse + DOLLAR
        done[:, at] = able
        purse = np.maximum(purse - money[:, at] * able, 0.0)
        support = np.clip(support - backing[:, at] * able, 0.0, 100.0)
        free = free - slots[:, at] * able
    return done, free, support


def _of_card(done: Flags, hand: Hand) -> Flags:
    """Return where the cards of a hand are carried out, (seats, R)."""
    return np.asarray(np.take_along_axis(done, hand.card[:, None, :], axis=1)[:, 0])


def _one(
    game: GameState, hand: Hand, done: Flags, table: Table, names: Names
) -> tuple[GameState, list[Running]]:
    """Carry out one order for the seats that can; return its effects."""
    if not done.any():
        return game, []
    name, order = table.orders[hand.number]
    known = with_own(names, hand.own)
    due = np.where(done, hand.money, 0.0)
    game = _paid(game, order, due, table)
    stream = f"play.{name}.{hand.turn}"
    chance = table.block.chance.uniform(stream, game.step, 2 * len(done)).reshape(2, *done.shape)
    luck = filled(order.chance, known, done.shape)
    works = done & (chance[0] < luck)
    game = ACT[order.act](game, Deed(works, due, hand.own, hand.aim), names, table)
    delay = np.round(drawn(order.delay, chance[1])).astype(np.int64)

    def caused(part: str, on: Flags) -> Cause:
        return Cause(hand.number, f"{stream}{part}", on, delay, hand.aim, hand.own)

    rows = rows_of(order.effects, caused(".effects", works), names, table)
    for parameter_name, parameter in order.parameters.items():
        for option, row in parameter.options.items():
            if row.effects:
                chosen = works & (hand.own[f"{parameter_name}_{option}"] > 0.0)
                rows += rows_of(row.effects, caused(f".{option}", chosen), names, table)
    rows += rows_of(order.fails, caused(".fails", done & ~works), names, table)
    rows += _yearly(hand, done & (hand.yearly > 0.0), table)
    return game, rows


def _paid(game: GameState, order: GameOrder, due: Floats, table: Table) -> GameState:
    """Pay what an order costs: to builders, or into the purse that buys from vendors itself."""
    if order.act == "pay_target":
        return game
    if order.act in _TO_PURSE:
        return game.with_state(to_purse(game.state, due, table))
    return game.with_state(pay(game.state, due, table)[0])


def _yearly(hand: Hand, on: Flags, table: Table) -> list[Running]:
    """Return the standing payments of an order, a quarter of the year's each quarter."""
    if not on.any():
        return []
    quarters = float(table.block.world.calendar.steps_per_year)
    seat = np.arange(len(on))[:, None]
    nothing = np.zeros(on.shape)
    row = Running(
        cell=np.where(on, table.layout.first["money"] + seat, 0),
        plus=np.where(on, -hand.yearly / quarters, 0.0),
        log=nothing,
        delay=nothing.astype(np.int64),
        left=np.where(on, STANDING, 0),
        source=np.where(on, hand.number, 0),
        seat=np.where(on, seat, 0),
    )
    return [row]


def _tell(hand: Hand, done: Flags, table: Table) -> list[Happening]:
    """Return what the first replicates are told of cards that were carried out or lapsed."""
    told = []
    name = table.orders[hand.number][0]
    for replicate in range(min(table.shown, table.width)):
        for seat in np.flatnonzero(hand.on[:, replicate]).tolist():
            kind = "order" if done[seat, replicate] else "lapsed"
            numbers = tuple(hand.values[seat, :, replicate].tolist())
            told.append(Happening(kind, (name, table.seats.ids[seat]), numbers, replicate))
    return told
