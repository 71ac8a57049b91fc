"""A batch in parts comes to the same, in any order, and says what is missing."""

from dataclasses import replace
from pathlib import Path

import pytest

from race.base.errors import InputError, RunError
from race.batch.running.design import Experiment
from race.batch.running.slices import merge_slices, plan_slices, status_of, work_slice
from race.batch.running.target import Target
from race.batch.running.way import Way
from race.batch.store.folder import held
from race.batch.store.shards import find
from race.experiments import batch, local, prepare
from race.scenario.experiments.experiment import Arm, Arms

ARMS = Arms("", "", "", (Arm("a", "A"), Arm("b", "B", figures={"country.RU.trust": 90.0})))
EXPERIMENT = Experiment("tiny", seed=3, runs=10, arms=ARMS, until=2022)
TARGET = Target("kilometres", "RU")
HERE = Way(start=local(0), resume=True)


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    folder = tmp_path / "slices"
    plan_slices(folder, prepare(EXPERIMENT, block=4, slices=3))
    return folder


def test_slices_come_to_the_same_as_one_batch(planned: Path, tmp_path: Path) -> None:
    ran = [work_slice(planned, number, 3, TARGET, HERE) for number in (3, 1, 2)]
    assert ran == [4, 8, 8]
    merged = merge_slices(planned, TARGET)
    assert merged.data_sha256 == batch(EXPERIMENT, tmp_path / "one", workers=0).data_sha256
    assert (merged.rows, merged.failed) == (20, 0)
    assert merged.estimates["a"][0] > 0.0


def test_what_is_missing_is_told_by_slice(planned: Path) -> None:
    work_slice(planned, 2, 3, TARGET, HERE)
    status = status_of(planned)
    assert (status.cells, status.done, status.left) == (20, 8, {1: 8, 3: 4})
    with pytest.raises(RunError, match="8 rows of 20"):
        merge_slices(planned, TARGET)


def test_a_slice_runs_only_what_it_lacks_and_what_is_damaged(planned: Path) -> None:
    work_slice(planned, 1, 3, TARGET, HERE)
    assert work_slice(planned, 1, 3, TARGET, HERE) == 0
    next(find(planned)).joinpath("world.parquet").write_bytes(b"")
    assert work_slice(planned, 1, 3, TARGET, HERE) == 4
    assert len(status_of(planned).damaged) == 0


def test_two_slices_work_side_by_side_but_not_one_twice_nor_a_batch(planned: Path) -> None:
    with held(planned, shared=True), held(planned / "slices", name="1.lock"):
        assert work_slice(planned, 2, 3, TARGET, HERE) == 8
        with pytest.raises(RunError, match="another runner"):
            work_slice(planned, 1, 3, TARGET, HERE)
        with pytest.raises(RunError, match="another runner"):
            batch(EXPERIMENT, planned, workers=0, resume=True)


def test_a_plan_may_be_made_again_but_not_another(planned: Path) -> None:
    plan_slices(planned, prepare(EXPERIMENT, block=4, slices=3))
    with pytest.raises(InputError, match="slices 3, not 4"):
        plan_slices(planned, prepare(EXPERIMENT, block=4, slices=4))
    with pytest.raises(InputError, match="seed"):
        plan_slices(planned, prepare(replace(EXPERIMENT, seed=1), block=4, slices=3))


@pytest.mark.parametrize("given", [(0, 3), (4, 3), (1, 2)])
def test_a_slice_that_is_not_there_is_refused(planned: Path, given: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="allowed: 1/3 to 3/3"):
        work_slice(planned, *given, TARGET, HERE)


def test_a_batch_carries_on_what_slices_left(planned: Path, tmp_path: Path) -> None:
    work_slice(planned, 2, 3, TARGET, HERE)
    whole = batch(EXPERIMENT, planned, workers=0, resume=True)
    assert whole.ran == 12
    assert whole.data_sha256 == batch(EXPERIMENT, tmp_path / "one", workers=0).data_sha256
