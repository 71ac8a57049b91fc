"""Reads the parts of an experiment's file: see `race.scenario.experiments.arms_file` and `sweep_file`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TypeVar

from race.base.errors import ScenarioError
from race.paths import scenarios_folder
from race.scenario.text.checking import find_file, keys_of, number_at
from race.scenario.text.document import Document, read_document
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value

FOLDER = "experiments"
EXPERIMENT, ARMS, SWEEP, FACTORS = "experiment", "arms", "sweep", "factors"
LARGEST = 1e300

Read = TypeVar("Read")
Row = Mapping[str, Value]


def shipped_experiments() -> tuple[str, ...]:
    """Name the shipped experiments, sorted."""
    return tuple(sorted(path.stem for path in (scenarios_folder() / FOLDER).glob("*.yaml")))


def read_part(
    name_or_path: str | Path,
    wanted: str,
    check: Callable[[Row], Iterator[Finding]],
    make: Callable[[Document], Read],
) -> Read:
    """Read one part of a file.

    Args:
        name_or_path: a shipped experiment or the path of a file.
        wanted: the section that it must have.
        check: finds what is wrong with the content.
        make: makes what was asked for of a file without faults.

    Raises:
        InputError: there is no such file.
        ScenarioError: the file has faults; it carries all of them.
    """
    kind, shipped = (SWEEP, ()) if wanted == SWEEP else (EXPERIMENT, shipped_experiments())
    path = find_file(kind, name_or_path, shipped, FOLDER)
    document = read_document(path, str(name_or_path) if path == Path(name_or_path) else path.name)
    if document.faults or not document.complete:
        raise ScenarioError(document.faults)
    if wanted not in document.content:
        missing = Finding((wanted,), "required key is missing", "", "add it")
        raise ScenarioError([document.fault(missing)])
    both = (EXPERIMENT, ARMS, SWEEP, FACTORS)
    findings = chain(keys_of((), document.content, both, ()), check(document.content))
    faults = [document.fault(finding) for finding in findings]
    if faults:
        raise ScenarioError(faults)
    return make(document)


def figure_at(path: KeyPath, value: Value) -> Iterator[Finding]:
    """Find a value that is no number of a sensible size."""
    yield from number_at(path, value, -LARGEST, LARGEST)


def real(value: Value) -> float:
    """Return a value that was found to be a number."""
    return float(value) if isinstance(value, int | float) else 0.0


def row_of(value: Value) -> dict[str, Value]:
    """Return a mapping; an empty one for anything else."""
    return value if isinstance(value, dict) else {}
