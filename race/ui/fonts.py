"""Text in IBM Plex Sans; what it lacks comes from DejaVu, glyph by glyph."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from itertools import groupby
from typing import NamedTuple

import pygame

from race.paths import assets_folder
from race.ui.theme import PALETTES, Colour

REGULAR, SEMIBOLD, BOLD = "Regular", "SemiBold", "Bold"
FALLBACK = "DejaVuSans.ttf"
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789\u2212")
RAISED_SIZE, RAISED_BY, RAISED_LEAST = 0.72, 0.36, 9
"""Size of raised digits, by how much they are raised, and their least pixels: those of the font are
too small to be read at twelve pixels."""
KEPT_BYTES = 3_000_000
"""Rendered strings that are kept; a screen has about 200, of some 10 kB each."""


class Fonts:
    """Renders and measures text, and keeps what it has rendered.

    Sizes are in pixels of the em square. Other pictures that are drawn once a size are kept here
    too, so that they go when the window goes.
    """

    def __init__(self) -> None:
        self._folder = assets_folder() / "fonts"
        self._fonts: dict[tuple[str, int], pygame.font.Font] = {}
        self._known: dict[tuple[str, str], bool] = {}
        self.backdrops: dict[Hashable, pygame.Surface] = {}
        self.walkers: dict[Hashable, pygame.Surface] = {}
        self.stamps: dict[Hashable, pygame.Surface] = {}
        self._texts: OrderedDict[tuple[str, str, int, Colour], pygame.Surface] = OrderedDict()
        self._bytes = 0
        self.palette = ""
        self._shades: dict[Colour, Colour] = {}

    def use(self, palette: str) -> None:
        """Draw in a palette of the theme from now on."""
        if palette != self.palette:
            self.palette, self._shades = palette, PALETTES[palette]
            for kept in (self.backdrops, self.walkers, self.stamps, self._texts):
                kept.clear()
            self._bytes = 0

    def shade(self, colour: Colour) -> Colour:
        """Return what the palette has in place of a colour."""
        return self._shades.get(colour, colour)

    def font(self, weight: str, size: int) -> pygame.font.Font:
        """Return the font of a weight and size."""
        key = weight, size
        if key not in self._fonts:
            name = FALLBACK if weight == FALLBACK else f"IBMPlexSans-{weight}.ttf"
            self._fonts[key] = pygame.font.Font(str(self._folder / name), size)
        return self._fonts[key]

    def covers(self, character: str, weight: str = REGULAR) -> bool:
        """Tell whether a font has the glyph of a character."""
        key = character, weight
        if key not in self._known:
            metrics = self.font(weight, 12).metrics(character)
            self._known[key] = bool(metrics) and metrics[0] is not None
        return self._known[key]

    def width(self, text: str, size: int, weight: str = REGULAR) -> int:
        """Return the width of a text in pixels."""
        return sum(run.font.size(run.text)[0] for run in self._runs(text, weight, size))

    def ascent(self, size: int, weight: str = REGULAR) -> int:
        """Return pixels from the top of a rendered text to its baseline."""
        return self.font(weight, size).get_ascent()

    def render(
        self, text: str, size: int, colour: Colour, weight: str = REGULAR, *, kept: bool = True
    ) -> pygame.Surface:
        """Return a picture of a text; do not draw on it, for it is kept."""
        key = text, weight, size, colour
        found = self._texts.get(key)
        if found is None:
            found = self._draw(text, size, colour, weight)
            if not kept:
                return found
            self._texts[key] = found
            self._bytes += _bytes(found)
            while self._bytes > KEPT_BYTES and len(self._texts) > 1:
                self._bytes -= _bytes(self._texts.popitem(last=False)[1])
        else:
            self._texts.move_to_end(key)
        return found

    def _draw(self, text: str, size: int, colour: Colour, weight: str) -> pygame.Surface:
        runs = self._runs(text, weight, size) or [_Run(self.font(weight, size), "", 0)]
        colour = self.shade(colour)
        if len(runs) == 1 and not runs[0].raised:
            return runs[0].font.render(text, True, colour)
        parts = [run.font.render(run.text, True, colour) for run in runs]
        base = max(self.ascent(size, weight), *(run.font.get_ascent() for run in runs))
        height = max((p.get_height() for p in parts), default=size)
        whole = pygame.Surface((sum(p.get_width() for p in parts), height + 2), pygame.SRCALPHA)
        x = 0
        for run, part in zip(runs, parts, strict=True):
            whole.blit(part, (x, max(base - run.font.get_ascent() - run.raised, 0)))
            x += part.get_width()
        return whole

    def _runs(self, text: str, weight: str, size: int) -> list[_Run]:
        """Split a text into stretches of one font; raised digits are those of a smaller size."""
        grouped = groupby(text, lambda c: self._kind(c, weight))
        runs = []
        for (name, raised), letters in grouped:
            part = "".join(letters)
            if raised:
                small = max(round(RAISED_SIZE * size), RAISED_LEAST)
                part = part.translate(RAISED)
                runs.append(_Run(self.font(name, small), part, round(RAISED_BY * size)))
            else:
                runs.append(_Run(self.font(name, size), part, 0))
        return runs

    def _kind(self, character: str, weight: str) -> tuple[str, bool]:
        """Return the font of a character, and whether it is raised."""
        if ord(character) in RAISED:
            return weight, True
        return (weight if self.covers(character, weight) else FALLBACK), False


class _Run(NamedTuple):
    """A stretch of a text in one font, raised by some pixels above the baseline."""

    font: pygame.font.Font
    text: str
    raised: int


def _bytes(picture: pygame.Surface) -> int:
    return picture.get_pitch() * picture.get_height()
