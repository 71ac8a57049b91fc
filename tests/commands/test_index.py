"""`race index` prints who owns how much, from the record or from the model."""

import json
from typing import Any

import pytest

from race import cli


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert cli.main(["index", *words, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_the_published_index_of_2022(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, "2022", "--at", "2022-11-20")
    assert (answer["basis"], answer["note"]) == ("record", "as published")
    assert set(answer["by_category"]) == {"public_cloud", "private", "national"}
    assert len(answer["clusters"]) == 35
    first = answer["clusters"][0]
    assert {"rank", "name", "owner", "host", "category", "chip", "chips", "h100e"} <= set(first)
    assert answer["h100e"] == pytest.approx(sum(row["h100e"] for row in answer["clusters"]))


def test_text_says_where_it_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["index", "2022", "--at", "2022-11-20"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Compute index on 2022-11-20 (record: as published)")
    assert "Chervonenkis" in told
    assert "public cloud" in told
    assert cli.main(["index", "tiny", "--at", "2024-01-01"]) == 0
    assert "(model: scenario tiny, seed 1, first future" in capsys.readouterr().out


def test_without_a_date_it_is_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, "tiny")
    assert (answer["at"], answer["basis"]) == ("2022-01-01", "record")
    assert {row["name"] for row in answer["clusters"]} == {
        "Azure ND A100 v4",
        "Chervonenkis",
        "Galushkin",
    }


def test_list_of_500_counts_systems_by_country(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, "2022", "--at", "2025-01-01", "--top500")
    assert answer["basis"] == "model"
    assert 100 < len(answer["clusters"]) <= 500
    assert sum(answer["systems_by_host"].values()) == len(answer["clusters"])
    assert [row["rank"] for row in answer["clusters"][:3]] == [1, 2, 3]
    assert cli.main(["index", "2022", "--at", "2025-01-01", "--top500"]) == 0
    told = capsys.readouterr().out
    assert "largest systems on 2025-01-01" in told
    assert " %" in told


@pytest.mark.parametrize(
    "words",
    [
        ("2022", "--at", "1999-01-01"),
        ("2022", "--at", "2040"),
        ("2022", "--at", "2024-13-01"),
        ("2022", "--at", "soon"),
        ("no-such-scenario",),
    ],
)
def test_wrong_input_is_one_line_and_exit_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["index", *words]) == 2
    told = capsys.readouterr()
    assert not told.out
    assert told.err.startswith("race: ")
    assert told.err.count("\n") == 1
