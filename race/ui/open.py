"""Opens the window for the command line, or draws a screen into a file."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from race.base.errors import InputError
from race.ui.desk import Desk
from race.ui.fonts import Fonts
from race.ui.overture import Overture
from race.ui.screens.registry import SCREENS, load_ahead, make_screen
from race.ui.settings import Settings
from race.ui.sound import player
from race.ui.window import FIRST_SIZE, Window, prepare_video
from race.ui.words import Words

if TYPE_CHECKING:
    from race.ui.game import Game, Library

SIZE_PARTS = 2
FRAME_S, MOST_FRAMES, WAIT_S = 0.25, 240, 0.1
LEAST_PIXELS, MOST_PIXELS = (640, 360), (7680, 4320)


@dataclass(frozen=True)
class Picture:
    """A picture of a screen that was asked for."""

    file: Path
    size: tuple[int, int] = FIRST_SIZE
    screen: str = "main"
    years: int = 0


def open_window(
    overture: Overture, library: Library, game: Game | None, scenario: str, seed: int
) -> None:
    """Go on from the first picture until the player leaves; with no game, at the opening."""
    desk = _desk(overture, library, game)
    desk.scenario, desk.seed = scenario, seed
    desk.play_sound = player(overture.settings)
    window = Window(desk, spare=load_ahead())
    desk.show("main" if desk.game else "opening")
    try:
        window.run()
    finally:
        library.oracle.close()


def take_picture(
    library: Library, game: Game | None, scenario: str, picture: Picture, *, language: str
) -> None:
    """Draw a screen into a PNG file, without a window.

    Raises:
        InputError: no such screen.
    """
    prepare_video()
    desk = _desk(Overture(Settings(language=language), Words(language), Fonts()), library, game)
    desk.keep_settings = False
    desk.scenario = scenario
    for _ in range(picture.years):
        if desk.game is not None:
            live_a_year(desk.game)
    window = Window(desk, picture.size, clock=lambda: 60.0)
    base = "opening" if desk.game is None else "main"
    desk.show(base)
    if picture.screen != base and not desk.show(picture.screen):
        raise InputError(f"--screen: given '{picture.screen}'; allowed: {', '.join(SCREENS)}")
    settle(window)
    picture.file.parent.mkdir(parents=True, exist_ok=True)
    pygame.image.save(window.surface, str(picture.file))
    library.oracle.close()
    pygame.quit()


def live_a_year(game: Game) -> None:
    """Answer what is asked with the first answer, take the adviser's order, and end the year."""
    while (question := game.question()) is not None and game.phase == "event":
        game.choose(question.options[0].id)
    for hint in game.hints()[:1]:
        if hint.order:
            game.add(hint.order, hint.parameters)
    if game.phase == "orders":
        game.end_year()


def settle(window: Window) -> None:
    """Draw until nothing moves any more, on a clock that runs by itself."""
    seconds = 60.0
    for _ in range(MOST_FRAMES):
        seconds += FRAME_S
        now = seconds
        window.clock = lambda now=now: now  # type: ignore[misc]  # binds the moment
        moving = window.step([])
        if window.desk.game is not None and window.desk.library.oracle.waits:
            time.sleep(WAIT_S)
        elif not moving:
            return


def read_size(text: str) -> tuple[int, int]:
    """Read a size such as 1280x720.

    Raises:
        InputError: it is none, or too small or large.
    """
    parts = text.lower().split("x")
    if len(parts) == SIZE_PARTS and all(part.isdecimal() and len(part) <= 5 for part in parts):
        width, height = int(parts[0]), int(parts[1])
        if (
            LEAST_PIXELS[0] <= width <= MOST_PIXELS[0]
            and LEAST_PIXELS[1] <= height <= MOST_PIXELS[1]
        ):
            return width, height
    raise InputError(f"--size: given '{text}'; allowed: 640x360 to 7680x4320, such as 1920x1080")


def _desk(overture: Overture, library: Library, game: Game | None) -> Desk:
    desk = Desk(overture.settings, overture.words, overture.fonts, library)
    desk.make = make_screen
    if game is not None:
        desk.game = game
        game.speak(desk.words.language)
    return desk
