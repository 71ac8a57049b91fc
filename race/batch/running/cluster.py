"""A crew of Dask workers. Importing it loads distributed, which is an extra: `[cluster]`.

The runner writes what the workers send, so that they need no folder in common with it, only the
same version of the program. What hangs is ended by its own worker; Dask gives its block to another
and, when several have died of it, hands it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Self

from distributed import Client, Future, LocalCluster
from distributed.scheduler import KilledWorker

from race.base.errors import RunError
from race.batch.running.parcel import Parcel
from race.batch.running.pool import Answer, Death, Give, Task
from race.batch.running.target import Target
from race.batch.running.worker import NO_ROOM
from race.batch.store.folder import read_points, read_scenario
from race.batch.store.manifest import as_json, read_manifest
from race.batch.store.sealed import sealed
from race.batch.store.shards import write

LOCAL, LOOPBACK = "local", "127.0.0.1"
CONNECT_SECONDS = 30.0
AHEAD = 2
"""Blocks that are sent for each thread of the cluster."""
_SLICE_SECONDS = 1.0

Job = Callable[[Parcel, Task, Target, float], Answer]
"""Runs a task on a worker; a function that can be named, for it is sent by its name."""


@dataclass(eq=False)
class Cluster:
    """Dask workers; use it as a context.

    Attributes:
        address: of the scheduler, or `local` for one of this machine alone.
        folder: of the batch.
        target: what the workers tell of each cell that is done.
        job: what they run.
        workers: of a local cluster.
        stall_seconds: without a finished step after which a worker ends itself.
    """

    address: str
    folder: Path
    target: Target
    job: Job
    workers: int
    stall_seconds: float
    _open: ExitStack = field(default_factory=ExitStack)
    _client: Client | None = None
    _parcels: dict[str, Parcel] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Connect.

        Raises:
            RunError: there is no such scheduler, or it has no workers.
        """
        try:
            address = self._open.enter_context(self._started())
            self._client = self._open.enter_context(
                Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
            )
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            self._open.close()
            raise RunError(f"--scheduler: {self.address}: {error}") from error
        return self

    def __exit__(self, *_: object) -> None:
        """Disconnect, and end a local cluster."""
        self._open.close()

    def work(self, give: Give) -> Iterator[tuple[Task, Answer | Death]]:
        """Give the answer, or the death, of every task, until there is none.

        Raises:
            RunError: the cluster is gone.
        """
        ended: SimpleQueue[Future] = SimpleQueue()
        sent: dict[str, tuple[Task, Future]] = {}
        while True:
            while len(sent) < AHEAD * self._threads() and (task := give()) is not None:
                future = self._send(task)
                sent[future.key] = (task, future)
                future.add_done_callback(ended.put)
            if not sent:
                return
            try:
                future = ended.get(timeout=_SLICE_SECONDS)
            except Empty:
                continue
            task, _ = sent.pop(future.key)
            yield task, self._answer(future)

    def _started(self) -> AbstractContextManager[str]:
        if self.address != LOCAL:
            return nullcontext(self.address)
        cluster = self._open.enter_context(
            LocalCluster(
                n_workers=self.workers,
                threads_per_worker=1,
                host=LOOPBACK,
                dashboard_address=None,
            )
        )
        return nullcontext(str(cluster.scheduler_address))

    def _connected(self) -> Client:
        if self._client is None or self._client.status not in ("running", "connecting"):
            raise RunError(f"--scheduler: {self.address}: the connection is lost")
        return self._client

    def _threads(self) -> int:
        threads: int = sum(self._connected().nthreads().values())
        return max(1, threads)

    def _send(self, task: Task) -> Future:
        parcel = self._parcel(task.arm)
        return self._connected().submit(
            self.job, parcel, task, self.target, self.stall_seconds, pure=False
        )

    def _parcel(self, arm: str) -> Parcel:
        """Return all that a worker needs of the batch to run cells of an arm."""
        if arm not in self._parcels:
            manifest = read_manifest(self.folder)
            self._parcels[arm] = Parcel.packed(
                sealed(as_json(manifest)),
                read_points(self.folder, manifest),
                arm,
                read_scenario(self.folder, arm),
                str(self.folder),
            )
        return self._parcels[arm]

    def _answer(self, future: Future) -> Answer | Death:
        error = future.exception()
        if isinstance(error, KilledWorker):
            return Death("the workers of the cluster that ran it were ended")
        if error is not None:
            raise RunError(f"{self.folder}: the cluster: {type(error).__name__}: {error}")
        answer: Answer = future.result()
        try:
            for shard in answer.pop("shards", ()):
                write(self.folder, shard)
        except OSError as problem:
            named = str(problem.filename or self.folder)
            return {
                "what": NO_ROOM,
                "errno": problem.errno,
                "error": problem.strerror,
                "file": named,
            }
        return answer
