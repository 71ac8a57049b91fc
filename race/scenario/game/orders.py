"""Orders of play: what a player sets of one, what it costs and does, and when it is legal."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from race.scenario.game.names import ACTS
from race.scenario.game.parts import Count, Effects, Roles, Size, SizeField, Words
from race.scenario.models.fields import Flag, Frozen, Model, NumberOrNone, Table, Text, words
from race.scenario.models.values import Status

KindName: TypeAlias = Literal["number", "choice", "chip", "route", "country", "company", "seat"]
MOST_PARAMETERS = 4


class Option(Model):
    """One value of a choice; terms know as PARAMETER_OPTION whether it is chosen.

    Attributes:
        text: what it is called.
        numbers: what it stands for, by name; terms know them as PARAMETER_NUMBER.
        effects: what it does beside the effects of the order.
    """

    text: Words
    numbers: Table[SizeField] = Frozen({})
    effects: Effects = ()


class Parameter(Model):
    """What a player sets of an order.

    Attributes:
        kind: a number, one of `options`, or an actor, chip or route of the world.
        text: what it is called.
        unit: of a number.
        low: least that may be set.
        high: most that may be set.
        usual: set where nobody says otherwise.
        log: steps of a number are factors, not sums.
        options: of a choice, by id.
    """

    kind: Annotated[KindName, words(KindName)] = "number"
    text: Words
    unit: Text = "1"
    low: NumberOrNone = None
    high: NumberOrNone = None
    usual: NumberOrNone = None
    log: Flag = False
    options: Table[Option] = Frozen({})

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
    """When an order is legal, and the reason told where it is not.

    Attributes:
        when: condition that must hold.
        reason: id of a text of `reasons`.
    """

    when: Text
    reason: Text


class GameOrder(Model):
    """An order of play.

    Attributes:
        title: what it is called.
        help: what it does and costs, in a sentence or two.
        who: roles of seats that have it, any of which is enough.
        slots: how many it takes of a seat's four; 0 for a setting.
        once: a seat gives it once a year at most; a second card lapses.
        parameters: what a player sets, by name; four at most.
        money: term, BUSD paid at once.
        backing: term, points of support that it costs.
        yearly: term, BUSD a year while it stands.
        act: a purchase of the core that it sets going.
        delay: quarters until its effects begin.
        chance: term, that they come at all, 0 to 1.
        effects: what it does.
        fails: what comes instead where the chance fails.
        legal: what must hold, with reasons.
    """

    title: Words
    help: Words
    who: Roles
    slots: Count = 1
    once: Flag = False
    parameters: Table[Parameter] = Frozen({})
    money: Text = "0"
    backing: Text = "0"
    yearly: Text = "0"
    act: Annotated[str, words(Literal[*ACTS])] = "none"
    delay: SizeField = Size(low=0, value=0, high=0)
    chance: Text = "1"
    effects: Effects = ()
    fails: Effects = ()
    legal: tuple[Bar, ...] = ()
    status: Status = "MODEL"
    note: str = ""
