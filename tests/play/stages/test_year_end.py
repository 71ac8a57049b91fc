"""The end of a year and of a game: support, verdicts, points, ends; what seats believe."""

import numpy as np
import pytest

from race.base.errors import InputError
from race.play.stages.beliefs import BAND, true_values
from race.play.stages.year_end import year_end
from race.play.state.play_state import LOST, OPEN, PARTIAL, WON
from tests.play.games import game_of, random_cards

WIDTH = 6


def test_two_year_ends_without_support_are_a_loss() -> None:
    game = game_of(["RU"], count=WIDTH)
    now, row = game.start(), game.seat("RU")
    for _ in range(3):
        now, _ = game.quarter(now, game.nothing())
    crushed = now.with_play(
        fallen=np.full_like(now.play.fallen, 1.0),
        backing=np.full_like(now.play.backing, -1000.0),
    )
    ended, _ = year_end(crushed, game.table)
    assert (ended.play.fallen[row] == 2.0).all()
    assert (game.verdict(ended, "RU") == LOST).all()


def test_praise_fades_and_a_quiet_year_brings_support() -> None:
    game = game_of(["US"], count=WIDTH)
    now, row = game.start(), game.seat("US")
    high = now.with_play(backing=np.full_like(now.play.backing, 95.0))
    low = now.with_play(backing=np.full_like(now.play.backing, 10.0))
    high, _ = game.year(high, game.nothing())
    low, _ = game.year(low, game.nothing())
    assert (high.play.backing[row] < 95.0).mean() > 0.5
    assert (low.play.backing[row] > 10.0).all()


def test_a_game_ends_with_its_plan_and_is_judged_then() -> None:
    game = game_of(["EU", "NVDA"], count=WIDTH)
    now = game.start()
    assert not game.over(now)
    assert (game.verdict(now, "EU") == OPEN).all()
    while now.year < 2037 and not game.over(now):
        now, _ = game.year(now, game.nothing())
    assert game.over(now)
    for seat in ("EU", "NVDA"):
        assert set(game.verdict(now, seat)) <= {OPEN, WON, PARTIAL, LOST}
        points = game.score(now, seat)
        assert ((points >= 0.0) & (points <= 100.0)).all()
        won = game.verdict(now, seat) == WON
        assert (points[won] >= 60.0).all()


def test_past_the_threshold_there_is_one_last_turn() -> None:
    game = game_of(["US"], count=WIDTH)
    now, _ = game.year(game.start(), game.nothing())
    first = np.zeros_like(now.state.first_past)
    passed = np.full(WIDTH, now.state.time)
    now = now.with_state(now.state.evolve(first_past=first, first_past_time=passed))
    assert not game.over(now)
    now, _ = game.year(now, game.nothing())
    assert game.over(now)


def test_a_lost_seat_stays_lost() -> None:
    game = game_of(["YNDX"], count=WIDTH)
    now, row = game.start(), game.seat("YNDX")
    lost = now.play.lost.copy()
    lost[row, :2] = 2022.5
    now, _ = game.year(now.with_play(lost=lost), game.nothing())
    assert (game.verdict(now, "YNDX")[:2] == LOST).all()
    assert (now.play.lost[row, :2] == 2022.5).all()


def test_bands_hold_about_four_truths_in_five() -> None:
    game = game_of(["US", "CN", "EU"], seed=8, count=24)
    now = game.start()
    for _ in range(4):
        now, _ = game.year(now, game.nothing())
    true = true_values(now, game.table)[0]
    seen = true > 10.0
    for seat in ("US", "CN", "EU"):
        row = game.seat(seat)
        spread = now.play.spread[0, row]
        off = np.abs(now.play.median[0, row] - true)
        inside = (off <= BAND * spread)[seen & (spread > 0.0)].mean()
        assert 0.5 < inside < 0.97, (seat, inside)


def test_a_seat_knows_itself_exactly() -> None:
    game = game_of(["RU"], count=2)
    now, _ = game.year(game.start(), game.nothing())
    view = game.view(now, "RU")
    median, spread = view.belief("pool", "RU")
    assert (spread == 0.0).all()
    assert np.allclose(10.0**median, game.measures(now, "RU")["pool"], rtol=1e-9)


def test_in_study_nothing_is_drawn_before_the_start() -> None:
    game = game_of(["RU"], count=4, difficulty="study")
    for name, values in game.block.parameters.items():
        assert (values == values[0]).all(), name
    with pytest.raises(InputError, match="unknown difficulty"):
        game_of(["RU"], difficulty="easy")


def test_no_seat_is_favoured_by_being_in_play_under_the_same_orders() -> None:
    """A game of all seats and of one draw the same world for the one that does nothing."""
    one, both = game_of(["IN"], count=2, seed=6), game_of(["IN", "TOGR"], count=2, seed=6)
    first, second = one.start(), both.start()
    assert (one.measures(first, "IN")["pool"] == both.measures(second, "IN")["pool"]).all()
    cards = random_cards(one, first, 3)
    first, _ = one.quarter(first, cards)
    second, _ = both.quarter(second, cards)
    row = one.seat("IN")
    assert (first.play.backing[row] == second.play.backing[row]).all()
