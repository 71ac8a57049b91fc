"""Kills runners of a batch at random moments and resumes them: `python tests/batch/killing.py 200`."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from race.batch.running.design import Experiment
from race.batch.running.summary import Summary
from race.batch.store.shards import find
from race.experiments import batch
from tests.batch.folders import rows_of

RUNS, BLOCK, WORKERS = 60, 2, 2
VICTIMS = ("main", "worker", "group")
EXPERIMENT = Experiment("tiny", seed=5, runs=RUNS, until=2022)
MOST_SHARDS = 12
"""Of 30, that a runner may write before it is killed."""
LONGEST = 0.1
"""Seconds more that it may live."""
PATIENCE = 300.0


@dataclass
class Tally:
    """How often whom was killed, and how many runners ended by themselves."""

    kills: dict[str, int]
    finished: int = 0

    @property
    def total(self) -> int:
        """Count the kills."""
        return sum(self.kills.values())


def torture(folder: Path, kills: int, seed: int) -> Tally:
    """Run batches in turn, killing at random, until there were so many kills; end each batch whole.

    A folder that is finished is held against the sum of an undisturbed one, and removed.
    """
    chance = np.random.default_rng(seed)
    tally = Tally(dict.fromkeys(VICTIMS, 0))
    expected = batch(EXPERIMENT, folder / "undisturbed", workers=0)
    number = 0
    while tally.total < kills:
        place = folder / f"killed-{number}"
        number += 1
        while not _finished(place):
            victim = VICTIMS[tally.total % len(VICTIMS)]
            if tally.total >= kills:
                victim = ""
            _once(place, victim, chance, tally)
        _hold(batch(EXPERIMENT, place, workers=0, resume=True), expected, place)
        tally.finished += 1
    return tally


def _once(place: Path, victim: str, chance: np.random.Generator, tally: Tally) -> None:
    """Start a runner, and kill it, one of its workers, or all of them when it has done something.

    That is some shards, or now and then as little as beginning: a moment by the clock would be too
    early on a busy machine.
    """
    words = ["batch", EXPERIMENT.scenario, "--seed", EXPERIMENT.seed, "--runs", RUNS]
    words += ["--until", 2022, "--block", BLOCK, "--workers", WORKERS, "--resume", "--out", place]
    runner = subprocess.Popen(
        [sys.executable, "-m", "race", *map(str, words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    if victim:
        shards = _shards(place) + int(chance.integers(0, MOST_SHARDS))
        while runner.poll() is None and (_shards(place) < shards or not _workers(runner.pid)):
            time.sleep(0.005)
        time.sleep(float(chance.uniform(0.0, LONGEST)))
        if runner.poll() is None:
            tally.kills[victim] += _kill(runner.pid, victim)
    _, told = runner.communicate(timeout=PATIENCE)
    assert runner.returncode in (0, -signal.SIGKILL), told.decode()


def _shards(place: Path) -> int:
    return sum(1 for _ in find(place))


def _workers(pid: int) -> list[int]:
    """Return the process ids of the workers of a runner; none where it is gone."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(word) for word in text.split()]


def _kill(pid: int, victim: str) -> int:
    """Kill; return 1 if there was somebody to kill."""
    workers = _workers(pid)
    if victim == "worker" and not workers:
        return 0
    with contextlib.suppress(ProcessLookupError):
        if victim == "group":
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid if victim == "main" else workers[0], signal.SIGKILL)
        return 1
    return 0


def _finished(place: Path) -> bool:
    return (place / "summary.json").is_file()


def _hold(found: Summary, expected: Summary, place: Path) -> None:
    assert (found.rows, found.failed) == (RUNS, 0)
    assert found.data_sha256 == expected.data_sha256
    rows = rows_of(place)
    assert [row["replicate"] for row in rows] == list(range(RUNS))


def main() -> None:
    kills = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 2**32
    sys.stdout.write(f"seed {seed}\n")
    with tempfile.TemporaryDirectory() as folder:
        tally = torture(Path(folder), kills, seed)
    sys.stdout.write(f"{tally.kills} kills, {tally.finished} batches whole and equal\n")


if __name__ == "__main__":
    main()
