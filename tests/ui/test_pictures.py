from pathlib import Path

import numpy as np
import pytest

from race.ui.screens.registry import SCREENS
from race.ui.window import Window
from tests.ui.bench import FULL_HD, HD, Clock, a_desk, wait
from tests.ui.made_game import MadeGame
from tests.ui.pictures import GOLDEN, blockwise_ssim, compare

MADE = (
    "main",
    "ruler",
    "why",
    "editor",
    "add",
    "event",
    "year",
    "log",
    "end",
    "charts",
    "curtain",
    "settings",
)
"""Screens whose pictures are kept; they show facts that never change."""
CHANGING = {"opening", "help", "save", "saves", "scenarios", "credits"}
"""Screens that show a scenario, a folder or a version; their words and targets are tested instead."""
BOTH_SIZES = ("main", "ruler")


def a_made_window(folder: Path, screen: str, language: str, size: tuple[int, int]) -> Window:
    desk = a_desk(folder, language)
    phases = {"event": "event", "end": "over"}
    desk.game = MadeGame(phases.get(screen, "orders"))  # type: ignore[arg-type]
    desk.topic = "new:tighten_rule" if screen == "editor" else ""
    window = Window(desk, size, clock=Clock())
    desk.show("main")
    if screen != "main":
        assert desk.show(screen)
    wait(window, 2.2)
    return window


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("screen", MADE)
def test_a_screen_looks_as_it_did(tmp_path: Path, screen: str, language: str) -> None:
    sizes = [HD, FULL_HD] if screen in BOTH_SIZES else [HD]
    for size in sizes:
        window = a_made_window(tmp_path, screen, language, size)
        assert compare(window.surface, f"{screen}-{language}-{size[1]}") == ""


def test_every_registered_screen_has_a_picture_or_says_why_not() -> None:
    assert set(SCREENS) == set(MADE) | CHANGING
    for screen in MADE:
        for language in ("en", "ru"):
            assert (GOLDEN / f"{screen}-{language}-720.png").exists()


def test_every_registered_screen_stands_in_the_how_to() -> None:
    text = (Path(__file__).parents[2] / "docs/how-to/play.md").read_text(encoding="utf-8")
    for screen in SCREENS:
        assert f"`{screen}`" in text, f"docs/how-to/play.md says nothing of the screen {screen}"


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("screen", sorted(CHANGING))
def test_a_changing_screen_is_drawn_in_both_languages(
    tmp_path: Path, screen: str, language: str
) -> None:
    window = a_made_window(tmp_path, screen, language, HD)
    assert window.desk.top.name in {screen, "save"}
    assert window.painter.targets()


def test_a_block_that_changed_is_found_and_equal_ones_are_alike() -> None:
    one = np.random.default_rng(1).random((64, 64)) * 255
    assert blockwise_ssim(one, one).min() == pytest.approx(1.0)
    other = one.copy()
    other[16:32, 16:32] = 255 - other[16:32, 16:32]
    likeness = blockwise_ssim(one, other)
    assert int(likeness.argmin()) == likeness.shape[1] + 1
