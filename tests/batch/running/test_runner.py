"""A batch comes out the same however it is run, and never mixes with another."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from race.base.errors import InputError, RunError
from race.batch.running.design import Experiment
from race.batch.running.summary import Summary
from race.batch.store.folder import held
from race.batch.store.manifest import read_manifest
from race.batch.store.shards import SHARDS, find
from race.experiments import batch, prepare
from race.scenario.experiments.experiment import Arm, Arms, Factor, Sweep
from tests.batch.folders import rows_of

ARMS = Arms(
    "two",
    "Two arms",
    "",
    (Arm("as-is", "As it is"), Arm("trusted", "Trusted", figures={"country.RU.trust": 90.0})),
)
SWEEP = Sweep("grid", (Factor("grey.hub_imports", (1.0, 5.0)),))
EXPERIMENT = Experiment("tiny", seed=3, runs=9, until=2022)
FULL = replace(EXPERIMENT, runs=4, arms=ARMS, sweep=SWEEP)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Summary]:
    def run_(experiment: Experiment = EXPERIMENT, workers: int = 0, block: int = 64) -> Summary:
        folder = tmp_path_factory.mktemp("batch") / "out"
        return batch(experiment, folder, workers=workers, block=block)

    return run_


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    folder = tmp_path_factory.mktemp("full") / "out"
    return folder, batch(FULL, folder, workers=0, block=3)


def test_the_sum_does_not_depend_on_blocks_or_workers(run: Callable[..., Summary]) -> None:
    expected = run(block=1000).data_sha256
    assert run(block=1).data_sha256 == expected
    assert run(block=7).data_sha256 == expected
    assert run(workers=2, block=2).data_sha256 == expected


def test_the_sum_of_arms_and_points_does_not_depend_on_blocks(
    run: Callable[..., Summary], full: tuple[Path, Summary]
) -> None:
    assert run(FULL, workers=0, block=64).data_sha256 == full[1].data_sha256


def test_more_runs_can_be_asked_for_later(run: Callable[..., Summary], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    batch(replace(EXPERIMENT, runs=4), folder, workers=0)
    more = batch(EXPERIMENT, folder, workers=0, resume=True)
    assert (more.ran, more.rows) == (5, 9)
    assert more.data_sha256 == run(workers=0).data_sha256
    fewer = batch(replace(EXPERIMENT, runs=4), folder, workers=0, resume=True)
    assert (fewer.ran, fewer.rows) == (0, 9)


def test_another_seed_gives_another_sum(run: Callable[..., Summary]) -> None:
    other = run(replace(EXPERIMENT, seed=4)).data_sha256
    assert other != run().data_sha256


def test_every_cell_has_its_rows_with_finite_names_and_units(full: tuple[Path, Summary]) -> None:
    folder, summary = full
    cells = {
        (arm, point, replicate)
        for arm in ("as-is", "trusted")
        for point in (0, 1)
        for replicate in range(4)
    }
    assert summary.rows == len(cells)
    for table, each in (("replicates", 1), ("world", 1), ("years", 3)):
        rows = rows_of(folder, table)
        assert len(rows) == len(cells) * each
        assert {(row["arm"], row["point"], row["replicate"]) for row in rows} == cells
    assert {row["actor"] for row in rows_of(folder, "years")} == {"US", "CN", "RU"}
    assert {row["leader"] for row in rows_of(folder, "world")} == {"US"}


def test_what_arm_and_point_set_is_told_with_each_cell(full: tuple[Path, Summary]) -> None:
    for row in rows_of(full[0]):
        figures = json.loads(row["figures"])
        assert figures["grey.hub_imports"] == (1.0, 5.0)[row["point"]]
        assert ("country.RU.trust" in figures) == (row["arm"] == "trusted")


def test_arms_share_their_chance(full: tuple[Path, Summary]) -> None:
    """What the trust of Russia cannot touch in a year is the same in both arms."""
    rows = [row for row in rows_of(full[0], "years") if row["actor"] == "US"]
    by_arm = {
        arm: [row["compute_h100e"] for row in rows if row["arm"] == arm]
        for arm in ("as-is", "trusted")
    }
    assert by_arm["as-is"] == pytest.approx(by_arm["trusted"], rel=1e-3)
    assert len(set(by_arm["as-is"])) > 1


def test_a_batch_that_stands_is_not_overwritten(full: tuple[Path, Summary]) -> None:
    with pytest.raises(InputError, match="--resume"):
        batch(FULL, full[0], workers=0)


@pytest.mark.parametrize(
    ("other", "word"),
    [
        (replace(FULL, seed=9), "seed: begun with 3, now 9"),
        (replace(FULL, scenario="2022", until=None), "scenario_hash"),
        (replace(FULL, arms=replace(ARMS, arms=ARMS.arms[:1])), "arms: begun with as-is, trusted"),
        (
            replace(
                FULL, arms=replace(ARMS, arms=(ARMS.arms[0], replace(ARMS.arms[1], figures={})))
            ),
            "arm trusted",
        ),
        (
            replace(FULL, sweep=replace(SWEEP, factors=(Factor("grey.hub_imports", (1.0,)),))),
            "points",
        ),
        (replace(FULL, companies=("MSFT",)), "companies"),
    ],
)
def test_another_batch_is_not_mixed_in(
    full: tuple[Path, Summary], other: Experiment, word: str
) -> None:
    with pytest.raises(InputError, match=word):
        batch(other, full[0], workers=0, resume=True)


def test_two_runners_in_one_folder_are_refused(full: tuple[Path, Summary]) -> None:
    program = (
        "from pathlib import Path; from race.batch.store.folder import held\n"
        f"with held(Path({str(full[0])!r})): pass"
    )
    with held(full[0]):
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False
        )
    assert done.returncode
    assert "another runner" in done.stderr
    with held(full[0]):
        pass


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"thesis.txt"):
        batch(EXPERIMENT, tmp_path, workers=0, resume=True)


def test_what_a_killed_runner_left_before_the_manifest_is_no_hindrance(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (folder / "arms").mkdir(parents=True)
    (folder / SHARDS).mkdir()
    assert batch(replace(EXPERIMENT, runs=1), folder, workers=0, resume=True).rows == 1


def test_a_shard_that_repeats_cells_is_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    expected = batch(EXPERIMENT, folder, workers=0, block=9)
    other = tmp_path / "other"
    batch(EXPERIMENT, other, workers=0, block=5)
    for place in find(other):
        place.rename(folder / SHARDS / place.name)
    found = batch(EXPERIMENT, folder, workers=0, resume=True)
    assert (found.rows, found.data_sha256) == (expected.rows, expected.data_sha256)


def test_a_damaged_manifest_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    batch(replace(EXPERIMENT, runs=1), folder, workers=0)
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"seed": 3', '"seed": 4'), "utf-8")
    with pytest.raises(InputError, match="seal is broken"):
        read_manifest(folder)


def test_a_worker_that_cannot_start_is_an_error_with_its_reason(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    batch(replace(EXPERIMENT, runs=1), folder, workers=0)
    (folder / "arms" / "scenario.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RunError, match="kept scenario is damaged"):
        batch(EXPERIMENT, folder, workers=1, resume=True)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"runs": 0}, "--runs: given 0"),
        ({"seed": -1}, "--seed"),
        ({"until": 1999}, "--until"),
        ({"companies": ("MSTF",)}, "--companies"),
        ({"scenario": "tinny"}, "did you mean 'tiny'"),
        ({"arms": replace(ARMS, arms=(Arm("x", "X", overlays=("none",)),))}, "no overlay"),
        ({"arms": replace(ARMS, arms=(Arm("x", "X", policies={"UX": "a"}),))}, "arm x: unknown"),
        (
            {"arms": replace(ARMS, arms=(Arm("x", "X", figures={"grey.hub": 1.0}),))},
            "arm x: no fig",
        ),
    ],
)
def test_what_cannot_be_run_is_refused_before_a_folder_is_made(
    tmp_path: Path, change: dict[str, Any], word: str
) -> None:
    with pytest.raises(InputError, match=word):
        batch(replace(EXPERIMENT, **change), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_blocks_and_workers_have_limits(tmp_path: Path) -> None:
    for workers, block in ((0, 0), (-1, 64), (0, 10**6)):
        with pytest.raises(InputError, match="allowed"):
            batch(EXPERIMENT, tmp_path / "out", workers=workers, block=block)


def test_an_arm_keeps_its_scenario_so_that_the_files_are_not_needed_again(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "extends: tiny.yaml\nscenario: {id: mine, title: Mine, end: 2023-12}\n", encoding="utf-8"
    )
    folder = tmp_path / "out"
    experiment = replace(EXPERIMENT, scenario=str(file), runs=2)
    prepared = prepare(experiment)
    assert prepared.manifest.scenario_id == "mine"
    batch(experiment, folder, workers=0)
    kept = json.loads((folder / "arms" / "scenario.json").read_text(encoding="utf-8"))
    assert kept["scenario"]["id"] == "mine"
