"""The report can tell in which futures something comes about."""

from pathlib import Path

import numpy as np
import pytest

from race.app import prepare
from race.base.errors import InputError
from race.batch.reading import read_batch
from race.batch.report.where import explain, read_outcome, where_section
from race.experiments import open_work
from race.scenario.experiments.experiment import GRID, Factor, Sweep
from tests.batch.small_batch import ONE_ARM, small_batch

SCENARIO = prepare("tiny").scenario


def test_outcomes_are_read() -> None:
    outcome = read_outcome("kilometres:RU@2030>300m", SCENARIO)
    assert (str(outcome.target), outcome.above) == ("kilometres:RU@2030", True)
    assert outcome.bound == pytest.approx(0.3)
    assert not read_outcome("rank:CN < 2", SCENARIO).above


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("kilometres:RU", "allowed: MEASURE"),
        ("kilometres:RU>far", "given 'far'; allowed: a number in km"),
        ("kilometers:RU>1", "did you mean 'kilometres'"),
    ],
)
def test_what_is_no_outcome_is_told(text: str, complaint: str) -> None:
    with pytest.raises(InputError, match=f"--explain: .*{complaint}"):
        read_outcome(text, SCENARIO)


def test_the_figure_that_decides_is_found(tmp_path: Path) -> None:
    values = tuple(np.linspace(0.1, 1.0, 10).tolist())
    sweep = Sweep(GRID, (Factor("score.stride_m", values),))
    folder = small_batch(tmp_path, 20, ONE_ARM, sweep, until=2022, block=200)
    batch = read_batch(folder)
    outcome = read_outcome("kilometres:RU>5cm", SCENARIO)
    (found,) = explain(batch, open_work(folder).ready("as-is"), outcome)
    assert found.box is not None
    assert "score.stride_m" in found.box.bounds
    assert found.box.density > float(found.share.estimate)
    html = where_section(batch, outcome, [found], {"score.stride_m": "m"})
    assert "kilometres:RU&gt;5cm in" in html
    assert "score.stride_m" in html
    (never,) = explain(
        batch, open_work(folder).ready("as-is"), read_outcome("kilometres:RU>1e9", SCENARIO)
    )
    assert not never.searched
    assert "A search needs" in where_section(batch, outcome, [never], {})
