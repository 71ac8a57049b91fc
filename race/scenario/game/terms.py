"""Terms, conditions and ids of the game's data, held to the names that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from race.scenario.game.names import CHIP_NUMBERS, RELATIONS
from race.scenario.game.orders import GameOrder
from race.scenario.models.condition import Condition, ConditionError, read_term
from race.scenario.models.gauges import Gauge
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe, one_of, suggestion

_LOCAL = Gauge("world", "1", "a parameter of the order")


def parameter_names(order: GameOrder) -> dict[str, Gauge]:
    """Return the names that an order's parameters add to those of terms."""
    found: list[str] = []
    for name, parameter in order.parameters.items():
        if parameter.kind == "number":
            found.append(name)
        elif parameter.kind == "choice":
            for option, row in parameter.options.items():
                found += [f"{name}_{option}", *(f"{name}_{number}" for number in row.numbers)]
        elif parameter.kind == "chip":
            found += [f"{name}_{what}" for what in (*CHIP_NUMBERS, "denied")]
        elif parameter.kind in ("country", "company", "seat"):
            found += [f"{name}_{what}" for what in RELATIONS]
    return dict.fromkeys(found, _LOCAL)


def term_at(path: KeyPath, text: str, known: Mapping[str, Gauge]) -> Iterator[Finding]:
    """Find what is wrong with a term over names."""
    try:
        read_term(text, known)
    except ConditionError as error:
        yield Finding(path, error.given, error.allowed, error.advice, offset=error.at)


def condition_at(path: KeyPath, text: str, known: Mapping[str, Gauge]) -> Iterator[Finding]:
    """Find what is wrong with a condition over names."""
    try:
        Condition.read(text, known)
    except ConditionError as error:
        yield Finding(path, error.given, error.allowed, error.advice, offset=error.at)


def known_at(
    path: KeyPath, given: Iterable[Value], names: Iterable[str], *, at_key: bool = False
) -> Iterator[Finding]:
    """Find ids that are none of the names; `at_key`, where the id is the key itself."""
    known = tuple(names)
    for one in given:
        if one not in known:
            told = f"given {describe(one)}"
            yield Finding(path, told, one_of(known), suggestion(one, known), at_key=at_key)


def settings_at(
    path: KeyPath,
    settings: Mapping[str, str],
    orders: Mapping[str, GameOrder],
    order: str,
    known: Mapping[str, Gauge],
) -> Iterator[Finding]:
    """Find settings that an order has not: a number is a term, a choice an option.

    Whether a world has a chip, a route or an actor, or what a pick such as `@best` means, only the
    rivals can tell.
    """
    if order not in orders:
        return
    parameters = orders[order].parameters
    for name, text in settings.items():
        at = (*path, name)
        yield from known_at(at, (name,), parameters, at_key=True)
        kind = parameters[name].kind if name in parameters else ""
        if kind == "number":
            yield from term_at(at, text, known)
        elif kind == "choice":
            yield from known_at(at, (text,), parameters[name].options)
