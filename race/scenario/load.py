"""The one way to read a scenario."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pydantic import ValidationError

from race.base.errors import ScenarioError
from race.scenario.files import collect
from race.scenario.merge import Content, Locator, merge
from race.scenario.models import Scenario


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
    try:
        scenario = Scenario.model_validate(content)
    except ValidationError as error:
        locator = Locator(files)
        for one in error.errors():
            faults.append(locator.fault(one["loc"], one["msg"]))
        scenario = None
    faults = [*files.faults, *faults]
    if faults or scenario is None:
        raise ScenarioError(faults)
    scenario._content_hash = content_hash(content)
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
