"""The one way to read a scenario, on small files and on the shipped ones."""

import pickle
import string
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from race.base.errors import ScenarioError
from race.paths import shipped_scenarios
from race.scenario.load import load
from race.scenario.models.scenario import Scenario

GOOD = Path(__file__).parent / "bad_files" / "good.yaml"
TEXT = GOOD.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def good() -> Scenario:
    return load(GOOD)


def write(folder: Path, text: str) -> Path:
    path = folder / "given.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_attributes_carry_the_names_of_the_file(good: Scenario) -> None:
    assert good.head.title == "A scenario without a fault"
    assert good.chips["FAST"].tdp_w == 400.0
    assert good.measures["first"].clauses[0].tpp_at_least == 4800.0
    assert good.measures["first"].strength["tool_access"].value == -0.1
    assert good.countries["NO"].name == "Norway"
    assert good.routes["no-ru"].hub == "NO"
    assert good.parameters["training.mfu.infiniband"].unit == "1"
    assert good.simulate.chips == ("FAST", "SLOW")
    assert good.history is not None
    assert good.history.until.year == pytest.approx(2023 + 334 / 365)


def test_a_scenario_cannot_be_changed(good: Scenario) -> None:
    with pytest.raises(ValidationError):
        good.chips = good.chips  # type: ignore[misc]
    with pytest.raises(ValidationError):
        good.chips["FAST"].tdp_w = 1.0  # type: ignore[misc]
    with pytest.raises(TypeError):
        good.chips["NEW"] = good.chips["FAST"]  # type: ignore[index]
    assert isinstance(good.chips["FAST"].aliases, tuple)


def test_a_scenario_travels_between_processes(good: Scenario) -> None:
    there = pickle.loads(pickle.dumps(good))  # noqa: S301
    assert there == good
    assert there.content_hash == good.content_hash


def test_a_scenario_can_be_written_out_as_plain_data(good: Scenario) -> None:
    plain = good.model_dump(exclude_unset=True, by_alias=True)
    assert plain["chips"]["SLOW"]["tdp_w"] == 200.0
    assert plain["measures"]["first"]["strength"]["tool_access"]["unit"] == "1"


def test_the_hash_knows_content_and_no_places(good: Scenario, tmp_path: Path) -> None:
    moved = write(tmp_path, "# a remark\n\n" + TEXT.replace("tdp_w: 400", "tdp_w: 4.0e2"))
    assert load(moved).content_hash == good.content_hash
    assert len(good.content_hash) == 64


@pytest.mark.parametrize(
    ("before", "after"), [("tdp_w: 400", "tdp_w: 401"), ("Norway", "Norge"), ("FAST, SLOW", "FAST")]
)
def test_the_hash_changes_with_the_content(
    good: Scenario, tmp_path: Path, before: str, after: str
) -> None:
    assert load(write(tmp_path, TEXT.replace(before, after))).content_hash != good.content_hash


def test_the_hash_changes_with_the_order_of_entries(good: Scenario, tmp_path: Path) -> None:
    country = "  NO: {name: Norway}\n"
    turned = TEXT.replace(country, "").replace("countries:\n", "countries:\n" + country)
    assert list(load(write(tmp_path, turned)).countries) == ["NO", "US", "RU"]
    assert load(write(tmp_path, turned)).content_hash != good.content_hash


def test_the_same_content_in_several_files_has_the_same_hash(
    good: Scenario, tmp_path: Path
) -> None:
    start = TEXT.index("sources:\n")
    (tmp_path / "rest.yaml").write_text(TEXT[start:], encoding="utf-8")
    split = write(tmp_path, TEXT[:start] + "include: [rest.yaml]\n")
    assert load(split).content_hash == good.content_hash


def test_a_scenario_needs_a_head(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(write(tmp_path, "countries: {US: {name: United States}}\n"))
    (fault,) = caught.value.faults
    assert str(fault).endswith("given.yaml:1:1: scenario: required key is missing; add it")


def test_a_broken_head_hides_no_other_fault(tmp_path: Path) -> None:
    text = TEXT.replace("id: good, ", "").replace("source: T1, status: MODEL}\nhistory", "history")
    text = text.replace("host: RU", "host: SU")
    with pytest.raises(ScenarioError) as caught:
        load(write(tmp_path, text))
    assert [fault.key for fault in caught.value.faults] == ["scenario.id", "sites.hall.host"]


@pytest.mark.parametrize("name", shipped_scenarios())
def test_the_shipped_scenarios_load(name: str) -> None:
    scenario = load(name)
    assert scenario.head.start < scenario.head.end
    assert scenario.sources


LINES = TEXT.splitlines(keepends=True)
WORDS = st.one_of(
    st.sampled_from(
        ["null", "[]", "{}", "[[]]", "{a: 1}", "''", "-1", "1e300", "2022-13", "&a", "*a"]
    ),
    st.text(string.printable, max_size=12),
)


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.integers(0, len(LINES) - 1), st.integers(0, 80), WORDS)
def test_no_damage_to_a_file_ends_in_anything_but_faults(
    tmp_path: Path, line: int, column: int, word: str
) -> None:
    damaged = [*LINES]
    damaged[line] = damaged[line][:column].rstrip("\n") + word + "\n"
    path = write(tmp_path, "".join(damaged))
    with suppress(ScenarioError):
        load(path)
