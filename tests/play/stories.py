"""What becomes of a seat year by year, by script and without orders, on the same futures."""

from collections.abc import Mapping

import numpy as np

from race.ground_app import game_ground
from race.play.game import Game
from race.play.playing.ground import seats_of

FUTURES = 16


def story(
    seat: str, player: str, names: tuple[str, ...], years: int = 5, seed: int = 1
) -> Mapping[str, list[float]]:
    """Return the medians of a seat's figures at the ends of some years; km is the gap in km."""
    ground = game_ground("2022", {seat: player})
    game = Game(
        ground.world, ground.book, ground.data, ground.decide,
        played=seats_of(ground), seed=seed, count=FUTURES,
    )  # fmt: skip
    state, everyone = game.start(), np.ones(len(game.seats), dtype=bool)
    found: dict[str, list[float]] = {name: [] for name in ("km", *names)}
    for _ in range(years):
        rivals = ground.rivals
        state, _ = game.choose(state, rivals.answer(state, game.table, game.names(state)))
        placed = rivals.decide(state, game.table, game.names(state), everyone)
        state, _ = game.year(state, placed)
        figures, row = game.names(state), game.seat(seat)
        found["km"].append(float(np.median(figures["gap_years"][row])) * 0.75 / 5.0 / 1000.0)
        for name in names:
            values = figures[name]
            found[name].append(float(np.median(values if values.ndim == 1 else values[row])))
    return found
