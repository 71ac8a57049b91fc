"""A script of orders is read strictly: what is wrong is told with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from race.base.calendar import decimal_year
from race.base.errors import InputError, ScenarioError
from race.scenario.experiments.orders_file import Entry, read_orders, shipped_scripts

RANGES = {"rent": (0.0, 1.0), "spend": (0.0, 5.0)}
GOOD = """\
script: {id: s, title: A script, note: for a test}
orders:
  - {actor: YNDX, order: rent, from: 2023-01, until: 2025-06, value: 0.5}
  - {actor: SBER, order: spend, from: 2024, value: 2, note: twice}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "script.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[str]:
    path = write(folder, text)
    with pytest.raises(ScenarioError) as caught:
        read_orders(path, RANGES)
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


def test_a_script_is_read(tmp_path: Path) -> None:
    script = read_orders(write(tmp_path, GOOD), RANGES)
    assert (script.id, script.title) == ("s", "A script")
    assert script.entries == (
        Entry("YNDX", "rent", 2023.0, decimal_year(date(2025, 7, 1)), 0.5),
        Entry("SBER", "spend", 2024.0, float("inf"), 2.0),
    )


def test_shipped_scripts_have_names() -> None:
    assert {"russia-builds", "russia-pools", "russia-rents", "russia-smuggles"} <= set(
        shipped_scripts()
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("order: rent", "order: rant", "3:26: orders[0].order: given 'rant'; allowed: rent, spend"),
        ("order: rent", "order: 7", "3:26: orders[0].order: given 7; allowed: rent, spend"),
        ("value: 0.5", "value: 1.5", "given 1.5; allowed: a number from 0 to 1"),
        ("value: 0.5", "value: much", "given 'much'; allowed: a number from 0 to 1"),
        ("value: 0.5", "value: true", "given true; allowed: a number from 0 to 1"),
        ("value: 0.5", "value: .nan", "allowed: a finite number"),
        ("value: 0.5", "value: .inf", "allowed: a finite number"),
        ("value: 0.5", "valve: 0.5", "orders[0].valve: unknown key"),
        ("value: 0.5", "valve: 0.5", "orders[0].value: required key is missing"),
        ("from: 2023-01", "from: soon", "given 'soon'; allowed: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("from: 2023-01", "from: 2023-13", "given '2023-13'; allowed: YYYY, YYYY-MM"),
        ("from: 2023-01", "from: 2026-01", "given 2025-06; allowed: a date from 2026-01 on"),
        ("actor: YNDX", "actor: 5", "orders[0].actor: given 5; allowed: text"),
        ("actor: YNDX, ", "", "orders[0].actor: required key is missing"),
        ("note: twice", "note: []", "orders[1].note: given an empty list; allowed: text"),
        ("title: A script, ", "", "script.title: required key is missing"),
        ("title: A script", "titel: A script", "script.titel: unknown key"),
        ("script: {id: s, title: A script, note: for a test}\n", "", "script: required key"),
        ("script: {id: s, title: A script, note: for a test}", "script: s", "script: given 's'"),
        ("note: twice", "value: 3", "the key stands twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    assert old in GOOD
    assert any(fault in found for found in faults(tmp_path, GOOD.replace(old, new, 1)))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("order: rent", "order: rant").replace("value: 2", "value: 9")
    assert len(faults(tmp_path, text)) == 2


@pytest.mark.parametrize("rows", ["{}", "rent", "[rent]"])
def test_orders_are_a_list_of_entries(tmp_path: Path, rows: str) -> None:
    (found,) = faults(tmp_path, f"script: {{id: s, title: t}}\norders: {rows}\n")
    assert found.startswith("2:")


def test_a_script_that_is_not_there_is_refused_with_a_suggestion() -> None:
    with pytest.raises(InputError, match="did you mean 'russia-rents'"):
        read_orders("russia-rent", RANGES)


def test_a_suggestion_is_made_for_a_name_nearly_right(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, GOOD.replace("order: rent", "order: rents"))
    assert found.endswith("did you mean 'rent'?")
