"""What the game's data are made of: texts in both languages, sizes with their range, effects."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError, core_schema

from race.scenario.game.handles import AXES, HANDLES
from race.scenario.game.names import ROLES
from race.scenario.models.fields import Flag, Model, Number, Ready, Text, words
from race.scenario.text.checking import is_number

ScopeName: TypeAlias = Literal[
    "self", "home", "target", "target_home", "all", "denied", "others", "controller", "leader",
    "to_here", "through_here", "route", "chip", "own_chips", "first", "states", "firms",
]  # fmt: skip
_WHOLE = core_schema.int_schema(strict=True, ge=0)
Count = Annotated[int, Ready(_WHOLE)]
RoleName = Annotated[str, words(Literal[*ROLES])]
Roles = tuple[RoleName, ...]


class Words(Model):
    """A text in both languages.

    Attributes:
        en: in English.
        ru: in Russian.
    """

    en: Text
    ru: Text

    def of(self, language: str) -> str:
        """Return the text in a language, `en` or `ru`."""
        return self.ru if language == "ru" else self.en


class Size(Model):
    """A size with its range: `[low, value, high]`, or one number for a certain one.

    Attributes:
        low: the least that may be.
        value: the likeliest.
        high: the most that may be.
    """

    low: Number
    value: Number
    high: Number

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise PydanticCustomError("together", "{allowed}", {"allowed": "low <= value <= high"})
        return self

    @property
    def certain(self) -> bool:
        """Tell whether it is one number."""
        return self.low == self.high


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
    """A size times a term, one part of a sum.

    Attributes:
        size: the size.
        per: term that it is times.
    """

    size: SizeField
    per: Text = "1"


class Effect(Model):
    """What an order or an event does to one variable.

    Attributes:
        handle: the variable that it moves; units and bounds stand in docs/reference/game.md.
        of: whose: the seat's own, all companies at its home, the target of the order, and so on.
        plus: what is added, times the term `per`; one of `plus` and `times`.
        times: what it is multiplied by, to the power of the term `per`.
        per: term over the names of the game and the order's parameters.
        quarters: how long it lasts; a level that stands for good is moved once when absent.
        standing: holds until the same order is given again.
        after: quarters until it begins, beside the delay of the order.
        chance: of the effect by itself, 0 to 1.
        when: condition; it comes only where it holds.
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
