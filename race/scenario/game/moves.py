"""Whether a move of a script is an order with its settings, or an answer, that the game has."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from race.scenario.game.data import GameData
from race.scenario.game.orders import Parameter
from race.scenario.game.terms import known_at
from race.scenario.text.checking import keys_of, number_at, text_at
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe

ANSWER = ("event", "choose")


def check_move(path: KeyPath, move: Value, data: GameData) -> Iterator[Finding]:
    """Find what is wrong with a move in itself; whether it is legal then only a game can tell."""
    if not isinstance(move, dict):
        yield Finding(path, f"given {describe(move)}", "allowed: {order: ...} or {event: ...}")
    elif ("order" in move) == ("event" in move):
        yield Finding(path, "one of order and event is needed", "", "keep one of them")
    elif "event" in move:
        yield from keys_of(path, move, ANSWER, ANSWER)
        yield from _answer(path, move, data)
    else:
        yield from _order(path, move, data)


def _answer(path: KeyPath, move: Mapping[str, Value], data: GameData) -> Iterator[Finding]:
    asking = {name: event for name, event in data.events.items() if event.options}
    yield from known_at((*path, "event"), (move["event"],), asking)
    event = asking.get(str(move["event"]))
    if event is not None and "choose" in move:
        yield from known_at((*path, "choose"), (move["choose"],), event.options)


def _order(path: KeyPath, move: Mapping[str, Value], data: GameData) -> Iterator[Finding]:
    yield from known_at((*path, "order"), (move["order"],), data.orders)
    order = data.orders.get(str(move["order"]))
    if order is None:
        return
    yield from keys_of(path, move, ("order", *order.parameters), ())
    for name, parameter in order.parameters.items():
        if name in move:
            yield from _setting((*path, name), move[name], parameter)


def _setting(path: KeyPath, given: Value, parameter: Parameter) -> Iterator[Finding]:
    if parameter.kind == "choice":
        yield from known_at(path, (given,), parameter.options)
    elif parameter.kind == "number":
        low = -math.inf if parameter.low is None else parameter.low
        high = math.inf if parameter.high is None else parameter.high
        yield from number_at(path, given, low, high)
    else:
        yield from text_at(path, given)
