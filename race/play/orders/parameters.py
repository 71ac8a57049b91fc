"""Parameters of orders: their bounds for each seat, and the numbers that they give to terms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Flags, Floats, Whole, pick
from race.play.orders.acts import offer_of
from race.play.orders.cells import Aim, seat_of_company, seat_of_country
from race.play.state.game_state import GameState
from race.play.state.seats import NONE
from race.play.state.table import Table
from race.rules.classification import Outcome
from race.scenario.game.names import RELATIONS
from race.scenario.game.orders import MOST_PARAMETERS, GameOrder, Parameter


def own_names(order: GameOrder) -> tuple[str, ...]:
    """Name what the parameters of an order add to the names of terms."""
    found: list[str] = []
    for name, parameter in order.parameters.items():
        if parameter.kind == "number":
            found.append(name)
        elif parameter.kind == "choice":
            for option, row in parameter.options.items():
                found.append(f"{name}_{option}")
                found += [f"{name}_{number}" for number in row.numbers]
        elif parameter.kind == "chip":
            found += [f"{name}_{what}" for what in ("price", "kw", "tpp", "denied")]
        elif parameter.kind in ("country", "company", "seat"):
            found += [f"{name}_{what}" for what in RELATIONS]
    return tuple(dict.fromkeys(found))


def places(parameter: Parameter, table: Table) -> tuple[str, ...]:
    """Return the ids along the axis of a parameter that is not a number."""
    world = table.block.world
    axes: Mapping[str, tuple[str, ...]] = {
        "choice": tuple(parameter.options),
        "chip": world.chips,
        "route": world.routes,
        "country": world.countries,
        "company": world.companies,
        "seat": table.seats.ids,
    }
    return axes[parameter.kind]


def allowed(parameter: Parameter, seat: int, game: GameState, table: Table) -> Flags:
    """Tell which places a seat may choose, (places, R)."""
    world, seats, width = table.block.world, table.seats, table.width
    ids = places(parameter, table)
    fits = np.ones((len(ids), width), dtype=bool)
    if parameter.kind == "chip":
        fits &= _chips(parameter, seat, game, table)
    elif parameter.kind == "route":
        fits &= (world.route_destination == seats.country[seat])[:, None]
    elif parameter.kind == "country":
        fits &= (np.arange(len(ids)) != seats.country[seat])[:, None]
    elif parameter.kind == "company":
        active = world.company_since <= game.state.time
        fits &= (active & (np.arange(len(ids)) != seats.company[seat]))[:, None]
    elif parameter.kind == "seat":
        fits &= (np.arange(len(ids)) != seat)[:, None]
    return fits


def _chips(parameter: Parameter, seat: int, game: GameState, table: Table) -> Flags:
    """Tell which chips are on sale to the seat's buyer, (chips, R)."""
    state, world, buyer = game.state, table.block.world, int(table.seats.buyer[seat])
    if buyer < 0:
        return np.zeros((len(world.chips), table.width), dtype=bool)
    place = world.offers.place[buyer]
    known = np.maximum(place, 0)
    sold = (state.chip_launch <= state.time + 1.0) & (state.chip_price > 0.0)
    sold &= ((place >= 0) & (world.offers.sold[known, 0] > 0.0))[:, None]
    if parameter.unit == "denied":
        return np.asarray(sold)
    return np.asarray(sold & (state.licence[known] < float(Outcome.DENIED)))


def bounds(order: GameOrder, seat: int, game: GameState, table: Table) -> Floats:
    """Return the least, the most and the usual of each parameter, (parameters, 3, R)."""
    found = np.zeros((MOST_PARAMETERS, 3, table.width))
    for place, parameter in enumerate(order.parameters.values()):
        if parameter.kind == "number":
            for end, number in enumerate((parameter.low, parameter.high, parameter.usual)):
                found[place, end] = 0.0 if number is None else number
            continue
        fits = allowed(parameter, seat, game, table)
        if not len(fits):
            continue
        last = len(fits) - 1 - fits[::-1].argmax(axis=0)
        found[place, 0] = fits.argmax(axis=0)
        found[place, 1] = np.maximum(last, 0)
        found[place, 2] = _usual(parameter, fits, game)
    return found


def _usual(parameter: Parameter, fits: Flags, game: GameState) -> Floats:
    """Return the place to begin with: the fastest chip, the coolest route, else the first that fits."""
    if parameter.kind == "chip":
        return np.asarray((fits * game.state.chip_metrics[0]).argmax(axis=0).astype(float))
    if parameter.kind == "route":
        return np.asarray((fits * (1.0 + quiet_capacity(game))).argmax(axis=0).astype(float))
    return np.asarray(fits.argmax(axis=0).astype(float))


def quiet_capacity(game: GameState) -> Floats:
    """Return chips a year that routes let through, less the more they are watched, (routes, R)."""
    state = game.state
    return np.asarray(state.route_capacity * state.route_open * (1.0 - state.route_heat))


def legal_values(
    order: GameOrder,
    values: Floats,
    game: GameState,
    table: Table,
    asked: Flags | None = None,
) -> tuple[Floats, Flags]:
    """Return values (seats, parameters, R) cut to their bounds, and where every place may be chosen.

    Choices are looked at for the seats `asked`, (seats,); for all when None.
    """
    rows = range(len(values)) if asked is None else np.flatnonzero(asked).tolist()
    cut = values.copy()
    fine = np.ones((values.shape[0], values.shape[2]), dtype=bool)
    for place, parameter in enumerate(order.parameters.values()):
        if parameter.kind == "number":
            cut[:, place] = np.clip(values[:, place], parameter.low, parameter.high)
            continue
        most = len(places(parameter, table)) - 1
        if most < 0:
            fine[:] = False
            continue
        cut[:, place] = np.clip(np.round(values[:, place]), 0, most)
        for seat in rows:
            fits = allowed(parameter, seat, game, table)
            chosen = cut[seat, place].astype(np.int64)
            fine[seat] &= fits[chosen, np.arange(table.width)]
    return cut, fine


def numbers_of(
    order: GameOrder, values: Floats, game: GameState, table: Table
) -> tuple[dict[str, Floats], Aim]:
    """Return what the parameters give to terms, each (seats, R), and what the order is aimed at."""
    found: dict[str, Floats] = {}
    shape = (values.shape[0], values.shape[2])
    none = np.full(shape, NONE, dtype=np.int64)
    country = company = seat = route = chip = none
    world, seats = table.block.world, table.seats
    for place, (name, parameter) in enumerate(order.parameters.items()):
        given = values[:, place]
        index = given.astype(np.int64)
        if parameter.kind == "number":
            found[name] = given
        elif parameter.kind == "choice":
            found |= _choice(name, parameter, index)
        elif parameter.kind == "chip":
            chip = index
            found |= _chip_numbers(name, index, game, table)
        elif parameter.kind == "route":
            route = index
        elif parameter.kind == "country":
            country = index
            seat = seat_of_country(seats, len(world.countries))[index]
        elif parameter.kind == "company":
            company, country = index, world.company_country[index]
            seat = seat_of_company(seats, len(world.companies))[index]
        else:
            seat, country, company = index, seats.country[index], seats.company[index]
        if parameter.kind in ("country", "company", "seat"):
            found |= _relations(name, country, game, table)
    return found, Aim(country, company, seat, route, chip)


def _choice(name: str, parameter: Parameter, index: Whole) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    numbers = dict.fromkeys(n for row in parameter.options.values() for n in row.numbers)
    rows = list(parameter.options.items())
    for place, (option, _) in enumerate(rows):
        found[f"{name}_{option}"] = (index == place).astype(float)
    for number in numbers:
        values = [row.numbers[number].value if number in row.numbers else 0.0 for _, row in rows]
        found[f"{name}_{number}"] = np.array(values)[index]
    return found


def _chip_numbers(name: str, index: Whole, game: GameState, table: Table) -> dict[str, Floats]:
    state = game.state
    columns = np.arange(table.width)[None]
    offer = np.maximum(offer_of(index, table.seats.buyer, table), 0)
    price = state.chip_price * state.scarcity
    return {
        f"{name}_price": price[index, columns],
        f"{name}_kw": state.chip_kw[index, columns],
        f"{name}_tpp": state.chip_metrics[0][index, columns],
        f"{name}_denied": (pick(state.licence, offer) >= float(Outcome.DENIED)).astype(float),
    }


def _relations(name: str, country: Whole, game: GameState, table: Table) -> dict[str, Floats]:
    columns = np.arange(table.width)[None]
    own, world = table.seats.country[:, None], table.block.world
    return {
        f"{name}_standing": game.play.standing[own, country, columns],
        f"{name}_alignment": game.state.coalition[country, columns],
        f"{name}_trust": game.state.trust[country, columns],
        f"{name}_controller": (country == world.controller).astype(float),
        f"{name}_denied": (world.denied[country] > 0.0).astype(float),
        f"{name}_number": country.astype(float),
    }
