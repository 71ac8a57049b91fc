"""Seats: the actors that may be played, what they begin with and what they want."""

from typing import Annotated

from race.scenario.fields import Frozen, Model, Table, Text, Texts, words
from race.scenario.game.parts import Size, SizeField, Words
from race.scenario.play import LevelName, Objective


class SeatRow(Model):
    """An actor that may be played.

    Attributes:
        actor: country or company id; `programme`: the company that a state commands.
        roles: what it is, beside those that the world tells.
        money: BUSD at hand at the start beside the books; `growth` of programme money a year.
        sources: what it knows from the start, with how good a guess of its main rival.
        counts: conditions of which the years are counted, as `count_a`, `streak_a` and so on.
        win, partial, loss: conditions at the end, loss at any year end.
        objective: of the scenario, in place of these conditions.
    """

    actor: Text
    programme: Text | None = None
    title: Words
    plan: Words
    level: Annotated[str, words(LevelName)]
    archetype: Text
    roles: Texts = ()
    money: SizeField = Size(low=0, value=0, high=0)
    growth: SizeField = Size(low=0, value=0, high=0)
    backing: SizeField = Size(low=60, value=60, high=60)
    trust: SizeField | None = None
    sources: Texts = ()
    first_sd: SizeField = Size(low=0.25, value=0.25, high=0.25)
    counts: Table[Text] = Frozen({})
    win: Text
    partial: Text
    loss: Text
    goal: Words
    partial_goal: Words
    loss_goal: Words
    objective: Objective | None = None
