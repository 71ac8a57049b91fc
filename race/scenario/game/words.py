"""Reads the words of the game: one line a text, in English and in Russian side by side.

    words:
      measure.kilometres: {en: gap, ru: отставание}

A text may hold places such as {actor}; both languages must have the same ones.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from race.base.errors import Fault, ScenarioError
from race.base.languages import LANGUAGES
from race.paths import scenarios_folder
from race.scenario.text.document import read_document
from race.scenario.text.finding import Finding
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe

SECTION = "words"
FILE = Path("game") / "words.yaml"


@cache
def shipped_words() -> Mapping[str, Mapping[str, str]]:
    """Return the texts that ship with the game, by key, then language.

    Raises:
        ScenarioError: the file has faults.
    """
    return read_words(scenarios_folder() / FILE)


def read_words(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Read a file of words.

    Raises:
        ScenarioError: the file has faults; it carries all of them.
    """
    document = read_document(path, path.name)
    if document.faults or not document.complete:
        raise ScenarioError(document.faults)
    faults = [document.fault(finding) for finding in _check(document.content)]
    rows = document.content.get(SECTION)
    if faults or not isinstance(rows, dict):
        raise ScenarioError(faults or [Fault(path.name, given=f"no section {SECTION}")])
    return {
        key: {language: str(row[language]) for language in LANGUAGES}
        for key, row in rows.items()
        if isinstance(row, dict)
    }


def places(text: str) -> frozenset[str]:
    """Name the places of a text that are filled in: `{actor}` has the place actor."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _check(content: Mapping[str, Value]) -> Iterator[Finding]:
    for section in content:
        if section != SECTION:
            yield Finding((section,), "unknown section", f"allowed: {SECTION}", at_key=True)
    rows = content.get(SECTION)
    if not isinstance(rows, dict):
        return
    for key, row in rows.items():
        yield from _check_row((SECTION, key), row)


def _check_row(path: tuple[str, ...], row: Value) -> Iterator[Finding]:
    if not isinstance(row, dict) or set(row) != set(LANGUAGES):
        yield Finding(path, f"given {describe(row)}", "allowed: one text for en and one for ru")
        return
    texts = [row[language] for language in LANGUAGES]
    for language, text in zip(LANGUAGES, texts, strict=True):
        if not isinstance(text, str) or not text:
            yield Finding((*path, language), f"given {describe(text)}", "allowed: a text")
            return
    try:
        english, russian = (places(str(text)) for text in texts)
    except ValueError as error:
        yield Finding(path, str(error), "allowed: places such as {actor}")
        return
    if english != russian:
        yield Finding(path, "the languages have different places", "fill in the same ones")
