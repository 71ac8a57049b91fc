"""The tutorial on scenarios: every step of it is done, and comes out as it says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from race import cli

PAGE = (Path(__file__).parents[2] / "docs/how-to/scenario.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL)
    for line in block.splitlines()
]
(SCENARIO,) = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
(FAULTS,) = re.findall(r"```text\n(.*?)```", PAGE, flags=re.DOTALL)
MISTAKES = (
    ("bandwidth_at_least: 1400", "bandwith_at_least: 1400"),
    ("[D5]\n    head", "[D6]\n    head"),
)
LAST_YEAR, COUNTRY = 2031, "CN"


def words(command: str) -> list[str]:
    """Split a command as a shell does, without its first word."""
    return [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', command)][1:]


def compute(answer: dict[str, Any]) -> float:
    (year,) = (one for one in answer["years"] if one["year"] == LAST_YEAR)
    found: float = year["actors"][COUNTRY]["compute_h100e"]
    return found


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Do the first step."""
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS[:3]:
        assert cli.main(words(command)) == 0
    return tmp_path / "rule.yaml"


def test_every_step_is_done_in_order(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun.write_text(SCENARIO, encoding="utf-8")
    capsys.readouterr()

    text = SCENARIO
    for right, wrong in MISTAKES:
        assert right in text
        text = text.replace(right, wrong, 1)
    begun.write_text(text, encoding="utf-8")
    assert cli.main(words(COMMANDS[3])) == 2
    assert capsys.readouterr().err == FAULTS

    begun.write_text(SCENARIO, encoding="utf-8")
    told = []
    for command in COMMANDS[3:8]:
        assert cli.main(words(command)) == 0, command
        told.append(capsys.readouterr().out)
    assert "no fault" in told[0]
    assert "1400 GB/s" in told[1]
    assert "(overlay mild)" in told[2]
    assert "4 TB/s" in told[3]
    assert "measures.us-2023-10: only in tiny" in told[4]

    answers = {}
    for command in COMMANDS[8:]:
        given = words(command)
        overlay = given[given.index("--overlay") + 1] if "--overlay" in given else given[1]
        assert cli.main([*given, *(() if "--json" in given else ("--json",))]) == 0, command
        answers[overlay] = json.loads(capsys.readouterr().out)
    real, rule, none = (compute(answers[name]) for name in ("tiny", "rule.yaml", "none"))
    assert rule < real < none


def test_the_page_has_the_steps_that_are_done() -> None:
    assert [words(command)[:2] for command in COMMANDS] == [
        ["scenario", "new"],
        ["scenario", "check"],
        ["run", "rule.yaml"],
        ["scenario", "check"],
        ["scenario", "explain"],
        ["scenario", "explain"],
        ["scenario", "explain"],
        ["scenario", "diff"],
        ["run", "tiny"],
        ["run", "rule.yaml"],
        ["run", "rule.yaml"],
        ["run", "rule.yaml"],
    ]
