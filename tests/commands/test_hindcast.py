"""`race hindcast`: the comparison on the screen, as JSON and as files."""

import csv
import json
import math
from pathlib import Path

import pytest

from race.cli import main

RUNS = "16"


def test_the_table_names_figures_baselines_and_the_score(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["hindcast", "--runs", RUNS]) == 0
    text = capsys.readouterr().out
    assert "largest_run_flop US, FLOP: published in the calendar year, so far\n H001" in text
    assert "growth between the figures since 2021, carried on" in text
    assert max(len(line) for line in text.splitlines()) <= 100
    assert "39 figures that the model answers for" in text


def test_json_and_files_say_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["hindcast", "--runs", RUNS, "--json", "--out", str(tmp_path)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer == json.loads((tmp_path / "measures.json").read_text())
    assert {row["when"] for row in answer} == {
        "2022-12", "2023-12", "2024-12", "2025-12", "2026-06", "2026-12",
    }  # fmt: skip
    assert set(answer[0]) == {"measure", "actor", "when", "unit", "p10", "p50", "p90"}
    for row in answer:
        known = [row[name] for name in ("p10", "p90") if row[name] is not None]
        assert known == sorted(known)
    with (tmp_path / "comparison.csv").open(encoding="utf-8") as stream:
        compared = list(csv.DictReader(stream))
    assert len(compared) == 64
    for row in compared:
        assert float(row["from"]) <= float(row["published"]) <= float(row["to"])
        assert math.isfinite(float(row["carried"] or 0.0))
    pictures = {file.stem for file in tmp_path.glob("*.png")}
    assert pictures == {"training", "gap", "stock", "money", "controls", "decentral"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--runs", "1"], "--runs"),
        (["--runs", "many"], "invalid int"),
        (["--seed", "-1"], "--seed"),
        (["--calibrate"], "--out"),
    ],
)
def test_wrong_input_is_told_in_one_line(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hindcast", *words]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_file_in_the_place_of_the_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "taken"
    file.write_text("")
    assert main(["hindcast", "--out", str(file)]) == 2
    assert "give a folder" in capsys.readouterr().err
