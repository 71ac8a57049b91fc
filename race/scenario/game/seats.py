"""Seats: the actors that may be played, what they begin with and what they want."""

from typing import Annotated

from race.scenario.game.parts import Roles, Size, SizeField, Words
from race.scenario.models.fields import Frozen, Model, Table, Text, Texts, words
from race.scenario.models.play import LevelName, Objective


class SeatRow(Model):
    """An actor that may be played.

    Attributes:
        actor: country or company id.
        programme: id of the company that a state commands.
        title: what it is called.
        plan: advice for whoever plays it, in a line.
        level: how hard it is for a person.
        archetype: id of the archetype by which a rival plays it.
        roles: what it is, beside the roles that the world tells.
        money: BUSD at hand at the start beside the books.
        growth: of programme money, share a year.
        backing: support at home at the start, points.
        trust: at the start, points; that of the settings if absent.
        sources: ids of the sources of intelligence that it has from the start.
        first_sd: how far a first guess of others may be off, log10.
        counts: conditions of which the year ends are counted, as `count_a`, `streak_a` and so on.
        win: condition of a win, looked at when the game ends.
        partial: condition of a smaller win, looked at when the game ends.
        loss: condition at any year end under which it is lost.
        goal: the win in words.
        partial_goal: the smaller win in words.
        loss_goal: the loss in words.
        objective: of the scenario, in place of these conditions; not for a file.
    """

    actor: Text
    programme: Text | None = None
    title: Words
    plan: Words
    level: Annotated[str, words(LevelName)]
    archetype: Text
    roles: Roles = ()
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
