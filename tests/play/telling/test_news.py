"""What others announce is told with its settings, in the player's language."""

import pytest

from race.play.amounts import Amounts
from race.play.playing.cards import Cards
from race.play.words import Words
from tests.play.games import game_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Build a hall: 24.3 MW, InfiniBand"),
        ("ru", "Построить зал: 24,3 МВт, InfiniBand"),
    ],
)
def test_an_order_of_another_is_told_with_three_digits(language: str, text: str) -> None:
    game = game_of(["RU", "TW"])
    cards = Cards(game, game.start(), "TW", Words(language))
    parameters = cards.order("build_site").parameters
    fabric = list(parameters["fabric"].options).index("infiniband")
    values = {"mw": 24.3412, "fabric": float(fabric)}
    assert cards.given("build_site", [values[name] for name in parameters]) == text


@pytest.mark.parametrize(
    ("value", "unit", "english", "russian"),
    [
        (1.0, "months", "1 month", "1 месяц"),
        (6.0, "months", "6 months", "6 месяцев"),
        (3.0, "quarters", "3 quarters", "3 квартала"),
        (2.0, "steps", "2 steps", "2 шага"),
        (64.0, "chips", "64 chips", "64 чипа"),
        (121.0, "chips", "121 chips", "121 чип"),
        (5000.0, "packages", "5,000 packages", "5000 корпусов"),
        (0.5, "years", "0.5 years", "0,5 года"),
        (60.0, "MUSD", "$60 M", "60 млн $"),
        (1.52, "BUSD", "$1.5 bn", "1,5 млрд $"),
        (2.0, "level", "2", "2"),
        (100.0, "Gbit/s", "100 Gbit/s", "100 Гбит/с"),
    ],
)
def test_a_setting_has_its_unit(value: float, unit: str, english: str, russian: str) -> None:
    said = [Amounts(Words(language)).setting(value, unit) for language in ("en", "ru")]
    assert said == [english, russian]
