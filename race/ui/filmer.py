"""Lets another process write the film of a game, so that no frame waits for it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(eq=False)
class Filmer:
    """Writes one film at a time.

    Attributes:
        command: starts `race play`; empty = there is nobody to write films.
        file: what is being written.
    """

    command: Sequence[str] = ()
    file: Path = Path()
    _process: subprocess.Popen[str] | None = None

    def start(self, code: str, language: str, file: Path) -> bool:
        """Begin to write the film of the game of a share code; tell whether that was possible."""
        if not self.command or self._process is not None:
            return False
        self.file = file
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by this Python
            [*self.command, "--code", code, "--lang", language, "--export", str(file)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            encoding="utf-8",
        )  # fmt: skip
        return True

    def ended(self) -> str | None:
        """Return what went wrong once the film is done, empty if nothing; None before."""
        if self._process is None or self._process.poll() is None:
            return None
        _, said = self._process.communicate()
        failed = self._process.returncode != 0
        self._process = None
        return said.strip() if failed else ""
