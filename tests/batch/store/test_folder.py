"""A folder that cannot be written is told in one line, and what was finished is safe."""

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from race.base.errors import RunError
from race.batch.running.design import Experiment
from race.batch.store import shards
from race.batch.store.sealed import told, write_through
from race.experiments import batch

EXPERIMENT = Experiment("tiny", seed=3, runs=8, until=2022)


def fill_after(files: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be full after so many files."""
    written: list[Path] = []

    def write_while_there_is_room(path: Path, content: bytes) -> None:
        if len(written) >= files:
            path.write_bytes(content[: len(content) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        written.append(path)
        write_through(path, content)

    monkeypatch.setattr(shards, "write_through", write_while_there_is_room)


def test_a_full_disk_ends_the_batch_and_half_a_shard_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    with monkeypatch.context() as patch:
        fill_after(12, patch)
        with pytest.raises(RunError, match=r"no space left; make room.*--resume.*blocks are safe"):
            batch(EXPERIMENT, folder, workers=0, block=2)
    assert len(list(shards.find(folder))) == 2
    assert not list((folder / shards.DRAFTS).iterdir())
    whole = batch(EXPERIMENT, folder, workers=0, block=2, resume=True)
    assert (whole.ran, whole.rows) == (4, 8)
    straight = batch(EXPERIMENT, tmp_path / "straight", workers=0)
    assert whole.data_sha256 == straight.data_sha256


def test_a_disk_that_is_full_at_the_start_leaves_no_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    folder = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr("race.batch.store.sealed.write_through", no_room)
        with pytest.raises(RunError, match="no space left"):
            batch(EXPERIMENT, folder, workers=0)
    assert not (folder / "manifest.json").exists()
    assert batch(replace(EXPERIMENT, runs=1), folder, workers=0, resume=True).rows == 1


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.EROFS, "read-only; give another --out"),
        (errno.EACCES, "permission denied; give another --out"),
        (errno.EDQUOT, "quota is used up; make room"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_hinders_writing_is_told(number: int, word: str, tmp_path: Path) -> None:
    assert word in str(told(OSError(number, os.strerror(number)), tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(RunError, match="permission denied"):
        batch(EXPERIMENT, tmp_path / "out", workers=0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes somebody else")
def test_a_read_only_folder_is_refused_to_others(tmp_path: Path) -> None:
    """Root becomes nobody, whom permissions bind."""
    program = (
        "import os, sys\nfrom pathlib import Path\n"
        "from race.batch.store.folder import held\nfrom race.base.errors import RunError\n"
        f"os.setuid(65534)\ntry:\n    with held(Path({str(tmp_path / 'out')!r})): pass\n"
        "except RunError as error:\n    sys.exit(str(error))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "cannot be written: permission denied; give another --out" in done.stderr
