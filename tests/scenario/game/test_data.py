"""The game's own data: whole, in both languages, and refused where it is broken."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from race.base.errors import ScenarioError
from race.paths import scenarios_folder
from race.scenario.game.data import GameData
from race.scenario.game.handles import HANDLES
from race.scenario.game.load import FOLDER, load_game
from race.scenario.game.names import NAMES
from race.scenario.game.parts import Effect, Words
from race.scenario.game.terms import parameter_names

CYRILLIC = re.compile("[\u0400-\u04ff]")
PLAIN_NAMES = {"Microsoft", "OpenAI", "DeepSeek", "NVIDIA", "Ethernet", "RoCE", "InfiniBand"}
OF_PLACING = {"not_yours", "no_slot", "no_backing", "nothing_to_choose"}
"""Reasons that only the rules of placing tell."""
SEATS = {"US", "CN", "RU", "EU", "AE", "TW", "IN", "MSFT", "OPENAI", "DSK", "NVDA", "YNDX", "TOGR"}


@pytest.fixture(scope="module")
def data() -> GameData:
    return load_game()


def texts(value: object, path: str = "") -> Iterator[tuple[str, Words]]:
    """Give every text of the data with its place."""
    if isinstance(value, Words):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{path}.{name}")
    elif hasattr(value, "items"):
        for name, one in value.items():
            yield from texts(one, f"{path}.{name}")
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from texts(one, f"{path}.{at}")


def effects(data: GameData) -> Iterator[Effect]:
    """Give every effect of the data."""
    for order in data.orders.values():
        yield from (*order.effects, *order.fails)
        for parameter in order.parameters.values():
            for option in parameter.options.values():
                yield from option.effects
    for event in data.events.values():
        yield from event.effects
        for answer in event.options.values():
            yield from answer.effects


def test_the_thirteen_seats_the_sixty_events_and_all_orders_are_there(data: GameData) -> None:
    assert set(data.seats) == SEATS
    assert len(data.events) >= 60
    assert len(data.orders) >= 53


def test_every_text_stands_in_both_languages(data: GameData) -> None:
    found = list(texts(data))
    assert len(found) > 500
    for path, words in found:
        assert not CYRILLIC.search(words.en), path
        assert CYRILLIC.search(words.ru) or words.ru in PLAIN_NAMES, path


def test_every_event_tells_its_basis_and_one_that_asks_has_two_answers(data: GameData) -> None:
    for name, event in data.events.items():
        assert event.basis, name
        assert len(event.options) != 1, name


def test_handles_and_names_are_used(data: GameData) -> None:
    used = {effect.handle for effect in effects(data)}
    assert set(HANDLES) == used
    words = set(re.findall(r"[a-z_0-9]+", str(data.model_dump())))
    assert len(set(NAMES) - words) < 40


def test_every_reason_is_told(data: GameData) -> None:
    told = {bar.reason for order in data.orders.values() for bar in order.legal}
    assert set(data.reasons) - told == OF_PLACING


def test_parameters_shadow_no_name_of_the_game_but_their_own(data: GameData) -> None:
    for name, order in data.orders.items():
        assert set(parameter_names(order)) & set(NAMES) <= {"premium", "verification"}, name


BROKEN = {
    "an unknown handle": ("handle: secured_mw", "handle: secured_mv", "handle"),
    "an unknown name in a term": ("per: share * grid_room", "per: share * grid_rom", "grid_rom"),
    "a condition that compares nothing": ("when: own_pool > 0", "when: own_pool", "compare it"),
    "an unknown reason": ("reason: no_branch", "reason: no_brunch", "no_brunch"),
    "an unknown role": ("who: [foundry]", "who: [foundries]", "foundries"),
    "a range upside down": ("plus: [0.15, 0.25, 0.4]", "plus: [0.4, 0.25, 0.15]", "low <= value"),
    "a lever without an end": (
        "- {handle: run_days, plus: 1, per: days, quarters: 4}",
        "- {handle: run_days, plus: 1, per: days}",
        "without an end",
    ),
    "an unknown act": ("act: build_halls", "act: build_hauls", "build_hauls"),
    "an unknown key": ("slots: 2", "slotts: 2", "did you mean 'slots'?"),
    "half a slot": ("slots: 2", "slots: 2.5", "given 2.5; allowed: a whole number"),
    "a word for a size": (
        "plus: [0.15, 0.25, 0.4]",
        "plus: much",
        "a number, or [low, value, high]",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_broken_data_is_refused_at_its_line(fault: str, tmp_path: Path) -> None:
    good, bad, told = BROKEN[fault]
    folder = tmp_path / "game"
    shutil.copytree(scenarios_folder() / FOLDER, folder)
    file = folder / "orders.yaml"
    text = file.read_text(encoding="utf-8")
    assert good in text
    file.write_text(text.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_game(folder)
    message = str(refused.value)
    assert told in message
    assert re.search(r"game/orders\.yaml:\d+:\d+", message), message
