"""Ends a process that hangs, where nobody outside it watches."""

from __future__ import annotations

import os
import threading
import time
from typing import Self

from race.rules.block import Block
from race.world.state import State

HUNG = 4
"""Exit code of a process that was ended."""
_LONGEST_WAIT = 1.0


class Watchdog:
    """Ends the process in which no step is finished for too long; use it as a context."""

    def __init__(self, stall_seconds: float) -> None:
        """Keep how long is too long."""
        self._limit = stall_seconds
        self._heard = time.monotonic()
        self._over = threading.Event()

    def __enter__(self) -> Self:
        """Begin to watch."""
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no longer."""
        self._over.set()

    def seen(self, _state: State, _block: Block) -> None:
        """Hear of a step that was finished."""
        self._heard = time.monotonic()

    def _watch(self) -> None:
        while not self._over.wait(min(self._limit / 4.0, _LONGEST_WAIT)):
            if time.monotonic() - self._heard > self._limit:
                os._exit(HUNG)
