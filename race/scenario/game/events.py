"""Events of play: when one comes, and what the seat may answer."""

from typing import Annotated, Literal

from race.scenario.game.parts import Count, Effects, Roles, Share, Size, SizeField, Words
from race.scenario.models.fields import Flag, Frozen, Model, Table, Text, words
from race.scenario.models.values import Status


class Answer(Model):
    """An option of an event.

    Attributes:
        text: the answer in words.
        act: what else happens: the dated rules that wait are signed or dropped.
        money: BUSD that it costs.
        effects: what it does.
    """

    text: Words
    act: Annotated[str, words(Literal["none", "sign_draft", "drop_draft"])] = "none"
    money: SizeField = Size(low=0, value=0, high=0)
    effects: Effects = ()


class GameEvent(Model):
    """An event of play.

    Attributes:
        scope: `world`, once for all, or `seat`, for each seat by itself.
        who: roles of seats that it can strike.
        when: condition that must hold.
        hazard: parts of its yearly rate; none for one that comes whenever it can.
        rest: quarters before it may come again.
        once: it comes once only.
        news: what is told.
        effects: what it does by itself.
        options: what the seat may answer, by id; the first is taken without an answer.
        basis: precedent or invention.
    """

    scope: Annotated[str, words(Literal["world", "seat"])] = "seat"
    who: Roles = ("any",)
    when: Text = "1 > 0"
    hazard: tuple[Share, ...] = ()
    rest: Count = 4
    once: Flag = False
    news: Words
    effects: Effects = ()
    options: Table[Answer] = Frozen({})
    basis: Text
    status: Status
