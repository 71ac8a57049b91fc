"""A pool of worker processes, each of which may die, hang or print without end.

A worker that ends, finishes no step for too long or prints too much is replaced; what it was doing
is handed back as a death, and whoever asked decides what becomes of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from race.base.errors import RunError
from race.batch.running.target import Target
from race.batch.running.worker import BEAT, READY

STALL_SECONDS = 300.0
MOST_PRINTED = 64 * 2**20
"""Bytes that a worker may print during one task."""
START_SECONDS = 120.0
"""For a worker to be ready."""
_START_TRIES = 3
_TAIL = 4000
_CHUNK = 2**16
_END_SECONDS = 10.0
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Task(NamedTuple):
    """Cells of one arm to be run together; `tries` counts workers that died of just them."""

    arm: str
    first: int
    stop: int
    tries: int = 0

    @property
    def cells(self) -> range:
        """Return the numbers of the cells."""
        return range(self.first, self.stop)


class Death(NamedTuple):
    """Why the worker of a task is no more."""

    reason: str


Answer = dict[str, Any]
Give = Callable[[], Task | None]
"""Gives the next task, None while there is none."""


@dataclass(eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    heard: float
    ready: bool = False
    task: Task | None = None
    answers: bytes = b""
    tail: bytes = b""
    printed: int = 0


@dataclass(eq=False)
class Pool:
    """Processes that run tasks; use it as a context, at whose end they are gone.

    Attributes:
        command: starts a worker.
        workers: how many.
        target: what they are to tell of each cell that is done.
        stall_seconds: without a finished step after which a worker counts as hanging.
    """

    command: Sequence[str]
    workers: int
    target: Target
    stall_seconds: float = STALL_SECONDS
    _crew: list[_Worker] = field(default_factory=list)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _failed_starts: int = 0

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers."""
        for worker in list(self._crew):
            self._end(worker, wait=False)
        self._selector.close()

    def work(self, give: Give) -> Iterator[tuple[Task, Answer | Death]]:
        """Give the answer, or the death, of every task.

        Ends when there is no task and none is being run; may be called again.

        Raises:
            RunError: no worker can be started.
        """
        while True:
            self._hand_out(give)
            if not any(worker.task for worker in self._crew):
                return
            for key, _ in self._selector.select(timeout=1.0):
                worker, kind = key.data
                yield from self._read(worker, kind)
            for worker in list(self._crew):
                limit = self.stall_seconds if worker.ready else START_SECONDS
                if worker.task is not None and time.monotonic() - worker.heard > limit:
                    yield from self._die(worker, f"no step was finished in {limit:g} s")

    def _hand_out(self, give: Give) -> None:
        """Give tasks to workers without one; start workers while there are more tasks."""
        for worker in list(self._crew):
            if worker.task is None and not self._assign(worker, give()):
                return
        while len(self._crew) < self.workers:
            task = give()
            if task is None:
                return
            worker = self._start()
            worker.task = task

    def _assign(self, worker: _Worker, task: Task | None) -> bool:
        worker.task = task
        if task is not None and worker.ready:
            self._send(worker, task)
        return task is not None

    def _start(self) -> _Worker:
        alone = dict.fromkeys(_ONE_THREAD, "1")
        process = subprocess.Popen(  # noqa: S603  # our own worker, no shell
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **alone},
        )
        worker = _Worker(process, time.monotonic())
        self._crew.append(worker)
        for stream, kind in ((process.stdout, "answers"), (process.stderr, "log")):
            if stream is not None:
                self._selector.register(stream, selectors.EVENT_READ, (worker, kind))
        return worker

    def _send(self, worker: _Worker, task: Task) -> None:
        target = (self.target.measure, self.target.actor, self.target.year)
        line = json.dumps({"arm": task.arm, "cells": (task.first, task.stop), "target": target})
        worker.heard, worker.printed = time.monotonic(), 0
        stream = worker.process.stdin
        # a worker that died meanwhile is noticed when its answers end
        with contextlib.suppress(BrokenPipeError):
            if stream is not None:
                stream.write(line.encode() + b"\n")
                stream.flush()

    def _read(self, worker: _Worker, kind: str) -> Iterator[tuple[Task, Answer | Death]]:
        if worker not in self._crew:
            return
        stream = worker.process.stdout if kind == "answers" else worker.process.stderr
        chunk = os.read(stream.fileno(), _CHUNK) if stream is not None else b""
        if kind == "answers":
            yield from self._answers(worker, chunk)
        elif not chunk and stream is not None:
            self._selector.unregister(stream)
        else:
            worker.tail = (worker.tail + chunk)[-_TAIL:]
            worker.printed += len(chunk)
            if worker.printed > MOST_PRINTED:
                yield from self._die(worker, f"more than {MOST_PRINTED >> 20} MB were printed")

    def _answers(self, worker: _Worker, chunk: bytes) -> Iterator[tuple[Task, Answer | Death]]:
        if not chunk:
            yield from self._die(worker, None)
            return
        worker.heard = time.monotonic()
        *lines, worker.answers = (worker.answers + chunk).split(b"\n")
        for line in lines:
            answer: Answer = json.loads(line)
            if answer["what"] == READY:
                worker.ready, self._failed_starts = True, 0
                if worker.task is not None:
                    self._send(worker, worker.task)
            elif answer["what"] != BEAT and worker.task is not None:
                task, worker.task = worker.task, None
                yield task, answer

    def _die(self, worker: _Worker, reason: str | None) -> Iterator[tuple[Task, Answer | Death]]:
        """End a worker; hand its task back, unless it never began."""
        code = self._end(worker, wait=reason is None)
        if worker.task is None:
            return
        if worker.ready:
            yield worker.task, Death(reason or _how(code))
            return
        self._failed_starts += 1
        if self._failed_starts >= _START_TRIES:
            told = worker.tail.decode(errors="replace").strip().splitlines()[-1:]
            raise RunError(f"no worker can be started: {_how(code)}; {' '.join(told)}")
        self._start().task = worker.task

    def _end(self, worker: _Worker, *, wait: bool) -> int:
        """End a worker, at once or after it had the time to say how; return its exit code."""
        process = worker.process
        self._crew.remove(worker)
        if wait:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_END_SECONDS)
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                with contextlib.suppress(KeyError, ValueError):
                    self._selector.unregister(stream)
        if process.stderr is not None:
            os.set_blocking(process.stderr.fileno(), False)
            worker.tail = (worker.tail + (process.stderr.read(_CHUNK) or b""))[-_TAIL:]
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        return process.returncode


def _how(code: int) -> str:
    """Say how a process ended."""
    if code >= 0:
        return f"the worker ended with exit code {code}"
    try:
        return f"the worker was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"the worker was ended by signal {-code}"
