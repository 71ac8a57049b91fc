"""Orders of play: what a player sets of one, what it costs and does, and when it is legal."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from race.scenario.fields import Flag, Frozen, Model, NumberOrNone, Table, Text, Texts, words
from race.scenario.game.parts import Count, Effects, Size, SizeField, Words
from race.scenario.values import Status

KindName: TypeAlias = Literal["number", "choice", "chip", "route", "country", "company", "seat"]
MOST_PARAMETERS = 4


class Option(Model):
    """One value of a choice: its text, the numbers it stands for, what it does.

    `numbers` are known to terms as PARAMETER_NUMBER, and whether it is chosen as PARAMETER_OPTION.
    """

    text: Words
    numbers: Table[SizeField] = Frozen({})
    effects: Effects = ()


class Parameter(Model):
    """What a player sets of an order."""

    kind: Annotated[KindName, words(KindName)] = "number"
    text: Words
    unit: Text = "1"
    low: NumberOrNone = None
    high: NumberOrNone = None
    usual: NumberOrNone = None
    log: Flag = False
    options: Table[Option] = Frozen({})
    among: Texts = ()

    @model_validator(mode="after")
    def _fits_kind(self) -> Self:
        if self.kind == "number":
            known = self.low is not None and self.high is not None and self.usual is not None
            if not known or not float(self.low or 0) <= float(self.usual or 0) <= float(
                self.high or 0
            ):
                raise PydanticCustomError(
                    "together", "{allowed}", {"allowed": "low <= usual <= high for a number"}
                )
        if (self.kind == "choice") != bool(self.options):
            raise PydanticCustomError(
                "together", "{allowed}", {"allowed": "options for a choice, and only there"}
            )
        return self


class Bar(Model):
    """When an order is legal, and the reason told where it is not."""

    when: Text
    reason: Text


class GameOrder(Model):
    """An order of play.

    Attributes:
        who: roles of seats that have it, any of which is enough.
        slots: it takes; 0 for a setting.
        once: a seat gives it once a year at most; a second card lapses.
        money: BUSD paid at once; `yearly` BUSD a year while it stands; `backing` points.
        act: a purchase of the core that it sets going, one of `ACTS`.
        delay: quarters until its effects begin, low and high.
        chance: that they come at all; `fails`: what comes instead.
        legal: what must hold, with reasons.
    """

    title: Words
    help: Words
    who: Texts
    slots: Count = 1
    once: Flag = False
    parameters: Table[Parameter] = Frozen({})
    money: Text = "0"
    backing: Text = "0"
    yearly: Text = "0"
    act: Text = "none"
    delay: SizeField = Size(low=0, value=0, high=0)
    chance: Text = "1"
    effects: Effects = ()
    fails: Effects = ()
    legal: tuple[Bar, ...] = ()
    status: Status = "MODEL"
    note: str = ""
