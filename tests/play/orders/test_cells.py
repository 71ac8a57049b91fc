"""What an event of the world does by chance is drawn once for all, and counts once."""

from __future__ import annotations

import numpy as np

from race.play.orders.cells import Cause, no_aim, rows_of
from tests.play.games import game_data, game_of

WIDTH = 64


def test_the_chance_of_an_effect_on_everybody_is_drawn_once() -> None:
    game = game_of(list(game_data().seats), count=WIDTH)
    now = game.start()
    effects = tuple(one for one in game_data().events["election"].effects if one.handle == "relax")
    (chance,) = [one.chance for one in effects]
    assert chance is not None
    shape = (len(game.seats), WIDTH)
    cause = Cause(
        0, "play.event.election", np.ones(shape, dtype=bool), np.zeros(shape, dtype=np.int64),
        no_aim(*shape), {}, True,
    )  # fmt: skip
    (row,) = rows_of(effects, cause, game.names(now), game.table)
    comes = (row.left > 0).sum(axis=0)
    assert set(np.unique(comes)) == {0, 1}
    assert abs(comes.mean() - chance.value) < 4.0 * np.sqrt(chance.value / WIDTH)
