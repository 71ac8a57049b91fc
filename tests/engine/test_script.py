"""Scripts and end conditions act: each in the futures and years in which it holds."""

from pathlib import Path

import numpy as np
import pytest

from race.app import Setting, prepare, simulate
from race.base.arrays import Floats
from race.engine.gauges import COMPANY, COUNTRY, WORLD, Scene, read_gauge
from race.engine.script import COLUMNS, actors_with_orders, ordered
from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import states
from race.rules.block import Block
from race.scenario.models.events import EVENTS
from race.scenario.models.gauges import GAUGES
from race.world.state import State

HEAD = "extends: tiny.yaml\nscenario: {id: told, end: 2026-12}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def told(folder: Path, text: str) -> Setting:
    path = folder / "told.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return prepare(path)


def run(setting: Setting, width: int = 2) -> tuple[list[State], Block]:
    block = make_block(setting.world, setting.book, 1, 0, width)
    return list(states(initial_state(block), block)), block


def spent(setting: Setting, **policies: str) -> Floats:
    outcome = simulate(setting, replicates=2, policies=policies)
    return outcome.figures["compute_h100e"][:, outcome.actors.index("BABA")]


def test_an_event_holds_its_figure_between_its_dates(folder: Path) -> None:
    setting = told(
        folder, "script: {war: {when: 2024-01, until: 2025-12, event: tension, value: 4}}\n"
    )
    path, _ = run(setting)
    level = {state.time: state.tension for state in path}
    assert (level[2023.75] < 3.0).all()
    assert all((level[time] >= 3.0).all() for time in (2024.25, 2025.0, 2026.0))


def test_an_event_strikes_only_the_futures_in_which_its_condition_holds(folder: Path) -> None:
    (start, *_), block = run(told(folder, ""), 8)
    middle = np.median(read_gauge("gap_years", "RU", Scene(start, block)))
    when = f"gap_years(RU) > {middle:.9f}"
    text = f"script: {{far: {{when: {when}, event: trust, of: RU, value: 99}}}}\n"
    (start, first, *_), block = run(told(folder, text), 8)
    far = read_gauge("gap_years", "RU", Scene(start, block)) > middle
    assert 0 < far.sum() < 8
    at = block.world.countries.index("RU")
    assert ((first.trust[at] > 90.0) == far).all()


def test_an_event_befalls_the_foundry_that_it_names(folder: Path) -> None:
    text = "script: {q: {when: 2022, event: output, of: TSMC, value: 0}}\n"
    path, _ = run(told(folder, text))
    plain, _ = run(told(folder, ""))
    assert (path[-1].made.sum(axis=0) < 0.5 * plain[-1].made.sum(axis=0)).all()


def test_orders_are_given_while_they_hold(folder: Path) -> None:
    order = "actor: BABA, order: spend, value: 0"
    base = spent(told(folder, ""))
    scripted = spent(told(folder, f"script: {{more: {{when: 2024, {order}}}}}\n"))
    assert (scripted[1] == base[1]).all()
    assert (scripted[-1] < base[-1]).all()
    never = spent(told(folder, f'script: {{more: {{when: "year > 2100", {order}}}}}\n'))
    assert (never == base).all()


def test_a_script_does_not_bind_who_is_given_another_policy(folder: Path) -> None:
    order = "script: {more: {when: 2022, actor: BABA, order: spend, value: 0}}\n"
    free = spent(told(folder, ""), BABA="bystander")
    assert (spent(told(folder, order), BABA="bystander") == free).all()


def test_ends_are_noted_when_they_first_held(folder: Path) -> None:
    text = """\
ends:
  later: {title: Later, when: year > 2023.9}
  window: {title: Window, when: year > 2000, since: 2025}
  closed: {title: Closed, when: year > 2025, until: 2024}
  never: {title: Never, when: compute_h100e(RU) > compute_h100e(US)}
"""
    ends = simulate(told(folder, text), replicates=3).ends
    assert {name: set(times.tolist()) for name, times in ends.items()} == {
        "later": {2024.0},
        "window": {2026.0},
        "closed": {np.inf},
        "never": {np.inf},
    }


def test_ends_do_not_move_the_run(folder: Path) -> None:
    text = "ends: {far: {title: Far, when: gap_years(RU) > 1}}\n"
    assert simulate(told(folder, text)).digest == simulate(told(folder, "")).digest


def test_every_gauge_is_worked_out_for_its_side(folder: Path) -> None:
    path, block = run(told(folder, ""))
    tables = {
        "world": [WORLD],
        "actor": [COUNTRY, COMPANY],
        "country": [COUNTRY],
        "company": [COMPANY],
    }
    ids = {id(COUNTRY): "RU", id(COMPANY): "YNDX", id(WORLD): ""}
    for name, gauge in GAUGES.items():
        for table in tables[gauge.side]:
            value = read_gauge(name, ids[id(table)], Scene(path[-1], block))
            assert value.shape == (2,)
            assert not np.isnan(value).any()
    assert set(WORLD) | set(COUNTRY) | set(COMPANY) == set(GAUGES)


def test_every_event_has_its_column() -> None:
    assert COLUMNS.keys() == EVENTS.keys()
    assert all(name in State.__dataclass_fields__ for name in COLUMNS.values())


def test_an_order_of_several_actors_reaches_the_companies_of_a_country(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    text = "extends: tiny.yaml\nscenario: {id: s, title: S}\nscript:\n"
    path.write_text(f"{text}  a: {{when: 2022, actors: [US, BABA], order: release, value: 1}}\n")
    world = prepare(path).world
    (entry,) = world.scenario.script.values()
    assert ordered(entry, world) == ("MSFT", "NVDA", "TSMC", "BABA")
    assert actors_with_orders(world) == {"MSFT", "NVDA", "TSMC", "BABA"}
    one_by_one = "".join(
        f"  {name}: {{when: 2022, actor: {name}, order: release, value: 1}}\n"
        for name in ordered(entry, world)
    )
    digest = simulate(prepare(path), until=2025).digest
    path.write_text(text + one_by_one)
    assert simulate(prepare(path), until=2025).digest == digest
