"""Models of the game's own data: orders, events, seats, sources, difficulty and texts.

Sizes stand as `[low, value, high]`, all guesses unless a note says more: a size is drawn anew each
time from the triangle of the three, and a single number is certain. Terms and conditions are texts
in the language of `race.scenario.condition` over the names of `race.scenario.game_names`.
"""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError, core_schema

from race.scenario.checking import is_number
from race.scenario.fields import Flag, Frozen, Model, NumberOrNone, Ready, Table, Text, Texts, words
from race.scenario.game_names import AXES, HANDLES
from race.scenario.play import LevelName, Objective
from race.scenario.values import Status

ScopeName: TypeAlias = Literal[
    "self", "home", "target", "target_home", "all", "denied", "others", "controller", "leader",
    "to_here", "through_here", "route", "chip", "own_chips", "first", "states", "firms",
]  # fmt: skip
KindName: TypeAlias = Literal["number", "choice", "chip", "route", "country", "company", "seat"]
_WHOLE = core_schema.int_schema(strict=True, ge=0)
Count = Annotated[int, Ready(_WHOLE)]
MOST_PARAMETERS = 4


class Words(Model):
    """A text in both languages."""

    en: Text
    ru: Text

    def of(self, language: str) -> str:
        """Return the text in a language, `en` or `ru`."""
        return self.ru if language == "ru" else self.en


class Size(Model):
    """A size with its range."""

    low: float
    value: float
    high: float

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise PydanticCustomError("together", "{allowed}", {"allowed": "low <= value <= high"})
        return self


def _as_size(given: object) -> object:
    if isinstance(given, Size):
        return given
    three = given if isinstance(given, tuple) else (given,) * 3
    if len(three) != 3 or not all(map(is_number, three)):
        raise PydanticCustomError(
            "size", "{allowed}", {"allowed": "a number, or [low, value, high]"}
        )
    return dict(zip(("low", "value", "high"), map(float, three), strict=True))


SizeField = Annotated[Size, BeforeValidator(_as_size)]


class Share(Model):
    """A size times a term, one part of a sum."""

    size: SizeField
    per: Text = "1"


class Effect(Model):
    """What an order or an event does to one variable.

    Attributes:
        handle: the variable, one of `HANDLES`.
        of: whose: the seat's own, all companies at its home, the target of the order, and so on.
        plus: added; `times` multiplied; each times (or to the power of) the term `per`.
        quarters: how long it lasts; a level that stands for good is moved once when absent.
        standing: holds until the same order is given again.
        after: quarters until it begins, beside the delay of the order.
        chance: of the effect by itself; `when`: it comes only where the condition holds.
    """

    handle: Annotated[str, words(Literal[*HANDLES])]
    of: Annotated[ScopeName, words(ScopeName)] = "self"
    plus: SizeField | None = None
    times: SizeField | None = None
    per: Text = "1"
    quarters: Count = 0
    standing: Flag = False
    after: Count = 0
    chance: SizeField | None = None
    when: Text | None = None

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.plus is None) == (self.times is None):
            raise PydanticCustomError("together", "{allowed}", {"allowed": "one of plus and times"})
        if self.times is not None and self.times.low <= 0.0:
            raise PydanticCustomError("together", "{allowed}", {"allowed": "factors above 0"})
        if self.of not in AXES[HANDLES[self.handle].axis]:
            allowed = f"for {self.handle}: of {', '.join(AXES[HANDLES[self.handle].axis])}"
            raise PydanticCustomError("together", "{allowed}", {"allowed": allowed})
        return self


Effects = tuple[Effect, ...]


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


class Answer(Model):
    """An option of an event: its text and what it does; `money` BUSD it costs.

    `act` is what else happens: the dated rules that wait are signed or dropped.
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
        when: what must hold; `hazard`: parts of its yearly rate, none for one that always comes.
        rest: quarters before it may come again; `once`: it comes once only.
        options: what the seat may answer, the first without an answer.
        basis: precedent or invention.
    """

    scope: Annotated[str, words(Literal["world", "seat"])] = "seat"
    who: Texts = ("any",)
    when: Text = "1 > 0"
    hazard: tuple[Share, ...] = ()
    rest: Count = 4
    once: Flag = False
    news: Words
    effects: Effects = ()
    options: Table[Answer] = Frozen({})
    basis: Text
    status: Status


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


class Source(Model):
    """A source of intelligence: what it costs, what it sees, and how it errs, in log10."""

    title: Words
    musd: SizeField
    quantities: Texts
    bias: SizeField
    sd: SizeField
    lag: Count
    exposure: SizeField = Size(low=0, value=0, high=0)
    fooled: SizeField = Size(low=0, value=0, high=0)


class Difficulty(Model):
    """A setting, the same for every seat."""

    title: Words
    look_ahead_years: SizeField
    tau: SizeField
    observation: SizeField
    hazards: SizeField
    futures: Count
    future_years: Count
    rewind: Count
    advice: Count
    drawn: Flag


class GameData(Model):
    """All data of the game."""

    orders: Table[GameOrder]
    events: Table[GameEvent]
    seats: Table[SeatRow]
    sources: Table[Source]
    difficulty: Table[Difficulty]
    reasons: Table[Words]
    numbers: Table[SizeField]
