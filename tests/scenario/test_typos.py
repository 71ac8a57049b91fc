"""One wrong letter is understood: the suggestion is the word that was meant."""

import random
import string
from collections.abc import Callable, Mapping, Sequence

import pytest

from race.app import known_policies
from race.scenario.editor.keys import keys_of, models_within
from race.scenario.load import load
from race.scenario.models.events import EVENTS
from race.scenario.models.gauges import GAUGES
from race.scenario.models.orders import ORDERS
from race.scenario.models.scenario import Scenario
from race.scenario.models.values import STATUSES, UNITS
from race.scenario.text.wording import nearest, suggestion

RIGHT = 0.95
TYPOS_A_WORD = 3
SHORTEST = 3
"""Of a shorter word, such as a country's code or the unit W, a typo is as near to others."""


def keys() -> Mapping[str, Sequence[str]]:
    return {model.__name__: tuple(keys_of(model)) for model in models_within(Scenario)}


def units() -> Mapping[str, Sequence[str]]:
    return {"units": UNITS, "status": STATUSES}


def ids() -> Mapping[str, Sequence[str]]:
    scenario = load("2022")
    sections = ("companies", "measures", "sites", "routes", "supply", "designs", "groups")
    found = {name: tuple(getattr(scenario, name)) for name in sections}
    return {**found, "actors": (*scenario.countries, *scenario.companies)}


def chips() -> Mapping[str, Sequence[str]]:
    return {"chips": tuple(load("2022").chips)}


def words() -> Mapping[str, Sequence[str]]:
    return {
        "gauges": tuple(GAUGES),
        "orders": tuple(ORDERS),
        "events": tuple(EVENTS),
        "policies": tuple(known_policies()),
    }


def typo(word: str, chance: random.Random) -> str:
    """Drop, add or replace a letter, or turn two round."""
    at = chance.randrange(len(word))
    letters = string.ascii_lowercase if word.islower() else string.ascii_uppercase + string.digits
    letter = chance.choice(letters)
    turned = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            turned,
        ]
    )


@pytest.mark.parametrize("section", ["countries", "groups"])
def test_of_a_short_id_the_right_one_is_among_three(section: str) -> None:
    chance = random.Random(2)  # noqa: S311  # letters, not secrets
    names = tuple(getattr(load("2022"), section))
    right = tried = 0
    for word in [name for name in names if len(name) < SHORTEST]:
        for _ in range(60):
            given = typo(word, chance)
            if given and given not in names:
                tried += 1
                advice = suggestion(given, names)
                right += f"'{word}'" in advice
                assert advice.count("'") <= 6
    assert tried > 100
    assert right >= RIGHT * tried


@pytest.mark.parametrize("kind", [keys, units, ids, chips, words])
def test_a_typo_is_understood(kind: Callable[[], Mapping[str, Sequence[str]]]) -> None:
    chance = random.Random(1)  # noqa: S311  # letters, not secrets
    right = tried = 0
    for names in kind().values():
        for word in names if len(names) > 1 else ():
            for _ in range(TYPOS_A_WORD):
                given = typo(word, chance)
                if given not in names and len(word) >= SHORTEST:
                    tried += 1
                    right += nearest(given, names) == word
    assert tried > 50
    assert right >= RIGHT * tried
