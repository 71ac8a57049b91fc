"""`race batch`, `race slices` and `race replay` as they are typed."""

import json
from pathlib import Path

import pytest

from race import cli

TINY = ["batch", "tiny", "--until", "2022", "--workers", "0"]


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = cli.main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_batch_says_what_it_came_to(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    code, out, err = run(capsys, *TINY, "--runs", "3", "--out", folder)
    assert (code, err) == (0, "")
    assert out.startswith(f"{folder}: 3 futures (1 arm x 3 runs), 0 failed; ran 3 in ")
    assert "kilometres:RU@2022: median" in out


def test_json_is_one_object_and_the_same_when_resumed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = [*TINY, "--runs", "3", "--json", "--resume", "--out", tmp_path / "out"]
    first, second = (json.loads(run(capsys, *words)[1]) for _ in range(2))
    assert {"rows", "failed", "data_sha256", "seconds"} <= set(first)
    assert (first["ran"], second["ran"]) == (3, 0)
    assert first["data_sha256"] == second["data_sha256"]
    assert first["estimates"] == second["estimates"]


def test_arms_sweeps_and_companies_are_taken_from_the_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "both.yaml"
    file.write_text(
        "arms: {a: {title: As is}, b: {title: Trusted, figures: {country.RU.trust: 90}}}\n"
        "sweep: {design: grid}\nfactors: {grey.hub_imports: {values: [1, 2]}}\n",
        encoding="utf-8",
    )
    words = ["--arms", file, "--sweep", file, "--companies", "MSFT", "--runs", "1"]
    code, out, _ = run(capsys, *TINY, *words, "--out", tmp_path / "out")
    assert code == 0
    assert "4 futures (2 arms x 2 points x 1 runs)" in out
    assert "Trusted" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--runs", "0"], "race: --runs: given 0; allowed: 1 to"),
        (["--runs", "1", "--arms", "contrls"], "did you mean 'controls'?"),
        (["--runs", "1", "--block", "0"], "race: --block: given 0"),
        (["--runs", "1", "--companies", "XX"], "race: --companies: no company 'XX'; allowed: all"),
        (["--runs", "x"], "invalid int value: 'x'"),
        (["--runs", "1", "--timeout", "-1"], "--timeout: given -1; allowed: a number of seconds"),
    ],
)
def test_wrong_words_are_told_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: list[str], told: str
) -> None:
    code, out, err = run(capsys, *TINY, *words, "--out", tmp_path / "out")
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_a_folder_that_cannot_be_made_is_a_clear_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, err = run(capsys, *TINY, "--runs", "1", "--out", tmp_path / "file")
    assert code == 2
    assert "is a file; give a folder" in err


def test_slices_are_planned_worked_at_looked_at_and_merged(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    plan = ["slices", "plan", "tiny", "--until", "2022", "--runs", "4", "--block", "2"]
    code, out, _ = run(capsys, *plan, "--slices", "2", "--out", folder)
    assert code == 0
    assert f"race slices work {folder} --slice i/2" in out
    work = ["slices", "work", folder, "--workers", "0", "--slice"]
    assert run(capsys, *work, "1/2")[1].endswith("slice 1/2 is whole; ran 2 futures\n")
    status = json.loads(run(capsys, "slices", "status", folder, "--json")[1])
    assert (status["done"], status["left"]) == (2, {"2": 2})
    code, _, err = run(capsys, "slices", "merge", folder)
    assert code == 1
    assert "2 futures are missing, of slices 2;" in err
    assert run(capsys, *work, "two")[0] == 2
    assert run(capsys, *work, "2/2")[0] == 0
    merged = json.loads(run(capsys, "slices", "merge", folder, "--json")[1])
    assert merged["rows"] == 4


def test_a_replay_shows_the_stages_and_the_same_digest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    run(capsys, *TINY, "--runs", "3", "--out", folder)
    code, out, _ = run(capsys, "replay", folder, "--replicate", "2")
    assert code == 0
    assert out.endswith("the same as in the batch\n")
    assert out.count(" ordering ") == 4
    _, out, _ = run(capsys, "replay", folder, "--replicate", "2", "--stage", "ordering")
    lines = out.splitlines()
    assert sum(" ordering " in line for line in lines) == 4
    assert not any(" market " in line.split("changed")[0] for line in lines)
    assert any("backlog" in line and "chips: ordered and not yet filled" in line for line in lines)
    code, _, err = run(capsys, "replay", tmp_path / "none", "--replicate", "2")
    assert code == 2
    assert "no batch there" in err
