"""Scripts of orders: when they hold, whom they bind, and that each way shortens Russia's gap."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from race.api import Entry
from race.base.errors import InputError
from race.engine.start import initial_state
from race.engine.step import neutral_orders
from race.rules.block import Block
from race.rules.orders import Orders
from race.scenario.experiments.orders_file import shipped_scripts
from race.world.state import State
from race_agents.policies.script import holds, make
from tests.worlds import country, flagship_block, last_state, median, usual

WAYS = ("pools", "rents", "smuggles")
AT = 2032.0
FUTURES = 16
AT_LEAST_SHORTER = 0.25


def script(folder: Path, rows: str) -> str:
    path = folder / "test.yaml"
    path.write_text(f"script: {{id: t, title: t}}\norders:\n{rows}", encoding="utf-8")
    return f"script:{path}"


def orders_at(time: float, block: Block, **assignment: str) -> Orders:
    state: State = initial_state(block).evolve(time=time)
    return usual(block.world, **assignment)(state, neutral_orders(block), block)


@pytest.mark.parametrize(
    ("first", "end", "time", "expected"),
    [
        (2023.0, 2025.0, 2022.0, False),
        (2023.0, 2025.0, 2023.0, True),
        (2023.0, 2025.0, 2024.0, True),
        (2023.0, 2025.0, 2025.0, False),
        (2023.5, 2025.0, 2023.0, False),
        (2023.5, 2025.0, 2024.0, True),
        (2023.0, float("inf"), 2036.0, True),
    ],
)
def test_an_order_holds_in_years_that_begin_within_its_time(
    first: float, end: float, time: float, expected: bool
) -> None:
    assert holds(Entry("RU", "subsidy", first, end, 1.0), time) is expected


@pytest.mark.parametrize(("time", "expected"), [(2022.0, False), (2023.0, True), (2024.0, False)])
def test_an_act_is_done_once(time: float, expected: bool) -> None:
    assert holds(Entry("US", "tighten_tpp", 2022.5, float("inf"), 1600.0), time) is expected


def test_a_script_changes_only_what_it_orders(tmp_path: Path) -> None:
    block = flagship_block(2)
    written = script(tmp_path, "- {actor: YNDX, order: run_days, from: 2023-01, value: 45}\n")
    plain, scripted = orders_at(2024.0, block), orders_at(2024.0, block, YNDX=written)
    yandex = block.world.companies.index("YNDX")
    assert np.all(scripted.run_days[yandex] == 45.0)
    rest = np.delete(scripted.run_days, yandex, axis=0)
    np.testing.assert_array_equal(rest, np.delete(plain.run_days, yandex, axis=0))
    np.testing.assert_array_equal(scripted.release, plain.release)
    before = orders_at(2022.0, block, YNDX=written)
    np.testing.assert_array_equal(before.run_days, orders_at(2022.0, block).run_days)


def test_a_script_given_to_a_state_binds_its_companies_too() -> None:
    block = flagship_block(2)
    orders = orders_at(2024.0, block, RU="script:russia-pools")
    assert np.all(orders.merge_national[block.world.countries.index("RU")] == 1.0)
    for name in ("YNDX", "SBER", "MTS"):
        assert np.all(orders.merge[block.world.companies.index(name)] == 1.0)


def test_the_later_of_two_entries_holds(tmp_path: Path) -> None:
    block = flagship_block(2)
    written = script(
        tmp_path,
        "- {actor: YNDX, order: run_days, from: 2023, value: 45}\n"
        "- {actor: YNDX, order: run_days, from: 2024, until: 2024, value: 75}\n",
    )
    yandex = block.world.companies.index("YNDX")
    days = [orders_at(time, block, YNDX=written).run_days[yandex, 0] for time in (2023, 2024, 2025)]
    assert days == [45.0, 75.0, 45.0]


def test_an_order_of_the_other_side_is_refused(tmp_path: Path) -> None:
    block = flagship_block(2)
    written = script(tmp_path, "- {actor: YNDX, order: subsidy, from: 2023, value: 1}\n")
    with pytest.raises(InputError, match="YNDX has no order 'subsidy'; allowed: spend"):
        usual(block.world, YNDX=written)


def test_the_law_stands_above_a_script(tmp_path: Path) -> None:
    block = flagship_block(2)
    written = script(tmp_path, "- {actor: MSFT, order: grey, from: 2022, value: 1}\n")
    orders = orders_at(2024.0, block, MSFT=written)
    assert np.all(orders.grey[block.world.companies.index("MSFT")] == 0.0)


@pytest.mark.parametrize("name", shipped_scripts())
def test_shipped_scripts_name_actors_and_orders_that_there_are(name: str) -> None:
    block = flagship_block(2)
    actors = make(name).actors
    assert actors is not None
    assert set(actors) <= {*block.world.countries, *block.world.companies}
    homes = {
        actor if actor in block.world.countries else block.world.scenario.companies[actor].home
        for actor in actors
    }
    (home,) = homes
    for time in (2022.0, 2024.0, 2036.0):
        orders_at(time, block, **{home: f"script:{name}"})


@cache
def gap_of_russia(way: str) -> float:
    """Return the median gap in years at a moment."""
    block = flagship_block(FUTURES)
    assignment = {"RU": f"script:russia-{way}"} if way else {}
    last = last_state(block, usual(block.world, **assignment), until=AT)
    return float(median(last.country_gap[country(block, "RU")]))


@pytest.mark.parametrize("way", WAYS)
def test_each_way_shortens_the_gap_of_russia(way: str) -> None:
    assert gap_of_russia(way) <= (1.0 - AT_LEAST_SHORTER) * gap_of_russia("")


def test_building_shortens_the_gap_of_russia() -> None:
    assert gap_of_russia("builds") <= (1.0 - AT_LEAST_SHORTER) * gap_of_russia("")
