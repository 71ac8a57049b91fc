"""A batch stops when it is precise enough, at the same future however it was interrupted."""

import json
from pathlib import Path

import numpy as np
import pytest

from race import cli
from race.app import prepare
from race.base.errors import InputError
from race.batch.reading import read_batch
from race.batch.running.design import Experiment
from race.batch.running.stopping import Goal, Precision, read_goal, read_precision
from race.batch.running.target import Target
from race.batch.stats.interval import of_median
from race.batch.stats.pairs import median_difference
from race.batch.store.manifest import Manifest
from race.experiments import prepare as prepare_batch
from race.scenario.experiments.experiment import GRID, Factor, Sweep
from tests.batch.small_batch import ONE_ARM, small_batch

SCENARIO = prepare("tiny").scenario
ARMS = """
arms:
  as-is: {title: Controls as they are}
  free: {title: Nothing is controlled, policies: {US: bystander}}
"""


@pytest.mark.parametrize(
    ("text", "kilometres"),
    [("2cm", 2e-5), ("0.5m", 5e-4), ("1km", 1.0), ("0.25", 0.25), ("1e-3 km", 1e-3)],
)
def test_lengths_may_have_a_unit(text: str, kilometres: float) -> None:
    goal = read_goal(f"kilometres:CN@2023={text}", SCENARIO)
    assert goal.target == Target("kilometres", "CN", 2023)
    assert goal.half_width == pytest.approx(kilometres)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("kilometres:CN", "given 'kilometres:CN'; allowed: MEASURE"),
        ("kilometres:CN=wide", "given 'wide'; allowed: a half-width above 0 in km"),
        ("kilometres:CN=0", "allowed: a half-width above 0"),
        ("kilometres:CN=inf", "allowed: a half-width above 0"),
        ("kilometers:CN=1", "did you mean 'kilometres'"),
        ("speed_flops:CN=2cm", r"a half-width above 0 in FLOP/s"),
        ("kilometres:YNDX=1", "are not kept; add --companies YNDX"),
    ],
)
def test_what_cannot_be_a_goal_is_told(text: str, complaint: str) -> None:
    with pytest.raises(InputError, match=f"--precision: .*{complaint}"):
        read_goal(text, SCENARIO)


def test_a_year_that_is_not_simulated_is_told() -> None:
    with pytest.raises(InputError, match="kilometres:CN@2024 lies after --until 2023"):
        read_precision(["kilometres:CN@2024=1m"], SCENARIO, until=2023)


def test_the_first_goal_is_watched_and_all_must_be_reached(tmp_path: Path) -> None:
    rule = read_precision(["kilometres:CN=1m", "kilometres:RU=1m"], SCENARIO)
    assert str(rule.target) == "kilometres:CN"
    assert rule.following(tmp_path, small_manifest(1000), 0) == 128
    assert rule.following(tmp_path, small_manifest(12), 0) == 12


def small_manifest(runs: int) -> Manifest:
    return prepare_batch(Experiment("tiny", 1, runs)).manifest


def test_width_is_that_of_the_first_futures(tmp_path: Path) -> None:
    folder = small_batch(tmp_path, 40, block=40, until=2022)
    goal = Goal(Target("kilometres", "RU", 2022), 1.0)
    cubes = read_batch(folder).figure("kilometres", ["RU"])
    first, second = (cubes[arm][0, 0, :30] for arm in ("free", "as-is"))
    assert goal.reached_width(folder, 30) == float(median_difference(second, first).half_width)
    assert Precision([goal]).widths(folder, 0) == [np.inf]


def test_the_widest_point_counts(tmp_path: Path) -> None:
    sweep = Sweep(GRID, (Factor("score.stride_m", (0.75, 7.5)),))
    folder = small_batch(tmp_path, 20, ONE_ARM, sweep, block=40, until=2022)
    goal = Goal(Target("kilometres", "RU"), 1.0)
    wide = goal.reached_width(folder, 20)
    narrow = small_batch(tmp_path / "one", 20, ONE_ARM, block=20, until=2022)
    alone = goal.reached_width(narrow, 20)
    gap = read_batch(narrow).figure("kilometres", ["RU"])["as-is"][0, 0]
    assert alone == float(of_median(gap).half_width) > 0.0
    assert wide == pytest.approx(10.0 * alone)


def test_batch_stops_and_resumes_to_the_same_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arms = tmp_path / "arms.yaml"
    arms.write_text(ARMS, encoding="utf-8")
    words = ["batch", "tiny", "--arms", str(arms), "--until", "2022", "--workers", "0", "--json"]
    wanted = ["--precision", "kilometres:RU=1m"]

    def run(out: str, *more: str) -> dict[str, object]:
        assert cli.main([*words, "--out", str(tmp_path / out), *more]) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    whole = run("whole", "--runs", "700", *wanted)
    assert whole["runs"] == 512
    assert whole["half_widths"] == {"kilometres:RU": pytest.approx(0.0, abs=1e-3)}
    # as if it had been killed between two looks
    run("cut", "--runs", "300")
    again = run("cut", "--runs", "700", "--resume", *wanted)
    assert again["data_sha256"] == whole["data_sha256"]
    # more futures stand than the rule wants: they are kept
    more = run("cut", "--runs", "600", "--resume")
    assert run("cut", "--runs", "700", "--resume", *wanted)["rows"] == more["rows"] == 1200


def test_a_goal_out_of_reach_runs_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["batch", "tiny", "--until", "2022", "--workers", "0", "--runs", "140"]
    out = str(tmp_path / "all")
    assert cli.main([*words, "--out", out, "--precision", "kilometres:RU=0.001cm"]) == 0
    text = capsys.readouterr().out
    assert "140 runs" in text
    assert "to either side, asked for 0.0010 cm: not reached" in text
