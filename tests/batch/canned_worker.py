"""A worker that simulates one future and says that all are like it: `python canned_worker.py DIR`.

What is measured with it is everything but the simulation.
"""

from __future__ import annotations

import sys
from pathlib import Path

from race.batch.running.work import ReadyArm, simulate
from race.batch.running.worker import serve
from race.engine.outcome import Outcome, Seen, chosen
from race.engine.setup import Futures
from race.experiments import open_work

_kept: list[Outcome] = []


def canned(ready: ReadyArm, seed: int, futures: Futures, seen: Seen) -> Outcome:
    if not _kept:
        _kept.append(simulate(ready, seed, Futures([0], {}), seen))
    return chosen(_kept[0], [0] * len(futures.replicates))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    serve(open_work(folder, canned), folder)
