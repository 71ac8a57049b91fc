"""`race run --watch`: a changed file is read again, and one with faults changes nothing."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

LIMIT_S = 30.0
TEXT = "extends: tiny.yaml\nscenario: {id: w, title: Watched}\nplay: {seats: [RU]}\n"


class Watched:
    """A running `race run --watch` and what it has printed."""

    def __init__(self, folder: Path) -> None:
        words = [sys.executable, "-m", "race", "run", "w.yaml", "--watch", "--until", "2022"]
        self.process = subprocess.Popen(
            words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def wait_for(self, text: str, times: int = 1) -> None:
        end = time.monotonic() + LIMIT_S
        while sum(text in line for line in self.lines) < times:
            assert time.monotonic() < end, (text, self.lines)
            assert self.process.poll() is None, self.lines
            time.sleep(0.02)

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(LIMIT_S)
        self._reader.join(LIMIT_S)
        return code


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    (tmp_path / "w.yaml").write_text(TEXT)
    running = Watched(tmp_path)
    yield running
    running.process.kill()
    running.process.wait()
    assert running.process.stdout is not None
    running.process.stdout.close()


def write(path: Path, text: str) -> None:
    """Write a file as editors do: a new one in the place of the old."""
    new = path.with_suffix(".new")
    new.write_text(text)
    new.replace(path)


def test_a_change_is_run_and_a_fault_keeps_what_stands(watched: Watched, tmp_path: Path) -> None:
    file = tmp_path / "w.yaml"
    watched.wait_for("Watching.")
    write(file, TEXT.replace("[RU]", "[RUS]"))
    watched.wait_for("what was shown last stands")
    watched.wait_for("w.yaml:3:16: play.seats[0]: unknown id 'RUS'")
    write(file, TEXT + "chips: {H100-SXM-80: {tdp_w: 7e2}}\n")
    watched.wait_for("A file was changed; the run is the same.")
    write(file, TEXT + "chips: {H100-SXM-80: {tdp_w: 650}}\n")
    watched.wait_for("Changed: chips.H100-SXM-80.tdp_w: 700 -> 650")
    watched.wait_for("Watching.", times=4)
    assert sum(line.startswith("Watched (w)") for line in watched.lines) == 2
    assert watched.end() == 0
    assert not any("Traceback" in line for line in watched.lines)
