"""Windows without a screen for the tests: SDL's dummy driver, a clock that stands still."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pygame

from race.game_app import resume_game
from race.ground_app import ground
from race.play.playing.ground import Ground
from race.play.records.saves import Shelf
from race.play.session import Session
from race.ui.desk import Desk
from race.ui.fonts import Fonts
from race.ui.library import GameLibrary
from race.ui.screens.registry import make_screen
from race.ui.session_game import SessionGame
from race.ui.settings import Settings
from race.ui.spectator import Spectator
from race.ui.window import Window, prepare_video
from race.ui.words import Words

HD = (1280, 720)
FULL_HD = (1920, 1080)


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 60.0

    def __call__(self) -> float:
        return self.seconds


@lru_cache(maxsize=4)
def flagship(scenario: str = "2022") -> Ground:
    return ground(scenario)


def a_desk(folder: Path, language: str = "en") -> Desk:
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    prepare_video()
    library = GameLibrary(lambda name, _overlays: flagship(name), resume_game, Shelf(folder))
    desk = Desk(Settings(language=language), Words(language), Fonts(), library)
    desk.make = make_screen
    desk.keep_settings = False
    return desk


def a_game(
    seat: str = "RU", years: int = 0, *, watched: bool = False, seed: int = 1
) -> SessionGame | Spectator:
    place = flagship()
    game: SessionGame | Spectator
    if watched:
        game = Spectator(place.world, place.book, place.decide, seat, seed)
    else:
        game = SessionGame(Session.new(place, seat, scenario="2022", seed=seed))
    for _ in range(years):
        while (question := game.question()) is not None:
            game.choose(question.options[0].id)
        game.end_year()
    return game


def a_window(
    folder: Path, seat: str = "RU", years: int = 0, language: str = "en", size: tuple[int, int] = HD
) -> Window:
    desk = a_desk(folder, language)
    desk.game = a_game(seat, years)
    desk.game.speak(language)
    window = Window(desk, size, clock=Clock())
    desk.show("main")
    window.step([])
    return window


def strike(window: Window, *keys: str) -> None:
    """Strike keys by their names."""
    for name in keys:
        code = pygame.key.key_code(name)
        window.step([pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode="")])


def click(window: Window, target: str) -> None:
    """Press a place by its name with the mouse; fails if it is not there."""
    found = window.painter.find(target)
    assert found is not None, f"{target} is not on the screen"
    left, top = window.painter.corner
    scale = window.painter.scale
    pixel = (
        round(left + (found.x + found.width / 2.0) * scale),
        round(top + (found.y + found.height / 2.0) * scale),
    )
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        window.step([pygame.event.Event(kind, pos=pixel, button=1)])


def wait(window: Window, seconds: float) -> None:
    """Let time pass in frames of a sixtieth of a second."""
    clock = window.clock
    assert isinstance(clock, Clock)
    for _ in range(max(1, round(seconds * 60.0))):
        clock.seconds += 1.0 / 60.0
        window.step([])
