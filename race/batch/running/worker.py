"""A worker: a process of its own that runs blocks for the runner that started it.

It reads a task a line from standard input and answers in lines on what was standard output; both
are JSON. What a simulation prints goes to standard error. When standard input ends, because the
runner is gone, so is the worker, in the middle of whatever it does.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, NoReturn

from race.base.errors import RaceError
from race.batch.running.target import Target
from race.batch.running.work import Work
from race.batch.store.shards import Packed, write
from race.engine.outcome import Seen
from race.rules.block import Block
from race.world.state import State

Keep = Callable[[Packed], None]
"""Writes a shard."""

READY, BEAT, DONE, FATAL, NO_ROOM = "ready", "beat", "done", "fatal", "no_room"
BEAT_SECONDS = 1.0
ORPHANED = 3
_OUT_OF_MEMORY_SCORE = Path("/proc/self/oom_score_adj")
_DIE_FIRST = "500"


def serve(work: Work, folder: Path) -> NoReturn:
    """Do what the lines of standard input ask for, until they end.

    Args:
        work: of the batch.
        folder: where its shards go.
    """
    runner = os.getppid()
    reports = _take_output()
    tasks = _listen()

    def keep(shard: Packed) -> None:
        # standard input may have ended a moment ago, and another runner begun
        if os.getppid() != runner:
            os._exit(ORPHANED)
        write(folder, shard)

    with contextlib.suppress(OSError):
        _OUT_OF_MEMORY_SCORE.write_text(_DIE_FIRST)
    _limit_memory()
    faulthandler.enable()
    answerer = _Answerer(reports)
    answerer.say(READY)
    while True:
        task = tasks.get()
        arm, cells, target = task["arm"], range(*task["cells"]), Target(*task["target"])
        answerer.say(**carry_out(work, keep, arm, cells, target, answerer.seen))


class _Answerer:
    """Writes answers, and now and then that the work goes on."""

    def __init__(self, reports: IO[str]) -> None:
        self._reports = reports
        self._last = time.monotonic()

    def say(self, what: str, **more: object) -> None:
        """Write one answer."""
        self._reports.write(json.dumps({"what": what, **more}) + "\n")
        self._reports.flush()

    def seen(self, _state: State, _block: Block) -> None:
        """Tell that a step was done, at most once a second."""
        now = time.monotonic()
        if now - self._last > BEAT_SECONDS:
            self._last = now
            self.say(BEAT)


def carry_out(
    work: Work, keep: Keep, arm: str, cells: range, target: Target, seen: Seen
) -> dict[str, Any]:
    """Run cells, keep their shards, and return the answer."""
    try:
        result = work.run(arm, cells, target, seen)
    except RaceError as error:
        return {"what": FATAL, "error": str(error)}
    try:
        for shard in result.shards:
            keep(shard)
    except OSError as error:
        named = str(error.filename or work.folder)
        return {"what": NO_ROOM, "errno": error.errno, "error": error.strerror, "file": named}
    return {"what": DONE, "values": result.values, "failed": result.failed}


def _take_output() -> IO[str]:
    """Keep standard output for answers; what is printed goes to standard error."""
    sys.stdout.flush()
    reports = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return reports


def _listen() -> SimpleQueue[dict[str, Any]]:
    """Read tasks in a thread; at their end the process ends at once."""
    tasks: SimpleQueue[dict[str, Any]] = SimpleQueue()

    def read(lines: Callable[[], str]) -> None:
        for line in iter(lines, ""):
            tasks.put(json.loads(line))
        os._exit(ORPHANED)

    threading.Thread(target=read, args=(sys.stdin.readline,), daemon=True).start()
    return tasks


def _limit_memory() -> None:
    """Let a future that wants more than the machine has fail, and the machine live."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or whole < most:
        resource.setrlimit(resource.RLIMIT_AS, (whole, most))
