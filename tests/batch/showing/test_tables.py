"""The tables of text are aligned and show the countries that matter."""

import numpy as np
import pytest

from race.app import Setting, prepare, simulate
from race.batch.showing.countries import main_countries
from race.batch.showing.tables import (
    closing_sentence,
    compute_table,
    gap_table,
)
from race.batch.showing.wording import aligned
from race.engine.outcome import Outcome


@pytest.fixture(scope="module")
def setting() -> Setting:
    return prepare("tiny")


@pytest.fixture(scope="module")
def outcome(setting: Setting) -> Outcome:
    return simulate(setting, until=2024)


def with_gap(outcome: Outcome, country: str, years: float) -> Outcome:
    """Return the outcome with another gap of one country at the end."""
    place = outcome.actors.index(country)
    figures = {name: values.copy() for name, values in outcome.figures.items()}
    figures["training_gap_years"][-1, place] = years
    figures["kilometres"][-1, place] = years / 5.0 * 0.75 / 1000.0
    return Outcome(**{**vars(outcome), "figures": figures})


def test_the_leader_comes_first_then_those_under_embargo(
    setting: Setting, outcome: Outcome
) -> None:
    assert main_countries(outcome, setting.scenario) == ["US", "CN", "RU"]


def test_a_country_that_was_asked_for_is_shown() -> None:
    setting = prepare("2022")
    outcome = simulate(setting, until=2022)
    chosen = main_countries(outcome, setting.scenario, ["EU", "MSFT"])
    assert chosen[0] == "US"
    assert {"CN", "RU", "EU"} <= set(chosen)
    assert "MSFT" not in chosen
    assert len(chosen) == 6
    assert "EU" not in main_countries(outcome, setting.scenario)


def test_tables_have_a_line_a_year_and_are_aligned(setting: Setting, outcome: Outcome) -> None:
    for text in (
        compute_table(outcome, ["US", "RU"], setting.scenario),
        gap_table(outcome, ["CN", "RU"]),
    ):
        lines = text.splitlines()
        assert len(lines) == 2 + len(outcome.years)
        assert len({len(line) for line in lines[1:]}) == 1
        assert [line.split()[0] for line in lines[2:]] == ["2022", "2023", "2024"]


def test_columns_are_set_right_or_left() -> None:
    rows = [["a", "long name", "1"], ["bb", "x", "100"]]
    assert aligned(rows, left=(1,)) == " a  long name    1\nbb  x          100"


def test_the_closing_sentence_names_the_last_and_the_distance(
    setting: Setting, outcome: Outcome
) -> None:
    far = with_gap(outcome, "RU", 20_667.0)
    text = closing_sentence(far, ["CN", "RU"], setting.scenario)
    assert text == "Russia: 3.1 km behind at the end of 2024."


def test_the_closing_sentence_can_be_infinite(setting: Setting, outcome: Outcome) -> None:
    never = with_gap(outcome, "CN", float("inf"))
    text = closing_sentence(never, ["CN", "RU"], setting.scenario)
    assert text.startswith("China: no computer of its own at the end of 2024")


def test_several_futures_are_told_with_their_spread(setting: Setting) -> None:
    outcome = simulate(setting, until=2023, replicates=3)
    text = closing_sentence(outcome, ["CN", "RU"], setting.scenario)
    assert "in 80 % of 3 futures" in text
    assert np.isfinite(outcome.figures["kilometres"][-1, :3]).all()
