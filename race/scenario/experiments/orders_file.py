"""Reads a script: orders by actor, order and time, from a YAML file.

    script: {id: russia-rents, title: Russia rents abroad}
    orders:
      - {actor: YNDX, order: rent, from: 2023-01, until: 2032-12, value: 0.8}

An order holds in the years of play that begin within its time; without `until` it holds to the end.
Of two entries for the same actor and order, the later in the file holds where both do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from race.base.errors import Fault, ScenarioError
from race.paths import scenarios_folder
from race.scenario.models.moment import Moment
from race.scenario.text.checking import find_file, keys_of, number_at, text_at
from race.scenario.text.document import Document, read_document
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe, one_of, suggestion

FOLDER = "scripts"
SCRIPT, ORDERS = "script", "orders"
HEAD_KEYS = ("id", "title", "note")
NEEDED_KEYS = ("actor", "order", "from", "value")
ENTRY_KEYS = (*NEEDED_KEYS, "until", "note")


@dataclass(frozen=True)
class Entry:
    """One order of one actor for a time.

    Attributes:
        first: the order holds from here on, a decimal year.
        end: it no longer holds from here on; infinite without `until`.
    """

    actor: str
    order: str
    first: float
    end: float
    value: float


@dataclass(frozen=True)
class OrdersFile:
    """A script: its id, its title and its orders in the order of the file."""

    id: str
    title: str
    entries: tuple[Entry, ...]


def read_orders(name_or_path: str | Path, ranges: Mapping[str, tuple[float, float]]) -> OrdersFile:
    """Read a script by the name of a shipped one or by the path of a .yaml file.

    Args:
        name_or_path: `russia-rents`, or a path.
        ranges: least and most of every order that there is, by name.

    Raises:
        InputError: there is no such script.
        ScenarioError: the file has faults; it carries all of them.
    """
    path = find_file("script", name_or_path, shipped_scripts(), FOLDER)
    document = read_document(path, str(name_or_path) if path == Path(name_or_path) else path.name)
    if document.faults or not document.complete:
        raise ScenarioError(document.faults)
    faults = [document.fault(finding) for finding in _check(document.content, ranges)]
    if faults:
        raise ScenarioError(faults)
    return _made(document)


def shipped_scripts() -> tuple[str, ...]:
    """Name the shipped scripts, sorted."""
    return tuple(sorted(path.stem for path in (scenarios_folder() / FOLDER).glob("*.yaml")))


def _check(
    content: Mapping[str, Value], ranges: Mapping[str, tuple[float, float]]
) -> Iterator[Finding]:
    yield from keys_of((), content, (SCRIPT, ORDERS), (SCRIPT, ORDERS))
    head = content.get(SCRIPT, {})
    if isinstance(head, dict):
        yield from keys_of((SCRIPT,), head, HEAD_KEYS, ("id", "title"))
        for key in HEAD_KEYS:
            yield from text_at((SCRIPT, key), head.get(key, "-"))
    else:
        yield Finding((SCRIPT,), f"given {describe(head)}", "allowed: keys and values")
    rows = content.get(ORDERS, ())
    if not isinstance(rows, tuple):
        yield Finding((ORDERS,), f"given {describe(rows)}", "allowed: a list of orders")
        return
    for at, row in enumerate(rows):
        if isinstance(row, dict):
            yield from _check_entry((ORDERS, at), row, ranges)
        else:
            yield Finding((ORDERS, at), f"given {describe(row)}", "allowed: keys and values")


def _check_entry(
    path: KeyPath, row: Mapping[str, Value], ranges: Mapping[str, tuple[float, float]]
) -> Iterator[Finding]:
    yield from keys_of(path, row, ENTRY_KEYS, NEEDED_KEYS)
    yield from text_at((*path, "actor"), row.get("actor", "-"))
    yield from text_at((*path, "note"), row.get("note", "-"))
    order = row.get("order")
    if "order" in row and order not in ranges:
        yield Finding(
            (*path, "order"),
            f"given {describe(order)}",
            one_of(ranges),
            suggestion(order, ranges),
        )
    elif isinstance(order, str) and "value" in row:
        yield from number_at((*path, "value"), row["value"], *ranges[order])
    first, until = (_moment(row.get(key)) for key in ("from", "until"))
    for key, moment in (("from", first), ("until", until)):
        if key in row and moment is None:
            yield Finding(
                (*path, key), f"given {describe(row[key])}", "allowed: YYYY, YYYY-MM or YYYY-MM-DD"
            )
    if first and until and until < first:
        yield Finding((*path, "until"), f"given {until}", f"allowed: a date from {first} on")


def _moment(value: Value) -> Moment | None:
    try:
        return Moment.read(value)
    except ValueError:
        return None


def _made(document: Document) -> OrdersFile:
    """Make the script of a document that was found to be right."""
    head, rows = document.content[SCRIPT], document.content[ORDERS]
    if not isinstance(head, dict) or not isinstance(rows, tuple):
        raise ScenarioError([Fault(document.file, given="not a script")])
    entries = []
    for row in rows:
        if isinstance(row, dict):
            until = _moment(row.get("until"))
            entries.append(
                Entry(
                    actor=str(row["actor"]),
                    order=str(row["order"]),
                    first=Moment.read(row["from"]).year,
                    end=until.end if until else float("inf"),
                    value=float(str(row["value"])),
                )
            )
    return OrdersFile(str(head["id"]), str(head["title"]), tuple(entries))
