"""What happens by the author's hand: orders and events by date or condition."""

from typing import Annotated, Literal, Self, TypeAlias, get_args

from pydantic import GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from race.scenario.models.condition import Condition, validate
from race.scenario.models.fields import Model, Number, Text, TextOrNone, Texts, words
from race.scenario.models.moment import Moment, may_be_date

OrderName: TypeAlias = Literal[
    "spend", "bid", "stockpile", "home_chips", "grey", "rent", "power", "run_days", "research",
    "merge", "join_pool", "release", "tighten_tpp", "relax", "enforcement", "hub_enforcement",
    "subsidy", "fab", "tools", "merge_national", "close_remote_access", "follow", "retaliate",
]  # fmt: skip
EventName: TypeAlias = Literal[
    "tension", "materials", "output", "route_capacity", "trust", "tool_access"
]

ORDER_NAMES: tuple[str, ...] = get_args(OrderName)
EVENT_NAMES: tuple[str, ...] = get_args(EventName)


_ACTORS_AND_ORDER = 2


class _WhenSchema:
    """A date or a condition: what begins like a date is read as one."""

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_when)


def _when(given: object) -> Moment | Condition:
    if not may_be_date(given):
        return validate(given)
    try:
        return Moment.read(given)
    except ValueError as error:
        allowed = f"{error}, or a condition such as gap_years(RU) > 100"
        raise PydanticCustomError("moment", "{allowed}", {"allowed": allowed}) from None


When = Annotated[Moment | Condition, _WhenSchema()]


class Entry(Model):
    """One order of an actor, or one event, that holds from a date or while a condition holds.

    Attributes:
        when: a date from which it holds, or a condition while which it holds.
        until: the last day on which it holds; absent = to the end.
        actor: who gives the order: a country or company id.
        actors: several who give it; a country stands for the companies at home there where the
            order is one of companies.
        order: name of the order.
        event: name of the event, in the place of an order.
        of: whose figure the event holds: a country, a foundry or a route.
        value: of the order, or of the figure that the event holds.
    """

    when: When
    until: Moment | None = None
    actor: TextOrNone = None
    actors: Texts = ()
    order: Annotated[OrderName | None, words(OrderName)] = None
    event: Annotated[EventName | None, words(EventName)] = None
    of: TextOrNone = None
    value: Number
    title: Text = ""
    title_ru: TextOrNone = None
    note: str = ""

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        given = self.model_fields_set
        ordered = {"actor", "actors", "order"} & given
        happens = {"event", "of"} & given
        whole = "order" in ordered and len(ordered) == _ACTORS_AND_ORDER
        if bool(ordered) == bool(happens) or (ordered and not whole) or happens == {"of"}:
            allowed = "actor or actors and order, or event, with 'of' where it is somebody's"
            raise PydanticCustomError("together", "{allowed}", {"allowed": allowed})
        return self
