"""`race scenario`: what an author asks, and what he is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from race import cli
from race.paths import scenarios_folder, shipped_scenarios

RULE = "measures.my-rule.clauses[0].tpp_at_least"


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """Return the JSON that an action prints."""
    assert cli.main(["scenario", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return the one line with which an action refuses."""
    assert cli.main(["scenario", *words]) == 2
    printed = capsys.readouterr()
    assert not printed.out
    (line,) = printed.err.splitlines()
    return line


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begin a scenario on the smallest one, and go to its folder."""
    monkeypatch.chdir(tmp_path)
    assert (
        cli.main(["scenario", "new", "my.yaml", "--from", "tiny", "--title", "Мой мир: первый"])
        == 0
    )
    return tmp_path / "my.yaml"


def test_list_tells_every_shipped_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    rows = ask(capsys, "list")
    assert [row["name"] for row in rows] == list(shipped_scenarios())
    by_name = {row["name"]: row for row in rows}
    assert by_name["no-controls"]["extends"] == "2022.yaml"
    assert by_name["no-controls"]["end"] == "2036-12"
    assert all(row["title"] and row["question"] for row in rows)
    assert cli.main(["scenario", "list"]) == 0
    assert "tiny  2022-2031  A small world to learn from" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("base", "years"), [("2022", "1"), ("no-controls", "1"), ("tiny", "1"), ("", "10")]
)
def test_a_starter_has_no_fault_and_is_played(
    base: str,
    years: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    kind = ["--from", base] if base else ["--world"]
    assert cli.main(["scenario", "new", "my.yaml", *kind]) == 0
    assert cli.main(["scenario", "check", "my.yaml", "--years", years]) == 0
    told = capsys.readouterr().out
    assert "my.yaml: no fault" in told
    assert "all checks held, and with each overlay: " in told


def test_a_starter_has_its_title_and_a_schema_beside_it(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = starter.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=scenario-schema.json\n")
    assert 'title: "Мой мир: первый"' in text
    schema = starter.with_name("scenario-schema.json").read_text(encoding="utf-8")
    assert schema == (scenarios_folder() / "schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("my.yaml",), "my.yaml is there already"),
        (("my.yml",), "allowed: a name that ends with .yaml; write my.yaml"),
        (("no/my.yaml",), "there is no folder no"),
        (("-.yaml",), "--help"),
        (("_.yaml",), "allowed: letters, digits"),
        (("a.yaml", "--from", "tny"), "did you mean 'tiny'?"),
    ],
)
def test_a_starter_that_cannot_be_written_is_refused(
    starter: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    capsys.readouterr()
    assert told in refusal(capsys, "new", *words)
    assert sorted(path.name for path in starter.parent.iterdir()) == [
        "my.yaml",
        "scenario-schema.json",
    ]


def test_check_tells_the_faults_of_all_files_and_goes_on(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = starter.with_name("bad.yaml")
    bad.write_text(
        "extends: my.yaml\nchips: {A100-SXM-80: {tdp_w: hot}}\npolicies: {US: controler}\n"
    )
    capsys.readouterr()
    assert cli.main(["scenario", "check", "bad.yaml", "none.yaml", "my.yaml", "--years", "0"]) == 2
    printed = capsys.readouterr()
    lines = printed.err.splitlines()
    assert lines[0] == "bad.yaml:2:30: chips.A100-SXM-80.tdp_w: given 'hot'; allowed: a number"
    assert lines[1].startswith(
        "bad.yaml:3:16: policies.US: unknown policy 'controler'; allowed: controller,"
    )
    assert lines[1].endswith("did you mean 'controller'?")
    assert lines[2].startswith("none.yaml: no scenario 'none.yaml'")
    assert len(lines) == 3
    assert printed.out.startswith("my.yaml: no fault; 3 countries, 5 companies")


def test_check_gives_its_faults_as_json(starter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    starter.write_text(starter.read_text().replace("kind: chips", "kind: chip"))
    capsys.readouterr()
    assert cli.main(["scenario", "check", "my.yaml", "--json"]) == 2
    (one,) = json.loads(capsys.readouterr().out)["files"]
    assert (one["ok"], one["played"]) == (False, [])
    (fault,) = one["faults"]
    assert (fault["key"], fault["advice"]) == ("measures.my-rule.kind", "did you mean 'chips'?")
    assert starter.read_text().splitlines()[fault["line"] - 1][fault["column"] - 1 :] == "chip"


def test_explain_gives_value_unit_source_place_and_chain(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    over = starter.with_name("over.yaml")
    over.write_text(
        "extends: my.yaml\nparameters:\n  training.share: {value: 0.7}\n"
        "overlays:\n  high: {parameters: {training.share: {value: 0.8}}}\n"
    )
    capsys.readouterr()
    found = ask(capsys, "explain", "over.yaml", "parameters.training.share", "--overlay", "high")
    assert (found["value"]["value"], found["unit"], found["status"]) == (0.8, "1", "MODEL")
    assert found["value"]["distribution"]["kind"] == "triangular"
    assert found["source"] == "M"
    assert found["source_text"].startswith("Modelling choice")
    places = [(Path(one["file"]).name, one["line"], one["overlay"]) for one in found["chain"]]
    assert [place[::2] for place in places] == [
        ("parameters.yaml", ""),
        ("over.yaml", ""),
        ("over.yaml", "high"),
    ]
    assert places[1:] == [("over.yaml", 3, ""), ("over.yaml", 5, "high")]


def test_explain_writes_what_a_person_wants_to_know(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert cli.main(["scenario", "explain", "my.yaml", RULE, "--overlay", "early"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == RULE
    assert lines[1].split() == ["value", "2400", "TPP"]
    assert lines[-1].split()[:2] == ["said", "by"]
    assert lines[-1].endswith(": 2400")
    assert cli.main(["scenario", "explain", "tiny", "chips.A800-SXM-80.link_gbs"]) == 0
    told = capsys.readouterr().out
    assert "400 GB/s" in told
    assert "status        RECALLED" in told


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("measures.my-rul", "did you mean 'my-rule'?"),
        ("mesures", "did you mean 'measures'?"),
        ("chips.H100", "did you mean 'H100-SXM-80'?"),
        ("measures.my-rule.clauses[7]", "write [0] to [1]"),
        ("measures.my-rule.clauses[0x0]", "write [0] to [1]"),
        ("scenario.id.x", "scenario.id is a value and has no keys"),
        ("countries.US.engineers", "where it may stand"),
        ("my-rule.kind", "did you mean 'measures.my-rule.kind'?"),
        ("country.US.name", "did you mean 'countries.US.name'?"),
        ("H100", "did you mean 'chips.H100-SXM-80'?"),
    ],
)
def test_explain_says_what_there_is_in_place_of_a_key_that_is_not(
    starter: Path, capsys: pytest.CaptureFixture[str], key: str, told: str
) -> None:
    capsys.readouterr()
    assert told in refusal(capsys, "explain", "my.yaml", key)


def test_diff_tells_what_differs_in_meaning(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = starter.with_name("same.yaml")
    text = starter.read_text().replace("2400", "2.4e3").replace("# A made-up", "# Another")
    same.write_text(text)
    capsys.readouterr()
    assert ask(capsys, "diff", "my.yaml", "same.yaml")["differences"] == []
    assert cli.main(["scenario", "diff", "my.yaml", "my.yaml+early"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "measures.my-rule.announced: 2024-03 -> 2022-01",
        "measures.my-rule.effective: 2024-06 -> 2022-02",
        "2 differences in what is simulated or shown.",
    ]
    found = ask(capsys, "diff", "tiny", "my.yaml+without")["differences"]
    assert {"scenario.id", "script.tension", "ends.far", "play.seats"} <= {
        one["key"] for one in found
    }
    assert not [one for one in found if one["key"].startswith("measures")]


def test_diff_compares_figures_entries_and_order(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = starter.with_name("other.yaml")
    other.write_text(
        "extends: my.yaml\ncountries: {CN: {gdp_busd: {value: 35926}}, RU: {role: null}}\n"
        "chips: {H20-96: null}\nsimulate: {chips: [H100-SXM-80, A100-SXM-80]}\n"
    )
    capsys.readouterr()
    found = {one["key"]: one for one in ask(capsys, "diff", "my.yaml", "other.yaml")["differences"]}
    figure = found["countries.CN.gdp_busd.value"]
    assert (figure["first"], figure["second"], figure["unit"]) == ("17963", "35926", "BUSD/year")
    assert figure["ratio"] == pytest.approx(2.0)
    assert found["chips.H20-96"]["kind"] == "only in the first"
    assert found["countries.RU.role"]["is_text"]
    assert found["simulate.chips"]["second"] == "[H100-SXM-80, A100-SXM-80]"


def test_diff_of_long_lists_tells_what_only_one_has(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["scenario", "diff", "2022", "press-rules"]) == 0
    assert "simulate.chips: with A40, L4, RTX-4090\n" in capsys.readouterr().out


def test_an_unknown_action_is_told_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    line = refusal(capsys, "chek")
    assert line == (
        "race: unknown action 'chek'; allowed: list, new, check, schema, explain, diff; did you mean 'check'?"
    )


def test_the_schema_is_the_one_that_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    shipped = json.loads((scenarios_folder() / "schema.json").read_text(encoding="utf-8"))
    assert ask(capsys, "schema") == shipped
