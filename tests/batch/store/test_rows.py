"""Rows of the tables and their hashes."""

from dataclasses import replace

import numpy as np
import pytest

from race.app import Setting, prepare
from race.batch.store.cells import Cell
from race.batch.store.layout import TABLES
from race.batch.store.rows import (
    Block,
    Failure,
    not_a_number,
    schema,
    tables_of,
    tables_of_failures,
)
from race.engine.figures import FIGURES
from race.engine.outcome import Outcome, chosen, run_block

ACTORS = ("US", "CN", "RU", "MSFT")


@pytest.fixture(scope="module")
def setting() -> Setting:
    return prepare("tiny")


@pytest.fixture(scope="module")
def outcome(setting: Setting) -> Outcome:
    return run_block(setting.world, setting.book, 1, range(3), until=2024.0)


def block(outcome: Outcome) -> Block:
    cells = [Cell("a", 0, number) for number in range(outcome.replicates)]
    texts = ["{}"] * len(cells)
    return Block(outcome, cells, texts, texts, ACTORS)


def hashes(outcome: Outcome) -> list[str]:
    found: list[str] = tables_of(block(outcome))["replicates"].column("row_sha256").to_pylist()
    return found


def test_every_table_has_its_columns_with_units(outcome: Outcome) -> None:
    for name, table in tables_of(block(outcome)).items():
        assert table.schema.equals(schema(name), check_metadata=True)
        assert [column.name for column in TABLES[name]] == table.column_names
        table.validate(full=True)


def test_a_row_has_the_figure_of_its_cell_year_and_actor(outcome: Outcome) -> None:
    rows = tables_of(block(outcome))["years"].to_pylist()
    assert len(rows) == 3 * 2 * len(ACTORS)
    for row in rows:
        at, actor = outcome.years.index(row["year"]), outcome.actors.index(row["actor"])
        expected = outcome.figures["kilometres"][at, actor, row["replicate"]]
        assert row["kilometres"] == expected


def test_a_figure_of_countries_is_null_for_a_company(outcome: Outcome) -> None:
    for row in tables_of(block(outcome))["years"].to_pylist():
        for figure in FIGURES:
            if figure.axis == "countries":
                assert (row[figure.name] is None) == (row["actor"] == "MSFT")


def test_leaders_are_told_by_id_and_nobody_is_empty(outcome: Outcome) -> None:
    rows = tables_of(block(outcome))["world"].to_pylist()
    assert {row["leader"] for row in rows} <= set(outcome.countries)
    figures = {**outcome.figures, "record_company": np.full((2, 3), -1.0)}
    nobody = tables_of(block(replace(outcome, figures=figures)))["world"]
    assert set(nobody.column("record_company").to_pylist()) == {""}


@pytest.mark.parametrize("figure", [figure.name for figure in FIGURES])
def test_the_hash_of_a_cell_covers_every_figure_and_no_other_cell(
    outcome: Outcome, figure: str
) -> None:
    values = outcome.figures[figure].copy()
    values[0, ..., 1] = 2.0 * values[0, ..., 1] + 1.0
    changed = replace(outcome, figures={**outcome.figures, figure: values})
    same = [one == other for one, other in zip(hashes(outcome), hashes(changed), strict=True)]
    infinite = bool(np.isinf(outcome.figures[figure][0, ..., 1]).all())
    assert same == [True, infinite, True]


def test_the_hash_does_not_depend_on_the_block(outcome: Outcome) -> None:
    assert hashes(chosen(outcome, [2])) == hashes(outcome)[2:]


def test_a_nan_is_found_with_its_place(outcome: Outcome) -> None:
    values = outcome.figures["kilometres"].copy()
    values[1, outcome.actors.index("RU"), 2] = np.nan
    spoiled = replace(outcome, figures={**outcome.figures, "kilometres": values})
    assert not_a_number(outcome, ACTORS) == {}
    assert not_a_number(spoiled, ACTORS) == {2: "NaN in kilometres of RU at the end of 2023"}


def test_a_failed_cell_has_a_row_in_one_table_alone() -> None:
    failure = Failure(Cell("a", 0, 5), "ValueError: x", {"grey.hub_imports": 2.0}, "race replay")
    tables = tables_of_failures([failure])
    assert {name: table.num_rows for name, table in tables.items()} == {
        "years": 0,
        "world": 0,
        "ends": 0,
        "replicates": 1,
    }
    row = tables["replicates"].to_pylist()[0]
    assert (row["status"], row["replicate"], row["error"]) == ("failed", 5, "ValueError: x")
