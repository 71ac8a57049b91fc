"""Every text that the program asks for is there, in both languages."""

import re
from pathlib import Path

import pytest

from race.base.errors import RunError, ScenarioError
from race.base.languages import LANGUAGES
from race.paths import scenarios_folder
from race.play.words import Words
from race.scenario.game.words import read_words, shipped_words
from race.terminal.keys import KEYS

ROOT = Path(__file__).parents[2]
CALLED = re.compile(r"""(?<!chance\.)words\(\s*"([a-z_.0-9]+)\"""")
CYRILLIC = re.compile("[\u0400-\u04ff]")


def test_every_text_asked_for_is_there() -> None:
    known = shipped_words()
    for folder in ("play", "terminal", "commands"):
        for file in (ROOT / "race" / folder).glob("*.py"):
            for key in CALLED.findall(file.read_text(encoding="utf-8")):
                assert key in known, f"{file.name}: {key}"
    for key in KEYS:
        assert f"key.{key.id}" in known


ALIKE = frozenset({"unit.of.FLOP"})
"""Written alike in both languages."""


def test_every_russian_text_is_russian() -> None:
    for key, row in shipped_words().items():
        assert set(row) == set(LANGUAGES)
        letters = re.sub(r"\{\w+\}", "", row["ru"])
        if key not in ALIKE and any(letter.isalpha() for letter in letters):
            assert CYRILLIC.search(letters), key
        assert not CYRILLIC.search(row["en"]), key


def test_a_text_that_is_not_there_is_an_error() -> None:
    with pytest.raises(RunError, match="no text"):
        Words("en")("text.of.nobody")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("words:\n  a: {en: x}\n", "one for ru"),
        ("words:\n  a: {en: '{n}', ru: '{m}'}\n", "different places"),
        ("words:\n  a: {en: '{', ru: x}\n", "allowed: places"),
        ("other: {}\n", "unknown section"),
    ],
)
def test_a_fault_in_the_words_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=said):
        read_words(path)


def test_the_letters_of_commands_are_told_apart() -> None:
    letters = [letter for key in KEYS for letter in {key.latin, key.cyrillic}]
    assert len(letters) == len(set(letters))
    assert (scenarios_folder() / "game" / "words.yaml").is_file()
