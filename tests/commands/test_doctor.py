"""The doctor finds what is missing and says what to do."""

import json
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from race import cli, paths
from race.base.errors import RunError
from race.commands import doctor

ROOT = Path(__file__).parents[2]


def findings() -> dict[str, doctor.Finding]:
    return {finding.name: finding for finding in doctor.examine()}


def test_this_installation_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor"]) == 0
    assert "All is well." in capsys.readouterr().out


def test_json_is_one_object_with_every_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is True
    names = {finding["name"] for finding in answer["findings"]}
    assert {"python", "scenarios", "assets", *doctor.PACKAGES} <= names


def test_every_package_that_this_one_needs_is_looked_at() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[\[><=]", one)[0] for one in needed["dependencies"]}
    assert set(doctor.PACKAGES.values()) == names


def test_missing_package_is_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert cli.main(["doctor"]) == 1
    assert "BAD pyarrow" in capsys.readouterr().out


def test_the_wrong_pygame_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygame", ModuleType("pygame"))
    finding = findings()["pygame"]
    assert not finding.ok
    assert "pygame-ce" in finding.text


def test_a_package_that_even_the_reader_needs_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "race.app", None)
    assert not findings()["one year of tiny"].ok


def test_old_python_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PYTHON_BEFORE", (3, 11))
    assert not findings()["python"].ok


def test_missing_data_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RunError("no folder of assets")

    monkeypatch.setattr(paths, "assets_folder", fail)
    assert findings()["assets"] == doctor.Finding("assets", ok=False, text="no folder of assets")


def test_failed_smoke_run_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(scenario: str) -> str:
        raise RunError(f"{scenario} has a NaN")

    app = ModuleType("race.app")
    vars(app)["smoke_run"] = fail
    monkeypatch.setitem(sys.modules, "race.app", app)
    assert findings()["one year of tiny"].text == "tiny has a NaN"
