"""Checks across a scenario: what they let pass. What they refuse stands in bad_files/."""

from pathlib import Path

import pytest

from race.base.errors import ScenarioError
from race.scenario.load import load

FOLDER = Path(__file__).parents[1] / "bad_files"


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """Give the path of an overlay on the good scenario, whose text a test writes."""
    (tmp_path / "good.yaml").write_text((FOLDER / "good.yaml").read_text())
    return tmp_path / "over.yaml"


def write(path: Path, text: str) -> Path:
    path.write_text("extends: good.yaml\n" + text)
    return path


def test_a_site_that_is_only_shown_may_stand_in_any_country(overlay: Path) -> None:
    shown = write(overlay, "sites: {hall: {host: ZZ, simulated: false}}\n")
    assert load(shown).sites["hall"].host == "ZZ"
    with pytest.raises(ScenarioError, match="unknown id 'ZZ'"):
        load(write(overlay, "sites: {hall: {host: ZZ}}\n"))


def test_a_chip_that_is_not_simulated_may_lack_figures(overlay: Path) -> None:
    text = "chips: {SLOW: {tdp_w: null, memory_gb: null}}\n"
    assert load(write(overlay, text + "simulate: {chips: [FAST]}\n")).chips["SLOW"].tdp_w is None


def test_without_a_choice_every_chip_is_simulated(overlay: Path) -> None:
    text = "chips: {SLOW: {tdp_w: null}}\nsimulate: {chips: null}\n"
    with pytest.raises(ScenarioError, match="'SLOW' is simulated and has no tdp_w"):
        load(write(overlay, text))


def test_one_peak_is_enough_for_a_simulated_chip(overlay: Path) -> None:
    text = "chips: {SLOW: {peak_16bit_tflops: null, peak_8bit_tops: 200}}\n"
    assert load(write(overlay, text)).chips["SLOW"].peak_8bit_tops == 200.0


def test_a_date_known_to_the_month_gets_the_benefit_of_the_doubt(overlay: Path) -> None:
    text = "measures: {first: {announced: 2022-10-20, effective: 2022-10}}\n"
    assert str(load(write(overlay, text)).measures["first"].effective) == "2022-10"


def test_a_measure_may_name_groups_and_countries(overlay: Path) -> None:
    text = "measures: {first: {destinations: [D5, NO], headquarters: [RU]}}\n"
    assert load(write(overlay, text)).measures["first"].destinations == ("D5", "NO")


def test_of_a_rate_in_a_key_only_the_whole_decides_the_unit(overlay: Path) -> None:
    figure = '{value: 1, unit: "%s", source: T1, status: MODEL}'
    text = f"supply: {{power.musd_per_mw: {figure % 'MUSD'}, power.mw_per_year: {figure % 'MW/year'}}}\n"
    assert len(load(write(overlay, text)).supply) == 3
