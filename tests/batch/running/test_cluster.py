"""A batch on a real Dask cluster of two workers, one of which is killed on the way."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")

from race.base.errors import RunError  # noqa: E402  # after the check that there is a cluster at all
from race.batch.running import cluster as module  # noqa: E402  # the same
from race.batch.running.design import Experiment  # noqa: E402  # the same
from race.batch.running.runner import run_batch  # noqa: E402  # the same
from race.batch.running.target import usual_target  # noqa: E402  # the same
from race.batch.running.way import Way  # noqa: E402  # the same
from race.batch.store.shards import find  # noqa: E402  # the same
from race.experiments import batch, on_cluster, prepare  # noqa: E402  # the same

EXPERIMENT = Experiment("tiny", seed=2, runs=60)
PATIENCE = 60.0


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def kill_one(address: str, folder: Path, seen: list[int]) -> None:
    """Kill a worker as soon as there is a shard; tell how many there were."""
    with distributed.Client(address, set_as_default=False) as client:
        pids = client.run(os.getpid)
        late = time.monotonic() + PATIENCE
        while not any(find(folder)) and time.monotonic() < late:
            time.sleep(0.01)
        seen.append(len(list(find(folder))))
        os.kill(next(iter(pids.values())), signal.SIGKILL)


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_comes_to_the_same(address: str, tmp_path: Path) -> None:
    expected = batch(EXPERIMENT, tmp_path / "here", workers=0)
    prepared = prepare(EXPERIMENT, block=4)
    folder = tmp_path / "cluster"
    seen: list[int] = []
    killer = threading.Thread(target=kill_one, args=(address, folder, seen))
    killer.start()
    way = Way(start=on_cluster(address))
    found = run_batch(folder, prepared, usual_target(prepared.scenario), way)
    killer.join()
    assert 0 < seen[0] < 15
    assert (found.rows, found.failed) == (60, 0)
    assert found.data_sha256 == expected.data_sha256


def test_a_scheduler_that_is_not_there_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.5)
    prepared = prepare(EXPERIMENT)
    way = Way(start=on_cluster("1"))
    with pytest.raises(RunError, match=r"--scheduler: tcp://127.0.0.1:1: "):
        run_batch(tmp_path / "out", prepared, usual_target(prepared.scenario), way)
