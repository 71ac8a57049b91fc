import re
from pathlib import Path
from typing import Any

import pygame
import pytest

from race.scenario.game.words import shipped_words
from race.ui.canvas import Canvas
from race.ui.screens.offers import GROUPS, OffersScreen
from race.ui.screens.registry import SCREENS
from race.ui.window import Window
from tests.ui.bench import Clock, a_desk, a_game, a_window, click, flagship, strike, wait

MOST_KEYS, MOST_KEYS_A_YEAR = 400, 14
LEAST_YEARS, YEARS = 5, 15
ENDED = {
    language: {
        text[language] for name, text in shipped_words().items() if name.startswith("ended.")
    }
    for language in ("en", "ru")
}
"""Why a game can have ended, which its last screen tells."""


def play_to_the_end(window: Window) -> int:
    """Play by Enter and S alone; return how many keys that took."""
    keys = 0
    while keys < MOST_KEYS:
        name = window.desk.top.name
        if name == "end":
            return keys
        if name == "main" and window.painter.find("advice") and keys % 3 == 0:
            strike(window, "s")
            keys += 1
        strike(window, "return")
        keys += 1
    return keys


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    "seat",
    ["RU", *(pytest.param(one, marks=pytest.mark.slow) for one in ("CN", "US", "AE", "YNDX"))],
)
def test_a_game_is_played_to_its_end_through_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seat: str, language: str
) -> None:
    texts = texts_drawn(monkeypatch)
    window = a_window(tmp_path, seat, language=language)
    window.desk.settings.reduced_motion = True
    keys = play_to_the_end(window)
    assert window.desk.top.name == "end", f"{window.desk.top.name} after {keys} keys"
    game = window.desk.game
    assert game is not None
    assert game.phase == "over"
    played = len(game.history(window.desk.words).years) - 1
    assert LEAST_YEARS <= played <= YEARS
    assert keys <= MOST_KEYS_A_YEAR * played
    verdict = game.verdict()
    assert verdict is not None
    assert 0.0 <= verdict.score <= 100.0
    assert ENDED[language] & set(re.split(r"(?<=[.]) ", verdict.reason))
    if language == "ru":
        assert not english(texts)


@pytest.mark.parametrize("years", [0, 2])
def test_no_screen_says_anything_english_in_russian(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: int
) -> None:
    texts = texts_drawn(monkeypatch)
    desk = a_window(tmp_path, years=years, language="ru").desk
    for name in SCREENS:
        desk.screens.clear()
        desk.show("main")
        desk.show(name)
        Window(desk).step([])
        assert texts
        assert not english(texts), name
        texts.clear()


def texts_drawn(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return a set that every text comes into when it is drawn."""
    texts: set[str] = set()
    draw = Canvas.text

    def noted(canvas: Canvas, x: float, y: float, text: str, *rest: Any, **more: Any) -> float:
        texts.add(text)
        return draw(canvas, x, y, text, *rest, **more)

    monkeypatch.setattr(Canvas, "text", noted)
    return texts


def english(texts: set[str]) -> set[str]:
    """Return texts with two English words in a row that are no names."""
    return {text for text in texts if re.search(r"\b[a-z]{2,} [a-z]{2,}\b", text)}


def test_an_order_is_laid_in_three_presses_and_withdrawn_in_one(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    click(window, "add")
    click(window, "offer:fund_research")
    click(window, "accept")
    game = window.desk.game
    assert game is not None
    assert [card.order for card in game.cards()] == ["fund_research"]
    click(window, "withdraw:0")
    assert not game.cards()


def test_editing_a_card_and_going_back_leaves_it_as_it_was(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    game = window.desk.game
    assert game is not None
    assert game.add("fund_research", {"field": "algorithms", "money_spent": 0.05}) == ""
    window.desk.changed()
    window.step([])
    window.draw()
    click(window, "card:0")
    assert window.desk.top.name == "editor"
    strike(window, "right", "escape")
    assert [dict(card.parameters) for card in game.cards()] == [
        {"field": "algorithms", "money_spent": 0.05}
    ]


def test_an_order_that_is_not_legal_says_why_and_does_not_open(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    game = window.desk.game
    assert game is not None
    barred = next(one for one in game.offers() if not one.legal)
    click(window, "add")
    click(window, f"offer:{barred.id}")
    assert window.desk.top.name == "add"
    assert window.desk.note == barred.reason


def test_every_order_of_every_seat_has_its_place_in_the_list() -> None:
    listed = {name for _, _, names in GROUPS for name in names}
    for seat in flagship().data.seats:
        missing = {one.id for one in a_game(seat).offers()} - listed
        assert not missing, f"{seat}: {sorted(missing)} stand under More"


def test_two_people_at_one_machine_are_parted_by_a_curtain(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.game = desk.library.new_game("2022", ("RU", "CN"), 1, "en")
    window = Window(desk)
    desk.show("main")
    window.step([])
    strike(window, "return")
    assert desk.top.name == "curtain"
    assert desk.game.seat == "CN"
    strike(window, "escape")
    assert desk.top.name == "curtain"
    strike(window, "return")
    assert desk.top.name == "main"


def test_history_plays_from_its_first_year_to_the_start(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    window = Window(desk, clock=Clock())
    desk.show("opening")
    moves = [window.step([])]
    for _ in range(3):
        wait(window, 3.0)
        moves.append(window.step([]))
    assert moves == [True, True, True, False]


def test_a_click_on_the_card_of_a_seat_and_on_play_begins_its_game(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    window = Window(desk)
    desk.show("opening")
    window.step([])
    seats = desk.library.preview("2022", desk.words).seats
    chosen = next(n for n, one in enumerate(seats) if one.actor == "CN")
    click(window, f"seat:{chosen}")
    click(window, "play")
    assert desk.game is not None
    assert desk.game.seat == "CN"
    assert desk.top.name == "main"


def test_a_turn_is_played_by_keyboard_alone_after_tab_has_stopped_somewhere(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    game = window.desk.game
    assert game is not None
    strike(window, "tab", "tab", "tab", "a", "down", "up", "return")
    assert window.desk.top.name == "editor"
    strike(window, "down", "right", "right", "return")
    assert len(game.cards()) == 1
    strike(window, "escape", "return")
    wait(window, 8.0)
    assert window.desk.top.name == "year"
    strike(window, "return")
    assert window.desk.top.name in {"main", "event"}
    assert game.turn().turn == 2


def test_the_list_of_orders_speaks_the_language_that_is_switched_to(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    strike(window, "a")
    before = pygame.image.tobytes(window.surface, "RGB")
    strike(window, "f9")
    screen = window.desk.top
    assert isinstance(screen, OffersScreen)
    assert screen.offers()[0].title == "Купить чипы официально"
    strike(window, "f9")
    assert pygame.image.tobytes(window.surface, "RGB") == before


def test_the_list_names_the_orders_that_the_adviser_would_give(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    strike(window, "a")
    screen, game = window.desk.top, window.desk.game
    assert isinstance(screen, OffersScreen)
    assert game is not None
    assert set(screen.advice()) == {hint.order for hint in game.hints() if hint.order}
    assert set(screen.advice()) <= {offer.id for offer in screen.offers()}
