"""Who sits there: weights of the archetypes, each seat's own in each future."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.play.state.table import Table
from race.scenario.game.rivals import Archetype, RivalData
from race.world.draws import STEP_BEFORE_THE_FIRST
from race_agents.rivals.projection import Taste

WEIGHTS = ("gap", "margin", "money", "home", "law", "risk", "deny", "aim")
TRAITS = ("patience", "risk_aversion")
STREAM = "rival.personality"


@dataclass(frozen=True, eq=False)
class Minds:
    """Who sits at the table: the archetype of each seat, and its own weights in each future."""

    archetypes: tuple[str, ...]
    taste: Taste


def minds(table: Table, data: RivalData, archetypes: tuple[str, ...]) -> Minds:
    """Return the weights of all seats, each (seats, R): those of the archetype, +-15 %."""
    rows = [data.archetypes[name] for name in archetypes]
    names = (*WEIGHTS, *TRAITS)
    drawn = table.block.chance.uniform(STREAM, STEP_BEFORE_THE_FIRST, len(names) * len(rows))
    drawn = drawn.reshape(len(names), len(rows), table.width)
    usual = np.array([[_weight(row, name) for row in rows] for name in names])[..., None]
    mine = usual * (1.0 + data.habits.personality * (2.0 * drawn - 1.0))
    weights = dict(zip(WEIGHTS, mine, strict=False))
    patience, aversion = mine[len(WEIGHTS) :]
    taste = Taste(**weights, patience=np.minimum(patience, 1.0), aversion=aversion)
    return Minds(archetypes, taste)


def _weight(row: Archetype, name: str) -> float:
    return float(getattr(row.weights, name) if name in WEIGHTS else getattr(row, name))
