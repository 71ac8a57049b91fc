"""Common random numbers make a comparison of arms sharper wherever the arms leave much the same."""

import numpy as np
import pytest

from race.batch.reading import Batch, read_batch
from race.batch.running.design import Experiment
from race.batch.stats.pairs import variance_cut
from race.experiments import batch, read_arms

AT_LEAST = 5.0


@pytest.fixture(scope="module")
def controls(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    folder = tmp_path_factory.mktemp("controls") / "out"
    experiment = Experiment("2022", seed=1, runs=64, arms=read_arms("controls"), until=2023)
    batch(experiment, folder, workers=0)
    return read_batch(folder)


@pytest.mark.parametrize("country", ["DE", "GB", "IN", "JP"])
def test_pairing_cuts_the_variance_of_a_difference_of_gaps(controls: Batch, country: str) -> None:
    gaps = controls.figure("training_gap_years", [country])
    with_controls, without = (np.log10(gaps[arm][-1, 0]) for arm in ("controls", "none"))
    assert variance_cut(with_controls, without) >= AT_LEAST


def test_futures_of_other_numbers_have_nothing_in_common(controls: Batch) -> None:
    gaps = controls.figure("training_gap_years", ["JP"])
    with_controls, without = (np.log10(gaps[arm][-1, 0]) for arm in ("controls", "none"))
    assert variance_cut(with_controls, np.roll(without, 1)) == pytest.approx(1.0, abs=0.4)
