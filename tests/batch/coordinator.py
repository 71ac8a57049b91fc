"""Tells how much memory the runner of a batch takes: `python tests/batch/coordinator.py 1000000`.

Its workers do not simulate (`canned_worker.py`), so that a million futures take a minute.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from race.batch.running.design import Experiment
from race.batch.running.runner import run_batch
from race.batch.running.target import usual_target
from race.batch.running.way import Way
from race.experiments import local, prepare

BLOCK = 1000
WORKER = Path(__file__).with_name("canned_worker.py")


def megabytes(runs: int, folder: Path) -> float:
    """Run a batch of futures of the tiny scenario; return the largest memory of this process."""
    prepared = prepare(Experiment("tiny", seed=1, runs=runs, until=2022), block=BLOCK)
    way = Way(start=local(2, command=(sys.executable, str(WORKER))))
    summary = run_batch(folder / "out", prepared, usual_target(prepared.scenario), way)
    assert (summary.rows, summary.failed) == (runs, 0)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(f"{megabytes(int(sys.argv[1]), Path(folder)):.1f}\n")


if __name__ == "__main__":
    main()
