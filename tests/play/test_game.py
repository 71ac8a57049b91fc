"""A game by hand: what must hold of any year of play."""

import numpy as np
import pytest

from race.base.errors import InputError
from race.engine.watch import watch_invariants
from race.play.names import READ
from race.play.state.placed import with_cards
from race.play.state.play_state import PLAY_COLUMNS
from race.scenario.game.names import NAMES
from tests.play.games import game_of, random_cards


def test_every_name_of_the_data_is_worked_out_and_no_other() -> None:
    assert set(READ) == set(NAMES)


def test_names_are_numbers_of_the_right_shape_at_the_start() -> None:
    game = game_of(["RU", "US"])
    names = game.names(game.start())
    for name in NAMES:
        assert names[name].shape in ((2,), (len(game.seats), 2)), name
        assert not np.isnan(names[name]).any(), name


def test_random_legal_play_breaks_no_invariant() -> None:
    game = game_of(["RU", "CN", "US", "NVDA", "TOGR"], seed=3, count=8)
    game.watched(watch_invariants(game.block))
    now = game.start()
    for _ in range(3):
        now, _ = game.year(now, random_cards(game, now, 5))
        for column in PLAY_COLUMNS:
            values = getattr(now.play, column.name)
            assert not np.isnan(values).any(), column.name
            assert ((values >= column.low) & (values <= column.high)).all(), column.name


def test_a_future_is_the_same_in_any_block() -> None:
    wide = game_of(["RU", "US"], count=4)
    parts = [game_of(["RU", "US"], first=first, count=n) for first, n in ((0, 2), (2, 1), (3, 1))]
    digests = []
    for game in (wide, *parts):
        now = game.start()
        for _ in range(2):
            now, _ = game.year(now, random_cards(game, now, 7))
        digests.append([game.digest(now, replicate) for replicate in range(game.table.width)])
    assert digests[0] == [*digests[1], *digests[2], *digests[3]]
    assert len(set(digests[0])) == 4


def test_joining_clusters_narrows_russias_gap() -> None:
    game = game_of(["RU"], count=4)
    idle, _ = game.year(game.start(), game.nothing())
    number = game.number_of("merge_pools")
    cards = with_cards(game.nothing(), game.seat("RU"), [(number, [100.0])], 4)
    busy, _ = game.year(game.start(), cards)
    assert (game.measures(busy, "RU")["gap_years"] < game.measures(idle, "RU")["gap_years"]).all()


def test_an_actor_without_a_seat_is_refused() -> None:
    with pytest.raises(InputError, match="no seat for 'CH'"):
        game_of(["CH"])
