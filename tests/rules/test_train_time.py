"""Training runs take the days that were reported, and every term can be set."""

import pytest

from race.base.errors import InputError
from race.paths import scenarios_folder
from race.rules.train_time import Request, find_chip, train_time, usual_fabric
from race.scenario.load import load
from race.scenario.models.scenario import Scenario

V100_DAYS = 3584.0
"""256 V100 for two weeks: the remark of a Russian cloud, 1.2e22 FLOP at a utilisation of 0.31."""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(scenarios_folder() / "data" / "training.yaml")


@pytest.mark.parametrize(("count", "days"), [(1, V100_DAYS), (256, 14.0)])
def test_v100_remark_at_its_own_utilisation(scenario: Scenario, count: int, days: float) -> None:
    request = Request(1.2e22, "V100", count, mfu=0.31, availability=1.0)
    assert train_time(scenario, request).days == pytest.approx(days, rel=0.05)


def test_one_v100_needs_ten_years(scenario: Scenario) -> None:
    request = Request(1.2e22, "V100", 1, mfu=0.31, availability=1.0)
    assert train_time(scenario, request).years == pytest.approx(10.0, rel=0.05)


@pytest.mark.parametrize(
    ("flop", "chip", "count", "team", "days"),
    [
        (1.2e22, "V100", 1, "tuned", V100_DAYS),
        (1.2e22, "V100", 256, "tuned", 14.0),
        (2.1e25, "A100", 25_000, "tuned", 90.0),
        (2.1e25, "A100", 25_000, "tuned", 95.0),
        (3.8e25, "H100", 16_384, "tuned", 89.0),
        (2.2e23, "A100", 800, "new", 65.0),
    ],
    ids=["V100 x 1", "V100 x 256", "GPT-4 low", "GPT-4 high", "Llama 3.1-405B", "YaLM-100B"],
)
def test_defaults_come_within_20_percent_of_what_was_reported(
    scenario: Scenario, flop: float, chip: str, count: int, team: str, days: float
) -> None:
    answer = train_time(scenario, Request(flop, chip, count, team=team))
    assert answer.days == pytest.approx(days, rel=0.2)


def test_terms_multiply_to_the_speed_and_the_days(scenario: Scenario) -> None:
    answer = train_time(scenario, Request(2.1e25, "A100", 25_000))
    speed = answer.count * answer.peak_tflops * 1e12 * answer.mfu * answer.availability
    assert answer.useful_flops == pytest.approx(speed)
    assert answer.days == pytest.approx(answer.flop / speed / 86_400.0)
    assert answer.years == pytest.approx(answer.days / 365.25)


def test_parts_add_up_to_the_utilisation(scenario: Scenario) -> None:
    answer = train_time(scenario, Request(1e25, "A800", 30_000, fabric="infiniband", team="new"))
    assert answer.mfu_parts is not None
    assert answer.mfu_parts.total == pytest.approx(answer.mfu)
    assert answer.mfu_parts.link < 0.0
    assert answer.mfu_parts.team < 0.0
    assert answer.mfu_parts.size < 0.0


@pytest.mark.parametrize(
    ("chip", "fabric"),
    [
        ("H100", "infiniband"),
        ("A100", "infiniband"),
        ("MI300X", "infiniband"),
        ("H20", "infiniband"),
        ("H800", "roce"),
        ("A800", "roce"),
        ("V100", "roce"),
        ("TPU-v4", "tpu"),
        ("Ascend-910B", "ascend"),
        ("Siyuan-590", "ascend"),
        ("Trainium2", "ethernet"),
        ("RTX-4090", "ethernet"),
    ],
)
def test_usual_fabric_follows_link_and_designer(scenario: Scenario, chip: str, fabric: str) -> None:
    assert usual_fabric(find_chip(chip, scenario), scenario) == fabric


@pytest.mark.parametrize("given", ["A100-SXM-80", "a100 sxm 80gb", "A100", "a100"])
def test_a_chip_is_found_by_id_name_and_alias(scenario: Scenario, given: str) -> None:
    assert find_chip(given, scenario) == "A100-SXM-80"


def test_a_better_fabric_is_faster(scenario: Scenario) -> None:
    slow = train_time(scenario, Request(1e24, "A100", 1000, fabric="ethernet"))
    fast = train_time(scenario, Request(1e24, "A100", 1000, fabric="infiniband"))
    assert fast.days < slow.days


def test_every_chip_with_a_published_peak_has_an_answer(scenario: Scenario) -> None:
    for name, chip in scenario.chips.items():
        if chip.peak_16bit_tflops or chip.peak_8bit_tops:
            assert train_time(scenario, Request(1e24, name, 100)).days > 0.0


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (Request(0.0, "A100", 1), "--flop: given 0;"),
        (Request(-1.0, "A100", 1), "--flop: given -1;"),
        (Request(float("nan"), "A100", 1), "--flop: given nan;"),
        (Request(float("inf"), "A100", 1), "--flop: given inf;"),
        (Request(1e24, "A100", 0), "--count: given 0;"),
        (Request(1e24, "A100", -7), "--count: given -7;"),
        (Request(1e24, "A100", 10**400), "--count: given 1"),
        (Request(1e24, "A100", 1, mfu=0.0), "--mfu: given 0;"),
        (Request(1e24, "A100", 1, mfu=float("nan")), "--mfu: given nan;"),
        (Request(1e24, "A100", 1, availability=1.1), "--availability: given 1.1;"),
        (Request(1e24, "A100", 1, fabric="roc"), "did you mean 'roce'?"),
        (Request(1e24, "A100", 1, team="tunde"), "did you mean 'tuned'?"),
        (Request(1e24, "H80O", 1), "did you mean 'H800'?"),
        (Request(1e24, "Ascend-910D", 1), "no peak of Ascend 910D"),
    ],
)
def test_what_cannot_be_meant_is_refused(scenario: Scenario, request_: Request, text: str) -> None:
    with pytest.raises(InputError) as caught:
        train_time(scenario, request_)
    assert text in str(caught.value)
    assert "\n" not in str(caught.value)
