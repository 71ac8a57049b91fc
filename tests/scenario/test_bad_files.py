"""Every fault that the reader knows has a broken file, whose first lines tell what is reported."""

from functools import cache
from pathlib import Path

import pytest

from race.app import known_policies
from race.base.errors import Fault, ScenarioError
from race.scenario.load import load

FOLDER = Path(__file__).parent / "bad_files"
GOOD = "good.yaml"
EXPECT = "# expect "
PLAYABLE = "# playable"
"""Stands in files that are to have all that a run needs."""
FEWEST = 100
RIGHT_COLUMNS = 0.95


def broken_files() -> list[str]:
    return sorted(path.name for path in FOLDER.glob("*.yaml") if path.name != GOOD)


@pytest.fixture
def in_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


@cache
def faults_of(name: str) -> tuple[Fault, ...]:
    policies = known_policies() if PLAYABLE in Path(name).read_text(encoding="utf-8") else {}
    with pytest.raises(ScenarioError) as caught:
        load(name, policies=policies)
    return caught.value.faults


@pytest.mark.parametrize("name", broken_files())
def test_a_broken_file_is_reported_as_it_says(name: str, in_folder: None) -> None:
    lines = Path(name).read_text(encoding="utf-8").splitlines()
    expected = [line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)]
    assert expected, f"{name} tells no fault"
    assert [str(fault) for fault in faults_of(name)] == expected


def test_the_columns_are_those_of_a_key_or_of_its_value(in_folder: None) -> None:
    """At the place that is told a word of the fault begins, or the value of a key of its path."""
    assert len(broken_files()) >= FEWEST
    right = told = 0
    for fault in (fault for name in broken_files() for fault in faults_of(name)):
        if fault.line is None or fault.column is None or not fault.key:
            continue
        line = Path(fault.file).read_text(encoding="utf-8").splitlines()[fault.line - 1]
        before, there = line[: fault.column - 1].rstrip(), line[fault.column - 1 :].lstrip("'\"")
        parts = fault.key.replace("[", ".").replace("]", "").split(".")
        words = [word.strip("',;") for word in fault.given.split()] + parts
        told += 1
        right += any(word and there.startswith(word) for word in words) or any(
            part and before.endswith(f"{part}:") for part in parts
        )
    assert told > FEWEST
    assert right >= RIGHT_COLUMNS * told


def test_the_file_that_the_broken_ones_extend_is_good(in_folder: None) -> None:
    assert load(GOOD).head.id == "good"
