"""Every fault that the reader knows has a broken file, whose first lines tell what is reported."""

from pathlib import Path

import pytest

from race.base.errors import ScenarioError
from race.scenario.load import load

FOLDER = Path(__file__).parent / "bad_files"
GOOD = "good.yaml"
EXPECT = "# expect "


def broken_files() -> list[str]:
    return sorted(path.name for path in FOLDER.glob("*.yaml") if path.name != GOOD)


@pytest.fixture
def in_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


@pytest.mark.parametrize("name", broken_files())
def test_a_broken_file_is_reported_as_it_says(name: str, in_folder: None) -> None:
    lines = Path(name).read_text(encoding="utf-8").splitlines()
    expected = [line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)]
    assert expected, f"{name} tells no fault"
    with pytest.raises(ScenarioError) as caught:
        load(name)
    assert [str(fault) for fault in caught.value.faults] == expected


def test_the_file_that_the_broken_ones_extend_is_good(in_folder: None) -> None:
    assert load(GOOD).head.id == "good"
