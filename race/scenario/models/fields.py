"""Types of fields, with their schemas ready-made.

Pydantic builds a schema for every annotation of every model at start; these hand it over finished,
which takes a quarter of the time. A null never reaches a model (in a scenario it removes a key), so
an optional field has the schema of its value and the default None.
"""

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from typing import Annotated, Generic, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, GetCoreSchemaHandler, PlainSerializer
from pydantic_core import CoreSchema, core_schema

Row = TypeVar("Row")


class Ready:
    """An annotation that carries a finished schema."""

    __slots__ = ("schema",)

    def __init__(self, schema: CoreSchema) -> None:
        """Keep the schema."""
        self.schema = schema

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Give the schema that was kept."""
        return self.schema


def words(literal: object) -> Ready:
    """Make the schema of a Literal, a closed list of words."""
    return Ready(core_schema.literal_schema(list(get_args(literal))))


_NUMBER = core_schema.float_schema(strict=True, allow_inf_nan=False)
_POSITIVE = core_schema.float_schema(strict=True, allow_inf_nan=False, gt=0.0)
_AMOUNT = core_schema.float_schema(strict=True, allow_inf_nan=False, ge=0.0)
_SHARE = core_schema.float_schema(strict=True, allow_inf_nan=False, ge=0.0, le=1.0)
_TEXT = core_schema.str_schema(strict=True, min_length=1)
_TEXTS = core_schema.tuple_schema([_TEXT], variadic_item_index=0, strict=True)

Number = Annotated[float, Ready(_NUMBER)]
Amount = Annotated[float, Ready(_AMOUNT)]
Share = Annotated[float, Ready(_SHARE)]
Text = Annotated[str, Ready(_TEXT)]
Texts = Annotated[tuple[str, ...], Ready(_TEXTS)]
Flag = Annotated[bool, Ready(core_schema.bool_schema(strict=True))]

NumberOrNone = Annotated[float | None, Ready(_NUMBER)]
PositiveOrNone = Annotated[float | None, Ready(_POSITIVE)]
AmountOrNone = Annotated[float | None, Ready(_AMOUNT)]
ShareOrNone = Annotated[float | None, Ready(_SHARE)]
TextOrNone = Annotated[str | None, Ready(_TEXT)]
FlagOrNone = Annotated[bool | None, Ready(core_schema.bool_schema(strict=True))]


class Model(BaseModel):
    """Base of all models: frozen, strict, no unknown keys; built when first used."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, defer_build=True
    )


class Frozen(Mapping[str, Row], Generic[Row]):
    """A mapping that nobody changes; unlike MappingProxyType it travels between processes."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Mapping[str, Row]) -> None:
        """Copy the rows."""
        self._rows = dict(rows)

    def __getitem__(self, key: str) -> Row:
        """Give a row; KeyError if there is none."""
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        """Go over the keys in the order of the files."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._rows)

    def items(self) -> ItemsView[str, Row]:
        """Go over keys and rows; a plain mapping looks every key up."""
        return self._rows.items()

    def values(self) -> ValuesView[Row]:
        """Go over the rows."""
        return self._rows.values()

    def __repr__(self) -> str:
        """Show the rows."""
        return f"Frozen({self._rows!r})"


Table = Annotated[Mapping[str, Row], AfterValidator(Frozen), PlainSerializer(dict)]
