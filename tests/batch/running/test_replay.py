"""A cell of a batch comes to the same when it is run again."""

from dataclasses import replace as changed
from pathlib import Path

import pytest

from race.base.errors import InputError
from race.batch.running.design import Experiment
from race.batch.running.replay import (
    STAGES,
    Again,
    Moment,
    Stored,
    agrees,
    number_of,
    replay,
    stage_named,
    stored,
)
from race.batch.running.work import Work
from race.experiments import batch, open_work
from race.rules.orders import Orders
from race.scenario.experiments.experiment import Arm, Arms, Factor, Sweep
from tests.batch.folders import rows_of

ARMS = Arms("", "", "", (Arm("a", "A"), Arm("b", "B", figures={"country.RU.trust": 90.0})))
SWEEP = Sweep("grid", (Factor("grey.hub_imports", (1.0, 5.0)),))
EXPERIMENT = Experiment("tiny", seed=3, runs=3, arms=ARMS, sweep=SWEEP, until=2022)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replay") / "out"
    batch(EXPERIMENT, folder, workers=0)
    return folder


@pytest.fixture(scope="module")
def work(folder: Path) -> Work:
    return open_work(folder)


def test_every_cell_comes_to_its_digest(folder: Path, work: Work) -> None:
    for row in rows_of(folder):
        number = number_of(work, row["replicate"], row["point"])
        again = replay(work, row["arm"], number, lambda _: None)
        assert again == Again(row["digest"], "")
        stood = stored(folder, row["arm"], number, 2)
        assert stood is not None
        assert agrees(again, stood)


def test_every_stage_of_every_step_is_told_with_what_it_changed(work: Work) -> None:
    moments: list[Moment] = []
    replay(work, "b", 1, moments.append)
    assert [moment.stage for moment in moments] == list(STAGES) * 4
    assert [moment.time for moment in moments[:: len(STAGES)]] == [2022.0, 2022.25, 2022.5, 2022.75]
    ordering = next(moment for moment in moments if moment.stage == "ordering")
    assert "backlog" in {change.column.name for change in ordering.changes}
    assert all(change.entries <= change.of for change in ordering.changes)
    idle = next(moment for moment in moments if moment.stage == "grey_market")
    before = moments[moments.index(idle) - 1]
    assert (idle.digest == before.digest) == (not idle.changes)


def test_another_digest_does_not_agree_and_a_failed_cell_has_to_fail() -> None:
    done, failed = Stored("done", "abc", ""), Stored("failed", "", "ValueError: x")
    assert not agrees(Again("abd", ""), done)
    assert not agrees(Again("abc", ""), failed)
    assert agrees(Again("", "ValueError: x"), failed)


def test_an_error_of_a_future_is_told(work: Work) -> None:
    ready = work.ready("a")

    def fail(*_: object) -> Orders:
        raise ValueError("a poisoned future")

    broken = Work(work.manifest, work.points, work.read, work.folder)
    broken._ready["a"] = changed(ready, decide=fail)
    assert replay(broken, "a", 0, lambda _: None).error == "ValueError: a poisoned future"


def test_what_is_not_there_is_refused(folder: Path, work: Work) -> None:
    with pytest.raises(InputError, match="--replicate: given 3; allowed: 0 to 2"):
        number_of(work, 3, 0)
    with pytest.raises(InputError, match="--point: given 2"):
        number_of(work, 0, 2)
    with pytest.raises(InputError, match="did you mean 'market'"):
        stage_named("markt")
    assert stored(folder, "a", 600, 2) is None
