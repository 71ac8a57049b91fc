"""Conditions of scenarios are told in words, in both languages."""

import re

import pytest

from race.base.languages import LANGUAGES
from race.ground_app import ground
from race.paths import shipped_scenarios
from race.play.playing.aims import aims_of
from race.play.playing.spoken import Speaker
from race.play.words import Words
from race.scenario.models.condition import Condition
from race.scenario.models.gauges import GAUGES
from race.scenario.models.scenario import Scenario

RAW = re.compile(r"[a-z]+_[a-z]+|[<>=]|\b(and|or|not)\b")


@pytest.fixture(scope="module")
def league() -> Scenario:
    return ground("amber-league").scenario


def said(scenario: Scenario, text: str, language: str = "en") -> str:
    spoken = Speaker(scenario, "VEL", language).clause(Condition.read(text).test)
    return spoken.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("trust(VEL) < 15", "trust below 15 points", "доверие меньше чем 15 пунктов"),
        ("15 > trust(VEL)", "trust below 15 points", "доверие меньше чем 15 пунктов"),
        ("not trust(VEL) >= 15", "trust below 15 points", "доверие меньше чем 15 пунктов"),
        ("kilometres(VEL) <= 0.003", "gap on the road of 3 m at most", "отставание на дороге не больше чем 3 м"),
        ("gap_years(SAA) > 1", "gap (Saar) above 1 year", "отставание (Саар) больше чем 1 год"),
        (
            "not (rank(VEL) > 1 and year < 2050)",
            "place by speed of 1 at most, or the year of 2050 at least",
            "место по скорости не больше чем 1 или год не меньше чем 2050",
        ),
        (
            "compute_h100e(VEL) > (1 + 0.5) * compute_h100e(SAA)",
            "compute in use above (1 + 0.5) × compute in use (Saar)",
            "работающие мощности больше чем (1 + 0,5) × работающие мощности (Саар)",
        ),
        ("threshold_passed > 0", "machines past the threshold", "машины прошли порог"),
        ("threshold_passed < 1", "no machine past the threshold", "машины не прошли порог"),
    ],
)  # fmt: skip
def test_a_condition_is_said(league: Scenario, text: str, english: str, russian: str) -> None:
    assert said(league, text) == english
    assert said(league, text, "ru") == russian


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gauge_has_a_name(language: str) -> None:
    words = Words(language)
    assert all(words.has(f"measure.{name}") for name in GAUGES)


@pytest.mark.parametrize("name", shipped_scenarios())
def test_no_objective_is_shown_as_it_is_written(name: str) -> None:
    scenario = ground(name).scenario
    for objective in scenario.objectives.values():
        for texts in aims_of(objective, scenario).values():
            assert not RAW.search(texts.ru), texts.ru
            assert not re.search(r"[a-z]+_[a-z]+|[<>=]", texts.en), texts.en
