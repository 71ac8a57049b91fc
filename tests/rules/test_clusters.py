"""The compute index lists what the record shows, or what stands in a state of the model."""

from datetime import date

import pytest

from race.app import Setting, compute_index, prepare
from race.rules.clusters import (
    INDEX_DAY,
    Cluster,
    counts,
    first_day_of_record,
    largest_systems,
    last_day_of_record,
    recorded,
    totals,
)
from race.scenario.models.scenario import Scenario

RUSSIANS = {"Chervonenkis", "Galushkin", "Lyapunov", "Christofari Neo", "Christofari"}


@pytest.fixture(scope="module")
def flagship() -> Setting:
    return prepare("2022")


@pytest.fixture(scope="module")
def scenario(flagship: Setting) -> Scenario:
    return flagship.scenario


def cluster(name: str, h100e: float, **fields: object) -> Cluster:
    plain: dict[str, object] = {
        "owner": "A",
        "owner_name": "A",
        "user": "",
        "seat": "US",
        "host": "US",
    }
    plain |= {"category": "private", "chip": "H100-SXM-80", "chips": h100e}
    return Cluster(name=name, h100e=h100e, **(plain | fields))  # type: ignore[arg-type]


def test_published_index_lists_what_it_lists(scenario: Scenario) -> None:
    rows = {row.name: row for row in recorded(scenario, INDEX_DAY)}
    assert rows["Leonardo"].chips == 13_824
    assert rows["Leonardo"].category == "national"
    assert rows["XTX research cluster"].host == "GB"
    assert set(rows) >= RUSSIANS
    assert "GPT-4 cluster on Azure" not in rows
    assert "Frontier" not in rows


def test_published_index_has_the_five_largest_russian_clusters(scenario: Scenario) -> None:
    russian = [row for row in recorded(scenario, INDEX_DAY) if row.host == "RU"]
    assert {row.name for row in russian} == RUSSIANS
    assert sum(row.h100e for row in russian) == pytest.approx(1517, rel=0.01)


def test_index_of_a_day_lists_what_operated_then(scenario: Scenario) -> None:
    rows = {row.name for row in recorded(scenario, date(2021, 7, 1))}
    assert "Perlmutter" in rows
    assert "Chervonenkis" not in rows
    closed = {row.name for row in recorded(scenario, date(2022, 9, 1))}
    assert "Tesla A100 cluster phase 2" in closed
    assert "Tesla A100 cluster phase 1" not in closed


def test_largest_come_first(scenario: Scenario) -> None:
    h100e = [row.h100e for row in recorded(scenario, INDEX_DAY)]
    assert h100e == sorted(h100e, reverse=True)


def test_the_record_ends_with_the_published_day_or_the_start(scenario: Scenario) -> None:
    assert last_day_of_record(scenario) == INDEX_DAY
    assert last_day_of_record(prepare("tiny").scenario) == date(2022, 1, 1)
    assert first_day_of_record(scenario) < date(2017, 1, 1)


def test_model_index_is_the_fleet_of_the_model(flagship: Setting) -> None:
    index = compute_index(flagship, date(2024, 12, 31))
    assert index.basis == "model"
    assert all(row.h100e > 0.0 and 0.0 < row.share <= 1.0 for row in index.clusters)
    assert {"US", "CN", "RU"} <= {row.seat for row in index.clusters}
    assert {row.category for row in index.clusters} == {"public_cloud", "private", "national"}
    named = {row.name: row for row in index.clusters}
    assert named["GPT-4 cluster on Azure"].user == "OPENAI"
    assert named["GPT-4 cluster on Azure"].share == 1.0


def test_largest_systems_split_a_row_into_its_clusters() -> None:
    rows = [cluster("campus", 1000.0, share=0.3), cluster("alone", 200.0)]
    systems = largest_systems(rows)
    assert [round(row.h100e) for row in systems] == [300, 300, 300, 200, 100]
    assert sum(row.h100e for row in systems) == pytest.approx(1200.0)
    assert all(row.share == 1.0 for row in systems)
    assert [row.name for row in systems[:3]] == ["campus, 1", "campus, 2", "campus, 3"]


def test_a_list_of_500_has_at_most_500() -> None:
    rows = [cluster(f"row {number}", 1000.0 + number, share=0.1) for number in range(90)]
    systems = largest_systems(rows)
    assert len(systems) == 500
    assert systems[0].h100e >= systems[-1].h100e


def test_totals_and_counts_by_field() -> None:
    rows = [cluster("a", 5.0, host="CN"), cluster("b", 3.0), cluster("c", 4.0)]
    assert totals(rows, "host") == {"US": 7.0, "CN": 5.0}
    assert counts(rows, "host") == {"US": 2, "CN": 1}
