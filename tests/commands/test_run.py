"""`race run` prints tables or one JSON object, and writes files."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from race import cli

ROOT = Path(__file__).parents[2]


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert cli.main(["run", *words, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_text_has_a_line_for_each_year_and_ends_with_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["run", "tiny", "--until", "2025"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for year in range(2022, 2026):
        assert sum(line.startswith(str(year)) for line in lines) == 2
    assert lines[-1].startswith("Russia: ")
    assert lines[-1].endswith("behind at the end of 2025.")
    assert all(len(line) <= 120 for line in lines)


def test_json_is_one_object_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, "tiny", "--until", "2023", "--seed", "3")
    assert (answer["scenario"], answer["seed"]) == ("tiny", 3)
    assert len(answer["digest"]) == 64
    year = answer["years"][-1]
    assert year["year"] == 2023
    assert year["largest_run_flop"] >= year["largest_published_flop"]
    assert year["actors"]["US"]["training_gap_years"] == 0.0
    assert year["actors"]["NVDA"]["training_gap_years"] is None


def test_a_scenario_may_be_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    by_path = ask(capsys, str(ROOT / "scenarios" / "tiny.yaml"), "--until", "2022")
    assert by_path["digest"] == ask(capsys, "tiny", "--until", "2022")["digest"]


def test_the_same_in_another_process(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["run", "tiny", "--until", "2024", "--replicates", "2", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "race", *words], capture_output=True, text=True, check=True
    )
    assert cli.main(words) == 0
    assert capsys.readouterr().out == done.stdout


def test_a_policy_is_named_in_the_answer_and_changes_the_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    usual = ask(capsys, "tiny", "--until", "2024")
    other = ask(capsys, "tiny", "--until", "2024", "--policy", "CN=random_legal")
    assert other["policies"] == {"CN": "random_legal"}
    assert other["digest"] != usual["digest"]


def test_out_has_four_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert cli.main(["run", "tiny", "--until", "2023", "--out", str(folder)]) == 0
    names = {file.name for file in folder.iterdir()}
    assert names == {"gap.png", "index.png", "results.csv", "run.json"}
    written = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    told = capsys.readouterr().err
    assert f"Wrote {folder}:" in told
    assert all(name in told for name in names)
    assert written == ask(capsys, "tiny", "--until", "2023")


@pytest.mark.parametrize(
    "words",
    [
        ("no-such-scenario",),
        ("tiny", "--seed", "-1"),
        ("tiny", "--seed", "x"),
        ("tiny", "--replicates", "0"),
        ("tiny", "--until", "1999"),
        ("tiny", "--until", "2099"),
        ("tiny", "--policy", "RU"),
        ("tiny", "--policy", "=random_legal"),
        ("tiny", "--policy", "RU="),
        ("tiny", "--policy", "ZZ=random_legal"),
        ("tiny", "--policy", "RU=no_such_policy"),
        ("tiny", "--policy", "RU=random_legal", "--policy", "RU=bystander"),
        ("tiny", "--out", __file__),
    ],
)
def test_wrong_input_is_one_line_and_exit_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["run", *words]) == 2
    told = capsys.readouterr()
    assert not told.out
    assert told.err.startswith("race: ")
    assert told.err.count("\n") == 1


def test_no_charts_without_out_and_no_objects_at_all() -> None:
    program = (
        "import sys\n"
        "from race.cli import main\n"
        "main(['run', 'tiny', '--until', '2022'])\n"
        "loaded = {'matplotlib', 'mesa', 'scipy', 'pyarrow', 'pandas'} & set(sys.modules)\n"
        "raise SystemExit(' '.join(sorted(loaded)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert not done.stderr.strip()
