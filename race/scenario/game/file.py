"""Reads a data file of the game into a checked model; faults are told as in a scenario's files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from race.base.errors import ScenarioError
from race.paths import scenarios_folder
from race.scenario.files.refusals import findings_of
from race.scenario.text.document import read_document
from race.scenario.text.finding import Finding

Data = TypeVar("Data", bound=BaseModel)
FOLDER = "game"


def game_file(name: str) -> Path:
    """Return the path of a data file that ships with the game."""
    return scenarios_folder() / FOLDER / name


def nothing_more(_: object) -> Iterator[Finding]:
    """Find no more than the model does."""
    return iter(())


def read_game_file(
    path: Path, model: type[Data], check: Callable[[Data], Iterator[Finding]] = nothing_more
) -> Data:
    """Read a file and check it by a model, and by what only the rest of the game's data can tell.

    Raises:
        ScenarioError: the file has faults; it carries all of them.
    """
    document = read_document(path, path.name)
    if document.faults or not document.complete:
        raise ScenarioError(document.faults)
    try:
        data = model.model_validate(document.content)
    except ValidationError as error:
        found = findings_of(error, document.content, model)
        raise ScenarioError([document.fault(finding) for finding in found]) from error
    if faults := [document.fault(finding) for finding in check(data)]:
        raise ScenarioError(faults)
    return data
