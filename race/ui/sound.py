"""The few sounds; the mixer starts with the first one that is wanted."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from race.paths import assets_folder
from race.ui.settings import Settings

RATE = 22_050


def player(settings: Settings) -> Callable[[str], None]:
    """Return what plays a sound by name; it stays silent where there is no sound."""
    sounds: dict[str, pygame.mixer.Sound] = {}
    broken: list[str] = []

    def play(name: str) -> None:
        if not settings.sound or settings.volume <= 0.0 or broken:
            return
        try:
            if not pygame.mixer.get_init():
                pygame.mixer.init(RATE, -16, 1, 512)
            if name not in sounds:
                sounds[name] = pygame.mixer.Sound(str(assets_folder() / "sound" / f"{name}.wav"))
            sounds[name].set_volume(settings.volume)
            sounds[name].play()
        except (pygame.error, FileNotFoundError) as error:
            broken.append(str(error))

    return play
