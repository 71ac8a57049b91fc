"""The one way to read a scenario."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from race.base.errors import Fault, ScenarioError
from race.scenario.checks.playable import Policies
from race.scenario.checks.whole import NOTHING, check, check_entries
from race.scenario.files.chain import OVERLAYS, FileSet, collect
from race.scenario.files.leftover import whole_entries, without_keys
from race.scenario.files.merge import Locator, Merged, lay_over, merge
from race.scenario.files.overlay import Content, Layer
from race.scenario.files.refusals import UNKNOWN, findings_of
from race.scenario.models.scenario import Origin, Scenario
from race.scenario.text.finding import Finding

MAXIMUM_SHOWN = 200
"""Faults that are told of; a file with more has one cause, or is hostile."""


def load(
    name_or_path: str | Path, overlays: Sequence[str] = (), policies: Policies = NOTHING
) -> Scenario:
    """Read, merge and check a scenario.

    Args:
        name_or_path: a shipped name such as `2022`, or the path of a .yaml file.
        overlays: names of overlays of the scenario to lay over it, in their order.
        policies: the policies that there are, for a scenario that is to be played; empty for files
            that are only looked at.

    Raises:
        InputError: there is no such scenario or overlay.
        ScenarioError: the files have faults; it carries all of them.
    """
    return load_changed(name_or_path, overlays, policies)[0]


def load_changed(
    name_or_path: str | Path,
    overlays: Sequence[str] = (),
    policies: Policies = NOTHING,
    changes: Layer | None = None,
) -> tuple[Scenario, Content]:
    """Read, merge and check a scenario with changes of another file; return its content too.

    The arguments are those of `load`; `changes` are laid over last.

    Raises:
        InputError: there is no such scenario or overlay.
        ScenarioError: the files have faults; it carries all of them.
    """
    files = collect(name_or_path)
    if not files.complete:
        raise ScenarioError(_at_most(files.faults))
    merged = merge(files, overlays)
    if changes is not None:
        merged.faults.extend(lay_over(merged.content, changes))
        merged.layers.append(changes)
    scenario, faults = _read(files, merged, overlays, policies)
    if scenario is None or faults:
        raise ScenarioError(_at_most(faults))
    return scenario, merged.content


def find_faults(name_or_path: str | Path, policies: Policies = NOTHING) -> list[Fault]:
    """List every fault of a scenario's files, with each overlay laid over them by itself.

    Args:
        name_or_path: a shipped name or the path of a file.
        policies: as in `load`.

    Raises:
        InputError: there is no such scenario.
    """
    files = collect(name_or_path)
    if not files.complete:
        return _at_most(files.faults)
    merged = merge(files)
    _, faults = _read(files, merged, (), policies)
    if any(one.given == UNKNOWN and "." not in one.key for one in faults):
        return _at_most(faults)  # a section is misspelt: overlays would be refused for that alone
    told = {(one.key, one.given) for one in faults}
    for name in merged.overlays:
        laid = merge(files, (name,))
        for one in _read(files, laid, (name,), policies)[1]:
            same = one.key.removeprefix(f"{OVERLAYS}.{name}."), one.given
            if same not in told and (one.key, one.given) not in told:
                faults.append(one)
                told.add((one.key, one.given))
    return _at_most(faults)


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
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _read(
    files: FileSet, merged: Merged, chosen: Sequence[str], policies: Policies
) -> tuple[Scenario | None, list[Fault]]:
    """Check merged files; no scenario where the models refuse any of it."""
    content = merged.content
    origin = Origin(content_hash(content), tuple(merged.overlays), tuple(chosen))
    scenario, refused = _validate(content, origin)
    across = list(check(scenario or whole_entries(content, refused), content, policies))
    if scenario is None:
        more = check_entries(without_keys(content, refused), content)
        across += [one for one in more if one not in across]
    units = {one.path for one in across if one.path[-1:] == ("unit",)}
    refused = [one for one in refused if one.path not in units]  # that the key names its unit
    stages = (files.faults, merged.faults, refused, across)
    return scenario, _placed(merged, stages) if any(stages) else []


def _validate(content: Content, origin: Origin) -> tuple[Scenario | None, list[Finding]]:
    """Check a content by the models."""
    try:
        return Scenario.model_validate(content, context=origin), []
    except ValidationError as error:
        return None, findings_of(error, content)


def _placed(merged: Merged, stages: Sequence[Iterable[Fault | Finding]]) -> list[Fault]:
    """Place the faults of each stage in the files.

    What an earlier stage refused, a later one often refuses again: of a place with faults of
    several stages, those of the first are kept.
    """
    locator = Locator(merged.layers)
    faults: list[Fault] = []
    for stage in stages:
        taken = {(fault.file, fault.line, fault.column) for fault in faults}
        placed = [locator.fault(one) if isinstance(one, Finding) else one for one in stage]
        faults += [one for one in placed if (one.file, one.line, one.column) not in taken]
    return locator.in_order(faults)


def _at_most(faults: list[Fault]) -> list[Fault]:
    """Cut a long list of faults short, and say so."""
    if len(faults) <= MAXIMUM_SHOWN:
        return faults
    last = faults[MAXIMUM_SHOWN - 1]
    more = f"{len(faults) - MAXIMUM_SHOWN} more faults"
    return [*faults[:MAXIMUM_SHOWN], Fault(last.file, last.line, last.column, given=more)]
