"""Scenarios are found by name and by path."""

from pathlib import Path

import pytest

from race import paths
from race.base.errors import InputError, RunError


@pytest.fixture
def two_scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    for name in ("tiny", "2022"):
        (folder / f"{name}.yaml").touch()
    monkeypatch.setattr(paths, "_ROOTS", (tmp_path,))
    monkeypatch.chdir(tmp_path)
    return folder


def test_shipped_scenarios_are_sorted_names(two_scenarios: Path) -> None:
    assert paths.shipped_scenarios() == ("2022", "tiny")


def test_shipped_name_is_found(two_scenarios: Path) -> None:
    assert paths.scenario_file("tiny") == two_scenarios / "tiny.yaml"


def test_path_of_a_file_is_found(two_scenarios: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.touch()
    assert paths.scenario_file("own.yaml").resolve() == own.resolve()


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("tinny", "did you mean 'tiny'?"),
        ("xyz", "shipped scenarios: 2022, tiny"),
        ("", "shipped scenarios: 2022, tiny"),
        ("scenarios", "is a folder"),
    ],
)
def test_wrong_name_is_refused_with_advice(two_scenarios: Path, name: str, part: str) -> None:
    with pytest.raises(InputError, match="scenario") as caught:
        paths.scenario_file(name)
    assert part in str(caught.value)


def test_missing_data_is_told_with_the_places_looked_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "_ROOTS", (tmp_path,))
    with pytest.raises(RunError, match="looked in"):
        paths.scenarios_folder()


def test_the_shipped_folders_are_there() -> None:
    assert paths.scenarios_folder().is_dir()
    assert (paths.assets_folder() / "LICENSES.md").is_file()
