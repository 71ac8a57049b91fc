"""Reads a data file of the game into a checked model; faults are told as in a scenario's files."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from race.base.errors import ScenarioError
from race.paths import scenarios_folder
from race.scenario.files.refusals import findings_of
from race.scenario.text.document import read_document

Data = TypeVar("Data", bound=BaseModel)
FOLDER = "game"


def game_file(name: str) -> Path:
    """Return the path of a data file that ships with the game."""
    return scenarios_folder() / FOLDER / name


def read_game_file(path: Path, model: type[Data]) -> Data:
    """Read a file and check it by a model.

    Raises:
        ScenarioError: the file has faults; it carries all of them.
    """
    document = read_document(path, path.name)
    if document.faults or not document.complete:
        raise ScenarioError(document.faults)
    try:
        return model.model_validate(document.content)
    except ValidationError as error:
        found = findings_of(error, document.content, model)
        raise ScenarioError([document.fault(finding) for finding in found]) from error
