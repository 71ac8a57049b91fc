"""`race train-time` prints the days with their terms."""

import json

import pytest

from race import cli

GPT_4 = ("--flop", "2.1e25", "--chip", "A100", "--count", "25000")


def test_text_shows_days_and_terms(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["train-time", *GPT_4]) == 0
    told = capsys.readouterr().out
    first, *rest = told.splitlines()
    assert first.startswith("2.1e25 FLOP on 25,000 x A100 SXM 80GB:")
    assert first.endswith("days")
    for term in ("peak", "MFU", "availability", "useful speed"):
        assert any(line.startswith(term) for line in rest)


def test_long_runs_are_told_in_years_too(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["train-time", "--flop", "1.2e22", "--chip", "V100", "--count", "1", "--mfu", "0.31"])
    assert "years)" in capsys.readouterr().out


def test_json_is_one_object_with_days_and_terms(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["train-time", *GPT_4, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["days"] == pytest.approx(92.5, rel=0.2)
    assert answer["fabric"] == "infiniband"
    assert set(answer["mfu_parts"]) == {"fabric", "link", "team", "size"}
    assert sum(answer["mfu_parts"].values()) == pytest.approx(answer["mfu"])


def test_a_given_utilisation_stands_for_all_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["train-time", *GPT_4, "--mfu", "0.34", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["mfu"] == 0.34
    assert answer["mfu_parts"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("--flop", "nan", "--chip", "A100", "--count", "1"),
        ("--flop", "x", "--chip", "A100", "--count", "1"),
        ("--flop", "1e24", "--chip", "A100", "--count", "1.5"),
        ("--flop", "1e24", "--chip", "no such chip", "--count", "1"),
        ("--chip", "A100", "--count", "1"),
    ],
)
def test_wrong_input_is_one_line_and_exit_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["train-time", *words]) == 2
    told = capsys.readouterr()
    assert not told.out
    assert told.err.startswith("race: ")
    assert told.err.count("\n") == 1
