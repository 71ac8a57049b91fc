"""Acts: purchases and other steps of an order that go through the core's own pipelines.

What is bought is put on order with vendors, builders or lenders; it comes, or does not, by the
core's stages. Nothing is handed over here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Floats, Whole, pick
from race.play.names import Names
from race.play.orders.cells import Aim
from race.play.state.game_state import GameState
from race.play.state.money import pay, receive
from race.play.state.table import Table
from race.rules.classification import Outcome
from race.rules.ledger import Ledger
from race.world.state import State


@dataclass(frozen=True, eq=False)
class Deed:
    """One order that is carried out, for all seats that placed it.

    Attributes:
        on: where, (seats, R).
        cost: BUSD, (seats, R).
        values: numbers of its parameters by name, (seats, R).
        aim: its targets.
    """

    on: Flags
    cost: Floats
    values: Mapping[str, Floats]
    aim: Aim


Act = Callable[[GameState, Deed, Names, Table], GameState]


def offer_of(chip: Whole, buyer: Whole, table: Table) -> Whole:
    """Return the offer of a chip to each seat's buyer, (seats, R), below 0 where there is none."""
    offers = table.block.world.offers
    place = offers.place[np.maximum(buyer, 0)[:, None], np.maximum(chip, 0)]
    sold = offers.sold[np.maximum(place, 0), 0] > 0.0
    return np.where((buyer >= 0)[:, None] & (chip >= 0) & (place >= 0) & sold, place, -1)


def buyable(state: State, chip: Whole, buyer: Whole, table: Table) -> Flags:
    """Tell whether a buyer may have a chip in the open market now; chip (seats, R), buyer (seats,)."""
    offer = offer_of(chip, buyer, table)
    known = np.maximum(offer, 0)
    open_to = (pick(state.access, known) > 0.0) & (
        pick(state.licence, known) < float(Outcome.DENIED)
    )
    launched = pick(state.chip_launch, np.maximum(chip, 0)) <= state.time + 1.0
    return np.asarray(open_to & launched & (offer >= 0))


def ordered(state: State, deed: Deed, buyer: Whole, chips: Floats, table: Table) -> State:
    """Put chips on a buyer's order with the vendor, where the law allows."""
    allowed = deed.on & buyable(state, deed.aim.chip, buyer, table)
    offer = offer_of(deed.aim.chip, buyer, table)
    columns = np.broadcast_to(np.arange(chips.shape[1])[None], chips.shape)
    backlog = state.backlog.copy()
    # One buyer is no other seat's, so no offer is named twice.
    backlog[offer[allowed], columns[allowed]] += chips[allowed]
    return state.evolve(backlog=backlog)


def _nothing(game: GameState, deed: Deed, names: Names, table: Table) -> GameState:
    return game


def _buy_open(game: GameState, deed: Deed, names: Names, table: Table) -> GameState:
    chips = deed.values["chips"]
    return game.with_state(ordered(game.state, deed, table.seats.buyer, chips, table))


def _buy_branch(game: GameState, deed: Deed, names: Names, table: Table) -> GameState:
    """Build halls at a branch and order its chips under the law of its host."""
    chips, mw = deed.values["chips"], deed.values["mw"]
    state = ordered(game.state, deed, table.seats.branch, chips, table)
    return game.with_state(_halls(state, deed, mw, table.seats.branch, table, skip=0.0 * mw))


def _stockpile(game: GameState, deed: Deed, names: Names, table: Table) -> GameState:
    """Order chips for a sum of money, where chips were chosen."""
    price = np.maximum(deed.values["chip_price"], 1.0)
    wants = deed.on & (deed.values["what_chips"] > 0.0)
    part = Deed(wants, deed.cost, deed.values, deed.aim)
    chips = deed.values["amount"] * 1e9 / price
    return game.with_state(ordered(game.state, part, table.seats.buyer, chips, table))


def _build_halls(game: GameState, deed: Deed, names: Names, table: Table) -> GameState:
    """Order halls: on secured power they go straight into building, else into the grid's queue."""
    mw = np.where(deed.on, deed.values["mw"], 0.0)
    secured = np.minimum(mw, game.play.secured_mw)
    state = _halls(game.state, deed, mw, table.seats.buyer, table, skip=secured)
    return game.with_state(state).with_play(secured_mw=game.play.secured_mw - secured)


def _halls(state: State, deed: Deed, mw: Floats, buyer: Whole, table: Table, skip: Floats) -> State:
    has = (buyer >= 0)[:, None] & deed.on
    rows = np.maximum(buyer, 0)
    queue, building = state.power_ordered.copy(), state.power_building.copy()
    np.add.at(queue, rows, np.where(has, mw - skip, 0.0))
    np.add.at(building, rows, np.where(has, skip, 0.0))
    return state.evolve(power_ordered=queue, power_building=building)


def _raise_money(game: GameState, deed: Deed, names: Names, table: Table) -> GameState:
    """Take money from investors."""
    amount = np.where(deed.on, deed.values["amount"], 0.0)
    amount = amount * (1.0 - table.number("capital_bust") * game.play.no_capital)
    return game.with_state(receive(game.state, amount, table, "investors"))


def _state_money(game: GameState, deed: Deed, names: Names, table: Table) -> GameState:
    """Take money from a state's treasury for a share of the company."""
    world = table.block.world
    ledger = Ledger(game.state.balance, world)
    country = np.maximum(deed.aim.country, 0)
    columns = np.broadcast_to(np.arange(table.width)[None], country.shape)
    asked = np.where(deed.on & (deed.aim.country >= 0), deed.values["amount"], 0.0)
    for seat in np.flatnonzero(deed.on.any(axis=1)):
        treasury = np.maximum(ledger.states[country[seat], columns[seat]], 0.0)
        given = np.minimum(asked[seat], treasury)
        ledger.states[country[seat], columns[seat]] -= given
        ledger.balance[table.seats.account[seat]] += given
    return game.with_state(game.state.evolve(balance=ledger.balance))


def _pay_target(game: GameState, deed: Deed, names: Names, table: Table) -> GameState:
    """Pay the price of an agreement to the other state's treasury."""
    state, paid = pay(game.state, np.where(deed.on, deed.values["offer"], 0.0), table)
    ledger = Ledger(state.balance, table.block.world)
    country = np.maximum(deed.aim.country, 0)
    columns = np.arange(table.width)
    for seat in np.flatnonzero(deed.on.any(axis=1)):
        ledger.states[country[seat], columns] += paid[seat]
        ledger.outside("builders")[:] -= paid[seat]
    return game.with_state(state.evolve(balance=ledger.balance))


def _next_generation(game: GameState, deed: Deed, names: Names, table: Table) -> GameState:
    """Bring the designer's next reserved generation forward, or let it slip, (seats, R) years."""
    state, world = game.state, table.block.world
    launch = state.chip_launch.copy()
    for seat in np.flatnonzero(deed.on.any(axis=1)):
        family = np.flatnonzero(world.chip_designer == table.seats.company[seat])
        coming = launch[family]
        coming = np.where(coming > state.time + _SOON, coming, np.inf)
        first = coming.argmin(axis=0)
        due = np.isfinite(coming.min(axis=0)) & deed.on[seat]
        rows, columns = family[first[due]], np.flatnonzero(due)
        earlier = launch[rows, columns] - deed.values["years"][seat][due]
        launch[rows, columns] = np.maximum(earlier, state.time + _SOON)
    return game.with_state(state.evolve(chip_launch=launch))


_SOON = 0.5
"""Years before its launch in which a design can no longer be hurried."""


def _buy_source(game: GameState, deed: Deed, names: Names, table: Table) -> GameState:
    """Pay a source of intelligence for the year."""
    until = game.play.source_until.copy()
    sources = tuple(table.data.sources)
    for number, name in enumerate(sources):
        chosen = deed.on & (deed.values.get(f"source_{name}", np.zeros(1)) > 0.0)
        until[number] = np.where(chosen, game.state.time + _SOURCE_YEARS, until[number])
    return game.with_play(source_until=until)


_SOURCE_YEARS = 2.0


ACT: Mapping[str, Act] = {
    "none": _nothing,
    "fund_purse": _nothing,
    "buy_open": _buy_open,
    "buy_branch": _buy_branch,
    "stockpile": _stockpile,
    "build_halls": _build_halls,
    "raise_money": _raise_money,
    "state_money": _state_money,
    "pay_target": _pay_target,
    "next_generation": _next_generation,
    "buy_source": _buy_source,
}
