"""A worker whose futures do harm: `python poisoned_worker.py '{"3": "exception"}' DIR`.

The product has no way to ask for this: the simulation is handed over here.
"""

from __future__ import annotations

import ctypes
import dataclasses
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from race.batch.running import worker
from race.batch.running.work import ReadyArm, simulate
from race.batch.running.worker import serve
from race.batch.store.shards import Packed, write
from race.engine.outcome import Outcome, Seen
from race.engine.setup import Futures
from race.experiments import open_work


def raise_error() -> None:
    raise ValueError("a poisoned future")


def hang() -> None:
    time.sleep(3600.0)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    ctypes.string_at(0)


def swallow_memory() -> None:
    bytearray(2**46)


def print_without_end() -> None:
    while True:
        sys.stdout.write("x" * 2**20)


def recurse() -> None:
    recurse()


def leave() -> None:
    raise SystemExit(0)


def leave_at_once() -> None:
    os._exit(0)


HARM: dict[str, Callable[[], None]] = {
    "exception": raise_error,
    "hang": hang,
    "SIGKILL": kill,
    "SIGSEGV": crash,
    "memory": swallow_memory,
    "log": print_without_end,
    "recursion": recurse,
    "exit": leave,
    "exit at once": leave_at_once,
}


AFTER_WRITING = "after writing"


def main() -> None:
    poison = {int(number): kind for number, kind in json.loads(sys.argv[1]).items()}
    folder = Path(sys.argv[2])

    def poisoned(ready: ReadyArm, seed: int, futures: Futures, seen: Seen) -> Outcome:
        kinds = {number: poison[number] for number in futures.replicates if number in poison}
        for kind in kinds.values():
            HARM.get(kind, lambda: None)()
        outcome = simulate(ready, seed, futures, seen)
        nan = [
            place for place, number in enumerate(futures.replicates) if kinds.get(number) == "NaN"
        ]
        kilometres = outcome.figures["kilometres"].copy()
        kilometres[-1, 0, nan] = np.nan
        return dataclasses.replace(outcome, figures={**outcome.figures, "kilometres": kilometres})

    if AFTER_WRITING in poison.values():
        vars(worker)["write"] = write_and_die
    serve(open_work(folder, poisoned), folder)


def write_and_die(folder: Path, packed: Packed) -> None:
    """Write a shard; the first worker to do so does not live to say it."""
    write(folder, packed)
    try:
        (folder.parent / "died").touch(exist_ok=False)
    except FileExistsError:
        return
    kill()


if __name__ == "__main__":
    main()
