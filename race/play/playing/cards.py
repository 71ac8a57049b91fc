"""Cards of people: from ids and settings to numbers of the rules, and to a line of text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import numpy as np

from race.base.arrays import Floats
from race.base.errors import InputError
from race.play.amounts import Amounts
from race.play.game import Game
from race.play.orders.parameters import allowed, places, quiet_capacity
from race.play.records.record import Card, Setting
from race.play.state.game_state import GameState
from race.play.words import Words
from race.scenario.game.orders import MOST_PARAMETERS, GameOrder, Parameter

PLAYED = 0
"""The future of the block that is played."""


TELLING = frozenset({"chips", "H100e", "MW", "days"})
"""Units that tell what an amount is of: "90 days" needs no "for how long" before it."""
DELAY = "months"
"""Unit in which a rule says how long after its announcement it binds."""


class NotNowError(InputError):
    """A card that is right in itself, and cannot be laid now."""


class Cards:
    """Reads and writes the cards of one seat at the start of a year."""

    def __init__(self, game: Game, state: GameState, seat: str, words: Words) -> None:
        self._game, self._state, self._words = game, state, words
        self._seat = game.seat(seat)
        self._amounts = Amounts(words)

    def order(self, name: str) -> GameOrder:
        """Return an order by its id.

        Raises:
            InputError: there is none; it names the nearest.
        """
        orders = self._game.table.data.orders
        if name in orders:
            return orders[name]
        near = get_close_matches(name, orders, n=1)
        advice = f"did you mean '{near[0]}'?" if near else f"orders: {', '.join(orders)}"
        raise InputError(f"order '{name[:60]}': there is no such order; {advice}")

    def values(self, name: str, given: Mapping[str, Setting]) -> Floats:
        """Return the numbers of an order's parameters, (MOST_PARAMETERS,); what is left out is usual.

        Raises:
            InputError: a parameter that the order has not, a number out of its bounds, an id that is
                not among those to choose from.
        """
        order = self.order(name)
        for key in given:
            if key not in order.parameters:
                known = ", ".join(order.parameters) or "none"
                raise InputError(f"{name}: unknown parameter '{key[:60]}'; allowed: {known}")
        values = np.zeros(MOST_PARAMETERS)
        for place, (key, parameter) in enumerate(order.parameters.items()):
            values[place] = self._number(f"{name}: {key}", parameter, given.get(key))
        return values

    def wide(self, values: Floats) -> Floats:
        """Return values for all futures of the block, (MOST_PARAMETERS, R)."""
        return values[:, None] * np.ones(self._game.table.width)

    def open_places(self, parameter: Parameter) -> list[str]:
        """Return the ids that the seat may choose for a parameter that is no number."""
        ids = places(parameter, self._game.table)
        fits = allowed(parameter, self._seat, self._state, self._game.table)[:, PLAYED]
        return [one for one, fine in zip(ids, fits.tolist(), strict=True) if fine]

    def usual(self, parameter: Parameter) -> Setting:
        """Return what a new card begins with."""
        if parameter.kind == "number":
            return float(parameter.usual or 0.0)
        found = self.open_places(parameter)
        if parameter.kind == "chip" and found:
            speed = self._state.state.chip_metrics[0, :, PLAYED]
            ids = self._game.table.block.world.chips
            return max(found, key=lambda one: float(speed[ids.index(one)]))
        if parameter.kind == "route" and found:
            quiet = quiet_capacity(self._state)[:, PLAYED]
            ids = self._game.table.block.world.routes
            return max(found, key=lambda one: float(quiet[ids.index(one)]))
        return found[0] if found else ""

    def name_of(self, parameter: Parameter, place: str) -> str:
        """Return the name of a chip, route, actor or option in the language of the game."""
        scenario = self._game.table.block.world.scenario
        words = self._words
        if parameter.kind == "choice":
            return parameter.options[place].text.of(words.language)
        if parameter.kind == "route" and place in scenario.routes:
            route = scenario.routes[place]
            return words.actor(scenario, str(route.hub))
        if parameter.kind == "chip":
            row = scenario.chips.get(place)
            return place if row is None else words.pick(row.name, row.name_ru)
        return words.actor(scenario, place)

    def help_of(self, parameter: Parameter, place: str) -> str:
        """Return a line about something to choose: of a route, what it carries and who watches."""
        world = self._game.table.block.world
        if parameter.kind != "route" or place not in world.routes:
            return ""
        state, route = self._state.state, world.routes.index(place)
        carries = state.route_capacity[route, PLAYED] * state.route_open[route, PLAYED]
        return self._words(
            "text.route",
            chips=self._amounts.number(float(carries)),
            premium=self._amounts.number(float(state.route_premium[route, PLAYED])),
            heat=round(100.0 * float(state.route_heat[route, PLAYED])),
        )

    def text(self, card: Card) -> str:
        """Return a card as one line: its title and its settings."""
        order = self.order(card.order)
        shown = [
            self._setting(parameter, card.parameters.get(key, self.usual(parameter)))
            for key, parameter in order.parameters.items()
        ]
        title = order.title.of(self._words.language)
        return f"{title}: {', '.join(shown)}" if shown else title

    def given(self, name: str, values: Sequence[float]) -> str:
        """Return an order that was given as one line, its numbers to three digits."""
        parameters = self.order(name).parameters
        settings: dict[str, Setting] = {}
        for (key, parameter), value in zip(parameters.items(), values, strict=False):
            settings[key] = (
                float(f"{value:.3g}")
                if parameter.kind == "number"
                else places(parameter, self._game.table)[int(value)]
            )
        return self.text(Card(self._game.seats[self._seat], name, settings))

    def _setting(self, parameter: Parameter, value: Setting) -> str:
        if isinstance(value, str):
            return self.name_of(parameter, value)
        number = float(value) if float(value).is_integer() else float(f"{value:.4g}")
        if parameter.unit == DELAY and number == 0.0:
            return self._words("text.binds_at_once")
        amount = self._amounts.setting(number, parameter.unit)
        if parameter.unit in TELLING:
            return amount
        return f"{parameter.text.of(self._words.language)} {amount}"

    def _number(self, where: str, parameter: Parameter, given: Setting | None) -> float:
        if given is None:
            given = self.usual(parameter)
        if parameter.kind != "number":
            return self._place(where, parameter, given)
        low, high = float(parameter.low or 0.0), float(parameter.high or math.inf)
        if isinstance(given, str) or not low <= given <= high:
            raise InputError(f"{where}: given {given!r}; allowed: {low:g} to {high:g}")
        return float(given)

    def _place(self, where: str, parameter: Parameter, given: Setting) -> float:
        found = self.open_places(parameter)
        if not isinstance(given, str) or given not in found:
            shown = ", ".join(found[:12]) or "nothing at present"
            there = given in places(parameter, self._game.table)
            raise (NotNowError if there else InputError)(
                f"{where}: given {str(given)[:60]!r}; allowed: {shown}"
            )
        return float(places(parameter, self._game.table).index(given))
