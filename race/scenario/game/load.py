"""Reads the game's own data, `scenarios/game/*.yaml`, and checks that its parts fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from race.base.errors import Fault, ScenarioError
from race.paths import scenarios_folder
from race.scenario.files.refusals import findings_of
from race.scenario.game.data import GameData
from race.scenario.game.events import GameEvent
from race.scenario.game.handles import HANDLES
from race.scenario.game.names import NAMES
from race.scenario.game.orders import MOST_PARAMETERS, GameOrder
from race.scenario.game.parts import Effect
from race.scenario.game.terms import condition_at, known_at, parameter_names, term_at
from race.scenario.models.gauges import Gauge
from race.scenario.text.document import Document, read_document
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value

FOLDER = "game"
FILES = ("orders", "company_orders", "events", "crises", "company_events", "seats", "settings")


@cache
def shipped_game() -> GameData:
    """Return the data that ship with the game.

    Raises:
        ScenarioError: the files have faults.
    """
    return load_game()


def load_game(folder: Path | None = None) -> GameData:
    """Read and check the game's data.

    Args:
        folder: where its files lie; the shipped ones when None.

    Raises:
        ScenarioError: the files have faults; it carries all of them.
    """
    place = folder or scenarios_folder() / FOLDER
    documents = [read_document(place / f"{name}.yaml", f"{FOLDER}/{name}.yaml") for name in FILES]
    faults = [fault for document in documents for fault in document.faults]
    if faults or not all(document.complete for document in documents):
        raise ScenarioError(faults)
    content, owners, faults = _merged(documents)
    if faults:
        raise ScenarioError(faults)
    try:
        data = GameData.model_validate(content)
    except ValidationError as error:
        raise ScenarioError(
            _placed(findings_of(error, content, GameData), owners, documents)
        ) from None
    found = list(check_game(data))
    if found:
        raise ScenarioError(_placed(found, owners, documents))
    return data


def check_game(data: GameData) -> Iterator[Finding]:
    """Find what does not fit together: names in terms, roles, reasons, how long effects last."""
    for name, order in data.orders.items():
        yield from _check_order(("orders", name), order, data)
    for name, event in data.events.items():
        yield from _check_event(("events", name), event)
    for name, seat in data.seats.items():
        path: KeyPath = ("seats", name)
        for key in ("win", "partial", "loss"):
            yield from condition_at((*path, key), getattr(seat, key), NAMES)
        for key, text in seat.counts.items():
            yield from condition_at((*path, "counts", key), text, NAMES)
        yield from known_at((*path, "sources"), seat.sources, tuple(data.sources))


def _check_order(path: KeyPath, order: GameOrder, data: GameData) -> Iterator[Finding]:
    known = {**NAMES, **parameter_names(order)}
    if len(order.parameters) > MOST_PARAMETERS:
        yield Finding((*path, "parameters"), f"{len(order.parameters)} of them", "allowed: 4")
    for key in ("money", "yearly", "backing", "chance"):
        yield from term_at((*path, key), getattr(order, key), known)
    for at, bar in enumerate(order.legal):
        yield from condition_at((*path, "legal", at, "when"), bar.when, NAMES)
        yield from known_at((*path, "legal", at, "reason"), (bar.reason,), tuple(data.reasons))
    yield from _check_effects((*path, "effects"), order.effects, known)
    yield from _check_effects((*path, "fails"), order.fails, known)
    for name, parameter in order.parameters.items():
        for option, row in parameter.options.items():
            place = (*path, "parameters", name, "options", option, "effects")
            yield from _check_effects(place, row.effects, known)


def _check_event(path: KeyPath, event: GameEvent) -> Iterator[Finding]:
    yield from condition_at((*path, "when"), event.when, NAMES)
    for at, part in enumerate(event.hazard):
        yield from term_at((*path, "hazard", at, "per"), part.per, NAMES)
    yield from _check_effects((*path, "effects"), event.effects, NAMES)
    for name, option in event.options.items():
        yield from _check_effects((*path, "options", name, "effects"), option.effects, NAMES)


def _check_effects(
    path: KeyPath, effects: tuple[Effect, ...], known: Mapping[str, Gauge]
) -> Iterator[Finding]:
    for at, effect in enumerate(effects):
        yield from term_at((*path, at, "per"), effect.per, known)
        if effect.when is not None:
            yield from condition_at((*path, at, "when"), effect.when, known)
        lasting = HANDLES[effect.handle].kind in ("dial", "lever")
        if lasting and not (effect.quarters or effect.standing):
            allowed = "allowed: quarters, or standing: true, for what goes back by itself"
            yield Finding((*path, at), f"{effect.handle} without an end", allowed)


def _merged(
    documents: list[Document],
) -> tuple[dict[str, Value], dict[KeyPath, Document], list[Fault]]:
    """Join the sections of the files; return them, the file of each entry, and ids given twice."""
    content: dict[str, Value] = {}
    owners: dict[KeyPath, Document] = {}
    faults: list[Fault] = []
    for document in documents:
        for section, rows in document.content.items():
            before = content.setdefault(section, {})
            owners.setdefault((section,), document)
            if not isinstance(rows, dict) or not isinstance(before, dict):
                content[section] = rows
                continue
            for name, row in rows.items():
                if name in before:
                    found = Finding((section, name), "an id that stands twice", at_key=True)
                    faults.append(document.fault(found))
                before[name] = row
                owners[section, name] = document
    return content, owners, faults


def _placed(
    findings: list[Finding],
    owners: Mapping[KeyPath, Document],
    documents: list[Document],
) -> list[Fault]:
    faults = []
    for found in findings:
        document = owners.get(found.path[:2]) or owners.get(found.path[:1]) or documents[0]
        faults.append(document.fault(found))
    return faults
