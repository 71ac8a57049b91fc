"""The road through the years of a game as a moving picture: an animated WebP.

Loaded only to write one, for Pillow is not needed to play.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
from PIL import Image

from race.ui.canvas import Canvas
from race.ui.charts.axis import TOP, Stage
from race.ui.charts.road import draw_road
from race.ui.facts.road import Road
from race.ui.fonts import BOLD, SEMIBOLD, Fonts
from race.ui.game import Game
from race.ui.motion import YearMotion
from race.ui.theme import ASPHALT, HEIGHT, INK, NAME, PAPER, PAPER2, SMALL, TITLE, WIDTH
from race.ui.words import Words

HEAD = 48.0
FRAME_MS, HOLD_MS, LAST_MS = 175, 700, 4000
QUALITY = 82


def save_film(game: Game, words: Words, fonts: Fonts, file: Path, scale: float = 1.0) -> int:
    """Write the film of a game and return the number of its pictures.

    Raises:
        OSError: it cannot be written.
    """
    shots = [*_shots(game, words)]
    file.parent.mkdir(parents=True, exist_ok=True)
    pictures = (_picture(road, stage, words, fonts, scale) for road, stage, _ in shots)
    next(pictures).save(
        file, "WEBP", save_all=True, append_images=pictures, quality=QUALITY, loop=0,
        duration=[milliseconds for _, _, milliseconds in shots],
    )  # fmt: skip
    return len(shots)


def _shots(game: Game, words: Words) -> Iterator[tuple[Road, Stage, int]]:
    """Yield the road, how far its steps have gone, and how long that is shown, in milliseconds."""
    years = len(game.history(words).years)
    for end in range(1, years + 1):
        road = game.past_road(end, words)
        motion = YearMotion(0.0)
        while end > 1 and not motion.done:
            yield road, motion.stage, FRAME_MS
            motion.move(motion.gone_ms + FRAME_MS)
        yield road, Stage(), LAST_MS if end == years else HOLD_MS


def _picture(road: Road, stage: Stage, words: Words, fonts: Fonts, scale: float) -> Image.Image:
    """Draw one picture: the year, whose road it is, and the road."""
    top = TOP - HEAD
    size = round(WIDTH * scale), round((HEIGHT - top) * scale)
    surface = pygame.Surface(size)
    canvas = Canvas(surface, scale, fonts, 0.0, top)
    canvas.rect(0, top, WIDTH, HEAD, ASPHALT)
    canvas.rect(0, top, 72, HEAD, PAPER)
    canvas.text(36, top + 31, str(road.year), TITLE, INK, BOLD, "centre")
    runner = road.runner(road.seat)
    name = canvas.text(88, top + 30, runner.name if runner else "", NAME, PAPER, SEMIBOLD)
    canvas.text(88 + name + 12, top + 30, words.tr("Three Kilometres"), SMALL, PAPER2)
    draw_road(canvas, road, words, stage, keys=False)
    return Image.frombytes("RGB", size, pygame.image.tobytes(surface, "RGB"))
