"""Credits: who made what, and under which licence it is used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from race import __version__
from race.ui.canvas import Canvas
from race.ui.desk import Part, Screen
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.theme import HEIGHT, HERO, NAME, NIGHT, PAPER, PAPER2, RULE, SMALL, WIDTH
from race.ui.widgets.panel import button
from race.ui.words import mark

ROWS = (
    (mark("game and model"), mark("Three Kilometres contributors"), "MIT"),
    (mark("clusters, runs and chips"), "Epoch AI", "CC BY 4.0"),
    (mark("letters"), "IBM Plex Sans, IBM Corp.; DejaVu Sans", "OFL 1.1; Bitstream Vera"),
    (mark("map"), "Natural Earth; world-atlas, Michael Bostock", mark("public domain; ISC")),
    (mark("flags"), "circle-flags, HatScripts", "MIT"),
    (mark("figures in the style of"), "Gerd Arntz, Otto Neurath: Isotype", ""),
    (mark("window"), "pygame-ce, SDL", "LGPL 2.1; zlib"),
    (mark("arithmetic"), "NumPy", "BSD"),
)


@dataclass(eq=False)
class CreditsScreen(Screen):
    """Covers the window."""

    name: ClassVar[str] = "credits"

    def parts(self) -> Iterable[Part]:
        """Return the page."""
        yield Part("ground", (0, 0, WIDTH, HEIGHT), 0, self._draw)

    def _draw(self, canvas: Canvas) -> None:
        words = self.desk.words
        canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
        canvas.text(160, 120, words.tr("Three Kilometres"), HERO, PAPER, BOLD)
        canvas.text(160, 150, words.tr("version {version}", version=__version__), NAME, PAPER2)
        for n, (what, who, licence) in enumerate(ROWS):
            y = 212 + 40 * n
            canvas.hline(160, 1120, y + 14, RULE)
            canvas.text(160, y, words.tr(what), NAME, PAPER2)
            canvas.text(420, y, words.tr(who), NAME, PAPER, SEMIBOLD)
            canvas.text(1120, y, words.tr(licence), SMALL, PAPER2, align="right")
        text = words.tr(
            "The texts of all licences lie in assets/LICENSES.md. Borders and flags state no view."
        )
        canvas.text(160, 212 + 40 * len(ROWS) + 18, text, SMALL, PAPER2)
        key = self.desk.settings.key_of("back")
        button(canvas, "close", (1140, 668, 124, 30), words.tr("back"), key)

    def press(self, target: str) -> None:
        """Close."""
        if target == "close":
            self.desk.close()
