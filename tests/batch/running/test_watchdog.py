"""A process that hangs is ended; one that goes on is not."""

import subprocess
import sys

import pytest

from race.batch.running.watchdog import HUNG


@pytest.mark.parametrize(("works", "code"), [(True, 0), (False, HUNG)])
def test_only_a_process_that_finishes_no_step_is_ended(works: bool, code: int) -> None:
    program = (
        "import time\nfrom race.batch.running.watchdog import Watchdog\nwith Watchdog(0.4) as dog:\n"
        f"    for _ in range(12):\n        time.sleep(0.1)\n        {works} and dog.seen(None, None)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == code
