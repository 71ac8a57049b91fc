"""A record as plain JSON values, and back; what comes from a file or a code is trusted in nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final, NoReturn, TypeVar

from race.play.records.record import Card, Choice, Opening, Record, Setting, Turn

Part = TypeVar("Part")

LONGEST_TEXT: Final = 4096
MOST_ITEMS: Final = 256
LARGEST_SEED: Final = 2**63 - 1
_DIGEST: Final = 64


def as_plain(record: Record) -> dict[str, Any]:
    """Return a record as what JSON can hold."""
    return asdict(record)


def from_plain(value: object) -> Record:
    """Return the record of what JSON held.

    Raises:
        ValueError: something is missing, unknown, too long or of the wrong kind; it says where.
    """
    row = _row(value, "game", ("opening", "language", "turns", "open"))
    return Record(
        opening=_opening(row["opening"]),
        language=_text(row["language"], "language"),
        turns=_items(row["turns"], "turns", _turn),
        open=_turn(row["open"], "open"),
    )


def parse(text: bytes) -> object:
    """Return the value of a JSON text.

    Raises:
        ValueError: it is not JSON, a key stands twice, or it is nested too deep.
    """
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_constant)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _opening(value: object) -> Opening:
    names = ("scenario", "overlays", "scenario_hash", "seed", "seats", "difficulty")
    row = _row(value, "opening", names)
    seed = row["seed"]
    if type(seed) is not int or not 0 <= seed <= LARGEST_SEED:
        _refuse("opening.seed", f"given {str(seed)[:40]!r}")
    seats = _items(row["seats"], "opening.seats", _text)
    if not seats or len(set(seats)) != len(seats):
        _refuse("opening.seats", "none, or one twice")
    return Opening(
        scenario=_text(row["scenario"], "opening.scenario"),
        overlays=_items(row["overlays"], "opening.overlays", _text),
        scenario_hash=_digest(row["scenario_hash"], "opening.scenario_hash"),
        seed=seed,
        seats=seats,
        difficulty=_text(row["difficulty"], "opening.difficulty"),
    )


def _turn(value: object, where: str) -> Turn:
    row = _row(value, where, ("choices", "cards", "digest"))
    digest = row["digest"]
    return Turn(
        choices=_items(row["choices"], f"{where}.choices", _choice),
        cards=_items(row["cards"], f"{where}.cards", _card),
        digest="" if digest == "" else _digest(digest, f"{where}.digest"),
    )


def _card(value: object, where: str) -> Card:
    row = _row(value, where, ("seat", "order", "parameters"))
    parameters = row["parameters"]
    if not isinstance(parameters, dict) or len(parameters) > MOST_ITEMS:
        _refuse(f"{where}.parameters", "not a table, or too long")
    return Card(
        seat=_text(row["seat"], f"{where}.seat"),
        order=_text(row["order"], f"{where}.order"),
        parameters={
            _text(name, f"{where}.parameters"): _setting(given, f"{where}.parameters.{name[:40]}")
            for name, given in parameters.items()
        },
    )


def _choice(value: object, where: str) -> Choice:
    row = _row(value, where, ("seat", "event", "option"))
    return Choice(**{name: _text(given, f"{where}.{name}") for name, given in row.items()})


def _setting(value: object, where: str) -> Setting:
    if isinstance(value, str):
        return _text(value, where)
    if type(value) is int or type(value) is float:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
    return _refuse(where, "neither a finite number nor a text")


def _items(value: object, where: str, read: Callable[[object, str], Part]) -> tuple[Part, ...]:
    if not isinstance(value, (list, tuple)) or len(value) > MOST_ITEMS:
        _refuse(where, f"not a list of at most {MOST_ITEMS}")
    return tuple(read(item, f"{where}[{i}]") for i, item in enumerate(value))


def _row(value: object, where: str, names: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, dict) or set(value) != set(names):
        _refuse(where, f"not a table of {', '.join(names)}")
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT or not value.isprintable():
        _refuse(where, f"not a text of 1 to {LONGEST_TEXT} characters")
    return value


def _digest(value: object, where: str) -> str:
    text = _text(value, where)
    if len(text) != _DIGEST or set(text) - set("0123456789abcdef"):
        _refuse(where, "not a SHA-256")
    return text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) != len(pairs):
        raise ValueError("a key stands twice")
    return row


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not allowed")


def _refuse(where: str, what: str) -> NoReturn:
    raise ValueError(f"{where}: {what}")
