"""Gives the memory of large pictures back to the system as soon as they are gone."""

from __future__ import annotations

import ctypes
import sys

_MMAP_THRESHOLD = -3
"""M_MMAP_THRESHOLD of <malloc.h>."""
LARGE_BYTES = 2_000_000


def return_large_blocks() -> None:
    """Keep GNU malloc from raising its threshold with the first large block that is freed.

    It would then keep up to 28 MB of what the largest drawings needed once. Other libraries of C
    lack the call, and nothing is done.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, LARGE_BYTES)
