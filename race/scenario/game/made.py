"""What seats are made from where nobody describes them: `scenarios/game/made_seats.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from race.scenario.game.file import game_file, read_game_file
from race.scenario.game.load import shipped_game
from race.scenario.game.names import NAMES
from race.scenario.game.parts import SizeField, Words
from race.scenario.game.rivals import shipped_rivals
from race.scenario.game.terms import condition_at, known_at
from race.scenario.models.fields import Amount, Model, Table, Text, Texts
from race.scenario.text.finding import Finding


class Bounds(Model):
    """Gaps in years, or factors on the gap of the start.

    Attributes:
        win: of a win.
        partial: of a smaller win.
    """

    win: Amount
    partial: Amount


class MadeGoals(Model):
    """Conditions and their words; `{win}` and the like stand for gaps in years.

    In words, `{win_time}` is that gap with its unit, and `{win_road}` the same on the road.

    Attributes:
        win: condition of a win.
        partial: condition of a smaller win.
        loss: condition of a loss.
        goal: the win in words.
        partial_goal: the smaller win in words.
        loss_goal: the loss in words.
    """

    win: Text
    partial: Text
    loss: Text
    goal: Words
    partial_goal: Words
    loss_goal: Words


MADE_ROLES = (
    "issuer", "collective", "designer", "lab", "denied_maker", "denied_state", "denied", "hub",
    "foundry", "country", "any",
)  # fmt: skip
"""What an actor without a described seat may be; all are `any`."""


def _roles(rows: Mapping[str, str]) -> Mapping[str, str]:
    if "any" not in rows or set(rows) - set(MADE_ROLES):
        allowed = f"{', '.join(MADE_ROLES)}; 'any' must be there"
        raise PydanticCustomError("together", "{allowed}", {"allowed": allowed})
    return rows


class MadeSeats(Model):
    """How seats are made.

    Attributes:
        factors: on the gap of the start.
        least: what comes of it at the least, years.
        most: what comes of it at the most, years.
        loss: gap in years at which it is lost.
        by_role: archetype of actors with a role; of several, the first in this order.
        money: at hand beside the books, share of a year's programme or income.
        sources: ids of the sources of intelligence at the start.
        leader: goals of who leads at the start.
        behind: goals of who does not.
        seller: goals of who only sells.
    """

    factors: Bounds
    least: Bounds
    most: Bounds
    loss: Amount
    by_role: Annotated[Table[Text], AfterValidator(_roles)]
    money: SizeField
    sources: Texts
    leader: MadeGoals
    behind: MadeGoals
    seller: MadeGoals


class MadeData(Model):
    """Seats of actors that nobody describes.

    Attributes:
        made_seats: how they are made.
    """

    made_seats: MadeSeats


@cache
def shipped_made_seats() -> MadeSeats:
    """Return how seats are made, as it ships with the game.

    Raises:
        ScenarioError: the file has faults.
    """
    return read_game_file(game_file("made_seats.yaml"), MadeData, check_made).made_seats


def check_made(data: MadeData) -> Iterator[Finding]:
    """Find archetypes, sources and names that the game has not."""
    made, path = data.made_seats, ("made_seats",)
    for role, archetype in made.by_role.items():
        yield from known_at((*path, "by_role", role), (archetype,), shipped_rivals().archetypes)
    yield from known_at((*path, "sources"), made.sources, shipped_game().sources)
    for who in ("leader", "behind", "seller"):
        goals: MadeGoals = getattr(made, who)
        for key in ("win", "partial", "loss"):
            text = getattr(goals, key).format(win=1.0, partial=1.0, loss=1.0)
            yield from condition_at((*path, who, key), text, NAMES)
