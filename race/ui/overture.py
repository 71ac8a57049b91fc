"""The first picture: title, map and road, shown before anything of the game is loaded.

Only what draws is imported here. Rules and scenario take some tenths of a second more, and they are
loaded while this stands on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pygame

from race.ui.canvas import Canvas
from race.ui.charts.history import FIRST_YEAR, draw_history
from race.ui.charts.map import draw_map
from race.ui.facts.atlas import NOWHERE
from race.ui.fonts import Fonts
from race.ui.painter import fitted
from race.ui.screens.opening import MAP, draw_side, draw_title
from race.ui.settings import Settings
from race.ui.theme import HEIGHT, NAME, NIGHT, PAPER2, WIDTH
from race.ui.window import FIRST_SIZE, open_surface, prepare_video
from race.ui.words import Words

USUAL_START = 2022.9
"""Where the road of history ends; the scenario that is loaded meanwhile may say otherwise."""


@dataclass(frozen=True, eq=False)
class Overture:
    """What is at hand before the game is: the player's choices, language and type."""

    settings: Settings
    words: Words
    fonts: Fonts


@contextmanager
def overture(settings: Settings) -> Iterator[Overture]:
    """Open the window and show its first picture; close the window at the end.

    Raises:
        RunError: there is no screen.
    """
    ready = Overture(settings, Words(settings.language), Fonts())
    ready.fonts.use(settings.palette)
    prepare_video()
    try:
        surface = open_surface(FIRST_SIZE, fullscreen=settings.fullscreen)
        draw_overture(surface, ready)
        pygame.event.pump()
        pygame.display.flip()
        yield ready
    finally:
        pygame.quit()


def draw_overture(surface: pygame.Surface, ready: Overture) -> None:
    """Draw the opening as it is before an actor is known."""
    scale, corner = fitted(surface.get_size())
    area = pygame.Rect(corner, (round(WIDTH * scale), round(HEIGHT * scale)))
    canvas = Canvas(surface.subsurface(area), scale, ready.fonts)
    words, key = ready.words, ready.settings.key_of("skip")
    surface.fill(NIGHT)
    draw_title(canvas, words)
    draw_map(canvas, NOWHERE, MAP, words, "choice", arcs=False, labels=False)
    draw_side(canvas)
    canvas.text(968, 44, words.tr("the world is being set up…"), NAME, PAPER2)
    draw_history(canvas, (), USUAL_START, FIRST_YEAR, words, key)
