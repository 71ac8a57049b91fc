"""What is taken home from a game: its code, a picture of the screen, a film of the road."""

from __future__ import annotations

from pathlib import Path

import pygame
from platformdirs import user_pictures_path

from race.ui.desk import Desk
from race.ui.game import Game


class Keepsakes:
    """Makes them, and says on the desk what came of it."""

    def __init__(self, desk: Desk, game: Game) -> None:
        self._desk, self._game = desk, game

    def code(self) -> None:
        """Put the game's code on the clipboard; where there is none, show it."""
        code = self._game.share_code()
        try:
            pygame.scrap.put_text(code)
        except pygame.error:
            self._desk.say(code, 12.0)
            return
        self._desk.say(self._desk.words.tr("The code is on the clipboard: {code}", code=code), 8.0)

    def picture(self) -> None:
        """Write what the window shows into a file."""
        surface = pygame.display.get_surface()
        if surface is None:
            return
        file = self._file("png")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            pygame.image.save(surface, str(file))
        except (OSError, pygame.error) as error:
            self._desk.say(str(error))
            return
        self._desk.say(self._desk.words.tr("saved: {file}", file=file))

    def film(self) -> None:
        """Let the road through the years be written as a moving picture."""
        words = self._desk.words
        if self._desk.library.filmer.start(
            self._game.share_code(), words.language, self._file("webp")
        ):
            self._desk.say(words.tr("the film is being drawn…"), 60.0)

    def film_ended(self) -> None:
        """Say where the film lies, or what went wrong, once it has ended."""
        filmer = self._desk.library.filmer
        fault = filmer.ended()
        if fault is not None:
            self._desk.say(fault or self._desk.words.tr("saved: {file}", file=filmer.file))
            self._desk.stale = True

    def _file(self, suffix: str) -> Path:
        game = self._game
        return user_pictures_path() / f"three-kilometres-{game.seat}-{game.turn().year}.{suffix}"
