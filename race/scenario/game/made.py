"""What seats are made from where nobody describes them: `scenarios/game/made_seats.yaml`."""

from __future__ import annotations

from functools import cache

from race.scenario.fields import Amount, Model, Text, Texts
from race.scenario.game.file import game_file, read_game_file
from race.scenario.game.parts import SizeField, Words


class Bounds(Model):
    """Gaps in years of a win and of a partial win, or factors on the gap of the start."""

    win: Amount
    partial: Amount


class RoleRow(Model):
    """The archetype of actors with a role."""

    role: Text
    archetype: Text


class MadeGoals(Model):
    """Conditions and their words; `{win}` and the like stand for gaps in years.

    In words, `{win_time}` is that gap with its unit, and `{win_road}` the same on the road.
    """

    win: Text
    partial: Text
    loss: Text
    goal: Words
    partial_goal: Words
    loss_goal: Words


class MadeSeats(Model):
    """How seats are made.

    Attributes:
        factors: on the gap of the start; `least` and `most`: bounds of what comes of it, years.
        loss: gap in years at which it is lost.
        archetypes: by role, the first that fits.
        money: BUSD at hand beside the books, share of a year's programme or income.
        leader, behind, seller: goals of who leads at the start, of who does not, of who only sells.
    """

    factors: Bounds
    least: Bounds
    most: Bounds
    loss: Amount
    archetypes: tuple[RoleRow, ...]
    money: SizeField
    sources: Texts
    leader: MadeGoals
    behind: MadeGoals
    seller: MadeGoals


@cache
def shipped_made_seats() -> MadeSeats:
    """Return how seats are made, as it ships with the game.

    Raises:
        ScenarioError: the file has faults.
    """
    return read_game_file(game_file("made_seats.yaml"), MadeSeats)
