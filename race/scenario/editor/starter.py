"""Begins a scenario: a commented starter on a shipped one, or a whole made-up world."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from race.base.errors import InputError
from race.paths import scenarios_folder, shipped_scenarios
from race.scenario.editor.json_schema import MODELINE
from race.scenario.editor.schema import schema_text
from race.scenario.editor.specimen import FILE as SPECIMEN
from race.scenario.load import load
from race.scenario.models.scenario import Scenario
from race.scenario.text.wording import unknown

STARTER = "templates/starter.yaml"
SCHEMA_NAME = "scenario-schema.json"
SUFFIX = ".yaml"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PLACE = re.compile(r"\{\{([a-z_]+)\}\}")
_PLAIN_TEXT = re.compile(r"[\w][\w .,()/+-]*")


class Wanted(NamedTuple):
    """What is to be begun.

    Attributes:
        path: the file to write.
        base: the shipped scenario that it changes; empty for a made-up world.
        title: its title; the name of the file if empty.
    """

    path: Path
    base: str = "2022"
    title: str = ""


def begin(wanted: Wanted) -> tuple[Path, Path]:
    """Write a starter and the schema beside it; give the paths of both.

    Raises:
        InputError: the file is there already or has no good name, or there is no such base.
    """
    path = wanted.path
    if path.suffix != SUFFIX:
        raise InputError(
            f"given '{path}'; allowed: a name that ends with {SUFFIX}; write {path.stem}{SUFFIX}"
        )
    if not _ID.fullmatch(path.stem):
        raise InputError(f"given '{path.stem}'; allowed: letters, digits and . _ - in the name")
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent}; make it first")
    if path.exists():
        raise InputError(f"{path} is there already; choose another name, or move it away")
    text = _of_base(wanted) if wanted.base else _of_specimen(wanted)
    schema = path.with_name(SCHEMA_NAME)
    schema.write_text(schema_text(), encoding="utf-8")
    path.write_text(f"{MODELINE}{SCHEMA_NAME}\n{text}", encoding="utf-8")
    return path, schema


def _of_base(wanted: Wanted) -> str:
    """Fill the starter with ids of the scenario that it changes."""
    names = shipped_scenarios()
    if wanted.base not in names:
        raise unknown(f"no scenario '{wanted.base}'", wanted.base, names)
    template = (scenarios_folder() / STARTER).read_text(encoding="utf-8")
    places = _places(wanted, load(wanted.base))
    return _PLACE.sub(lambda found: places[found[1]], template)


def _places(wanted: Wanted, base: Scenario) -> Mapping[str, str]:
    """Give what stands for each place of the starter: the three first countries, and years."""
    ids = [id_ for id_, row in base.countries.items() if not row.bloc]
    first, second, last = ids[0], ids[min(1, len(ids) - 1)], ids[min(2, len(ids) - 1)]
    start, end = base.head.start.first_day.year, base.head.end.first_day.year
    return {
        "file": wanted.path.name,
        "base": wanted.base,
        "id": quoted(wanted.path.stem),
        "title": quoted(_title(wanted)),
        "title_in_words": _title(wanted),
        "first": quoted(first),
        "second": quoted(second),
        "last": last,
        "first_name": base.countries[first].name,
        "second_name": base.countries[second].name,
        "last_name": base.countries[last].name,
        "start": str(start),
        "year": str(min(start + 2, end)),
        "later": str(min(start + 5, end)),
    }


def _of_specimen(wanted: Wanted) -> str:
    """Copy the specimen under a new id and title."""
    text = (scenarios_folder() / SPECIMEN).read_text(encoding="utf-8")
    body = "\n".join(line for line in text.split("\n") if not line.startswith("#"))
    title = _title(wanted)
    body = body.replace("id: specimen", f"id: {quoted(wanted.path.stem)}", 1)
    body = body.replace("title: A world of three islands", f"title: {quoted(title)}", 1)
    body = body.replace("title_ru: Мир трёх островов", f"title_ru: {quoted(title)}", 1)
    head = (
        f"# {title}: a made-up world, in which every key of the language stands once. Change what you like.\n"
        f"#   race scenario check {wanted.path.name}\n"
        f"#   race run {wanted.path.name} --replicates 16\n"
    )
    return head + body


def _title(wanted: Wanted) -> str:
    return " ".join((wanted.title or wanted.path.stem).split())


def quoted(text: str) -> str:
    """Write a text so that a scenario file reads it as text, in quotes where need be."""
    plain = _PLAIN_TEXT.fullmatch(text) and not text[0].isdigit() and text == text.strip()
    if plain and text not in ("true", "false", "null") and ": " not in text:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
