from pathlib import Path

import pytest

from race.ui.screens.offers import GROUPS
from race.ui.window import Window
from tests.ui.bench import a_desk, a_game, a_window, click, flagship, strike

MOST_KEYS = 400


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


@pytest.mark.parametrize(
    ("seat", "language"),
    [
        ("RU", "ru"),
        pytest.param("CN", "en", marks=pytest.mark.slow),
        pytest.param("US", "en", marks=pytest.mark.slow),
        pytest.param("AE", "ru", marks=pytest.mark.slow),
        pytest.param("YNDX", "ru", marks=pytest.mark.slow),
    ],
)
def test_a_game_is_played_to_its_end_through_the_window(
    tmp_path: Path, seat: str, language: str
) -> None:
    window = a_window(tmp_path, seat, language=language)
    window.desk.settings.reduced_motion = True
    keys = play_to_the_end(window)
    assert window.desk.top.name == "end", f"{window.desk.top.name} after {keys} keys"
    game = window.desk.game
    assert game is not None
    assert game.phase == "over"
    assert game.verdict() is not None


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
