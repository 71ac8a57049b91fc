"""Golden pictures: equal to the last pixel, or alike block by block where fonts or pygame differ."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pygame

from race.base.arrays import Floats

GOLDEN = Path(__file__).parent / "golden"
BLOCK = 16
LEAST_LIKENESS = 0.90
MOST_STRANGE_BLOCKS = 0.02
"""Share of blocks that may be unlike: a letter drawn by another version of FreeType."""
RENEW = "RENEW_PICTURES"
"""Set in the environment, pictures are written anew instead of compared."""


def compare(surface: pygame.Surface, name: str) -> str:
    """Return what differs from a golden picture, empty if nothing that counts."""
    file = GOLDEN / f"{name}.png"
    if os.environ.get(RENEW):
        GOLDEN.mkdir(exist_ok=True)
        pygame.image.save(surface, str(file))
        return ""
    if not file.exists():
        return f"no golden picture {file.name}; look at it and make it with {RENEW}=1"
    golden = pygame.image.load(str(file))
    if golden.get_size() != surface.get_size():
        return f"{golden.get_size()} has become {surface.get_size()}"
    one, other = _grey(golden), _grey(surface)
    if np.array_equal(pygame.surfarray.array3d(golden), pygame.surfarray.array3d(surface)):
        return ""
    likeness = blockwise_ssim(one, other)
    strange = float((likeness < LEAST_LIKENESS).mean())
    if strange <= MOST_STRANGE_BLOCKS:
        return ""
    place = np.unravel_index(int(likeness.argmin()), likeness.shape)
    return f"{100 * strange:.1f} % of blocks differ, most at {place[0] * BLOCK}, {place[1] * BLOCK}"


def blockwise_ssim(one: Floats, other: Floats) -> Floats:
    """Return the structural similarity of each block of 16 pixels, 1 where equal."""
    a, b = _blocks(one), _blocks(other)
    mean_a, mean_b = a.mean(axis=-1), b.mean(axis=-1)
    var_a, var_b = a.var(axis=-1), b.var(axis=-1)
    both = ((a - mean_a[..., None]) * (b - mean_b[..., None])).mean(axis=-1)
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness: Floats = ((2 * mean_a * mean_b + c1) * (2 * both + c2)) / (
        (mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2)
    )
    return likeness


def _grey(surface: pygame.Surface) -> Floats:
    grey: Floats = pygame.surfarray.array3d(surface).astype(float) @ np.array([0.299, 0.587, 0.114])
    return grey


def _blocks(picture: Floats) -> Floats:
    width, height = (size // BLOCK * BLOCK for size in picture.shape)
    cut = picture[:width, :height].reshape(width // BLOCK, BLOCK, height // BLOCK, BLOCK)
    return cut.transpose(0, 2, 1, 3).reshape(width // BLOCK, height // BLOCK, BLOCK * BLOCK)
