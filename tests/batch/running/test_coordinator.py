"""The runner's memory does not grow with the futures."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).parents[1].joinpath("coordinator.py")


def megabytes(runs: int) -> float:
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(runs)],
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


@pytest.mark.slow
def test_thirty_times_as_many_futures_take_no_more_memory() -> None:
    """A list of their rows would take 20 MB; a million futures took 2 MB more than ten thousand."""
    assert megabytes(30_000) < megabytes(1_000) + 5.0
