"""What rivals answer when an event asks: the option that their archetype prefers, else by utility."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats, Whole
from race.play.names import Names
from race.play.state.game_state import GameState
from race.play.state.play_state import NO_EVENT
from race.play.state.table import Table
from race.scenario.game.events import Answer
from race.scenario.game.rivals import Archetype, RivalData
from race_agents.rivals.personality import Minds
from race_agents.rivals.projection import Taste

STREAM = "rival.answer"
MOST_OPTIONS = 8
POINTS = 100.0
WORTH: Mapping[str, tuple[str, float]] = {
    "backing": ("home", 1.0 / POINTS),
    "trust": ("law", 1.0 / POINTS),
    "world_risk": ("risk", -1.0 / POINTS),
    "risk_pressure": ("risk", -1.0 / POINTS),
}
"""Variables that an answer moves for the seat itself: the weight that values them, and its sign."""


def answers(game: GameState, table: Table, names: Names, minds: Minds, data: RivalData) -> Whole:
    """Return the option of every seat, (seats, R); draws are made whether or not anything waits."""
    shape = (len(table.seats), table.width)
    uniform = table.block.chance.uniform(STREAM, game.step, MOST_OPTIONS * shape[0])
    gumbel = -np.log(-np.log(uniform.reshape(MOST_OPTIONS, *shape)))
    chosen = np.zeros(shape, dtype=np.int64)
    waiting = np.unique(game.play.pending)
    if (waiting == NO_EVENT).all():
        return chosen
    tau, income = table.difficulty.tau.value, np.maximum(names["income"], 0.05)
    for number in waiting[waiting != NO_EVENT].tolist():
        name, event = table.events[number]
        options = list(event.options.items())[:MOST_OPTIONS]
        worth = np.stack([_worth(row, minds.taste, income) for _, row in options])
        liked = np.array(
            [
                [_liked(data.archetypes[one], name, key) for one in minds.archetypes]
                for key, _ in options
            ]
        )
        noisy = worth + liked[..., None] + tau * gumbel[: len(options)]
        chosen = np.where(game.play.pending == number, noisy.argmax(axis=0), chosen)
    return chosen


PREFERRED = 2.0
"""Utility of the option that an archetype names as its own."""


def _liked(archetype: Archetype, event: str, option: str) -> float:
    return PREFERRED if archetype.answers.get(event) == option else 0.0


def _worth(row: Answer, taste: Taste, income: Floats) -> Floats:
    """Return what an option is worth to every seat by what it does to the seat itself."""
    total = -taste.money * row.money.value / income
    for effect in row.effects:
        if effect.handle in WORTH and effect.of == "self" and effect.plus is not None:
            weight, sign = WORTH[effect.handle]
            likely = 1.0 if effect.chance is None else effect.chance.value
            total = total + getattr(taste, weight) * sign * effect.plus.value * likely
    return np.asarray(total)
