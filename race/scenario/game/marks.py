"""Marks that a game leaves: `scenarios/game/achievements.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Literal

from race.scenario.game.file import game_file, read_game_file
from race.scenario.game.load import shipped_game
from race.scenario.game.names import NAMES
from race.scenario.game.parts import Words
from race.scenario.game.terms import condition_at
from race.scenario.models.fields import Model, Table, Text, words
from race.scenario.models.gauges import Gauge
from race.scenario.text.finding import Finding

Held = Literal["once", "always", "end"]
FIRST_GAP, FIRST_TRUST, CARDS, KINDS, LAID = "first_gap", "first_trust", "cards", "kinds", "laid_"
"""Names that conditions of marks have beside those of the game; LAID begins those of orders."""


class MarkRow(Model):
    """A mark.

    Attributes:
        title: what it is called.
        text: what it is for.
        when: condition over the names of the game, and over `first_gap`, `first_trust`, `cards`,
            `kinds` and `laid_ORDER`.
        held: at one year end, at all of them, or at the last.
    """

    title: Words
    text: Words
    when: Text
    held: Annotated[Held, words(Held)]


class MarkData(Model):
    """What a game may be remembered for.

    Attributes:
        achievements: marks, by id.
    """

    achievements: Table[MarkRow]


@cache
def shipped_marks() -> MarkData:
    """Return the marks that ship with the game.

    Raises:
        ScenarioError: the file has faults.
    """
    return read_game_file(game_file("achievements.yaml"), MarkData, check_marks)


def check_marks(data: MarkData) -> Iterator[Finding]:
    """Find names in conditions that the game has not."""
    own = (FIRST_GAP, FIRST_TRUST, CARDS, KINDS, *(LAID + order for order in shipped_game().orders))
    known = {**NAMES, **{name: Gauge("world", "1", "of the whole game") for name in own}}
    for name, row in data.achievements.items():
        yield from condition_at(("achievements", name, "when"), row.when, known)
