"""Figures are written as a person would, in English and in Russian."""

import math

import pytest

from race.play.amounts import Amounts
from race.play.words import Words

EN, RU = Amounts(Words("en")), Amounts(Words("ru"))


@pytest.mark.parametrize(
    ("years", "english", "russian"),
    [
        (1 / 365.25, "1.0 day", "1,0 день"),
        (13.7 / 365.25, "14 days", "14 дней"),
        (2.4 / 365.25, "2.4 days", "2,4 дня"),
        (0.5, "6.0 months", "6,0 месяцев"),
        (21, "21 years", "21 год"),
        (22, "22 years", "22 года"),
        (112, "110 years", "110 лет"),
        (20000, "20,000 years", "20\u00a0000 лет"),
        (0.5 / 365.25, "12 hours", "12 часов"),
        (math.inf, "never", "никогда"),
    ],
)
def test_a_time_has_its_noun(years: float, english: str, russian: str) -> None:
    assert (EN.span(years), RU.span(years)) == (english, russian)


@pytest.mark.parametrize(
    ("kilometres", "english", "russian"),
    [
        (7.5e-5, "7.5 cm", "7,5 см"),
        (0.0144, "14 m", "14 м"),
        (3.0, "3 km", "3 км"),
        (0.2514, "251 m", "251 м"),
        (0.00087, "87 cm", "87 см"),
        (4e-6, "4 mm", "4 мм"),
        (3e-8, "level", "вровень"),
        (0.0, "level", "вровень"),
        (math.inf, "∞", "∞"),
    ],
)
def test_a_distance_has_the_unit_that_fits(kilometres: float, english: str, russian: str) -> None:
    assert (EN.distance(kilometres), RU.distance(kilometres)) == (english, russian)


def test_money_is_in_millions_or_billions() -> None:
    assert (EN.money(1.2), EN.money(0.0286)) == ("$1.2 bn", "$29 M")
    assert (RU.money(1.2), RU.money(0.0286)) == ("1,2 млрд $", "29 млн $")


def test_speeds_have_prefixes() -> None:
    assert EN.value(1.16e17, "FLOP/s") == "116 PFLOP/s"
    assert RU.value(1.6e18, "FLOP/s") == "1,6 Эфлоп/с"
