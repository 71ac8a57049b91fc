"""Every shipped scenario loads and runs, and differs from the others as it says."""

import time

import pytest

from race.app import Setting, prepare, simulate
from race.paths import shipped_scenarios
from race.scenario.load import load

TRIES = 3


@pytest.mark.parametrize("name", shipped_scenarios())
def test_it_runs_and_its_id_is_its_name(name: str) -> None:
    setting = prepare(name)
    assert setting.scenario.head.id == name
    first = setting.scenario.head.start.first_day.year
    outcome = simulate(setting, until=first)
    assert outcome.years == (first,)


def test_tiny_is_small_and_fast() -> None:
    setting = prepare("tiny")
    assert list(setting.scenario.countries) == ["US", "CN", "RU"]
    assert len(setting.scenario.companies) == 5
    flagship = prepare("2022")
    least = {"tiny": float("inf"), "flagship": float("inf")}
    for _ in range(TRIES):
        least["tiny"] = min(least["tiny"], _seconds(setting))
        least["flagship"] = min(least["flagship"], _seconds(flagship))
    assert least["tiny"] < 0.7 * least["flagship"]


def _seconds(setting: Setting) -> float:
    begin = time.process_time()
    simulate(setting, until=2024)
    return time.process_time() - begin


def test_tiny_copies_its_figures_from_the_catalogue() -> None:
    tiny, flagship = load("tiny"), load("2022")
    for name, chip in tiny.chips.items():
        other = flagship.chips[name]
        for field in ("peak_16bit_tflops", "peak_8bit_tops", "io_gbs", "memory_tbs", "tdp_w"):
            assert getattr(chip, field) == getattr(other, field), (name, field)
    for name, site in tiny.sites.items():
        assert (site.chips, site.h100e) == (flagship.sites[name].chips, flagship.sites[name].h100e)


def test_no_controls_has_no_measure_and_nobody_who_would_make_one() -> None:
    free, flagship = load("no-controls"), load("2022")
    assert not free.measures
    assert free.history is None
    assert free.policies["US"] == "bystander"
    assert (free.companies, free.supply) == (flagship.companies, flagship.supply)


def test_without_controls_china_has_several_times_the_compute() -> None:
    """Paired: the same futures with and without, at the end of 2030."""
    shares = []
    for name in ("2022", "no-controls"):
        outcome = simulate(prepare(name), until=2030, replicates=4)
        compute = outcome.figures["compute_h100e"][-1]
        world = compute[len(outcome.countries) :].sum(axis=0)
        shares.append(compute[outcome.actors.index("CN")] / world)
    assert (shares[1] > 3.0 * shares[0]).all()


def test_october_2023_simulates_the_chips_of_the_flagship_and_one_more() -> None:
    """Lists are replaced and not merged, so that this one must follow the flagship's by hand."""
    october, flagship = load("2023-october").simulate.chips, load("2022").simulate.chips
    assert tuple(name for name in october if name != "A40") == flagship


def test_october_2023_has_the_record_of_that_day() -> None:
    setting = prepare("2023-october")
    assert str(setting.scenario.head.start) == "2023-10"
    names = {name for row in setting.world.sites.names for name in row}
    assert {"chervonenkis", "azure-gpt-4", "azure-eagle"} <= names
    assert not names & {"rsc-1", "colossus", "goodyear"}
    outcome = simulate(setting, until=2023)
    compute = outcome.figures["compute_h100e"][0, :, 0]
    assert compute[outcome.actors.index("CN")] == pytest.approx(180e3, rel=0.4)
    assert compute[outcome.actors.index("MSFT")] == pytest.approx(320e3, rel=0.4)


def test_the_press_version_has_its_own_rule() -> None:
    law, press = load("2023-october"), load("2023-october-press")
    assert "us-2023-10" in law.measures
    assert "us-2023-10" not in press.measures
    assert press.measures["press-2023-10"].alternative_to is None
    one, other = (simulate(prepare(name), until=2025) for name in (law.head.id, press.head.id))
    assert one.digest != other.digest
