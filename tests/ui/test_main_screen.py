from pathlib import Path

import pygame
import pytest

from race.ui.screens.main import MainScreen
from tests.ui.bench import FULL_HD, HD, a_window, click, strike, wait
from tests.ui.made_game import MadeGame


def _main(window: object) -> MainScreen:
    top = window.desk.screens[0]  # type: ignore[attr-defined]
    assert isinstance(top, MainScreen)
    return top


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("size", [HD, FULL_HD])
def test_the_main_screen_is_drawn_whole(
    tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    window = a_window(tmp_path, years=2, language=language, size=size)
    for part in _main(window).parts():
        x, y, width, height = part.box
        area = pygame.Rect(*(round(v * window.painter.scale) for v in (x, y, width, height)))
        colours = {
            tuple(window.surface.get_at(p)) for p in _points(area.clip(window.surface.get_rect()))
        }
        assert len(colours) > 1 or part.name == "ground", part.name


def _points(area: pygame.Rect) -> list[tuple[int, int]]:
    return [
        (x, y) for x in range(area.left, area.right, 3) for y in range(area.top, area.bottom, 2)
    ]


def test_a_turn_takes_one_key(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    strike(window, "return")
    wait(window, 2.0)
    assert window.desk.game is not None
    assert window.desk.game.turn().turn == 2


def test_the_walkers_move_after_a_year_and_then_stand_still(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    strike(window, "return")
    wait(window, 0.3)
    before = pygame.image.tobytes(window.surface, "RGB")
    wait(window, 0.3)
    assert pygame.image.tobytes(window.surface, "RGB") != before
    wait(window, 2.0)
    assert not window.step([])
    still = len(window.frames)
    for _ in range(30):
        window.step([])
    assert len(window.frames) == still, "a frame was drawn though nothing moved"


def test_a_layer_is_chosen_by_key_and_by_mouse(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    strike(window, "f5")
    assert _main(window).layer == "controls"
    click(window, "layer:power")
    assert _main(window).layer == "power"


def test_the_language_is_switched_live(tmp_path: Path) -> None:
    window = a_window(tmp_path, years=1)
    before = pygame.image.tobytes(window.surface, "RGB")
    strike(window, "f9")
    assert window.desk.words.russian
    assert pygame.image.tobytes(window.surface, "RGB") != before
    strike(window, "f9")
    assert pygame.image.tobytes(window.surface, "RGB") == before


def test_tab_reaches_every_place_and_enter_presses_it(tmp_path: Path) -> None:
    window = a_window(tmp_path, years=1)
    names = {target.name for target in window.painter.targets() if target.enabled}
    seen = set()
    for _ in range(len(names) + 2):
        strike(window, "tab")
        seen.add(window.pointer.focus)
    assert seen == names
    while window.pointer.focus != "tab:training":
        strike(window, "tab")
    strike(window, "return")
    assert _main(window).tab == "training"


def test_enter_leaves_the_end_only_for_a_year_that_was_picked(tmp_path: Path) -> None:
    window = a_window(tmp_path, "RU", years=1)
    window.desk.show("end")
    window.step([])
    strike(window, "return")
    strike(window, "space", "space", "return")
    assert window.desk.top.name == "end"
    strike(window, "left", "return")
    assert window.desk.top.name == "main"
    assert window.desk.game is not None
    assert window.desk.game.turn().turn == 1


def test_one_may_look_around_before_an_answer(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    window.desk.game = MadeGame("event")
    window.desk.changed()
    strike(window, "return")
    assert window.desk.top.name == "event"
    strike(window, "l")
    assert window.desk.top.name == "ruler"
    strike(window, "l")
    strike(window, "a", "z", "s")
    assert window.desk.top.name == "event"
    strike(window, "escape")
    assert window.desk.top.name == "main"
    strike(window, "return")
    assert window.desk.top.name == "event"


def test_a_goal_tells_what_is_missing_and_opens_what_to_do(tmp_path: Path) -> None:
    window = a_window(tmp_path, "RU")
    goal = window.painter.find("goal:win")
    assert goal is not None
    assert "team skill" in goal.tip
    click(window, "goal:win")
    assert window.desk.top.name == "help"


def test_heads_of_goals_stay_where_cards_leave_no_room_for_their_texts(tmp_path: Path) -> None:
    window = a_window(tmp_path, "RU")
    game = window.desk.game
    assert game is not None
    for order in ("fund_research", "talent"):
        assert game.add(order, {}) == ""
    window.desk.changed()
    wait(window, 1.0)
    assert window.painter.find("goal:win") is not None
