"""Orders from a YAML file, laid over the actor's default policy: `script:russia-rents`."""

from __future__ import annotations

from collections.abc import Callable

from race.api import ACTS, BOTH, ORDER_COLUMNS, Entry, Floats, Given, Policy, View, read_orders
from race.base.errors import InputError

NAME = "script"
_DAY = 1.0 / 365.25


def decide(view: View) -> Given:
    """Refuse to play without a file.

    Raises:
        InputError: always.
    """
    raise InputError(f"policy script of {', '.join(view.actors)}: write script:FILE")


def make(name_or_path: str) -> Policy:
    """Return the policy that gives the orders of a file to the actors that it names.

    Raises:
        InputError: there is no such file.
        ScenarioError: the file has faults.
    """
    ranges = {column.name: (column.low, column.high) for column in ORDER_COLUMNS}
    entries = read_orders(name_or_path, ranges).entries
    actors = {
        actor: frozenset(entry.order for entry in entries if entry.actor == actor)
        for actor in dict.fromkeys(entry.actor for entry in entries)
    }
    return Policy(f"{NAME}:{name_or_path}", _player(entries), BOTH, over=True, actors=actors)


def holds(entry: Entry, time: float) -> bool:
    """Tell whether an order is given in the year of play that begins at a moment.

    An act is done once, in the first year that begins within its time.
    """
    if not entry.first - _DAY <= time < entry.end - _DAY:
        return False
    return entry.order not in ACTS or time < entry.first + 1.0 - _DAY


def _player(entries: tuple[Entry, ...]) -> Callable[[View], Given]:
    def play(view: View) -> Given:
        given: dict[str, Floats] = {}
        for entry in entries:
            if entry.actor in view.actors and holds(entry, view.time):
                column = given.get(entry.order, view.standing(entry.order))
                column[view.actors.index(entry.actor)] = entry.value
                given[entry.order] = column
        return given

    return play
