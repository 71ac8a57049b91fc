"""Reads a file of arms.

    experiment: {id: controls, title: Controls on and off, question: Who is held back?}
    arms:
      controls: {title: Controls as they are}
      none: {title: No controls, changes: {measures: null}, policies: {US: bystander}}

What only the scenario can tell, whether an overlay, an actor or a figure exists, is checked where
the arms are laid over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from race.scenario.experiments.experiment import Arm, Arms
from race.scenario.experiments.experiment_file import (
    ARMS,
    EXPERIMENT,
    Row,
    figure_at,
    read_part,
    real,
    row_of,
)
from race.scenario.files.overlay import Layer
from race.scenario.text.checking import keys_of, rows_at, text_at
from race.scenario.text.document import Document
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe

HEAD_KEYS = ("id", "title", "question")
ARM_KEYS = ("title", "overlays", "changes", "policies", "figures", "note")
MOST_ARMS = 1000
_ID = "allowed: letters, digits, - and _"


def read_arms(name_or_path: str | Path) -> Arms:
    """Read the arms of an experiment by the name of a shipped one or by the path of a file.

    Raises:
        InputError: there is no such file.
        ScenarioError: the file has faults; it carries all of them.
    """
    return read_part(name_or_path, ARMS, _check_arms, _made_arms)


def _check_arms(content: Row) -> Iterator[Finding]:
    head = content.get(EXPERIMENT, {"id": "-"})
    yield from rows_at((EXPERIMENT,), head)
    if isinstance(head, dict):
        yield from keys_of((EXPERIMENT,), head, HEAD_KEYS, ())
        for key, value in head.items():
            yield from text_at((EXPERIMENT, key), value)
    arms = content[ARMS]
    yield from rows_at((ARMS,), arms)
    if isinstance(arms, dict):
        if len(arms) > MOST_ARMS:
            yield Finding((ARMS,), f"given {len(arms)} arms", f"allowed: at most {MOST_ARMS}")
        for name, arm in arms.items():
            yield from _check_arm((ARMS, name), arm)


def _check_arm(path: KeyPath, arm: Value) -> Iterator[Finding]:
    yield from _id_at(path)
    yield from rows_at(path, arm)
    if not isinstance(arm, dict):
        return
    yield from keys_of(path, arm, ARM_KEYS, ("title",))
    for key in ("title", "note"):
        yield from text_at((*path, key), arm.get(key, "-"))
    overlays = arm.get("overlays", ())
    if isinstance(overlays, tuple):
        for at, name in enumerate(overlays):
            yield from text_at((*path, "overlays", at), name)
    else:
        yield Finding((*path, "overlays"), f"given {describe(overlays)}", "allowed: a list")
    for key in ("changes", "policies", "figures"):
        if key in arm:
            yield from rows_at((*path, key), arm[key])
    for key, check in (("policies", text_at), ("figures", figure_at)):
        rows = arm.get(key)
        for name, value in rows.items() if isinstance(rows, dict) else ():
            yield from check((*path, key, name), value)


def _id_at(path: KeyPath) -> Iterator[Finding]:
    """Find an id that could not be the name of a file."""
    name = str(path[-1])
    if not name.isascii() or not name.replace("-", "a").replace("_", "a").isalnum():
        yield Finding(path, f"given {describe(name)}", _ID, at_key=True)


def _made_arms(document: Document) -> Arms:
    head = row_of(document.content.get(EXPERIMENT))
    arms = (
        _arm(document, name, row_of(arm)) for name, arm in row_of(document.content[ARMS]).items()
    )
    id_, title, question = (str(head.get(key, "")) for key in HEAD_KEYS)
    return Arms(id_, title, question, tuple(arms))


def _arm(document: Document, name: str, row: Row) -> Arm:
    changes, overlays = row.get("changes"), row.get("overlays", ())
    at = (ARMS, name)
    return Arm(
        id=name,
        title=str(row["title"]),
        overlays=tuple(map(str, overlays)) if isinstance(overlays, tuple) else (),
        changes=Layer(document, (*at, "changes"), changes) if isinstance(changes, dict) else None,
        policies={actor: str(policy) for actor, policy in row_of(row.get("policies")).items()},
        figures={figure: real(value) for figure, value in row_of(row.get("figures")).items()},
        row=Layer(document, at, dict(row)),
    )
