"""A tournament counts what was played, and its parts of variance are those of a made-up table."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from race.base.errors import InputError
from race.batch.tournament.games import Games, joined_games, play_games
from race.batch.tournament.run import Cell, Plan, play_cells
from race.batch.tournament.tally import (
    most_in_winning_slots,
    parts_of,
    rank_correlation,
    row_of,
    uses_of,
)
from race.cli import main
from race.ground_app import game_ground
from race.play.playing.ground import Ground


@pytest.fixture(scope="module")
def ground() -> Ground:
    return game_ground("2022", {})


@pytest.fixture(scope="module")
def games(ground: Ground) -> Games:
    return play_games(ground, ground.rivals, seed=4, first=0, count=4, difficulty="normal")


def made_up(km: list[list[float]]) -> Games:
    shape = (len(km), len(km[0]))
    zero = np.zeros(shape)
    seats = tuple(f"S{i}" for i in range(shape[0]))
    return Games(
        seats, ("a", "b"), zero, zero, np.array(km), np.array(km), np.zeros((2, *shape)), zero,
        np.full(shape[1], 15.0),
    )  # fmt: skip


def test_games_do_not_depend_on_the_block_they_are_played_in(ground: Ground, games: Games) -> None:
    parts = [
        play_games(ground, ground.rivals, seed=4, first=first, count=2, difficulty="normal")
        for first in (0, 2)
    ]
    joined = joined_games(parts)
    for name in ("verdict", "score", "km", "used", "unused", "turns"):
        np.testing.assert_array_equal(getattr(joined, name), getattr(games, name), err_msg=name)


def test_every_seat_plays_and_its_slots_are_counted(games: Games) -> None:
    spent = games.used.sum(axis=0) + games.unused
    assert (games.used.sum(axis=(0, 2)) > 0).all()
    assert (spent >= 4.0 * games.turns - 1e-9).all(), "settings take no slot and count as one"
    assert sum(use.share for use in uses_of(games)) == pytest.approx(1.0)


def test_a_seat_that_does_nothing_lays_down_no_card() -> None:
    quiet = game_ground("2022", {"RU": "nothing"})
    found = play_games(quiet, quiet.rivals, seed=4, first=0, count=2, difficulty="normal")
    assert found.used[:, found.seats.index("RU")].sum() == 0.0


def test_workers_play_the_same_games(games: Games) -> None:
    plan = Plan("2022", 4, 4, "normal", 1)
    (alone,) = play_cells(plan, [Cell()], game_ground)
    np.testing.assert_array_equal(alone.km, games.km)


@pytest.mark.slow
def test_two_processes_play_the_same_games(games: Games) -> None:
    plan = Plan("2022", 4, 4, "normal", 2)
    (apart,) = play_cells(plan, [Cell()], game_ground)
    np.testing.assert_array_equal(apart.km, games.km)


def test_variance_is_the_policys_where_only_policies_differ() -> None:
    parts = parts_of({"x": made_up([[1.0, 1.0]]), "y": made_up([[10.0, 10.0]])}, "S0")
    assert (parts.policy, parts.chance, parts.both) == pytest.approx((1.0, 0.0, 0.0))


def test_variance_is_chances_where_only_futures_differ() -> None:
    parts = parts_of({"x": made_up([[1.0, 10.0]]), "y": made_up([[1.0, 10.0]])}, "S0")
    assert (parts.policy, parts.chance, parts.both) == pytest.approx((0.0, 1.0, 0.0))


def test_ranks_that_stay_correlate_fully_and_reversed_ones_not() -> None:
    same = made_up([[1.0], [2.0], [3.0]])
    assert rank_correlation(same) == pytest.approx(1.0)
    assert rank_correlation(replace(same, km=same.km[::-1])) == pytest.approx(-1.0)


def test_a_share_of_wins_has_wilsons_interval() -> None:
    games = replace(made_up([[0.0] * 10]), verdict=np.array([[1.0] * 5 + [3.0] * 5]))
    row = row_of(games, "S0", "x", "fair")
    assert (row.win.share, row.loss.share) == (0.5, 0.5)
    assert (row.win.low, row.win.high) == pytest.approx((0.2366, 0.7634), abs=1e-4)


def test_the_order_that_winners_use_most_is_named() -> None:
    games = replace(
        made_up([[0.0] * 10]),
        verdict=np.ones((1, 10)),
        used=np.array([[[3.0] * 10], [[1.0] * 10]]),
    )
    assert most_in_winning_slots(games) == ("S0", "a", 0.75)
    assert most_in_winning_slots(replace(games, verdict=np.full((1, 10), 3.0))) is None


def test_the_command_prints_and_writes_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    command = ["tournament", "--games", "2", "--workers", "1", "--seat", "RU=nothing", "--json"]
    assert main([*command, "--out", str(out)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {row["policy"] for row in answer["rows"]} == {"archetype", "nothing"}
    assert [(one["actor"], one["measure"]) for one in answer["variance"]] == [
        ("RU", "score"),
        ("RU", "log_km"),
    ]
    assert {file.name for file in out.iterdir()} == {
        "tournament.json", "rows.csv", "orders.csv", "variance.csv",
    }  # fmt: skip
    header, *lines = (out / "rows.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("actor,level,policy,games,win,win_low,win_high")
    assert len(lines) == len(answer["rows"])


@pytest.mark.parametrize(
    ("seat", "said"),
    [("RU", "ACTOR=POLICY"), ("XX=nothing", "allowed"), ("RU=wizard", "policy 'wizard'")],
)
def test_a_seat_that_is_not_there_is_refused(seat: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        main_quietly(["tournament", "--games", "1", "--seat", seat])


def main_quietly(arguments: list[str]) -> None:
    from race import cli  # noqa: PLC0415 - only here the inner function is called

    cli._run(arguments)
