"""A batch is read back as it was simulated, arms paired by future."""

from pathlib import Path

import numpy as np
import pytest

from race.app import prepare, simulate
from race.base.errors import InputError
from race.batch.reading import Batch, read_batch
from race.batch.running.design import Experiment
from race.scenario.experiments.experiment import GRID, Factor, Sweep
from tests.batch.small_batch import TWO_ARMS, begin_in, small_batch


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return read_batch(small_batch(tmp_path_factory.mktemp("two"), 6, fail=[("free", 2)]))


def test_figures_are_those_of_a_run(batch: Batch) -> None:
    outcome = simulate(prepare("tiny"), replicates=6)
    assert batch.years == outcome.years
    assert batch.actors == outcome.countries
    read = batch.figure("kilometres", ["RU", "CN"])["as-is"]
    rows = [outcome.actors.index(name) for name in ("RU", "CN")]
    expected = outcome.figures["kilometres"][:, rows][..., [0, 1, 3, 4, 5]]
    assert (read == expected).all()
    world = batch.of_world("largest_run_flop")["as-is"]
    assert (world == outcome.figures["largest_run_flop"][:, [0, 1, 3, 4, 5]]).all()


def test_a_future_that_failed_in_one_arm_is_in_no_pair(batch: Batch) -> None:
    assert batch.replicates == [0, 1, 3, 4, 5]
    assert batch.done == {"free": 5, "as-is": 6}
    (failed,) = batch.failed
    assert (failed.arm, failed.replicate) == ("free", 2)
    assert failed.error == "RuntimeError: meant to fail"
    assert failed.command.endswith("--replicate 2 --arm free")


def test_points_of_a_sweep_are_told_apart(tmp_path: Path) -> None:
    factor = Factor("score.stride_m", (0.5, 1.0))
    found = read_batch(small_batch(tmp_path, 3, sweep=Sweep(GRID, (factor,))))
    assert found.replicates == [0, 0, 1, 1, 2, 2]
    assert found.at_point("score.stride_m").tolist() == [0.5, 1.0] * 3
    gap = found.figure("kilometres", ["RU"])["as-is"][-1, 0]
    assert gap[1::2] == pytest.approx(2.0 * gap[::2])


def test_what_is_not_kept_is_refused(batch: Batch) -> None:
    with pytest.raises(InputError, match="arm free lacks kilometres of some of these actors"):
        batch.figure("kilometres", ["RU", "nobody"])


def test_no_batch_and_an_empty_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no batch there"):
        read_batch(tmp_path)
    begin_in(tmp_path / "begun", Experiment("tiny", 1, 4, TWO_ARMS))
    with pytest.raises(InputError, match="no future is done in every arm yet"):
        read_batch(tmp_path / "begun")


def test_a_changed_file_is_refused_by_name(tmp_path: Path) -> None:
    folder = small_batch(tmp_path, 2)
    spoilt = next((folder / "shards").glob("*/years.parquet"))
    content = bytearray(spoilt.read_bytes())
    content[len(content) // 2] ^= 1
    spoilt.write_bytes(content)
    with pytest.raises(InputError, match=r"years\.parquet: damaged"):
        read_batch(folder)


def test_nothing_is_nan(batch: Batch) -> None:
    for measure in ("kilometres", "compute_h100e", "national_h100e"):
        for cube in batch.figure(measure, ["CN", "US"]).values():
            assert not np.isnan(cube).any()
