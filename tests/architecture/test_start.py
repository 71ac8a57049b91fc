"""The command line answers at once and without anything heavy."""

import subprocess
import sys
import time

MOST_OF_A_BARE_START = 8.0
"""150 ms, where Python itself starts in 19."""
TRIES = 20


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)


def seconds(*arguments: str) -> float:
    begin = time.perf_counter()
    assert start(*arguments).returncode == 0
    return time.perf_counter() - begin


def test_help_starts_in_a_few_times_what_python_takes() -> None:
    """The best of each counts, taken in turn, since the machine may be busy."""
    bare = help_ = float("inf")
    for _ in range(TRIES):
        bare = min(bare, seconds("-c", "pass"))
        help_ = min(help_, seconds("-m", "race", "--help"))
    assert help_ <= MOST_OF_A_BARE_START * bare


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from race.cli import main\n"
        "try:\n"
        "    main(['--help'])\n"
        "except SystemExit:\n"
        "    loaded = {'numpy', 'pydantic', 'yaml', 'mesa', 'rich'} & set(sys.modules)\n"
        "    raise SystemExit(' '.join(sorted(loaded)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert "train-time" in done.stdout
    assert not done.stderr.strip()
