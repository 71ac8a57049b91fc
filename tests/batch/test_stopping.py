"""A batch stops when the interval is as narrow as was asked for, and comes to the same when resumed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from race.base.errors import InputError
from race.batch.design import Experiment
from race.batch.manifest import Manifest, read_manifest
from race.batch.reading import read_batch
from race.batch.runner import run_batch
from race.batch.stats.interval import of_median
from race.batch.stopping import Precision, read_precision
from race.batch.target import Target
from race.batch.way import Way
from race.experiments import batch, local, prepare
from race.scenario.experiment import Arm, Arms
from race.scenario.load import load

ARMS = Arms("", "", "", (Arm("a", "A"), Arm("b", "B", figures={"country.RU.trust": 90.0})))
EXPERIMENT = Experiment("tiny", seed=3, runs=12, until=2022)
TARGET = Target("kilometres", "RU")


class Early(Precision):
    """Looks after every six replicates; of fewer, a median has no bounds."""

    def following(self, folder: Path, manifest: Manifest, done: int) -> int | None:
        if done and self.found(read_batch(folder), done) <= self.half_width:
            return None
        return done + 6 if done < manifest.runs else None


@pytest.mark.parametrize(("wanted", "runs"), [(1e9, 6), (1e-12, 12)])
def test_a_batch_ends_at_the_first_look_that_is_narrow_enough(
    tmp_path: Path, wanted: float, runs: int
) -> None:
    folder = tmp_path / "out"
    way = Way(start=local(0), stopping=Early(TARGET, wanted))
    summary = run_batch(folder, prepare(EXPERIMENT), TARGET, way)
    assert (summary.runs, summary.rows) == (runs, runs)
    assert read_manifest(folder).runs == runs
    straight = batch(replace(EXPERIMENT, runs=runs), tmp_path / "straight", workers=0)
    assert summary.data_sha256 == straight.data_sha256


def test_a_batch_that_stopped_may_be_carried_on(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    way = Way(start=local(0), resume=True, stopping=Early(TARGET, 1e9))
    assert run_batch(folder, prepare(EXPERIMENT), TARGET, way).ran == 6
    assert run_batch(folder, prepare(EXPERIMENT), TARGET, way).ran == 0
    assert batch(EXPERIMENT, folder, workers=0, resume=True).ran == 6


def test_the_first_look_comes_after_the_pilot_and_never_past_the_most(tmp_path: Path) -> None:
    manifest = replace(prepare(EXPERIMENT).manifest, runs=1000)
    assert Precision(TARGET, 0.1).following(tmp_path, manifest, 0) == 128
    assert Precision(TARGET, 0.1).following(tmp_path, replace(manifest, runs=12), 0) == 12


def test_with_one_arm_the_median_counts_and_with_two_the_paired_difference(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    batch(EXPERIMENT, folder, workers=0)
    found = read_batch(folder)
    values = found.figure("kilometres", ["RU"])["scenario"][-1, 0]
    precision = Precision(TARGET, 0.1)
    assert precision.found(found, 12) == float(of_median(values).half_width)
    assert precision.found(found, 8) == float(of_median(values[:8]).half_width)
    both = tmp_path / "both"
    batch(replace(EXPERIMENT, arms=ARMS), both, workers=0)
    assert precision.found(read_batch(both), 12) < float(np.ptp(values))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kilometres:RU", "allowed: MEASURE:ACTOR"),
        ("kilometres:RU=0", "allowed: MEASURE:ACTOR"),
        ("kilometres:RU=wide", "allowed: MEASURE:ACTOR"),
        ("kilometers:RU=1", "did you mean 'kilometres'"),
        ("kilometres:UR=1", "no 'UR'"),
        ("kilometres:RU@1999=1", "a year from 2022 to 2031"),
        ("kilometres=1", "allowed: MEASURE:ACTOR"),
    ],
)
def test_a_precision_that_cannot_be_is_refused(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_precision(text, load("tiny"))


def test_a_precision_names_figure_actor_year_and_width() -> None:
    precision = read_precision("kilometres:RU@2030=0.05", load("tiny"))
    assert precision == Precision(Target("kilometres", "RU", 2030), 0.05)
