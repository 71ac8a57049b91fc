"""Draws the round flags of npm's circle-flags as PNG files of 96 pixels, with a smooth edge.

SDL's SVG reader knows no masks, so the disc is cut out here.
Usage: python assets/make/flags.py FOLDER_OF_PACKAGE
"""

import sys
from pathlib import Path

import pygame

SIZE = 96
OVER = 4
FLAGS = Path(__file__).parents[1] / "flags"
COUNTRIES = (
    "ae", "ca", "ch", "cn", "de", "eu", "fi", "fr", "gb", "il", "in", "it", "jp", "kr", "kz", "my",
    "nl", "no", "ru", "sa", "sg", "tr", "tw", "us",
)  # fmt: skip


def main(package: Path) -> None:
    """Write a PNG for each country."""
    big = SIZE * OVER
    disc = pygame.Surface((big, big), pygame.SRCALPHA)
    pygame.draw.circle(disc, (255, 255, 255, 255), (big / 2, big / 2), big / 2)
    for country in COUNTRIES:
        (source,) = package.rglob(f"flags/{country}.svg")
        flag = pygame.image.load_sized_svg(source, (big, big)).convert_alpha()
        flag.blit(disc, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        small = pygame.transform.smoothscale(flag.premul_alpha(), (SIZE, SIZE))
        pygame.image.save(_straight(small), FLAGS / f"{country.upper()}.png")


def _straight(surface: pygame.Surface) -> pygame.Surface:
    """Undo the multiplication by alpha, which smooth scaling needs and PNG does not know."""
    out = surface.copy()
    for x in range(SIZE):
        for y in range(SIZE):
            red, green, blue, alpha = surface.get_at((x, y))
            if alpha:
                parts = (min(255, round(part * 255 / alpha)) for part in (red, green, blue))
                out.set_at((x, y), (*parts, alpha))
    return out


if __name__ == "__main__":
    pygame.display.set_mode((1, 1), pygame.HIDDEN)
    main(Path(sys.argv[1]))
