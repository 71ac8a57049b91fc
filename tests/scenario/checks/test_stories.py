"""Scripts, ends, objectives, seats and hubs: what they may name and what is told of a mistake."""

from pathlib import Path

import pytest

from race.base.errors import ScenarioError
from race.rules.orders import COMPANY_ORDERS, ORDER_COLUMNS
from race.scenario.checks.playable import PolicyFacts
from race.scenario.load import load
from race.scenario.models.condition import Condition
from race.scenario.models.events import EVENTS
from race.scenario.models.moment import Moment
from race.scenario.models.orders import ORDERS
from race.scenario.models.script import EVENT_NAMES, ORDER_NAMES

GOOD = Path(__file__).parents[1] / "bad_files" / "good.yaml"
STORY = """\
supply:
  foundry.MAKER.packages: {value: 1, unit: chips/year, source: T1, status: INVENTED}
script:
  by-date: {when: 2023-01, until: 2023-12, actor: LAB, order: rent, value: 0.5}
  by-gap: {when: "gap_years(RU) > 3", actor: US, order: relax, value: 1}
  war: {when: 2024, event: tension, value: 4, title: War, title_ru: Война}
  quake: {when: year > 2023 and tension < 2, event: output, of: MAKER, value: 0.5}
  busy: {when: 2022-06-15, event: route_capacity, of: no-ru, value: 50}
ends:
  far: {title: Far, title_ru: Далеко, when: "kilometres(LAB) > 1", since: 2023, until: 2024-06}
objectives:
  near: {of: RU, title: Near, win: kilometres(RU) < 1, partial: kilometres(RU) < 2, by: 2023-12}
  soon: {of: LAB, title: Soon, win: rank(LAB) == 1, loss: cash_busd(LAB) < 0, at: 2023}
play: {seats: [RU, LAB], orders: [rent, subsidy]}
hubs:
  oslo: {name: Oslo, name_ru: Осло, country: "NO", latitude: 59.9, longitude: 10.7, source: T1, status: MODEL}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD.read_text(encoding="utf-8"))
    return tmp_path


def write(folder: Path, text: str) -> str:
    (folder / "s.yaml").write_text("extends: good.yaml\n" + text, encoding="utf-8")
    return "s.yaml"


def test_a_story_is_read(folder: Path) -> None:
    scenario = load(write(folder, STORY))
    entry = scenario.script["by-date"]
    assert (entry.when, entry.order, entry.value) == (Moment.read("2023-01"), "rent", 0.5)
    assert isinstance(scenario.script["by-gap"].when, Condition)
    assert scenario.ends["far"].title_ru == "Далеко"
    assert str(scenario.objectives["near"].win) == "kilometres(RU) < 1"
    assert scenario.play.seats == ("RU", "LAB")
    assert scenario.hubs["oslo"].latitude == 59.9


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("actor: LAB", "actor: LOB", "5:51: script.by-date.actor: unknown id 'LOB'; allowed: a company id; did you mean 'LAB'?"),
        ("actor: LAB", "actor: RU", "5:62: script.by-date.order: 'rent' is an order of companies, RU is a country"),
        ("actor: LAB, ", "", "5:12: script.by-date: parts that do not fit together; allowed: actor or actors and order"),
        ("order: rent", "order: rant", "5:63: script.by-date.order: given 'rant'"),
        ("order: rent", "event: tension", "5:12: script.by-date: parts that do not fit"),
        ("value: 0.5}\n  by-gap", "value: 5}\n  by-gap", "5:76: script.by-date.value: given 5; allowed: 0 to 1"),
        ("until: 2023-12", "until: 2022", "5:35: script.by-date.until: given 2022; allowed: a date not before when"),
        ("when: 2023-01", "when: 2023-13", "5:19: script.by-date.when: given '2023-13'; allowed: a day of the calendar, or a condition"),
        ("gap_years(RU)", "gap_years(RO)", "6:29: script.by-gap.when: unknown id 'RO'"),
        ("gap_years(RU)", "gap_yaers(RU)", "6:19: script.by-gap.when: unknown gauge 'gap_yaers'"),
        ("gap_years(RU) > 3", "gap_years(RU) >> 3", "6:34: script.by-gap.when: given '>'"),
        ("tension < 2", "tension ~ 2", "8:41: script.quake.when: given '~'"),
        ("event: tension", "event: tensoin", "7:28: script.war.event: given 'tensoin'"),
        ("value: 4", "value: 6", "7:44: script.war.value: given 6; allowed: 0 to 5"),
        ("event: tension,", "event: tension, of: RU,", "7:37: script.war.of: 'tension' is the world's; take it out"),
        ("of: MAKER, ", "", "8:3: script.quake.of: required key is missing; allowed: a foundry"),
        ("of: MAKER", "of: MAKRE", "8:65: script.quake.of: unknown id 'MAKRE'; allowed: a foundry of the supply section; did you mean 'MAKER'?"),
        ("of: no-ru", "of: on-ru", "9:55: script.busy.of: unknown id 'on-ru'; allowed: a route id; did you mean 'no-ru'?"),
        ("since: 2023", "since: 2025", "11:88: ends.far.until: given 2024-06; allowed: a date not before since"),
        ("kilometres(LAB)", "kilometres(LAP)", "11:57: ends.far.when: unknown id 'LAP'"),
        ("of: RU", "of: UR", "13:14: objectives.near.of: unknown id 'UR'"),
        ("by: 2023-12", "by: 2023-12, at: 2023", "13:9: objectives.near: parts that do not fit together; allowed: one of at and by"),
        ("by: 2023-12", "by: 2040", "13:89: objectives.near.by: given 2040; allowed: a date from start to end"),
        ("rank(LAB)", "trust(LAB)", "14:43: objectives.soon.win: given 'LAB', which is a company; allowed: a country id"),
        ("seats: [RU, LAB]", "seats: [RU, LBA]", "15:20: play.seats[1]: unknown id 'LBA'"),
        ("orders: [rent", "orders: [rnet", "15:35: play.orders[0]: unknown order 'rnet'"),
        ('country: "NO"', "country: ON", "17:46: hubs.oslo.country: unknown id 'ON'; allowed: a country id; did you mean 'NO'?"),
        ("latitude: 59.9", "latitude: 95", "17:62: hubs.oslo.latitude: given 95; allowed: a number of at most 90"),
        ("longitude: 10.7", "longitude: -181", "17:79: hubs.oslo.longitude: given -181; allowed: a number of at least -180"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(folder: Path, old: str, new: str, fault: str) -> None:
    assert old in STORY
    with pytest.raises(ScenarioError) as caught:
        load(write(folder, STORY.replace(old, new, 1)))
    (told,) = caught.value.faults
    assert str(told).removeprefix("s.yaml:").startswith(fault)


def test_policies_are_held_to_those_that_there_are(folder: Path) -> None:
    path = write(folder, "policies: {US: controler, RU: bystander + script:x, LAB: null}\n")
    assert load(path).policies["US"] == "controler"
    names = {"controller": PolicyFacts(frozenset({"countries"})), "bystander": PolicyFacts()}
    with pytest.raises(ScenarioError) as caught:
        load(path, policies=names)
    (told,) = (fault for fault in caught.value.faults if fault.key == "policies.US")
    assert str(told) == (
        "s.yaml:2:16: policies.US: unknown policy 'controler'; "
        "allowed: controller, bystander; did you mean 'controller'?"
    )


def test_the_orders_are_those_of_the_engine() -> None:
    companies = {column.name for column in COMPANY_ORDERS}
    engine = {
        column.name: (
            "companies" if column.name in companies else "countries",
            column.unit,
            column.low,
            column.high,
        )
        for column in ORDER_COLUMNS
    }
    assert engine == {name: tuple(order) for name, order in ORDERS.items()}
    assert tuple(ORDERS) == ORDER_NAMES


def test_the_events_have_one_list() -> None:
    assert tuple(EVENTS) == EVENT_NAMES
