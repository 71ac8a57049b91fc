"""`race chips` classifies the catalogue or a table, and shows the arithmetic."""

import json
import math
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from race import cli
from race.commands import chips as command
from race.paths import scenarios_folder
from race.rules.classification import Outcome
from race.rules.measures import Buyer, Measures
from race.rules.reasons import decide, number
from race.rules.rulings import by_text, in_force
from race.scenario.experiments.chip_figures import ChipFigures, of_catalogue
from race.scenario.load import load
from race.scenario.models.scenario import Scenario

EXAMPLES = Path(__file__).parents[1] / "data" / "classification_examples.csv"
HEADER = (
    "name,designer_country,fp16_dense_tflops,int8_fp8_dense_tops,fp6_dense_tops,fp4_dense_tops,"
    "die_area_mm2,total_io_gbs,mem_tbs,datacenter_marketed"
)

Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def catalogue() -> Scenario:
    return load(scenarios_folder() / "data" / "catalogue.yaml")


@pytest.fixture(scope="module")
def measures(catalogue: Scenario) -> Measures:
    return Measures(catalogue.measures, catalogue.groups)


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Rows:
    assert cli.main(["chips", "--json", *arguments]) == 0
    return {row["chip"]: row for row in json.loads(capsys.readouterr().out)}


def table(path: Path, *rows: str) -> str:
    file = path / "chips.csv"
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return str(file)


def test_the_catalogue_has_85_chips_with_all_four_keys(capsys: pytest.CaptureFixture[str]) -> None:
    rows = ask(capsys, "--rule", "us-2023-10")
    assert len(rows) == 85
    for row in rows.values():
        assert set(row) == {"chip", "rule", "outcome", "reason"}
        assert row["rule"] == "us-2023-10"
        assert row["outcome"] in {"free", "notice", "case_by_case", "denied", "unknown"}


@pytest.mark.parametrize(
    ("rule", "chip", "reason"),
    [
        (
            "us-2023-10",
            "H100 SXM 80GB",
            "TPP 15,832 = 1,979 x 8 >= 4,800 -> denied (3A090.a)",
        ),
        (
            "us-2022-10",
            "A100 SXM 80GB",
            "TPP 4,992 = 624 x 8 >= 4,800 and I/O 664 GB/s >= 600 -> denied (3A090)",
        ),
        ("us-2022-10", "A800 SXM 80GB", "I/O 464 GB/s < 600 -> free"),
        (
            "us-2023-10",
            "L4",
            "TPP 1,936 = 242 x 8 >= 1,600 and density 6.59 = 1,936 / 294 mm2 >= 5.92 -> denied (3A090.a)",
        ),
        (
            "us-2023-10",
            "RTX 4090D",
            "TPP 4,707.2 = 588.4 x 8 < 4,800 and not for data centres -> free (note 2 to 3A090)",
        ),
        (
            "us-2026-01",
            "GB200 (per GPU)",
            "TPP 40,000 = 5,000 x 8 >= 21,000 -> denied (rule of January 2026); amends us-2023-10",
        ),
        (
            "us-2026-01",
            "L40",
            "TPP 2,896 = 362 x 8 < 21,000 and DRAM 864 GB/s < 6,500 -> case_by_case (rule of January 2026); in place of notice by us-2023-10",
        ),
    ],
)
def test_the_reason_shows_the_arithmetic(
    capsys: pytest.CaptureFixture[str], rule: str, chip: str, reason: str
) -> None:
    assert ask(capsys, "--rule", rule)[chip]["reason"] == reason


def test_a_table_is_classified_like_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    from_table = ask(capsys, "--rule", "us-2023-10", "--file", str(EXAMPLES))
    from_catalogue = ask(capsys, "--rule", "us-2023-10")
    assert len(from_table) == 25
    assert all(from_catalogue[name] == row for name, row in from_table.items())


def test_all_measures_of_a_day_for_a_buyer_in_china(capsys: pytest.CaptureFixture[str]) -> None:
    rows = ask(capsys, "--on", "2025-05-01")
    assert (rows["H20 96GB"]["rule"], rows["H20 96GB"]["outcome"]) == ("us-2025-04", "denied")
    assert rows["H100 SXM 80GB"]["rule"] == "us-2024-04"
    assert rows["Ascend 910B"]["outcome"] == "free"
    assert "designed in CN" in rows["Ascend 910B"]["reason"]


def test_russia_is_denied_every_us_chip(capsys: pytest.CaptureFixture[str]) -> None:
    rows = ask(capsys, "--to", "RU", "--on", "2022-03")
    assert rows["RTX 3090"]["outcome"] == rows["RTX PRO 6000D (China)"]["outcome"] == "denied"
    assert rows["T4"]["reason"] == "any chip -> denied (all items of Categories 3-9)"


def test_where_nothing_applies_the_rule_is_null(capsys: pytest.CaptureFixture[str]) -> None:
    row = ask(capsys, "--to", "JP", "--on", "2024-06-01")["H100 SXM 80GB"]
    assert row["rule"] is None
    assert row["outcome"] == "free"
    assert row["reason"] == "no measure in force on 2024-06-01 covers a buyer in JP -> free"


def test_a_text_alone_may_be_asked_of_a_country(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--rule", "us-2023-10", "--to")
    assert ask(capsys, *arguments, "AE")["H100 SXM 80GB"]["outcome"] == "case_by_case"
    japan = ask(capsys, *arguments, "JP")["H100 SXM 80GB"]
    assert japan["reason"] == "does not cover a buyer in JP on 2023-11-17 -> free"


def test_today_is_the_usual_day(
    catalogue: Scenario, measures: Measures, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ask(capsys)
    today = datetime.now().astimezone().date()
    chips = [of_catalogue(chip) for chip in catalogue.chips.values()]
    rulings = in_force(measures, chips, Buyer("CN", "CN"), today)
    assert [row["outcome"] for row in rows.values()] == [one.outcome.word for one in rulings]


def test_plain_text_is_set_in_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert cli.main(["chips", "--rule", "us-2022-10", "--file", str(EXAMPLES)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "us-2022-10: First rule on advanced chips"
    place = lines[2].index("outcome")
    assert {line[place:].split()[0] for line in lines[3:]} == {"free", "denied"}


def test_an_empty_cell_matters_only_where_the_rule_needs_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(tmp_path, "big,,,600,,,,,,Y", "middling,,,400,,,,,,Y", "unmarked,,,1000,,,800,,,")
    rows = ask(capsys, "--rule", "us-2023-10", "--file", file)
    assert rows["big"]["outcome"] == "denied"
    assert rows["middling"]["outcome"] == "unknown"
    assert rows["middling"]["reason"] == (
        "not given: die area; TPP 3,200 = 400 x 8; free or notice or denied -> unknown"
    )
    assert rows["unmarked"]["outcome"] == "unknown"
    assert "whether it is marketed for data centres" in rows["unmarked"]["reason"]
    later = ask(capsys, "--rule", "us-2026-01", "--file", file)
    assert later["big"]["reason"].startswith("not given: DRAM bandwidth;")
    assert later["middling"]["reason"].startswith("us-2023-10: not given: die area;")


def test_an_amendment_can_be_certain_where_its_base_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(tmp_path, "unmarked,US,,1000,,,800,900,3.35,")
    row = ask(capsys, "--rule", "us-2026-01", "--file", file)["unmarked"]
    assert row["outcome"] == "case_by_case"
    assert row["reason"].endswith("in place of unknown by us-2023-10")


def test_an_unknown_designer_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path, "big,,,600,,,800,900,3.35,Y")
    row = ask(capsys, "--on", "2024-01-01", "--file", file)["big"]
    assert row["outcome"] == "unknown"
    assert row["reason"].startswith("not given: the designer's country; if us-2023-10 (US) reaches")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--rule", "us-2023-1"],
            "--rule: unknown rule on chips 'us-2023-1'; allowed: us-2022-08, ",
        ),
        (
            ["--rule", "nl-2023-09"],
            "--rule: unknown rule on chips 'nl-2023-09'; allowed: us-2022-08",
        ),
        (["--to", "XX"], "--to: unknown country 'XX'; allowed: US, "),
        (["--on", "2023-13-01"], "--on: given '2023-13-01'; allowed: a day of the calendar"),
        (["--on", "soon"], "--on: given 'soon'; allowed: a date: YYYY, YYYY-MM or YYYY-MM-DD"),
        (["--file", "nowhere.csv"], "nowhere.csv: no such file or directory"),
    ],
)
def test_wrong_input_ends_with_one_line_and_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["chips", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"race: {said}")
    assert told.err.count("\n") == 1


def test_reasons_and_outcomes_agree_for_every_chip_rule_and_day(
    catalogue: Scenario, measures: Measures
) -> None:
    chips = [of_catalogue(chip) for chip in catalogue.chips.values()]
    rulings = [
        one
        for name, measure in catalogue.measures.items()
        if measure.clauses
        for one in by_text(measures, name, chips, None, measure.effective.first_day)
    ]
    for year in range(2019, 2028):
        for country in ("CN", "RU", "AE", "SA", "IN"):
            buyer = Buyer(country, country)
            rulings += in_force(measures, chips, buyer, date(year, 6, 1))
    for one in rulings:
        word = f"-> {one.outcome.word}"
        assert one.reason.endswith(word) or f"{word} (" in one.reason, one


def test_a_single_text_is_decided_like_the_arrays_decide(measures: Measures) -> None:
    compiled = measures["us-2023-10"]
    for tpp in (math.nan, 1500.0, 1700.0, 2400.0, 4800.0):
        for area in (math.nan, 200.0, 500.0, 2000.0):
            for marketed in (math.nan, 0.0, 1.0):
                chip = ChipFigures("x", "US", {}, tpp, area, 0.0, 0.0, marketed)
                on = compiled.measure.effective.first_day
                (ruling,) = by_text(measures, "us-2023-10", [chip], None, on)
                assert decide(compiled, chip, embargoed=True).outcome is ruling.outcome


def test_numbers_show_what_parts_them_from_a_threshold() -> None:
    assert number(4707.2) == "4,707.2"
    assert number(15832.0) == "15,832"
    assert number(5.92) == "5.92"
    assert number(5.9196, 5.92) == "5.9196"
    assert number(4799.96, 4800.0) == "4,799.96"
    assert number(math.nan) == "not given"


def test_unknown_stands_apart_from_the_order_of_outcomes() -> None:
    assert [one.word for one in sorted(Outcome)] == [
        "unknown",
        "free",
        "notice",
        "case_by_case",
        "denied",
    ]


def test_the_command_names_only_what_is_shipped() -> None:
    assert (scenarios_folder() / command.CATALOGUE).is_file()
