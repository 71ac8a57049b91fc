"""What a game needs beside the world: seats, orders, objectives, ends and places on the map."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import model_validator
from pydantic_core import PydanticCustomError, core_schema

from race.scenario.models.condition import Condition
from race.scenario.models.fields import AmountOrNone, Model, Ready, Text, TextOrNone, Texts, words
from race.scenario.models.moment import Moment
from race.scenario.models.values import Status

_LATITUDE = core_schema.float_schema(strict=True, allow_inf_nan=False, ge=-90.0, le=90.0)
_LONGITUDE = core_schema.float_schema(strict=True, allow_inf_nan=False, ge=-180.0, le=180.0)


class Play(Model):
    """Who may be played, and what a player may order.

    Attributes:
        seats: country and company ids; empty = every actor that has a seat.
        orders: names of orders; empty = every order.
    """

    seats: Texts = ()
    orders: Texts = ()


LevelName: TypeAlias = Literal["gentle", "fair", "hard", "brutal"]
NO_LEADER = ("broker", "aggregate")
"""Kinds of companies that nobody leads."""


class SeatGiven(Model):
    """How an actor is played; the key is the actor, and what is not said is made from its role.

    Attributes:
        objective: id of an objective of this actor; its first one if absent, else one by its gap.
        archetype: how a rival plays it, such as `fortress`.
        level: how hard it is for a person.
        programme: of a country, the company at home that it commands.
        money: BUSD at hand beside the books when the game begins.
        plan: advice for whoever plays it, in a line.
        plan_ru: the same in Russian; the English one is shown without it.
    """

    objective: TextOrNone = None
    archetype: TextOrNone = None
    level: Annotated[LevelName | None, words(LevelName)] = None
    programme: TextOrNone = None
    money: AmountOrNone = None
    plan: TextOrNone = None
    plan_ru: TextOrNone = None


class Objective(Model):
    """What an actor is to reach.

    Attributes:
        of: the actor: a country or company id.
        win: condition of a win.
        partial: condition of a partial win, which counts where there is no win.
        loss: condition under which it is lost whatever comes later.
        at: the day at whose end win and partial are looked at; the scenario's end if absent.
        by: instead of `at`, the last day: they count if they held at the end of any year until then.
    """

    of: Text
    title: Text
    title_ru: TextOrNone = None
    win: Condition
    partial: Condition | None = None
    loss: Condition | None = None
    at: Moment | None = None
    by: Moment | None = None
    note: str = ""

    @model_validator(mode="after")
    def _one_window(self) -> Self:
        if self.at is not None and self.by is not None:
            raise PydanticCustomError("together", "{allowed}", {"allowed": "one of at and by"})
        return self


class End(Model):
    """A condition that decides the game; a run goes on and records when it first held.

    Attributes:
        when: the condition, looked at when a calendar year ends.
        since: first day on which it counts; the start if absent.
        until: last day on which it counts; the end if absent.
    """

    title: Text
    title_ru: TextOrNone = None
    when: Condition
    since: Moment | None = None
    until: Moment | None = None
    note: str = ""


class Hub(Model):
    """A place on the map.

    Attributes:
        country: country id that it stands for or lies in.
        latitude: north positive.
        longitude: east positive.
    """

    name: Text
    name_ru: TextOrNone = None
    country: Text
    latitude: Annotated[float, Ready(_LATITUDE)]
    longitude: Annotated[float, Ready(_LONGITUDE)]
    source: Text
    status: Status
    note: str = ""
