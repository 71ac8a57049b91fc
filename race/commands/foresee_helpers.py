"""Helpers of foresight: processes of the same program that play some of the blocks of futures.

The numbers of a future do not depend on who plays it, so that the answer is the same with any number
of helpers, only sooner.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import IO, Any

from race.play.foresight.fan import Part
from race.play.foresight.imagined import BLOCKS

ALONE = "--alone"
"""Makes a process without helpers of its own."""
COMMAND = (sys.executable, "-m", "race.commands.foresee", ALONE)
MOST = 1
KEPT = (0, 1)
"""Blocks that are always played at home: what is seen first."""


def spare_processors() -> int:
    """Return how many helpers have a processor of their own beside the window's."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(max((there or 1) - 1, 0), MOST)


class Helpers:
    """Some helpers, started when they are first asked.

    Attributes:
        shares: the blocks of each; `left` are those left for who asks.
    """

    def __init__(self, count: int, command: Sequence[str] = COMMAND) -> None:
        """Share the blocks out; none is started."""
        self._command = command
        others = [block for block in range(len(BLOCKS)) if block not in KEPT]
        shares = [others[place :: count + 1] for place in range(count + 1)]
        self.shares = shares[:count]
        self.left = (*KEPT, *shares[count])
        self._processes: list[subprocess.Popen[str]] = []
        self._answers: queue.SimpleQueue[tuple[int, str]] = queue.SimpleQueue()
        self._busy: dict[int, int] = {}

    def ask(self, question: Mapping[str, Any]) -> None:
        """Ask all, each for its blocks; whatever they were at ends."""
        self._start()
        for place, process in enumerate(self._processes):
            line = json.dumps({**question, "blocks": self.shares[place]})
            if process.stdin is None:
                continue
            try:
                process.stdin.write(line + "\n")
                process.stdin.flush()
                self._busy[place] = question["id"]
            except OSError:
                self._busy.pop(place, None)

    def busy(self, number: int) -> bool:
        """Tell whether any is still at a question; one that died is not."""
        return any(
            self._busy.get(place) == number and process.poll() is None
            for place, process in enumerate(self._processes)
        )

    def answers(self, number: int, wait: float = 0.0) -> Iterator[dict[str, Part]]:
        """Yield what came to a question, waiting so many seconds for the first."""
        while True:
            try:
                place, line = (
                    self._answers.get(timeout=wait) if wait else self._answers.get_nowait()
                )
            except queue.Empty:
                return
            wait = 0.0
            answer = json.loads(line)
            if answer["id"] != number:
                continue
            if answer["kind"] == "parts":
                yield {which: Part(*part) for which, part in answer["parts"].items()}
            else:
                self._busy.pop(place, None)

    def close(self) -> None:
        """End them all."""
        for process in self._processes:
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()
            process.wait()
        self._processes = []

    def _start(self) -> None:
        while len(self._processes) < len(self.shares):
            process = subprocess.Popen(  # noqa: S603 - our own module, by this Python
                self._command,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            )  # fmt: skip
            reader = threading.Thread(
                target=_read,
                args=(len(self._processes), process.stdout, self._answers),
                daemon=True,
            )
            reader.start()
            self._processes.append(process)


def _read(place: int, stream: IO[str] | None, answers: queue.SimpleQueue[tuple[int, str]]) -> None:
    if stream is not None:
        for line in stream:
            answers.put((place, line))
