"""The one way to read a scenario."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from race.base.errors import Fault, ScenarioError
from race.scenario.check import check
from race.scenario.files import FileSet, collect
from race.scenario.finding import Finding
from race.scenario.marks import KeyPath
from race.scenario.merge import Content, Locator, merge
from race.scenario.models import Scenario
from race.scenario.refusals import findings_of

_WHOLE = ("scenario", "history", "simulate")
_STAND_IN: Content = {"id": "-", "title": "-", "start": 2000, "end": 2000}


def load(name_or_path: str | Path) -> Scenario:
    """Read, merge and check a scenario.

    Args:
        name_or_path: a shipped name such as `2022`, or the path of a .yaml file.

    Raises:
        InputError: there is no such scenario.
        ScenarioError: the files have faults; it carries all of them.
    """
    files = collect(name_or_path)
    if not files.complete:
        raise ScenarioError(files.faults)
    content, faults = merge(files)
    scenario, refused = _validate(content)
    across = check(scenario or _what_is_left(content, refused), content)
    stages = (files.faults, faults, refused, list(across))
    if scenario is None or any(stages):
        raise ScenarioError(_placed(files, stages))
    return scenario


def content_hash(content: Content) -> str:
    """Give the SHA-256 of a merged content.

    The order of the entries of a section counts, for it is the order of the state's axes; the order
    of the keys of an entry does not.
    """
    parts = {
        section: list(rows.items()) if isinstance(rows, dict) else rows
        for section, rows in content.items()
    }
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _validate(content: Content) -> tuple[Scenario | None, list[Finding]]:
    """Check a content by the models; no scenario where they refuse any of it."""
    try:
        return Scenario.model_validate(content, context=content_hash(content)), []
    except ValidationError as error:
        return None, list(findings_of(error))


def _what_is_left(content: Content, findings: list[Finding]) -> Scenario:
    """Make a scenario of the entries that the models do not refuse, to look for more faults."""
    return Scenario.model_validate(_without(content, {finding.path[:2] for finding in findings}))


def _placed(files: FileSet, stages: Sequence[Iterable[Fault | Finding]]) -> list[Fault]:
    """Place the faults of each stage in the files.

    What an earlier stage refused, a later one often refuses again: of a place with faults of
    several stages, those of the first are kept.
    """
    locator = Locator(files)
    faults: list[Fault] = []
    for stage in stages:
        taken = {(fault.file, fault.line, fault.column) for fault in faults}
        placed = [locator.fault(one) if isinstance(one, Finding) else one for one in stage]
        faults += [one for one in placed if (one.file, one.line, one.column) not in taken]
    return locator.in_order(faults)


def _without(content: Content, refused: set[KeyPath]) -> Content:
    """Copy a content without the entries and sections that the models refused.

    A head that was refused is replaced, so that the rest can still be looked at.
    """
    left: Content = {}
    for section, rows in content.items():
        if (section,) in refused:
            continue
        if isinstance(rows, dict) and section not in _WHOLE:
            left[section] = {id_: row for id_, row in rows.items() if (section, id_) not in refused}
        elif not any(path[0] == section for path in refused):
            left[section] = rows
    return {"scenario": _STAND_IN, **left}
