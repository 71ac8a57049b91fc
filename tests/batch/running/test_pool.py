"""Workers are kept busy, are gone at the end, and a start that fails is told."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from race.base.errors import RunError
from race.batch.running.plan import TRIES, Agenda, blocks, of_slice
from race.batch.running.pool import Pool, Task
from race.batch.running.target import Target
from race.batch.store.shards import Shard, repeated

TARGET = Target("kilometres", "RU")


def test_a_worker_that_cannot_start_is_told_with_its_last_words() -> None:
    command = (sys.executable, "-c", "raise SystemExit('no numpy here')")
    tasks = iter([Task("a", 0, 1)])
    with (
        Pool(command, 1, TARGET) as pool,
        pytest.raises(RunError, match=r"no worker can be started: .* code 1; no numpy here"),
    ):
        list(pool.work(lambda: next(tasks, None)))


def test_workers_are_gone_with_their_pool_and_with_their_runner() -> None:
    program = (
        "import sys, time\nfrom race.batch.running.pool import Pool, Task\n"
        "from race.batch.running.target import Target\n"
        "code = 'import time; from race.batch.running.worker import _listen; _listen(); time.sleep(60)'\n"
        "pool = Pool((sys.executable, '-c', code), 1, Target('kilometres', 'RU'))\n"
        "pool._start()\nprint(pool._crew[0].process.pid, flush=True)\nsys.stdin.read()\n"
    )
    runner = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert runner.stdout is not None
    pid = int(runner.stdout.readline())
    time.sleep(1.0)
    os.kill(pid, 0)
    runner.kill()
    runner.communicate()
    late = time.monotonic() + 10.0
    while Path(f"/proc/{pid}").exists() and time.monotonic() < late:
        time.sleep(0.02)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_blocks_leave_out_what_stands_and_take_the_arms_in_turn() -> None:
    shards = [Shard("x", "a", ((0, 3), (5, 6)), "done")]
    tasks = list(blocks(shards, ["a", "b"], range(8), 4))
    assert [task[:3] for task in tasks] == [
        ("a", 3, 4),
        ("b", 0, 4),
        ("a", 4, 5),
        ("b", 4, 8),
        ("a", 6, 8),
    ]


def test_every_block_lies_in_one_slice() -> None:
    tasks = [list(of_slice(blocks([], ["a"], range(20), 3), n, 3, 3)) for n in range(3)]
    assert sorted(task for some in tasks for task in some) == list(blocks([], ["a"], range(20), 3))


def test_a_block_that_kills_is_cut_down_to_the_cell_that_does() -> None:
    agenda = Agenda(iter([Task("a", 0, 8)]))
    failed, done = [], []
    while (task := agenda.give()) is not None:
        if 5 in task.cells:
            failed += [task.first] * agenda.died(task, [task.cells])
        else:
            done += list(task.cells)
    assert failed == [5]
    assert sorted(done) == [0, 1, 2, 3, 4, 6, 7]


def test_a_cell_survives_stray_kills() -> None:
    agenda = Agenda(iter([Task("a", 0, 1)]))
    for _ in range(TRIES - 1):
        task = agenda.give()
        assert task is not None
        assert not agenda.died(task, [task.cells])
    assert agenda.give() == Task("a", 0, 1, TRIES - 1)


def test_what_was_written_before_a_worker_died_is_not_handed_out_again() -> None:
    agenda = Agenda(iter([]))
    assert not agenda.died(Task("a", 0, 8), [range(2, 3), range(5, 8)])
    assert not agenda.died(Task("a", 9, 10), [])
    cells = []
    while (task := agenda.give()) is not None:
        cells.append((task.first, task.stop))
    assert cells == [(2, 3), (5, 7), (7, 8)]


def test_of_shards_with_the_same_cells_the_largest_is_kept() -> None:
    whole = Shard("w", "a", ((4, 8),), "done")
    halves = [Shard("h1", "a", ((4, 6),), "done"), Shard("h2", "a", ((6, 8),), "done")]
    others = [Shard("o1", "a", ((0, 4),), "done"), Shard("o2", "b", ((4, 8),), "done")]
    mixed = Shard("m", "a", ((8, 9), (10, 11)), "done")
    gap = Shard("g", "a", ((9, 10),), "failed")
    assert repeated([*others, halves[0], whole, halves[1], mixed, gap]) == halves
    assert repeated([mixed, Shard("n", "a", ((9, 11),), "done")]) != []
