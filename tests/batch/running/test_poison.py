"""Futures that do harm fail by themselves: the others come out as ever."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from race.base.errors import InputError
from race.batch.running.design import Experiment
from race.batch.running.runner import run_batch
from race.batch.running.summary import first_failures
from race.batch.running.target import usual_target
from race.batch.running.way import Way
from race.batch.store.shards import SHARDS, find, read_table
from race.experiments import batch, local, prepare
from tests.batch.folders import rows_of

RUNS = 21
EXPERIMENT = Experiment("tiny", seed=1, runs=RUNS, until=2022)
POISON = {
    1: ("exception", "ValueError: a poisoned future"),
    4: ("NaN", "NaN in kilometres of"),
    7: ("memory", "MemoryError"),
    10: ("recursion", "RecursionError"),
    13: ("exit", "SystemExit: 0"),
    14: ("SIGKILL", "ended by SIGKILL"),
    16: ("SIGSEGV", "ended by SIGSEGV"),
    17: ("log", "64 MB were printed"),
    19: ("exit at once", "exit code 0"),
    20: ("hang", "no step was finished in 4 s"),
}
WORKER = Path(__file__).parents[1].joinpath("poisoned_worker.py")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "batch"
    batch(EXPERIMENT, folder, workers=0)
    return folder


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("poisoned") / "batch"
    kinds = json.dumps({number: kind for number, (kind, _) in POISON.items()})
    prepared = prepare(EXPERIMENT, block=4)
    way = Way(start=local(2, 4.0, (sys.executable, str(WORKER), kinds)))
    summary = run_batch(folder, prepared, usual_target(prepared.scenario), way)
    assert (summary.rows, summary.failed) == (RUNS, len(POISON))
    return folder


@pytest.mark.slow
def test_exactly_the_poisoned_futures_fail_and_say_why(poisoned: Path) -> None:
    failed = {row["replicate"]: row for row in rows_of(poisoned) if row["status"] == "failed"}
    assert sorted(failed) == sorted(POISON)
    for number, (_, error) in POISON.items():
        assert error in failed[number]["error"]


@pytest.mark.slow
def test_the_other_futures_are_as_they_would_have_been(sound: Path, poisoned: Path) -> None:
    expected = {row["replicate"]: row["row_sha256"] for row in rows_of(sound)}
    done = {
        row["replicate"]: row["row_sha256"] for row in rows_of(poisoned) if row["status"] == "done"
    }
    assert done == {number: text for number, text in expected.items() if number not in POISON}


@pytest.mark.slow
def test_a_failed_row_has_its_drawn_figures_and_the_command_that_replays_it(poisoned: Path) -> None:
    failed = [row for row in rows_of(poisoned) if row["status"] == "failed"]
    for row in failed:
        assert row["command"] == f"race replay {poisoned} --replicate {row['replicate']}"
        assert json.loads(row["figures"])["grey.hub_imports"] > 0.0


@pytest.mark.slow
def test_some_failures_are_told_at_the_end(poisoned: Path) -> None:
    some = first_failures(poisoned, 4)
    assert len(some) == 4
    assert some[0] == ("ValueError: a poisoned future", f"race replay {poisoned} --replicate 1")


@pytest.mark.slow
def test_failed_futures_can_be_tried_again(sound: Path, poisoned: Path, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    shutil.copytree(poisoned, folder)
    prepared = prepare(EXPERIMENT)
    target = usual_target(prepared.scenario)
    kept = run_batch(folder, prepared, target, Way(start=local(0), resume=True))
    assert (kept.ran, kept.failed) == (0, len(POISON))
    again = Way(start=local(0), resume=True, retry_failed=True)
    summary = run_batch(folder, prepared, target, again)
    assert (summary.ran, summary.failed) == (len(POISON), 0)
    assert [row["row_sha256"] for row in rows_of(folder)] == [
        row["row_sha256"] for row in rows_of(sound)
    ]


def test_a_corrupt_shard_is_refused_by_name_and_its_rows_are_run_again(
    sound: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "corrupt"
    shutil.copytree(sound, folder)
    place = next(find(folder))
    file = place / "years.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"years.parquet: damaged"):
        read_table(place, "years")
    summary = batch(EXPERIMENT, folder, workers=0, resume=True)
    assert (summary.rows, summary.ran, summary.failed) == (RUNS, RUNS, 0)
    assert rows_of(folder) == [
        {**row, "command": row["command"].replace(str(sound), str(folder))}
        for row in rows_of(sound)
    ]
    assert len(list((folder / "broken").iterdir())) == 1
    assert len(list((folder / SHARDS).iterdir())) == 1


def test_a_worker_that_dies_between_writing_and_saying_so_doubles_nothing(
    sound: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    prepared = prepare(EXPERIMENT, block=8)
    command = (sys.executable, str(WORKER), json.dumps({"0": "after writing"}))
    way = Way(start=local(1, command=command))
    summary = run_batch(folder, prepared, usual_target(prepared.scenario), way)
    assert (tmp_path / "died").exists()
    assert (summary.rows, summary.failed, summary.ran) == (RUNS, 0, RUNS)
    assert len(list(find(folder))) == 3
    assert [row["row_sha256"] for row in rows_of(folder)] == [
        row["row_sha256"] for row in rows_of(sound)
    ]
